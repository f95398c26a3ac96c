"""What happened, in words, for the history of a LIAP."""

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.models import Document
from liap.plans.models import Section
from workflows.answers import in_words
from workflows.models import Task
from workflows.queries import TimelineEntry

register = template.Library()

ACTS = {
    "case.start": gettext_lazy("LIAP started"),
    "case.submit": gettext_lazy("Submitted for approval"),
    "case.send_back": gettext_lazy("Returned for revision"),
    "case.approve": gettext_lazy("Plan approved"),
    "case.reject": gettext_lazy("Plan rejected"),
    "case.amend": gettext_lazy("Opened for amendment"),
    "case.upgrade": gettext_lazy("Handed to a working group"),
    "case.downgrade": gettext_lazy("Handed to a facilitator"),
    "case.downgrade_at_work": gettext_lazy("Handed to a facilitator"),
    "plan.handed_over": gettext_lazy("Working group of the plan changed"),
    "case.begin_evaluation": gettext_lazy("Evaluation begun"),
    "case.close": gettext_lazy("LIAP closed"),
    "case.suspend": gettext_lazy("Work suspended"),
    "case.resume": gettext_lazy("Work resumed"),
    "case.withdraw": gettext_lazy("LIAP withdrawn"),
    "case.migrate": gettext_lazy("Moved to another version of the process"),
    "ballot.opened": gettext_lazy("Members asked in writing"),
    "ballot.voted": gettext_lazy("Voted in writing"),
    "plan.proposals_decided": gettext_lazy("Rows of earlier plans taken over or dropped"),
    "group.decree_filed": gettext_lazy("Signed decree put on file"),
    "task.claim": gettext_lazy("Task taken"),
    "task.release": gettext_lazy("Task given back"),
    "task.hand_over": gettext_lazy("Task handed over"),
    "task.due_moved": gettext_lazy("Due date moved"),
    "task.complete": gettext_lazy("Task finished"),
    "activity.coded": gettext_lazy("Codes of other systems written"),
    "round.skip": gettext_lazy("Quarterly round skipped"),
    "issue.closed": gettext_lazy("Issue closed"),
    "issue.passed": gettext_lazy("Issue given to another owner or day"),
    "issue.raised": gettext_lazy("Issue or risk raised"),
    "plan.offer_placed": gettext_lazy("Accepted offer of the ministry put into the budget"),
    "plan.published": gettext_lazy("Plan made public or taken back"),
    "plan.industry_chosen": gettext_lazy("Plan given another industry"),
    "selection.set_out": gettext_lazy("Selection of the industry set out"),
    "selection.scored": gettext_lazy("Industries scored"),
    "selection.closed": gettext_lazy("Industry chosen"),
    "selection.dropped": gettext_lazy("Selection of the industry dropped"),
    "plan.started": gettext_lazy("Plan created"),
    "plan.section_saved": gettext_lazy("Section saved"),
    "plan.sections_opened": gettext_lazy("Sections opened for editing"),
    "plan.sections_closed": gettext_lazy("Sections closed"),
    "plan.frozen": gettext_lazy("Text of the plan frozen"),
    "meeting.recorded": gettext_lazy("Meeting recorded"),
    "budget.realised": gettext_lazy("Money reported"),
    "goal.counted": gettext_lazy("SMIs counted"),
    "enterprise_action.done": gettext_lazy("Action of the SMIs reported"),
    "indicator.measured": gettext_lazy("Indicator measured"),
    "evidence.added": gettext_lazy("Evidence added"),
    "gaps.answered": gettext_lazy("Missing evidence gone through"),
    "continuation.checked": gettext_lazy("Said what became of the plan"),
    "evaluation.opened": gettext_lazy("Evaluation sheet laid out"),
    "evaluation.judged": gettext_lazy("Indicators judged"),
    "evaluation.measured": gettext_lazy("Cost and months recorded"),
    "evaluation.rated": gettext_lazy("Criteria rated"),
    "evaluation.concluded": gettext_lazy("Conclusions written"),
    "evaluation.finished": gettext_lazy("Evaluation finished"),
    "evaluation.reopened": gettext_lazy("Evaluation opened again"),
    "questionnaire.begun": gettext_lazy("Questionnaire begun"),
    "questionnaire.reworded": gettext_lazy("Questions of the questionnaire changed"),
    "questionnaire.asked": gettext_lazy("Respondents put on the list"),
    "enterprise.registered": gettext_lazy("SMI registered"),
    "visit.recorded": gettext_lazy("Visit written down"),
    "smis.checked": gettext_lazy("SMIs asked three questions"),
    "activity.request": gettext_lazy("Activity requested"),
    "activity.accept": gettext_lazy("Activity accepted"),
    "activity.decline": gettext_lazy("Activity declined"),
    "activity.finish": gettext_lazy("Activity carried out"),
    "activity.cancel": gettext_lazy("Activity cancelled"),
    "issue document": gettext_lazy("Document issued"),
    "draw document": gettext_lazy("Document drawn as PDF"),
    "retry drawing": gettext_lazy("Drawing of a document tried again"),
    "revoke document": gettext_lazy("Document revoked"),
    "add signed copy": gettext_lazy("Signed copy added"),
}


@register.filter
def act(entry: TimelineEntry) -> str:
    """The act in words; a verb without words is shown as it is, so that nothing is hidden."""
    return str(ACTS.get(entry.kind, entry.kind))


@register.filter
def what(entry: TimelineEntry) -> str:
    """What the act was about: the task, the section or the paper."""
    if entry.task:
        section = entry.task.data.get("section")
        return f"{entry.task.title}: {Section(section).label}" if section else str(entry.task.title)
    if section := entry.payload.get("section"):
        return str(Section(section).label)
    if sections := entry.payload.get("open"):
        return ", ".join(str(Section(section).label) for section in sections)
    code = str(entry.payload.get("paper") or entry.payload.get("kind") or "")
    return str(dict(Document.KindCode.choices).get(code, code))


@register.filter
def answered(entry: TimelineEntry) -> list[tuple[str, str]]:
    """What was asked besides and answered, where the entry tells that the task was finished."""
    rows = entry.task.answers.all() if entry.task and entry.kind == "task.complete" else []
    return [(row.question.wording, in_words(row)) for row in rows]


@register.filter
def tone(entry: TimelineEntry) -> str:
    if entry.kind.startswith("case."):
        return "is-move"
    return "is-paper" if "document" in entry.kind else ""


@register.filter
def doer(task: Task) -> str:
    """Who has the task, or whose it is while nobody has taken it."""
    if task.owner:
        return str(task.owner)
    return str(task.organisation or task.seat or task.get_role_display() or _("nobody yet"))


@register.filter
def returned_because(task: Task) -> str:
    """Why the task came back: only what was said before it opened."""
    return str(task.data.get("reason") or "") if task.is_open else ""


@register.filter
def stage_tone(stage: str) -> str:
    return {
        "closed": "status-good",
        "rejected": "status-bad",
        "withdrawn": "status-bad",
        "suspended": "status-warn",
    }.get(stage, "status-calm")


@register.filter
def capital(words) -> str:
    """The first letter large, the rest as it is (`capfirst` for lazy words)."""
    text = str(words)
    return text[:1].upper() + text[1:]
