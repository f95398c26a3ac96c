"""Why a drawing failed, as a sentence that a coordinator can act on; the technical reason stays beside it."""

import re

from django.utils.translation import gettext

_MEMORY = re.compile(r"MemoryError|signal (5|6|9|11)\b|memory", re.IGNORECASE)
_TIME = re.compile(r"not drawn within|signal 24\b")
_PAGES = re.compile(r"(\d+) pages, at most (\d+)")


def explain(reason: str) -> str:
    """The sentence for a stored reason, empty when there is none."""
    if not reason:
        return ""
    if pages := _PAGES.search(reason):
        sentence = gettext("The document would have %(pages)s pages, at most %(most)s are drawn. Shorten long texts.")
        return sentence % {"pages": pages[1], "most": pages[2]}
    if _TIME.search(reason):
        return gettext("Drawing took too long and was stopped. Shorten very long texts or lists, then try again.")
    if _MEMORY.search(reason):
        return gettext("Drawing needed too much memory and was stopped. Shorten long texts or lists, then try again.")
    if "worker ended" in reason:
        return gettext("The worker was stopped while it drew. Nothing is lost; try again.")
    return gettext("The document could not be drawn. Try again; if it fails once more, tell the administrator.")
