"""Administration of industries; plans and their frozen versions are for reading only."""

from django.contrib import admin

from liap.people.admin import KeptAdmin, ReadOnlyAdmin
from liap.plans.models import Industry, Plan, PlanVersion


@admin.register(Industry)
class IndustryAdmin(KeptAdmin):
    list_display = ["name", "code", "version", "directorate"]
    search_fields = ["name", "name_en", "code"]
    autocomplete_fields = ["directorate"]
    list_select_related = ["directorate"]


@admin.register(Plan)
class PlanAdmin(ReadOnlyAdmin):
    list_display = ["title", "region", "industry", "version", "edited_at"]
    search_fields = ["title", "region__name"]
    list_select_related = ["region", "industry"]


@admin.register(PlanVersion)
class PlanVersionAdmin(ReadOnlyAdmin):
    list_display = ["plan", "number", "sha256", "frozen_at", "frozen_by"]
    search_fields = ["plan__title", "sha256"]
    list_select_related = ["plan", "frozen_by"]
