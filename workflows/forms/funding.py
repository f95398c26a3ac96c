"""What was done about money that an activity lacks."""

from datetime import date
from decimal import Decimal

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from liap.fields import RupiahField
from liap.plans.models import FundingSource
from liap.templatetags.liap_format import day, rupiah
from workflows.forms.work import Work, reason_field


class Proposal(Work):
    """Was money proposed in the window, how much and under which number; or why not."""

    decision = forms.ChoiceField(
        label=_("What was done"),
        choices=[("proposed", _("money was proposed")), ("not_proposed", _("no money is proposed"))],
        widget=forms.RadioSelect,
    )
    amount = RupiahField(label=_("Amount proposed (Rp)"), required=False)
    reference = forms.CharField(label=_("Number in SIPD or KRISNA"), max_length=60, required=False)
    reason = reason_field(_("Why no money is proposed, or a remark"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["decision"].help_text = explained(self.task.data)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("decision") == "proposed" and not cleaned.get("amount"):
            self.add_error("amount", _("Write the amount that was proposed."))
        if cleaned.get("decision") == "not_proposed" and not cleaned.get("reason"):
            self.add_error("reason", _("Write why no money is proposed."))
        return cleaned

    def save(self, by) -> dict:
        said = super().save(by)
        return {**said, "amount": format(said["amount"], "f")} if "amount" in said else said


def explained(data: dict) -> str:
    """What is missing, and in which window it can be proposed."""
    if "missing" not in data:
        return ""
    text = gettext("%(amount)s are missing. Source: %(source)s. The window is open from %(opens)s to %(closes)s.")
    said = text % {
        "amount": rupiah(Decimal(data["missing"])),
        "source": FundingSource(data["source"]).label,
        "opens": day(date.fromisoformat(data["opens_on"])),
        "closes": day(date.fromisoformat(data["closes_on"])),
    }
    if data.get("is_house_assumption"):
        said += " " + gettext("These days are an assumption of this system: check them against the planning calendar.")
    return said
