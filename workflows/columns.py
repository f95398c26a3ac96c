"""The columns in which the list of LIAPs and the figures of the process are saved."""

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from liap.tables.columns import Column
from workflows.answers import in_words
from workflows.models import Task
from workflows.naming import joined, named
from workflows.templatetags.workflow_words import doer


def step_state(task: Task) -> str:
    """What became of the task of a next step."""
    if task.is_open:
        return _("open")
    return _("done") if task.status == "DONE" else _("cancelled")


# A finished task with one answer to an additional question, or with none where nothing was asked besides.
ANSWERED = (
    Column(_("Task"), lambda row: named(row[0])),
    Column(_("Stage"), lambda row: row[0].process.flow_class.process_title),
    Column(_("Finished by"), lambda row: row[0].owner),
    Column(_("Post or seat"), lambda row: row[0].held_as or None, _("which was held when it was finished")),
    Column(_("Due"), lambda row: row[0].due_on),
    Column(_("Finished"), lambda row: row[0].finished),
    Column(_("Minutes of work"), lambda row: row[0].minutes, _("where a time was reported")),
    Column(_("Code"), lambda row: row[1] and row[1].question.code, _("of the additional question")),
    Column(_("Question"), lambda row: row[1] and row[1].question.wording, _("asked besides by the rules of the LIAP")),
    Column(_("Answer"), lambda row: row[1] and in_words(row[1])),
)
CASES = (
    Column(_("Title"), lambda case: case.plan.title),
    Column(_("Region code"), lambda case: case.plan.region.code),
    Column(_("Region"), lambda case: case.plan.region.name),
    Column(_("Province"), lambda case: case.plan.region.province.name),
    Column(_("Industry"), lambda case: case.plan.industry),
    Column(_("Stage"), lambda case: capfirst(case.get_stage_display())),
    Column(_("Variant"), lambda case: capfirst(case.get_variant_display()), _("who leads the plan")),
    Column(_("Open tasks"), lambda case: case.open_count, _("tasks that a person has still to do")),
    Column(_("Late tasks"), lambda case: case.late_count, _("open tasks whose due date is over")),
    Column(_("Next due"), lambda case: case.next_due, _("earliest due date among the open tasks")),
)
STAGES = (
    Column(_("Stage"), lambda row: row.label),
    Column(_("LIAPs"), lambda row: row.count, _("LIAPs that stand in this stage now")),
)
STANDINGS = (
    Column(
        _("Rank"), lambda place: place.standing.rank, _("empty while nobody scored the industry by every criterion")
    ),
    Column(_("Industry"), lambda place: place.industry),
    Column(_("Score"), lambda place: place.standing.score, _("mean of the totals, from 1 to 5")),
    Column(_("Lowest"), lambda place: place.standing.lowest, _("lowest total of a scorer")),
    Column(_("Highest"), lambda place: place.standing.highest, _("highest total of a scorer")),
    Column(_("Deviation"), lambda place: place.standing.deviation, _("standard deviation of the totals")),
    Column(_("Scorers"), lambda place: place.standing.scorers, _("who scored the industry by every criterion")),
)
LATE = (
    Column(_("Task"), lambda card: joined(card.title, card.subject)),
    Column(_("LIAP"), lambda card: card.task.case.plan.title),
    Column(_("Region"), lambda card: card.task.case.plan.region.name),
    Column(_("Who"), lambda card: doer(card.task)),
    Column(_("Due"), lambda card: card.task.due_on),
    Column(_("Working days late"), lambda card: -card.days_left, _("without weekends and holidays")),
)
# What somebody has finished himself.
DONE = (
    Column(_("Task"), lambda card: card.title),
    Column(_("About"), lambda card: card.subject or None, _("section, activity or decision, where a task has one")),
    Column(_("LIAP"), lambda card: card.task.case.plan.title),
    Column(_("Region"), lambda card: card.task.case.plan.region.name),
    Column(_("Due"), lambda card: card.task.due_on),
    Column(_("Finished"), lambda card: card.task.finished),
)
RULES = (
    Column(_("Task"), lambda line: line.title),
    Column(_("Stage"), lambda line: line.stage_label),
    Column(_("Who"), lambda line: line.who_label),
    Column(_("Asked"), lambda line: line.is_asked, _("whether the step is a task in plans that begin from now on")),
    Column(_("Working days"), lambda line: line.due, _("until the task is due")),
    Column(_("To look at"), lambda line: "; ".join(line.checklist) or None),
)
GAPS = (
    Column(_("Region"), lambda row: row.region.name),
    Column(_("LIAPs"), lambda row: row.plans, _("LIAPs in implementation or evaluation")),
    Column(_("With missing evidence"), lambda row: row.with_gaps, _("of these, with at least one gap of evidence")),
    Column(_("Indicators"), lambda row: row.indicators, _("indicators without value, evidence or source")),
    Column(_("Not gone through"), lambda row: row.unanswered, _("LIAPs with gaps about which nobody answered yet")),
)


