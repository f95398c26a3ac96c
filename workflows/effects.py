"""Named consequences and conditions which the tables of the flows mention; each runs under the case lock."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from liap.groups.ballots import actions as ballots
from liap.groups.ballots.models import Ballot
from liap.groups.models import Meeting, Seat, WorkingGroup
from liap.groups.queries import members_on
from liap.outcomes.actions import open_evaluation as start_evaluation
from liap.people.models import Role
from liap.plans import actions as plans
from liap.plans.models import Activity, Section
from liap.plans.queries import LEAST_ENTERPRISES, has_few_enterprises
from liap.refusals import Refusal
from workflows import lifecycle, papers
from workflows.acting import actor
from workflows.models import Approval, Case, Process, Task, Variant
from workflows.rules import is_asked

DIAGNOSIS = (Section.STAKEHOLDERS, Section.SUPPLY_CHAIN, Section.PROBLEMS)
DRAFTING = (
    Section.OBJECTIVE,
    Section.TARGETS,
    Section.ACTIVITIES,
    Section.ENTERPRISE_ACTIONS,
    Section.INDICATORS,
    Section.BUDGET,
)


class DecreeMissing(Refusal):
    """A working group decides on a plan once its signed decree is on file."""


class GroupTooSmall(Refusal):
    """A facilitator works with a group of SMIs, not with one or two (feature J1)."""


def last_outcome(process: Process) -> dict:
    """What the person who finished the last step of the process said."""
    done = process.task_set.filter(flow_task_type="HUMAN", status="DONE").order_by("-finished", "-id").first()
    return done.data if done else process.data


# --- Planning ------------------------------------------------------------------------------------------------------
def is_revision(activation) -> bool:
    """Whether the process was opened for returned sections of a plan that was drafted before."""
    return bool(activation.process.data.get("sections"))


def has_returned_sections(activation) -> bool:
    """Whether the last step returned sections."""
    return bool(last_outcome(activation.process).get("sections"))


def open_diagnosis(activation) -> None:
    """The three parts of the diagnosis can be edited."""
    plans.open_sections(_plan(activation), DIAGNOSIS, by=actor())


def open_drafting(activation) -> None:
    """The diagnosis is closed, the sections of the plan can be edited."""
    plans.close_sections(_plan(activation), DIAGNOSIS, by=actor())
    plans.open_sections(_plan(activation), DRAFTING, by=actor())


def open_returned(activation) -> None:
    """Only the returned sections can be edited."""
    plans.close_sections(_plan(activation), list(Section), by=actor())
    plans.open_sections(_plan(activation), last_outcome(activation.process)["sections"], by=actor())


def diagnosis_shares(activation) -> Iterator[dict]:
    """One task per member's seat; the parts of the diagnosis are dealt round."""
    seats = _member_seats(activation)
    count = max(len(seats), len(DIAGNOSIS)) if seats else 0
    for n in range(count):
        yield {"seat": seats[n % len(seats)].pk, "section": DIAGNOSIS[n % len(DIAGNOSIS)].value}


def drafting_sections(activation) -> list[dict]:
    """One task per section of the plan."""
    return [{"section": section.value} for section in DRAFTING]


def returned_parts(activation) -> list[dict]:
    """One task per returned section, with the reason on top."""
    outcome = last_outcome(activation.process)
    return [{"section": section, "reason": outcome.get("reason", "")} for section in outcome["sections"]]


def is_in_writing(activation) -> bool:
    """Whether the coordinator asks the members in writing instead of calling a meeting."""
    return last_outcome(activation.process).get("decision") == "in_writing"


def open_ballot(activation) -> None:
    """The text rests while the members vote on it."""
    plan, asker = _plan(activation), actor() or _plan(activation).author
    plans.close_sections(plan, list(Section), by=asker)
    closes_on = date.fromisoformat(last_outcome(activation.process)["closes_on"])
    ballots.open_ballot(plan, closes_on=closes_on, by=asker)


