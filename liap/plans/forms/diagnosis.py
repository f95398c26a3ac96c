"""The rows of the diagnosis: stakeholders, steps of the supply chain, problems."""

from django import forms
from django.utils.translation import gettext_lazy as _

from liap.fields import RupiahField
from liap.plans.forms.rows import RowForm, Rows, rows
from liap.plans.models import ChainStep, Problem, Stakeholder


class StakeholderRow(RowForm):
    class Meta:
        model = Stakeholder
        fields = ["name", "interest", "influence", "offer"]


class StakeholderRowsBase(Rows):
    unique = ("name",)


class ChainStepRow(RowForm):
    number = forms.IntegerField(label=_("No."), min_value=1, max_value=999, required=False)
    price = RupiahField(label=_("Price after this step (Rp per unit)"), max_digits=14, required=False)

    class Meta:
        model = ChainStep
        fields = ["number", "name", "actors", "price", "bottleneck"]


class ChainStepRowsBase(Rows):
    number_field = "number"
    unique = ("number",)


class ProblemRow(RowForm):
    rank = forms.IntegerField(label=_("Rank"), min_value=1, max_value=999, required=False)

    class Meta:
        model = Problem
        fields = ["rank", "text", "chain_step", "reason_unanswered"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["chain_step"].queryset = self.plan.chain_steps.all()


class ProblemRowsBase(Rows):
    number_field = "rank"
    unique = ("rank",)


StakeholderRows = rows(Stakeholder, StakeholderRow, StakeholderRowsBase)
ChainStepRows = rows(ChainStep, ChainStepRow, ChainStepRowsBase)
ProblemRows = rows(Problem, ProblemRow, ProblemRowsBase)
