"""How the packages are plugged together, as a Django app so that its commands and catalogue are found."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class ConfigConfig(AppConfig):
    name = "config"
    default = True


class AdministrationConfig(admin_apps.AdminConfig):
    """Django's administration on our own site class."""

    default = False
    default_site = "liap.administration.AdministrationSite"
