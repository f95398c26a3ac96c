"""A question before it is a row."""

from dataclasses import dataclass


@dataclass(frozen=True)
class QuestionLine:
    """What is asked, how it is answered and which criterion it belongs to; choices stand one to a line."""

    text_id: str
    text_en: str
    kind: str
    criterion: str
    choices_id: str = ""
    choices_en: str = ""
