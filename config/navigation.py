"""The menu as data, and the context that every page shares."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

MENU = (
    ("workflows:inbox", _("My tasks"), "inbox"),
    ("workflows:cases", _("LIAPs"), "cases"),
    ("documents:list", _("Documents"), "documents"),
    ("workflows:pulse", _("Progress"), "pulse"),
)


def navigation(request: HttpRequest) -> dict:
    """Adds the menu for people who are logged in and marks the entry of the current page."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"menu": []}
    match = request.resolver_match
    current = f"{match.namespace}:{match.url_name}" if match else ""
    return {"menu": [{"url_name": name, "label": label, "is_current": name == current} for name, label, _ in MENU]}
