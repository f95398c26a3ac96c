"""The audit record, for reading only."""

from django.contrib import admin

from liap.audit.models import Event


@admin.register(Event)
class EventAdmin(admin.ModelAdmin):
    list_display = ["at", "verb", "subject", "chain", "number", "by"]
    list_filter = ["verb"]
    search_fields = ["subject", "chain", "by__full_name"]
    list_select_related = ["by"]
    ordering = ["-at", "-id"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
