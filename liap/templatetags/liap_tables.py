"""The links below a table by which people save it."""

from django import template
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag(takes_context=True)
def save_table(context: template.Context, table: str = "", address: str = "") -> SafeString:
    """Two links to the table as a file, with the filters of the page; `address` where another page makes it."""
    request: HttpRequest = context["request"]
    asked = request.GET.copy()
    for name in ("page", "save", "table"):
        asked.pop(name, None)
    if table:
        asked["table"] = table
    links = []
    for ending, label in (("csv", _("Save the list (CSV)")), ("xlsx", _("Save the list (Excel)"))):
        asked["save"] = ending
        links.append((f"{address}?{asked.urlencode()}", label))
    link = '<a class="btn btn-link" href="{}">{}</a>'
    return format_html(f"{link} {link}", *links[0], *links[1])
