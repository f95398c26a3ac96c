"""Administration of the rules of judgement."""

from django.contrib import admin

from liap.outcomes.models import DecisionTable, RatingThreshold
from liap.people.admin import KeptAdmin


@admin.register(DecisionTable)
class DecisionTableAdmin(KeptAdmin):
    list_display = ["name", "version", "is_current", "is_house_rule"]


@admin.register(RatingThreshold)
class RatingThresholdAdmin(KeptAdmin):
    list_display = ["criterion", "high", "fair", "less_is_better", "source"]
