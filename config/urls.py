"""Mounts the pages of the packages."""

from django.urls import path

urlpatterns: list = []
