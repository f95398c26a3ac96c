"""What a person wants to be told by e-mail, and the secret address of her calendar."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class MailSetting(models.Model):
    """When the digest of a day is sent, and whether urgent messages wait for it."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("person"))
    digest_hour = models.PositiveSmallIntegerField(
        _("hour of the digest"), default=7, validators=[MaxValueValidator(23)]
    )
    sends_urgent_at_once = models.BooleanField(_("urgent messages at once"), default=True)
    digest_sent_on = models.DateField(null=True, blank=True)
    digest_claimed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("mail setting")
        verbose_name_plural = _("mail settings")
        constraints = [
            models.CheckConstraint(condition=models.Q(digest_hour__lte=23), name="mail_digest_at_an_hour_of_the_day")
        ]

    def __str__(self):
        return str(self.person)


class CalendarLink(models.Model):
    """A secret address under which a calendar program reads the due dates of one person; only its hash is kept."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("person"))
    token_sha256 = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(_("made at"))

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")

    def __str__(self):
        return str(self.person)
