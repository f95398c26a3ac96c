"""What exists: regions, people, working groups, enterprises and plans, as one Django app cut into areas."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LiapConfig(AppConfig):
    name = "liap"
    verbose_name = _("LIAP records")
