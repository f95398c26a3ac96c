"""Mounts the pages of the packages."""

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from config.pages import healthz, own_data

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("my-data/", own_data, name="own_data"),
    path("", RedirectView.as_view(pattern_name="workflows:inbox"), name="home"),
    path("", include("liap.urls")),
    path("", include("workflows.urls")),
    path("", include("documents.urls")),
    path("admin/", admin.site.urls),
]
