"""Administration of the limits of readiness; requests and attestations are evidence and can only be read."""

from django.contrib import admin

from liap.adoption.models import AdoptionRequest, Attestation, ReadinessCriterion
from liap.people.admin import KeptAdmin, ReadOnlyAdmin


@admin.register(ReadinessCriterion)
class ReadinessCriterionAdmin(KeptAdmin):
    list_display = ["code", "half_from", "full_from", "weight"]


@admin.register(AdoptionRequest)
class AdoptionRequestAdmin(ReadOnlyAdmin):
    list_display = ["reference", "region", "industry", "state", "score"]
    list_filter = ["state"]


@admin.register(Attestation)
class AttestationAdmin(ReadOnlyAdmin):
    list_display = ["region", "year", "is_in_use", "reason"]
    list_filter = ["year", "is_in_use"]