def voters(activation) -> list[dict]:
    """One task per seat with a vote on which somebody sits; a vacant seat counts as absent, as in a meeting."""
    ballot = _open_ballot(activation)
    seats = members_on(ballot.working_group).filter(seat__has_vote=True).values_list("seat", flat=True)
    return [{"seat": pk, "ballot": ballot.pk, "due_on": ballot.closes_on.isoformat()} for pk in dict.fromkeys(seats)]


def count_votes(activation) -> None:
    """The minutes of the written decision are written; without agreement the coordinator is told why."""
    meeting = ballots.close_ballot(_open_ballot(activation), by=actor())
    outcome: dict = {"decision": meeting.decision}
    if meeting.decision != Meeting.Decision.AGREED:
        words = {"counted": meeting.counted, "seats": meeting.seats_with_vote}
        text = _("The written decision did not carry: %(counted)s of %(seats)s seats with a vote could be counted.")
        outcome["next"] = {"reason": "\n".join(filter(None, [text % words, meeting.dissent]))}
    activation.task.data = outcome
    activation.task.save(update_fields=["data"])


def is_carried(activation) -> bool:
    """Whether the members agreed in writing."""
    return _before(activation).data["decision"] == Meeting.Decision.AGREED


# --- Formation -----------------------------------------------------------------------------------------------------
def pieces(activation) -> list[dict]:
    """One branch per thing that the working group still lacks: its decree on file, or somebody on a seat."""
    return activation.process.data.get("pieces", [])


def is_decree(activation) -> bool:
    """Whether the branch is about the decree."""
    return activation.task.data.get("piece") == "decree"


# --- Approval ------------------------------------------------------------------------------------------------------
def approvals_of(case: Case) -> dict[str, Approval]:
    """What was said about the version under approval, by kind."""
    return {row.kind: row for row in case.approvals.filter(plan_version=case.submitted_version_id)}


def is_budget_asked(activation) -> bool:
    """Whether the rules of the case ask the budget officer."""
    return is_asked(activation.process.case, "approval", "budget_check")


def is_ministry_asked(activation) -> bool:
    """Whether the rules of the case ask the ministry for its advice."""
    return is_asked(activation.process.case, "approval", "ministry_comment")


def is_judged(activation, _open_tasks) -> bool:
    """Whether those who decide have: a return or rejection ends the round, advice is not waited for."""
    said = approvals_of(activation.process.case)
    binding = [said.get("office_head")]
    if is_budget_asked(activation):
        binding.append(said.get("budget"))
    return all(binding) or any(row and row.decision in ("returned", "rejected") for row in binding)


def is_rejected(activation) -> bool:
    """Whether the head of the office rejected the plan."""
    head = approvals_of(activation.process.case).get("office_head")
    return head is not None and head.decision == "rejected"


def is_returned(activation) -> bool:
    """Whether somebody who decides returned the plan."""
    return any(row.decision == "returned" for row in approvals_of(activation.process.case).values())


# --- Implementation ------------------------------------------------------------------------------------------------
def request_activities(activation) -> None:
    """Every activity that was not yet asked for is requested from its institution."""
    plans.request_all(_plan(activation), by=actor())


def requested_activities(activation) -> list[dict]:
    """One branch per activity that is not over; one that runs already goes on where it stood."""
    waiting = _plan(activation).activities.filter(state__in=[Activity.State.REQUESTED, Activity.State.RUNNING])
    return [{"activity": activity.pk, "organisation": activity.institution_id} for activity in waiting]


def is_running(activation) -> bool:
    """Whether the activity of the branch was accepted before the plan was amended."""
    return Activity.objects.filter(pk=activation.task.data["activity"], state=Activity.State.RUNNING).exists()


def is_accepted(activation) -> bool:
    """Whether the institution took the activity on."""
    return _before(activation).data.get("decision") == "accepted"


def is_asked_again(activation) -> bool:
    """Whether the declined activity is asked of another institution."""
    return _before(activation).data.get("decision") == "ask_again"


def corrective_tasks(activation) -> list[dict]:
    """One task per decision of the review meeting."""
    return last_outcome(activation.process).get("decisions", [])


