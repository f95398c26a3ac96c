"""Administration of enterprises."""

from django.contrib import admin

from liap.enterprises.models import Cluster, Enterprise
from liap.enterprises.protection.models import NoticeText
from liap.enterprises.sizes.models import SizeBand, SizeRule
from liap.people.admin import KeptAdmin


@admin.register(Enterprise)
class EnterpriseAdmin(KeptAdmin):
    list_display = ["name", "nib", "region", "industry"]
    search_fields = ["name", "nib"]
    autocomplete_fields = ["region", "industry"]
    list_select_related = ["region", "industry"]
    # Personal data are read on the page that asks why and keeps an access row; merging has a page of its own.
    exclude = [
        "owner_name",
        "owner_phone",
        "owner_email",
        "owner_nik_masked",
        "owner_nik_hash",
        "address",
        "merged_into",
        "restricted_at",
        "erased_at",
        "version",
    ]


class SizeBandInline(admin.TabularInline):
    model = SizeBand
    extra = 0


@admin.register(SizeRule)
class SizeRuleAdmin(KeptAdmin):
    list_display = ["basis", "valid_from", "valid_to"]
    inlines = [SizeBandInline]


@admin.register(Cluster)
class ClusterAdmin(KeptAdmin):
    list_display = ["name", "region", "industry"]
    search_fields = ["name"]
    autocomplete_fields = ["region", "industry"]
    list_select_related = ["region", "industry"]


@admin.register(NoticeText)
class NoticeTextAdmin(KeptAdmin):
    list_display = ["version", "valid_from"]
