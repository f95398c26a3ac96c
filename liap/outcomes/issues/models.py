"""The register of issues and risks of a plan; an entry is closed with a sentence and never deleted."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from liap.groups.models import Seat
from liap.people.models import Post
from liap.places.models import Organisation
from liap.plans.models import Plan


def _one_owner() -> Q:
    names = ("owner_seat", "owner_post", "owner_institution")
    found = Q()
    for name in names:
        others = {f"{other}__isnull": True for other in names if other != name}
        found |= Q(**{f"{name}__isnull": False}, **others)
    return found


class Issue(models.Model):
    """What hampers the plan, or may hamper it, who looks after it and until when, and how it ended (feature D7)."""

    class Kind(models.TextChoices):
        ISSUE = "issue", _("issue")
        RISK = "risk", _("risk")

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="issues", verbose_name=_("plan"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.ISSUE)
    text = models.CharField(_("issue or risk"), max_length=500)
    owner_seat = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="+")
    owner_post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+")
    owner_institution = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    due_on = models.DateField(_("by when"), null=True, blank=True)
    minutes = models.CharField(_("minutes number"), max_length=60, blank=True)
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    raised_on = models.DateField(_("raised on"))
    closed_how = models.CharField(_("how it was closed"), max_length=500, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    class Meta:
        verbose_name = _("issue or risk")
        verbose_name_plural = _("issues and risks")
        ordering = ["plan", "raised_on", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="issue_says_something"),
            models.CheckConstraint(condition=_one_owner(), name="issue_has_one_owner"),
            models.CheckConstraint(
                condition=Q(closed_how="", closed_by__isnull=True, closed_on__isnull=True)
                | Q(~Q(closed_how=""), closed_by__isnull=False, closed_on__isnull=False),
                name="issue_is_closed_with_a_sentence",
            ),
        ]

    def __str__(self):
        return self.text

    @property
    def owner(self) -> Seat | Post | Organisation:
        """Who looks after it: a seat, a post or an institution, whoever holds it."""
        return self.owner_seat or self.owner_post or self.owner_institution

    @property
    def is_open(self) -> bool:
        return self.closed_on is None
