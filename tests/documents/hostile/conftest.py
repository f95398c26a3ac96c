"""A plan whose every text was typed by an enemy, canaries that sing when they are reached, and a watched press."""

import os
import sys
import threading
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from types import SimpleNamespace

import pytest

from documents import drawing
from documents.models import CopyLine, Stationery
from liap.models import Role
from tests.factories import (
    ActivityFactory,
    AppointmentFactory,
    BudgetLineFactory,
    EnterpriseActionFactory,
    GoalFactory,
    IndicatorFactory,
    MeetingFactory,
    MembershipFactory,
    OrganisationFactory,
    PlanFactory,
    PostFactory,
    ProblemFactory,
    RegionFactory,
    SeatFactory,
    TargetEnterpriseFactory,
    UserFactory,
    WorkingGroupFactory,
)
from tests.workflows.papers.rows import case_of, done, process_of
from workflows.flows.lwg_led import ApprovalFlow

TOKEN = "kenari-4711-rahasia"
# What the child runs in place of `-m documents.press`: the same, and each file and address it reaches for is told.
WATCH = """
import os, sys
import weasyprint
from documents import press
told = os.open(sys.argv[1], os.O_WRONLY | os.O_APPEND)
at_home = tuple(sys.argv[2].split(os.pathsep))
def watch(event, given):
    reached = event.startswith("socket.") or event in ("subprocess.Popen", "os.system", "os.exec", "urllib.Request")
    if event == "open" and isinstance(given[0], str):
        reached = not os.path.abspath(given[0]).startswith(at_home)
    if reached:
        os.write(told, f"{event} {given[0]!r}\\n".encode())
sys.addaudithook(watch)
sys.exit(press.main())
"""


@pytest.fixture(scope="session")
def web():
    """A server on this machine that counts who asks it for anything."""
    asked: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *arguments):
            pass

    server = HTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield SimpleNamespace(address=f"http://127.0.0.1:{server.server_port}/x", asked=asked)
    server.shutdown()


@pytest.fixture
def canary(tmp_path):
    path = tmp_path / "kenari.txt"
    path.write_text(TOKEN)
    return path


@pytest.fixture
def told(tmp_path, monkeypatch):
    """What the drawing process reached for outside of its own files; it draws as ever, limits and all."""
    log = tmp_path / "reached"
    log.touch()
    home = [sys.prefix, sys.base_prefix, str(drawing.FOLDER.parent), "/usr/", "/dev/null", "/etc/mime.types"]
    home.append("/proc/self/status")  # its own size
    command = (sys.executable, "-c", WATCH, str(log), os.pathsep.join(home))
    monkeypatch.setattr(drawing, "COMMAND", command)
    return lambda: log.read_text().splitlines()


def typed(model, name: str, text: str) -> str:
    """What a form lets through: no more than the field holds, and no NUL, which every form refuses."""
    return text.replace("\x00", "")[: model._meta.get_field(name).max_length]


def plan_of_an_enemy(text: str):
    """A plan under approval whose every field of text holds the same hostile text, as far as it holds it."""

    def made(factory, *names, **values):
        model = factory._meta.model
        return factory(**{name: typed(model, name, text) for name in names}, **values)

    region = RegionFactory(name=typed(RegionFactory._meta.model, "name", text))
    office = made(OrganisationFactory, "name", "letterhead", "address", "seat_town", region=region)
    stationery = Stationery.objects.create(
        organisation=office, contact=typed(Stationery, "contact", text), closing=typed(Stationery, "closing", text)
    )
    CopyLine.objects.create(stationery=stationery, recipient=typed(CopyLine, "recipient", text))
    group = made(WorkingGroupFactory, "name", region=region, secretariat=office)
    seat = made(SeatFactory, "title", working_group=group, institution=office, role=Role.COORDINATOR)
    coordinator = MembershipFactory(seat=seat, person=made(UserFactory, "full_name")).person
    head = AppointmentFactory(
        post=made(PostFactory, "title", organisation=office, role=Role.OFFICE_HEAD),
        person=made(UserFactory, "full_name"),
    ).person
    plan = made(
        PlanFactory, "title", "background", "profile", "objective", "risks", working_group=group, author=coordinator
    )
    problem = made(ProblemFactory, "text", plan=plan, rank=1)
    made(GoalFactory, "description", plan=plan)
    activity = made(
        ActivityFactory, "title", "unit", plan=plan, number=1, problem=problem, institution=office, cost=10**9
    )
    BudgetLineFactory(plan=plan, activity=activity, fiscal_year=2026, proposed=10**9)
    made(IndicatorFactory, "text", "unit", "means_of_verification", plan=plan, number=1)
    made(EnterpriseActionFactory, "text", plan=plan)
    TargetEnterpriseFactory(plan=plan)
    made(MeetingFactory, "conditions", "dissent", plan=plan, recorded_by=coordinator, held_on=date(2026, 3, 5))
    process = process_of(case_of(SimpleNamespace(plan=plan), "approval"), ApprovalFlow, "approval")
    done(process, ApprovalFlow.head_decision, head)
    return process
