"""Pages of issued papers."""

from django.urls import path

from documents.pages import files, papers
from documents.previews import pages as previews

app_name = "documents"
urlpatterns = [
    path("documents/", papers.papers, name="list"),
    path("documents/<int:pk>/", papers.paper, name="detail"),
    path("documents/<int:pk>/<str:language>/pdf/", files.download, name="download"),
    path("documents/<int:pk>/<str:language>/retry/", papers.retry, name="retry"),
    path("documents/<int:pk>/<str:language>/picture/", previews.picture, name="picture"),
]
