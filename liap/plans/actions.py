"""Writing the content of a plan: sections are edited while they are open, and frozen into versions."""


class Conflict(Exception):
    """Somebody else was first; the page answers 409 with the sentence of the exception."""
