"""Publishing a new version of the rules; running cases keep theirs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from liap.audit.actions import record
from liap.people.models import User
from liap.refusals import Conflict, NotTheirs, Refusal
from workflows.models import Rulebook, StepQuestion, StepRule
from workflows.rulebooks.queries import INSTEAD, Line, lines

MOST_QUESTIONS = 8


class NothingChanged(Refusal):
    """The new rules say what the newest version says."""


class NotAnAlternative(Refusal):
    """The step may not be given to this role, or not be left out."""


class NotAskable(Refusal):
    """An additional question is not worded as it can be asked."""


@dataclass(frozen=True)
class Wish:
    """What an administrator wants of a step."""

    stage: str
    step: str
    due: int
    who: str
    is_asked: bool = True
    checklist: tuple[str, ...] = ()
    questions: tuple[StepQuestion, ...] = ()

    @classmethod
    def keeping(cls, line: Line) -> "Wish":
        """The step as it stands."""
        return cls(line.stage, line.step, line.due, line.who, line.is_asked, line.checklist, line.questions)


@transaction.atomic
def publish(
    variant: str,
    *,
    wishes: Sequence[Wish],
    note: str,
    seen: int,
    by: User,
    gap_months: int | None = None,
    continuation_months: int | None = None,
) -> Rulebook:
    """Makes the next version of the rules. Plans that begin from now on follow it; running ones are not touched.

    seen: the number of the version on the screen; if somebody published another meanwhile, nothing is recorded;
    gap_months, continuation_months: how long before the planned end missing evidence is listed, and after closing it
    is asked what became of the plan; empty as delivered.
    """
    if not by.is_superuser:
        raise NotTheirs(_("Only an administrator changes the rules of the process."))
    if not note.strip():
        raise Refusal(_("Please say what changes and why; it stays on record."))
    known = {(line.stage, line.step): line for line in lines(variant)}
    for wish in wishes:
        _refuse_impossible(known[wish.stage, wish.step], wish)
        _refuse_unaskable(known[wish.stage, wish.step], wish.questions)
    last = Rulebook.objects.filter(variant=variant).first()
    months = {"gap_months": gap_months, "continuation_months": continuation_months}
    if all(number == getattr(last, name, None) for name, number in months.items()) and all(
        _is_as_before(known[wish.stage, wish.step], wish) for wish in wishes
    ):
        raise NothingChanged(_("Nothing was changed, so no new version is needed."))
    if (last.number if last else 0) != seen:
        raise Conflict(_("Somebody published other rules meanwhile. Please look at them first."))
    try:
        with transaction.atomic():
            made = Rulebook.objects.create(variant=variant, number=seen + 1, note=note.strip(), made_by=by, **months)
    except IntegrityError as error:
        raise Conflict(_("Somebody published other rules meanwhile. Please look at them first.")) from error
    rules = StepRule.objects.bulk_create(
        StepRule(
            rulebook=made,
            stage=wish.stage,
            step=wish.step,
            who=wish.who if known[wish.stage, wish.step].instead else "",
            due=wish.due if wish.due != known[wish.stage, wish.step].default_due else None,
            is_asked=wish.is_asked,
            checklist=list(wish.checklist),
        )
        for wish in wishes
    )
    StepQuestion.objects.bulk_create(
        StepQuestion(rule=rule, number=number, **question.said)
        for rule, wish in zip(rules, wishes, strict=True)
        for number, question in enumerate(wish.questions, start=1)
    )
    record("rules.published", by=by, chain="rules", subject=f"rulebook:{made.pk}", variant=variant, number=made.number)
    return made


def _refuse_impossible(line: Line, wish: Wish) -> None:
    alternatives = INSTEAD.get((wish.stage, wish.step), ())
    if wish.who != line.who and wish.who not in alternatives:
        raise NotAnAlternative(_("The step “%(step)s” cannot be given to this role.") % {"step": line.title})
    if not wish.is_asked and not alternatives:
        raise NotAnAlternative(_("The step “%(step)s” cannot be left out.") % {"step": line.title})


def _refuse_unaskable(line: Line, questions: Iterable[StepQuestion]) -> None:
    asked = [StepQuestion(**question.said) for question in questions]
    if len(asked) > MOST_QUESTIONS:
        words = {"step": line.title, "most": MOST_QUESTIONS}
        raise NotAskable(_("The task “%(step)s” asks more than %(most)s additional questions.") % words)
    if len({question.code for question in asked}) < len(asked):
        raise NotAskable(_("The task “%(step)s” asks two questions with the same code.") % {"step": line.title})
    for question in asked:
        try:
            question.full_clean(exclude=["rule", "number"], validate_unique=False, validate_constraints=False)
        except ValidationError as wrong:
            words = {"code": question.code, "wrong": " ".join(wrong.messages)}
            raise NotAskable(_("The question “%(code)s”: %(wrong)s") % words) from wrong


def _is_as_before(line: Line, wish: Wish) -> bool:
    before, now = ([question.said for question in one.questions] for one in (line, wish))
    same = (line.who, line.due, line.is_asked, line.checklist) == (wish.who, wish.due, wish.is_asked, wish.checklist)
    return same and before == now
