"""Questionnaires as evidence: they may be read, and are answered on their pages."""

from django.contrib import admin

from liap.outcomes.questionnaires.models import Questionnaire, ReplyLink, Respondent
from liap.people.admin import ReadOnlyAdmin


@admin.register(Questionnaire)
class QuestionnaireAdmin(ReadOnlyAdmin):
    list_display = ["plan", "version", "made_by", "frozen_at"]
    list_select_related = ["plan", "made_by"]


@admin.register(Respondent)
class RespondentAdmin(ReadOnlyAdmin):
    list_display = ["plan", "enterprise", "organisation", "name", "medium", "state", "attempts"]
    list_filter = ["medium", "state", "is_sample"]
    list_select_related = ["plan", "enterprise", "organisation"]


@admin.register(ReplyLink)
class ReplyLinkAdmin(ReadOnlyAdmin):
    list_display = ["respondent", "made_by", "expires_at", "used_at", "revoked_at"]
    list_select_related = ["respondent__enterprise", "respondent__organisation", "made_by"]
