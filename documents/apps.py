"""The app of issued papers."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    name = "documents"
    verbose_name = _("documents")

    def ready(self):
        from documents.signing import checks  # noqa: F401, PLC0415 -- registers itself once the settings are read
