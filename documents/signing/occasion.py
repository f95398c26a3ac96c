"""What a signature says of itself to people: by which office, when, with which certificate, and what that means."""

from dataclasses import dataclass
from datetime import datetime

from django.template.loader import render_to_string
from django.utils.text import Truncator
from django.utils.translation import gettext, override

from documents import wording

# Letters of a name; the place on the page has room for two such names and the law.
LONGEST = 120


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """Who signs where, and in which language and zone it is said."""

    office: str
    language: str
    time_zone: str

    def words(self, *, certificate: str, at: datetime, is_timestamped: bool) -> tuple[str, ...]:
        """What is printed, as paragraphs: office and moment, the certificate, and what the law says."""
        with override(self.language):
            moment = wording.moment(at, self.time_zone)
            signed = gettext("Signed electronically by %(office)s, %(moment)s") % {
                "office": Truncator(self.office).chars(LONGEST),
                "moment": moment,
            }
            certified = f"{gettext('Certificate:')} {Truncator(certificate).chars(LONGEST)}"
            if is_timestamped:
                certified += f", {gettext('with a timestamp')}"
            return signed, certified, render_to_string("documents/signing/_evidence.html").strip()
