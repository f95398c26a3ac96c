"""Who does what next: the engine of cases, flows and tasks."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkflowsConfig(AppConfig):
    name = "workflows"
    verbose_name = _("Workflow")

    def ready(self):
        from documents.dues import due  # noqa: PLC0415 -- needs loaded models, as the next lines do
        from documents.revocations import remaking  # noqa: PLC0415
        from workflows import checks, reports  # noqa: F401, PLC0415 -- checks registers the start-up checks
        from workflows.papers import replacing  # noqa: PLC0415

        due.register(reports.outstanding)
        remaking.register(replacing.facts_now)
