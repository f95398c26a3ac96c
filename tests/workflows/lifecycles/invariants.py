"""What must hold after every act, read from the rows alone: the promises of the product, one by one."""

from collections import Counter
from collections.abc import Iterable, Iterator

from documents.models import Document, NumberRegister, Rendition
from liap.audit.models import Event
from liap.audit.queries import broken_links
from liap.people.models import User
from tests.workflows.test_lifecycle import ORIGINS, TARGETS
from workflows import queries
from workflows.assignment import candidates, right_to
from workflows.models import Approval, Case, Process, Task
from workflows.models.case import FINAL_STAGES
from workflows.models.work import OPEN

BINDING = (Approval.Kind.OFFICE_HEAD, Approval.Kind.BUDGET)


def violations(case_id: int) -> list[str]:
    """Everything that is wrong with one case; empty when all is well."""
    case = Case.objects.select_related("plan", "submitted_version", "approved_version").get(pk=case_id)
    tasks = list(case.tasks.select_related("process", "case__plan", "owner").order_by("pk"))
    return [
        *_stage(case),
        *_numbered(case),
        *_approvals(case, tasks),
        *_papers(case, tasks),
        *_open_work(case, tasks),
        *_reachable(tasks),
        *_on_record(case, tasks),
    ]


def unreachable(case_id: int) -> list[str]:
    """What is wrong with one case for want of people."""
    case = Case.objects.get(pk=case_id)
    return list(_reachable(case.tasks.select_related("process", "case__plan", "owner").order_by("pk")))


def violations_of_all(users: Iterable[User]) -> list[str]:
    """The same for what belongs to no single case: registers, the audit chains and everybody's lists."""
    faults = [f"audit chain: {link}" for link in broken_links()]
    drawn = Counter(Document.objects.values_list("organisation_id", flat=True))
    told: Counter = Counter()
    for organisation, last in NumberRegister.objects.values_list("organisation_id", "last"):
        told[organisation] += last
    faults += _differ("number drawn by organisation", drawn, told)
    numbers = Document.objects.values_list("organisation_id", "number")
    faults += [f"paper number {key} twice" for key, count in Counter(numbers).items() if count > 1]
    return faults + [fault for user in users for fault in seen_by(user)]


def seen_by(user: User) -> list[str]:
    """What a person lists is what he can open, and what he may take is what he lists."""
    if not user.is_active:
        return []
    found = queries.inbox(user)
    listed = {task.pk for task in [*found.own, *found.group]}
    faults = [f"{user} lists task {pk} but cannot open it" for pk in listed if not queries.task_for(user, pk).exists()]
    free = Task.objects.human().open().filter(owner__isnull=True).exclude(case__stage="suspended")
    takeable = {task.pk for task in free.select_related("case__plan") if right_to(task, user) is not None}
    group = {task.pk for task in found.group}
    faults += [f"{user} may take task {pk} but does not see it" for pk in takeable - group]
    faults += [f"{user} sees task {pk} but may not take it" for pk in group - takeable]
    listed_cases = set(queries.cases(user).values_list("pk", flat=True))
    openable = {pk for pk in Case.objects.values_list("pk", flat=True) if queries.cases(user).filter(pk=pk).exists()}
    if listed_cases != openable:
        faults.append(f"{user} lists cases {listed_cases} but opens {openable}")
    return faults


# --- Stage and history ---------------------------------------------------------------------------------------------
def _stage(case: Case) -> Iterator[str]:
    """The stage is what the moves add up to, and each move starts and ends where it may."""
    stage, before = "", ""
    for move in case.moves.order_by("number"):
        if move.from_stage != stage:
            yield f"move {move} does not start where the last one ended ({stage!r})"
        if move.name != "start" and stage not in ORIGINS[move.name]:
            yield f"move {move.name} is not allowed in {stage}"
        aim = {"start": "planning", "resume": before}.get(move.name) or TARGETS[move.name]
        if move.to_stage != aim:
            yield f"move {move} should end in {aim}"
        before, stage = stage if move.name == "suspend" else before, move.to_stage
    if case.stage != stage:
        yield f"the case is in {case.stage}, its history ends in {stage!r}"
    if stage == "suspended" and case.stage_before != before:
        yield f"the case would resume to {case.stage_before}, it was suspended in {before}"


