"""Names of the files that people save."""

import unicodedata
from urllib.parse import quote


def disposition(name: str) -> str:
    """Content-Disposition with a plain name for old programs and the full one in UTF-8."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().replace('"', "")
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
