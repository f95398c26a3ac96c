"""Administration of working groups, their seats and who fills them."""

from django.contrib import admin

from liap.groups.models import Membership, Seat, WorkingGroup
from liap.people.admin import KeptAdmin


class SeatInline(admin.TabularInline):
    model = Seat
    extra = 1
    can_delete = False
    autocomplete_fields = ["institution"]
    show_change_link = True


class MembershipInline(admin.TabularInline):
    model = Membership
    extra = 1
    can_delete = False
    autocomplete_fields = ["person"]


@admin.register(WorkingGroup)
class WorkingGroupAdmin(KeptAdmin):
    list_display = ["name", "region", "secretariat", "decree_number", "valid_to"]
    search_fields = ["name", "region__name", "decree_number"]
    autocomplete_fields = ["region", "secretariat"]
    list_select_related = ["region", "secretariat"]
    inlines = [SeatInline]


@admin.register(Seat)
class SeatAdmin(KeptAdmin):
    list_display = ["title", "institution", "working_group", "role", "has_vote"]
    list_filter = ["role"]
    search_fields = ["title", "institution__name", "working_group__name"]
    autocomplete_fields = ["working_group", "institution"]
    list_select_related = ["institution", "working_group"]
    inlines = [MembershipInline]


@admin.register(Membership)
class MembershipAdmin(KeptAdmin):
    list_display = ["person", "seat", "since", "until"]
    search_fields = ["person__full_name", "seat__title", "seat__working_group__name"]
    autocomplete_fields = ["person", "seat"]
    list_select_related = ["person", "seat__institution"]