def _numbered(case: Case) -> Iterator[str]:
    """Moves, versions and rounds are numbered 1, 2, 3 without a gap."""
    series = {
        "moves": list(case.moves.order_by("number").values_list("number", flat=True)),
        "versions": list(case.plan.versions.order_by("number").values_list("number", flat=True)),
    }
    for stage, number in Process.objects.filter(case=case).order_by("stage", "round").values_list("stage", "round"):
        series.setdefault(f"rounds of {stage}", []).append(number)
    for name, numbers in series.items():
        if numbers != list(range(1, len(numbers) + 1)):
            yield f"{name} have a gap: {numbers}"
    if case.move_count != len(series["moves"]):
        yield f"the case counts {case.move_count} moves, there are {len(series['moves'])}"
    saves = Event.objects.filter(chain=f"plan:{case.plan_id}", verb="plan.section_saved").count()
    if case.plan.version != saves + 1:
        yield f"the plan counts version {case.plan.version} after {saves} saves"


# --- Approval and papers -------------------------------------------------------------------------------------------
def _approvals(case: Case, tasks: list[Task]) -> Iterator[str]:
    """Nobody approves his own plan; every approval is bound to its hash; no approved move without both approvals."""
    wrote = [(task.owner_id, task.finished) for task in tasks if _is_done(task) and task.process.stage == "planning"]
    said = list(case.approvals.select_related("plan_version"))
    for row in said:
        authors = {case.plan.author_id, *(owner for owner, when in wrote if when <= row.at)}
        if row.kind in BINDING and row.by_id in authors:
            yield f"{row.by} approved what he wrote himself"
        if row.sha256 != row.plan_version.sha256:
            yield f"approval {row.pk} is bound to another text"
    for move in case.moves.filter(name="approve"):
        agreed = {
            row.kind for row in said if row.plan_version_id == move.plan_version_id and row.decision == "approved"
        }
        if not agreed.issuperset(BINDING):
            yield f"{move} without the approvals of {set(BINDING) - agreed}"
    stage = case.stage_before or case.stage
    if stage in ("implementation", "evaluation", "closed"):
        last = case.moves.filter(name="approve").last()
        if not last or last.plan_version_id != case.approved_version_id:
            yield "the case runs on a version that was not approved last"
    if stage != "planning" and stage not in FINAL_STAGES and case.plan.open_sections:
        yield f"sections can be edited in {stage}: {case.plan.open_sections}"


def _papers(case: Case, tasks: list[Task]) -> Iterator[str]:
    """Each stage that was passed has exactly its papers, each numbered in its series and drawn in each language."""
    moves = Counter(case.moves.values_list("name", flat=True))
    done = [(task.flow_task.name, task.data.get("decision")) for task in tasks if _is_done(task)]
    expected = {
        "D2": done.count(("review_diagnosis", "agreed")),
        "D3": moves["approve"],
        "D4": moves["approve"] + moves["reject"],
        "D5": sum(step == "review_meeting" for step, _decision in done),
        "D7": moves["close"],
    }
    papers = list(Document.objects.filter(plan=case.plan_id).order_by("round"))
    yield from _differ("paper", Counter(paper.kind for paper in papers), Counter(expected))
    for kind in ("D2", "D3", "D4", "D7"):
        rounds = [paper.round for paper in papers if paper.kind == kind]
        if rounds != list(range(1, len(rounds) + 1)):
            yield f"{kind} has the rounds {rounds}"
        following = [paper.superseded_by_id for paper in papers if paper.kind == kind]
        if following != [paper.pk for paper in papers if paper.kind == kind][1:] + [None] * bool(rounds):
            yield f"{kind}: not each paper is superseded by the next"
    jobs = Counter(Rendition.objects.filter(document__plan=case.plan_id).values_list("document", "language"))
    wanted = Counter((paper.pk, language) for paper in papers for language in Rendition.Language.values)
    yield from _differ("drawing", jobs, wanted)
    issued = Event.objects.filter(chain=f"plan:{case.plan_id}", verb="issue document").values_list(
        "subject", flat=True
    )
    yield from _differ("record of issuing", Counter(issued), Counter(f"document:{paper.pk}" for paper in papers))
    drawn = Rendition.objects.filter(document__plan=case.plan_id, state="done").values_list("document", "language")
    events = Event.objects.filter(chain=f"plan:{case.plan_id}", verb="draw document")
    noted = Counter((event.subject, event.payload["language"]) for event in events)
    yield from _differ("record of drawing", noted, Counter((f"document:{pk}", code) for pk, code in drawn))


