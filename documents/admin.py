"""Administration of number patterns; issued papers can be looked at and nothing else."""

from django.contrib import admin

from documents.models import Digest, Document, NumberPattern, NumberRegister, Preview, Rendition, Subscription


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


@admin.register(NumberRegister)
class NumberRegisterAdmin(ReadOnly):
    list_display = ["organisation", "classification", "year", "last"]


@admin.register(Document)
class DocumentAdmin(ReadOnly):
    list_display = ["number", "kind", "plan", "round", "dated_on", "superseded_by"]
    list_filter = ["kind", "dated_on"]
    search_fields = ["number", "plan__title"]


@admin.register(Rendition)
class RenditionAdmin(ReadOnly):
    list_display = ["document", "language", "state", "attempts", "pages", "size", "drawn_at"]
    list_filter = ["state", "language"]


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
