"""Words of libraries that our pages show, listed for our catalogue.

viewflow has no Indonesian catalogue. Django has one that says sandi, where our own pages say kata sandi.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

TASK_FIELDS = (
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

TASK_STATES = (
    pgettext_lazy("STATUS", "Assigned"),
    pgettext_lazy("STATUS", "Canceled"),
    pgettext_lazy("STATUS", "Done"),
    pgettext_lazy("STATUS", "Error"),
    pgettext_lazy("STATUS", "New"),
    pgettext_lazy("STATUS", "Revived"),
    pgettext_lazy("STATUS", "Scheduled"),
    pgettext_lazy("STATUS", "Started"),
)

PASSWORDS = (
    _("password"),
    _("Password"),
    _("Password confirmation"),
    _("Old password"),
    _("New password"),
    _("New password confirmation"),
    _("Enter the same password as before, for verification."),
    _("Your old password was entered incorrectly. Please enter it again."),
    _("The two password fields didn’t match."),
    _("The password is too similar to the %(verbose_name)s."),
    _("Your password can’t be too similar to your other personal information."),
    _("This password is too common."),
    _("Your password can’t be a commonly used password."),
    _("This password is entirely numeric."),
    _("Your password can’t be entirely numeric."),
)
