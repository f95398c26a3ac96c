"""Pages of papers."""

app_name = "documents"
urlpatterns: list = []
