"""How the packages are plugged together, as a Django app so that its commands and catalogue are found."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "config"
