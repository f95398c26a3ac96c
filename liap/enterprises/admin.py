"""Administration of enterprises."""

from django.contrib import admin

from liap.enterprises.models import Enterprise
from liap.people.admin import KeptAdmin


@admin.register(Enterprise)
class EnterpriseAdmin(KeptAdmin):
    list_display = ["name", "nib", "region", "industry"]
    search_fields = ["name", "nib"]
    autocomplete_fields = ["region", "industry"]
    list_select_related = ["region", "industry"]
