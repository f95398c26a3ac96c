"""Administration of the rule of disclosure; what was published can be read, and who stands in a block cannot."""

from django.contrib import admin

from liap.outcomes.disclosure.models import DisclosureRule, Publication
from liap.people.admin import KeptAdmin, ReadOnlyAdmin


@admin.register(DisclosureRule)
class DisclosureRuleAdmin(KeptAdmin):
    list_display = ["fewest", "dominance", "every_days"]


@admin.register(Publication)
class PublicationAdmin(ReadOnlyAdmin):
    list_display = ["as_of", "fewest", "dominance", "drawn_at"]
