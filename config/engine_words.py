"""Words of the engine that the administration shows, listed for our catalogue: viewflow has no Indonesian one."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

FIELDS = (
    _("Assigned"),
    _("Created"),
    _("External Task ID"),
    _("Finished"),
    _("Flow"),
    _("Owner"),
    _("Permission"),
    _("Previous"),
    _("Scheduled"),
    _("Started"),
    _("Status"),
    _("Token"),
    _("Type"),
)

STATES = (
    pgettext_lazy("STATUS", "Assigned"),
    pgettext_lazy("STATUS", "Canceled"),
    pgettext_lazy("STATUS", "Done"),
    pgettext_lazy("STATUS", "Error"),
    pgettext_lazy("STATUS", "New"),
    pgettext_lazy("STATUS", "Revived"),
    pgettext_lazy("STATUS", "Scheduled"),
    pgettext_lazy("STATUS", "Started"),
)
