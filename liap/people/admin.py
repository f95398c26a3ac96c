"""Administration of people, posts and appointments: accounts are closed, never deleted."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.utils.translation import gettext_lazy as _

from liap.people import actions
from liap.people.models import Appointment, Post, User


class KeptAdmin(admin.ModelAdmin):
    """Rows that others lean on: they may be changed, never deleted."""

    def has_delete_permission(self, request, obj=None):
        return False


class ReadOnlyAdmin(KeptAdmin):
    """Rows that are evidence: they may be read."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False


class AppointmentInline(admin.TabularInline):
    model = Appointment
    extra = 0
    autocomplete_fields = ["post"]
    can_delete = False


class NewPersonForm(AdminUserCreationForm):
    class Meta:
        model = User
        fields = ("username", "full_name")


@admin.register(User)
class PersonAdmin(KeptAdmin, UserAdmin):
    add_form = NewPersonForm
    list_display = ["full_name", "username", "email", "is_active", "is_superuser", "last_login"]
    list_filter = ["is_active", "is_superuser", "is_sample", "language"]
    search_fields = ["full_name", "username", "email", "employee_number"]
    ordering = ["full_name"]
    readonly_fields = ["last_login", "date_joined", "is_active"]
    filter_horizontal = []
    inlines = [AppointmentInline]
    actions = ["close_accounts", "open_accounts"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("Person"), {"fields": ["full_name", "sex", "email", "phone", "employee_number", "language"]}),
        (
            _("Account"),
            {"fields": ["is_active", "is_superuser", "is_staff", "last_login", "date_joined", "is_sample"]},
        ),
    ]
    add_fieldsets = [
        (
            None,
            {
                "fields": [
                    "username",
                    "full_name",
                    "sex",
                    "email",
                    "language",
                    "usable_password",
                    "password1",
                    "password2",
                ]
            },
        )
    ]

    def get_inlines(self, request, obj):
        return self.inlines if obj else []

    @admin.action(description=_("Close the accounts of the chosen people"))
    def close_accounts(self, request, queryset):
        for person in queryset.exclude(pk=request.user.pk):
            actions.set_active(person, False, by=request.user)

    @admin.action(description=_("Open the accounts of the chosen people again"))
    def open_accounts(self, request, queryset):
        for person in queryset:
            actions.set_active(person, True, by=request.user)


@admin.register(Post)
class PostAdmin(KeptAdmin):
    list_display = ["title", "organisation", "role", "is_active"]
    list_filter = ["role", "is_active"]
    search_fields = ["title", "organisation__name"]
    autocomplete_fields = ["organisation"]
    list_select_related = ["organisation"]


@admin.register(Appointment)
class AppointmentAdmin(KeptAdmin):
    list_display = ["person", "post", "kind", "since", "until"]
    list_filter = ["kind"]
    search_fields = ["person__full_name", "post__title", "post__organisation__name"]
    autocomplete_fields = ["person", "post"]
    list_select_related = ["person", "post__organisation"]