# --- Evaluation ----------------------------------------------------------------------------------------------------
def open_evaluation(activation) -> None:
    """The evaluation sheet is laid out from the data of the plan."""
    start_evaluation(_plan(activation), by=actor())


def commenters(activation) -> list[dict]:
    """One task per member's seat."""
    return [{"seat": seat.pk} for seat in _member_seats(activation)]


def is_evaluation_returned(activation) -> bool:
    """Whether the coordinator asked the evaluator to look again."""
    return _before(activation).data.get("decision") == "returned"


# --- Moves and papers ----------------------------------------------------------------------------------------------
def advance(activation, move: str) -> None:
    """The case makes the move with all that belongs to it."""
    case = activation.process.case
    CONSEQUENCES[move](case, activation.process)


def issue(activation, kind: str) -> None:
    """The paper's facts are stored; a worker draws it later."""
    papers.issue(kind, case=activation.process.case, process=activation.process, by=actor())


def refuse_without_decree(plan) -> None:
    """Raises DecreeMissing while a working group plans without its signed decree on file (feature A1)."""
    if not WorkingGroup.objects.get(pk=plan.working_group_id).is_decree_on_file:
        raise DecreeMissing(
            _("The signed decree of the working group is not on file. The coordinator has a task to put it there.")
        )


def refuse_small_group(plan) -> None:
    """Raises GroupTooSmall while a facilitator's plan names fewer SMIs than make a group."""
    if has_few_enterprises(plan):
        text = _(
            "A facilitator works with a group of at least %(least)s SMIs; the plan names %(count)s. "
            "Name the others in section “%(section)s”."
        )
        named = {
            "least": LEAST_ENTERPRISES,
            "count": plan.target_enterprises.count(),
            "section": Section.TARGETS.label,
        }
        raise GroupTooSmall(text % named)


def _submit(case: Case, process: Process) -> None:
    refuse_without_decree(case.plan)
    if case.variant == Variant.FACILITATOR:
        refuse_small_group(case.plan)
    plans.close_sections(case.plan, list(Section), by=actor())
    case.submitted_version = plans.freeze(case.plan, by=actor() or case.plan.author)
    lifecycle.advance(case, "submit", by=actor(), version=case.submitted_version)


def _send_back(case: Case, process: Process) -> None:
    returned = [row for row in approvals_of(case).values() if row.decision == "returned"]
    sections = [section for section in Section.values if any(section in row.sections for row in returned)]
    reason = "\n".join(row.reason for row in returned)
    lifecycle.advance(
        case,
        "send_back",
        by=actor(),
        reason=reason,
        version=case.submitted_version,
        data={"sections": sections, "reason": reason},
    )


def _approve(case: Case, process: Process) -> None:
    case.approved_version = case.submitted_version
    lifecycle.advance(case, "approve", by=actor(), version=case.approved_version)


def _reject(case: Case, process: Process) -> None:
    reason = approvals_of(case)["office_head"].reason
    lifecycle.advance(case, "reject", by=actor(), reason=reason, version=case.submitted_version)


def _withdraw(case: Case, process: Process) -> None:
    lifecycle.advance(case, "withdraw", by=actor(), reason=last_outcome(process).get("reason", ""))


def _begin_evaluation(case: Case, process: Process) -> None:
    lifecycle.advance(case, "begin_evaluation", by=actor(), version=case.approved_version)


def _close(case: Case, process: Process) -> None:
    lifecycle.advance(case, "close", by=actor(), version=case.approved_version)


CONSEQUENCES = {
    "submit": _submit,
    "send_back": _send_back,
    "approve": _approve,
    "reject": _reject,
    "withdraw": _withdraw,
    "begin_evaluation": _begin_evaluation,
    "close": _close,
}


def _member_seats(activation) -> list[Seat]:
    return list(_plan(activation).working_group.seats.filter(role=Role.MEMBER).order_by("pk"))


def _open_ballot(activation) -> Ballot:
    return _plan(activation).ballots.get(closed_at__isnull=True)


def _plan(activation):
    return activation.process.case.plan


def _before(activation) -> Task:
    return activation.task.previous.last()
