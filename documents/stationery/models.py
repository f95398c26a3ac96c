"""How the papers of an organisation look as letters: its head, on whose behalf it signs, and who gets a copy."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

MOST_LINES = 3
LONGEST_LINE = 120


def validate_lines(text: str) -> None:
    """Refuses more lines than the head of a letter has room for."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_LINES or any(len(line) > LONGEST_LINE for line in lines):
        raise ValidationError(_("A letterhead has room for three upper lines of at most 120 characters each."))


class Stationery(models.Model):
    """What an organisation prints on its papers besides its name, address and town; without a row, neutral forms."""

    organisation = models.OneToOneField(
        "liap.Organisation", models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    upper_lines = models.TextField(
        _("upper lines of the letterhead"),
        blank=True,
        validators=[validate_lines],
        help_text=_("One body per line, the highest first. Empty: the upper line of the organisation."),
    )
    contact = models.CharField(
        _("contact line"), max_length=160, blank=True, help_text=_("Telephone, e-mail or site, under the address.")
    )
    on_behalf_of = models.CharField(
        _("signs on behalf of (a.n.)"),
        max_length=160,
        blank=True,
        help_text=_("The post in whose name the head of this office signs, for example the regent."),
    )
    mandate = models.CharField(
        _("letter that allows it"), max_length=100, blank=True, help_text=_("Number of the letter, printed below.")
    )
    closing = models.CharField(
        _("closing sentence"), max_length=300, blank=True, help_text=_("Printed at the end of each document.")
    )

    class Meta:
        verbose_name = _("stationery")
        verbose_name_plural = _("stationery")
        ordering = ["organisation"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(mandate="") | ~models.Q(on_behalf_of=""), name="stationery_mandate_is_of_somebody"
            ),
        ]

    def __str__(self):
        return str(self.organisation)


class CopyLine(models.Model):
    """Somebody who gets a copy (tembusan) of the papers of an organisation, of one kind or of all."""

    stationery = models.ForeignKey(Stationery, models.CASCADE, related_name="copies", verbose_name=_("stationery"))
    kind = models.CharField(
        _("kind"), max_length=4, blank=True, help_text=_("Code such as D3. Empty: all kinds of documents.")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    recipient = models.CharField(_("recipient"), max_length=160)

    class Meta:
        verbose_name = _("copy to")
        verbose_name_plural = _("copies to")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["stationery", "kind", "recipient"], name="copy_once_per_kind"),
            models.CheckConstraint(condition=~models.Q(recipient=""), name="copy_goes_to_somebody"),
        ]

    def __str__(self):
        return self.recipient
