"""Administration of regions, organisations and holidays."""

from django.contrib import admin

from liap.places.models import Holiday, Organisation, Region, Remit, Tile


class KeptPlaceAdmin(admin.ModelAdmin):
    """Places end with a date, they are never deleted."""

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Region)
class RegionAdmin(KeptPlaceAdmin):
    list_display = ["code", "name", "kind", "parent", "time_zone"]
    list_filter = ["kind", "time_zone"]
    search_fields = ["code", "name"]
    autocomplete_fields = ["parent"]
    list_select_related = ["parent"]


@admin.register(Organisation)
class OrganisationAdmin(KeptPlaceAdmin):
    list_display = ["name", "kind", "region", "valid_to"]
    list_filter = ["kind", "is_sample"]
    search_fields = ["name", "name_en"]
    autocomplete_fields = ["region", "parent", "successor"]
    list_select_related = ["region"]


@admin.register(Holiday)
class HolidayAdmin(admin.ModelAdmin):
    list_display = ["date", "name", "kind", "is_estimate", "source"]
    list_filter = ["kind", "is_estimate"]
    search_fields = ["name", "name_en"]
    date_hierarchy = "date"


@admin.register(Remit)
class RemitAdmin(admin.ModelAdmin):
    list_display = ["organisation", "province"]
    autocomplete_fields = ["organisation", "province"]
    list_select_related = ["organisation", "province"]


@admin.register(Tile)
class TileAdmin(admin.ModelAdmin):
    list_display = ["province", "short", "column", "row"]
    autocomplete_fields = ["province"]
    list_select_related = ["province"]
