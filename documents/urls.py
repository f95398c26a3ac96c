"""Pages of issued papers."""

from django.urls import path

from documents import pages

app_name = "documents"
urlpatterns = [
    path("documents/", pages.papers, name="list"),
    path("documents/<int:pk>/", pages.paper, name="detail"),
    path("documents/<int:pk>/<str:language>/pdf/", pages.download, name="download"),
    path("documents/<int:pk>/<str:language>/retry/", pages.retry, name="retry"),
]
