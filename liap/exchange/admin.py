"""Imports as evidence: they may be read; incidents are tried again on their page."""

from django.contrib import admin

from liap.exchange.models import SheetImport
from liap.people.admin import ReadOnlyAdmin


@admin.register(SheetImport)
class SheetImportAdmin(ReadOnlyAdmin):
    list_display = ["file_name", "kind", "state", "by", "uploaded_at", "row_count", "error_count", "reason"]
    list_filter = ["state", "kind"]
    search_fields = ["file_name", "sha256"]
    list_select_related = ["by"]
