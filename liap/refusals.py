"""The two roots of everything an action refuses; each refusal is a class of its own, named as a reason."""


class Conflict(Exception):
    """Somebody else was first; the page answers 409 with the sentence of the exception."""


class Refusal(Exception):
    """A rule of the field forbids it; the form shows the sentence of the exception and keeps what was typed."""


class NotTheirs(Refusal):
    """The person does not hold the post or seat that the act belongs to."""
