"""Pages of tasks and cases."""

from django.urls import path

from workflows.pages import inbox

app_name = "workflows"
urlpatterns = [
    path("tasks/", inbox.inbox, name="inbox"),
]
