"""Who does what next: the engine of cases, flows and tasks."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkflowsConfig(AppConfig):
    name = "workflows"
    verbose_name = _("Workflow")

    def ready(self):
        from workflows import checks  # noqa: F401, PLC0415 -- registers the start-up checks; needs loaded models
