"""Administration of cost limits and proposal windows; a closed year can be read only."""

from django.contrib import admin

from liap.people.admin import KeptAdmin, ReadOnlyAdmin
from liap.plans.budgets.models import ClosedYear, CostBand, ProposalWindow


@admin.register(CostBand)
class CostBandAdmin(KeptAdmin):
    list_display = ["unit", "least_cost", "most_cost", "least_volume", "is_house_assumption"]


@admin.register(ProposalWindow)
class ProposalWindowAdmin(KeptAdmin):
    list_display = ["source", "system", "opens_month", "closes_month", "lead_days", "is_house_assumption"]


@admin.register(ClosedYear)
class ClosedYearAdmin(ReadOnlyAdmin):
    list_display = ["region", "year", "closed_on", "closed_by", "unreported"]
    list_select_related = ["region", "closed_by"]
