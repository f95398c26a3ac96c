"""Who wants to be told of which new papers, what was told, and the mails that told it."""

from django.conf import settings
from django.db import models
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _


class SubscriptionQuerySet(models.QuerySet):
    def of(self, person):
        """A person's own subscriptions; nobody sees those of another."""
        return self.filter(person=person)

    def live(self):
        """Those which were not stopped, of people who can be reached."""
        return self.filter(stopped_at__isnull=True, person__is_active=True).exclude(person__email="")


class Subscription(models.Model):
    """A person's wish to be told of papers that pass the filters, from a moment on; `query` is their address."""

    class Pace(models.TextChoices):
        DAILY = "daily", _("once a day, in the morning")
        AT_ONCE = "at_once", _("at once")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("person"))
    query = models.CharField(_("filters"), max_length=1200, blank=True)
    pace = models.CharField(_("how often"), max_length=10, choices=Pace.choices, default=Pace.DAILY)
    since = models.DateTimeField(_("since"))
    stopped_at = models.DateTimeField(_("stopped at"), null=True, blank=True)
    looked_at = models.DateTimeField(null=True, blank=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["person", "query"], name="subscription_once_per_person")]

    def __str__(self):
        return f"{self.person_id}: {self.query}"

    @property
    def filters(self) -> QueryDict:
        return QueryDict(self.query)


class Digest(models.Model):
    """One mail about new papers, its own job row. A daily one is the only one of its local day."""

    class State(models.TextChoices):
        PENDING = "pending", _("waiting to be sent")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        NOT_SENT = "not_sent", _("not sent")

    subscription = models.ForeignKey(
        Subscription, models.PROTECT, related_name="digests", verbose_name=_("subscription")
    )
    day = models.DateField(_("day"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PENDING)
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    lease_until = models.DateTimeField(_("reserved until"), null=True, blank=True)
    token = models.UUIDField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    class Meta:
        verbose_name = _("digest")
        verbose_name_plural = _("digests")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["subscription", "day"], condition=models.Q(day__isnull=False), name="digest_once_a_day"
            ),
            models.CheckConstraint(
                condition=models.Q(state="sent", sent_at__isnull=False)
                | ~models.Q(state="sent") & models.Q(sent_at__isnull=True),
                name="digest_is_sent_at_a_moment",
            ),
        ]
        indexes = [
            models.Index(fields=["id"], condition=models.Q(state__in=["pending", "sending"]), name="digest_due")
        ]

    def __str__(self):
        return f"{self.subscription_id}: {self.made_at}"


class Announcement(models.Model):
    """A paper that a subscription tells of, in one digest and never in another."""

    subscription = models.ForeignKey(Subscription, models.PROTECT, related_name="announcements")
    document = models.ForeignKey("documents.Document", models.PROTECT, related_name="+")
    digest = models.ForeignKey(Digest, models.PROTECT, related_name="announcements")

    class Meta:
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["subscription", "document"], name="announced_once_per_subscription")
        ]

    def __str__(self):
        return f"{self.subscription_id}: {self.document_id}"
