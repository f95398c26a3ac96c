"""Administration of number patterns; issued papers can be looked at and nothing else."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from documents.kinds import KINDS
from documents.models import (
    Anchor,
    AnchorMail,
    CopyComparison,
    CopyLine,
    Digest,
    Document,
    NumberPattern,
    NumberRegister,
    Preview,
    PublicRendition,
    PublicVersion,
    Rendition,
    Revocation,
    Signature,
    SignedCopy,
    Stationery,
    Subscription,
)


class ReadOnly(admin.ModelAdmin):
    """Rows that only the product's own actions write."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(NumberPattern)
class NumberPatternAdmin(admin.ModelAdmin):
    list_display = ["organisation", "pattern"]
    autocomplete_fields = ["organisation"]


class CopyLines(admin.TabularInline):
    model = CopyLine
    extra = 1

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "kind":
            kwargs["widget"] = forms.Select(
                choices=[("", _("all kinds")), *((code, f"{code} {kind.title}") for code, kind in KINDS.items())]
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)


@admin.register(Stationery)
class StationeryAdmin(admin.ModelAdmin):
    """A change holds for papers to come; an issued paper keeps the head and the copies it was made with."""

    list_display = ["organisation", "contact", "on_behalf_of"]
    autocomplete_fields = ["organisation"]
    search_fields = ["organisation__name"]
    inlines = [CopyLines]


@admin.register(NumberRegister)
class NumberRegisterAdmin(ReadOnly):
    list_display = ["organisation", "classification", "year", "last"]


@admin.register(Document)
class DocumentAdmin(ReadOnly):
    list_display = ["number", "kind", "about", "round", "dated_on", "superseded_by"]
    list_filter = ["kind", "dated_on"]
    list_select_related = ["region", "plan", "adoption", "working_group", "superseded_by"]
    search_fields = ["number", "plan__title", "working_group__name", "adoption__reference", "region__name"]


@admin.register(Revocation)
class RevocationAdmin(ReadOnly):
    list_display = ["document", "by", "held_as", "at"]
    search_fields = ["document__number"]


@admin.register(Rendition)
class RenditionAdmin(ReadOnly):
    list_display = ["document", "language", "state", "attempts", "pages", "size", "drawn_at"]
    list_filter = ["state", "language"]


@admin.register(PublicVersion)
class PublicVersionAdmin(ReadOnly):
    list_display = ["document", "title", "released_by", "released_at", "withdrawn_at"]


@admin.register(PublicRendition)
class PublicRenditionAdmin(ReadOnly):
    list_display = ["version", "language", "state", "attempts", "pages", "reason"]
    list_filter = ["state", "language"]


@admin.register(Signature)
class SignatureAdmin(ReadOnly):
    list_display = ["rendition", "state", "attempts", "certificate", "signed_at", "reason"]
    list_filter = ["state"]


@admin.register(Preview)
class PreviewAdmin(ReadOnly):
    list_display = ["rendition", "state", "attempts", "size", "reason"]
    list_filter = ["state"]


@admin.register(Subscription)
class SubscriptionAdmin(ReadOnly):
    list_display = ["person", "query", "pace", "since", "stopped_at"]
    list_filter = ["pace"]


@admin.register(Digest)
class DigestAdmin(ReadOnly):
    list_display = ["subscription", "made_at", "state", "attempts", "sent_at", "reason"]
    list_filter = ["state"]


@admin.register(SignedCopy)
class SignedCopyAdmin(ReadOnly):
    list_display = ["document", "uploaded_by", "held_as", "uploaded_at", "size"]
    search_fields = ["document__number"]


@admin.register(CopyComparison)
class CopyComparisonAdmin(ReadOnly):
    list_display = ["copy", "way", "by", "held_as", "at"]
    list_filter = ["way"]


@admin.register(Anchor)
class AnchorAdmin(ReadOnly):
    list_display = ["day", "sha256", "made_at"]


@admin.register(AnchorMail)
class AnchorMailAdmin(ReadOnly):
    list_display = ["anchor", "person", "state", "attempts", "sent_at", "reason"]
    list_filter = ["state"]