def _heard(name: str):
    """A count of SMIs, where the reader may see SMIs one by one."""
    return lambda row: getattr(row.check, name) if row.check and row.tells_smis else None


CONTINUATIONS = (
    Column(_("LIAP"), lambda row: row.case.plan.title),
    Column(_("Region"), lambda row: row.case.plan.region.name),
    Column(_("Waits for"), lambda row: row.task and doer(row.task), _("who is asked, while nobody has answered")),
    Column(_("Due"), lambda row: row.task and row.task.due_on),
    Column(_("In use"), lambda row: row.check and row.check.is_in_use, _("whether the model is still in use")),
    Column(_("Reason"), lambda row: row.check and (row.check.get_reason_display() or None)),
    Column(_("Activities that continue"), lambda row: row.check and len(row.check.activities.all())),
    Column(_("Still so"), _heard("still"), _("SMIs of the success cases, in that year")),
    Column(_("Lapsed"), _heard("lapsed"), _("of these, no longer so")),
    Column(_("No contact"), _heard("no_contact"), _("of these, nobody could be reached")),
    Column(_("No answer yet"), _heard("not_asked")),
    Column(_("Post"), lambda row: row.check and row.check.held_as, _("under which it was answered")),
    Column(_("Said on"), lambda row: row.check and row.check.said_on),
)
WAITS = (
    Column(_("Task"), lambda row: row.title),
    Column(_("Stage"), lambda row: row.stage),
    Column(_("Variant"), lambda row: row.variant),
    Column(_("Finished"), lambda row: row.done, _("tasks of this kind that were finished")),
    Column(_("Median days"), lambda row: row.median_days, _("calendar days as on the picture of the process")),
    Column(_("Open"), lambda row: row.open, _("tasks of this kind that are open")),
    Column(_("Open for at most (days)"), lambda row: row.longest_open, _("age of the oldest open task")),
)
EFFORT = (
    Column(_("Stage"), lambda row: row.stage),
    Column(_("Variant"), lambda row: row.variant),
    Column(
        _("Median hours"),
        lambda row: row.hours,
        _("per LIAP; not shown where too few LIAPs or people reported"),
    ),
    Column(_("LIAPs"), lambda row: row.cases, _("LIAPs for which a time was reported")),
    Column(_("Tasks with a figure"), lambda row: row.reported, _("finished tasks for which a time was reported")),
    Column(_("Finished tasks"), lambda row: row.done),
)
INDICATORS = (
    Column(_("Indicator"), lambda indicator: str(indicator)),
    Column(_("Unit"), lambda indicator: indicator.unit or None),
    Column(_("Baseline"), lambda indicator: indicator.baseline),
    Column(_("Target"), lambda indicator: indicator.target),
    Column(_("Last value"), lambda indicator: indicator.last_value and indicator.last_value.value),
    Column(_("Measured on"), lambda indicator: indicator.last_value and indicator.last_value.measured_on),
    Column(_("Note"), lambda indicator: (indicator.last_value and indicator.last_value.note) or None),
)
# A visit with the names of the SMIs visited, for who may see them one by one.
VISITS = (
    Column(_("Visited on"), lambda row: row.visited_on),
    Column(_("Place"), lambda row: row.place),
    Column(_("Topic"), lambda row: row.get_topic_display() or None),
    Column(_("SMIs visited"), lambda row: ", ".join(map(str, row.enterprises.all())) or None),
    Column(_("What was found"), lambda row: row.found),
    Column(_("Advice"), lambda row: row.advice or None),
    Column(_("Written down by"), lambda row: str(row.recorded_by)),
)
# The same where single SMIs are not told: their number, and nothing of what was said to them.
VISITS_IN_SHORT = (
    Column(_("Visited on"), lambda row: row.visited_on),
    Column(_("Place"), lambda row: row.place),
    Column(_("SMIs visited"), lambda row: len(row.enterprises.all()), _("their number")),
    Column(_("Written down by"), lambda row: str(row.recorded_by)),
)
# A next step of a visit and the task that it became.
STEPS = (
    Column(_("Visited on"), lambda row: row[0].visit.visited_on),
    Column(_("Next step"), lambda row: row[0].text),
    Column(_("Who"), lambda row: capfirst(row[0].get_doer_display())),
    Column(_("Due"), lambda row: row[1].due_on if row[1] else row[0].due_on),
    Column(_("State"), lambda row: row[1] and step_state(row[1])),
    Column(_("Result"), lambda row: row[1] and (row[1].data.get("result") or None)),
)
ISSUES = (
    Column(_("Issue"), lambda row: row.text),
    Column(_("Kind"), lambda row: row.get_kind_display()),
    Column(_("Owner"), lambda row: row.owner),
    Column(_("Due"), lambda row: row.due_on),
    Column(_("Raised on"), lambda row: row.raised_on),
    Column(_("Closed on"), lambda row: row.closed_on, _("empty while it is open")),
    Column(_("How it was closed"), lambda row: row.closed_how or None),
)
