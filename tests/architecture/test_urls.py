"""Pages, templates and redirects of a lower package name nothing of a higher one; menus come from config."""

import re
from pathlib import Path

import pytest
from django.urls import URLPattern, get_resolver

from tests.architecture.tree import ROOT, calls, files, is_above, modules, package_of, plant, texts

NAMED = re.compile(r"""{%-?\s*(?:url|include|extends)\s+["']([^"']+)["']""")
REVERSING = {"reverse", "reverse_lazy", "redirect", "resolve_url", "urls.reverse", "shortcuts.redirect"}


def named_views(resolver=None, prefix: str = "") -> dict[str, str]:
    """The module of the view behind each name of a url, such as `documents:download`."""
    found = {}
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            if entry.name:
                view = getattr(entry.callback, "view_class", entry.callback)
                found[prefix + entry.name] = view.__module__
        else:
            found |= named_views(entry, f"{prefix}{entry.namespace}:" if entry.namespace else prefix)
    return found


def names_of_higher_packages(root: Path, views: dict[str, str]) -> list[str]:
    named = [(path, name) for path in files(root, "*.html") for name in NAMED.findall(path.read_text())]
    named += [
        (path, text)
        for path, module in modules(root)
        for called, call in calls(module)
        if called in REVERSING and call.args
        for text in texts(call.args[0])
    ]
    return [
        f"{path.relative_to(root)} names {name}"
        for path, name in named
        if is_above(views.get(name, name), package_of(str(path.relative_to(root))))
    ]


def test_lower_packages_name_nothing_of_higher_ones():
    assert names_of_higher_packages(ROOT, named_views()) == []


def test_urls_of_more_than_one_package_are_known():
    packages = {package_of(module) for module in named_views().values()}

    assert packages >= {"liap", "documents", "workflows"}


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("liap/templates/liap/page.html", '<a href="{% url "inbox" %}">'),
        ("liap/templates/liap/page.html", "{% url 'workflows:gone' %}"),
        ("documents/templates/documents/page.html", '{% include "workflows/_steps.html" %}'),
        ("documents/pages.py", "def page(request):\n    return redirect('inbox')\n"),
    ],
)
def test_name_of_a_higher_package_is_found(tmp_path, file, text):
    root = plant(
        tmp_path, {file: text, "workflows/templates/workflows/page.html": '{% url "plan" %}{% url "inbox" %}'}
    )

    found = names_of_higher_packages(root, {"inbox": "workflows.pages.inbox", "plan": "liap.plans.pages"})

    assert [line.split()[0] for line in found] == [file]
