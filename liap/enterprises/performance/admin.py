"""The figures of SMIs as evidence: they may be read, and corrected only on their page."""

from django.contrib import admin

from liap.enterprises.performance.models import ChannelShare, EntryLink, PerformanceRecord
from liap.people.admin import ReadOnlyAdmin


class ShareInline(admin.TabularInline):
    model = ChannelShare
    extra = 0
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(PerformanceRecord)
class PerformanceRecordAdmin(ReadOnlyAdmin):
    list_display = ["enterprise", "first_on", "months", "medium", "asked_on", "superseded_at"]
    list_filter = ["months", "medium", "is_sample"]
    search_fields = ["enterprise__name"]
    list_select_related = ["enterprise"]
    inlines = [ShareInline]


@admin.register(EntryLink)
class EntryLinkAdmin(ReadOnlyAdmin):
    list_display = ["enterprise", "first_on", "months", "made_by", "expires_at", "used_at", "revoked_at"]
    list_select_related = ["enterprise", "made_by"]