# --- Work ----------------------------------------------------------------------------------------------------------
def _open_work(case: Case, tasks: list[Task]) -> Iterator[str]:
    """An ended case has no open task, any other has one; no work is there twice, and what is asked can be done."""
    live = [task for task in tasks if task.status in OPEN]
    human = [task for task in live if task.flow_task_type == "HUMAN"]
    processes = list(case.processes.filter(finished__isnull=True))
    if case.stage in FINAL_STAGES:
        asked = {"attestation"} | ({"continuation"} if case.stage == "closed" else set())
        live = [task for task in live if task.process.stage not in asked]
        processes = [process for process in processes if process.stage not in asked]
        yield from (f"{task.flow_task.name} is open in a case that is {case.stage}" for task in live)
        yield from (f"the process of {process.stage} goes on in a case that is {case.stage}" for process in processes)
        return
    yield from _processes(case, processes, human)
    for task in live:
        if task.process.finished:
            yield f"{task.flow_task.name} is open in a process that has ended"
    asked = Counter((task.process_id, task.flow_task.name, _about(task)) for task in human)
    yield from (f"asked twice: {key}" for key, count in asked.items() if count > 1)
    for task in human:
        section = task.data.get("section")
        if section and section not in case.plan.open_sections:
            yield f"{task.flow_task.name} asks for {section}, which is closed"
        if task.due_on is None:
            yield f"{task.flow_task.name} has no due date"


def _processes(case: Case, processes: list[Process], human: list[Task]) -> Iterator[str]:
    """The stage has its running process, a round beside it at most, and each waits for somebody."""
    if not human:
        yield f"nobody has anything to do in {case.stage}"
    stage = case.stage_before or case.stage
    if sorted({process.stage for process in processes} - {"round", "gaps", "attestation"}) != [stage]:
        yield f"in {stage} run the processes of {[process.stage for process in processes]}"
    for process in processes:
        if not any(task.process_id == process.pk for task in human):
            yield f"the process of {process.stage} waits for nobody"


def _about(task: Task) -> str:
    return str(sorted((key, value) for key, value in task.data.items() if key != "reason"))


def _reachable(tasks: Iterable[Task]) -> Iterator[str]:
    """Each open task has an active person who may do it, or somebody who can give it to such a person."""
    for task in tasks:
        if task.status not in OPEN or task.flow_task_type != "HUMAN":
            continue
        people = list(candidates(task))
        if not people:
            yield f"{task.flow_task.name} can be done by nobody"
        if not all(person.is_active for person in people):
            yield f"{task.flow_task.name} is meant for people who have left"


def _on_record(case: Case, tasks: list[Task]) -> Iterator[str]:
    """What was done is on record once, with who did it."""
    done = [task for task in tasks if _is_done(task)]
    events = Event.objects.filter(chain=f"plan:{case.plan_id}")
    completed = Counter(events.filter(verb="task.complete").values_list("subject", flat=True))
    yield from _differ("record of completion", completed, Counter(f"task:{task.pk}" for task in done))
    moved = Counter(events.filter(verb__startswith="case.").values_list("verb", flat=True))
    yield from _differ(
        "record of move", moved, Counter(f"case.{name}" for name in case.moves.values_list("name", flat=True))
    )
    for task in done:
        if not task.owner_id or task.finished is None:
            yield f"{task.flow_task.name} is done by nobody knows whom"


def _is_done(task: Task) -> bool:
    return task.flow_task_type == "HUMAN" and task.status == "DONE"


def _differ(what: str, found: Counter, expected: Counter) -> list[str]:
    lost, extra = expected - found, found - expected
    return [f"{what} {key}: {count} missing" for key, count in lost.items()] + [
        f"{what} {key}: {count} too many" for key, count in extra.items()
    ]
