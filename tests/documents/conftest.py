"""Scenes of the papers' tests: drawn samples, and a plan whose paper is issued."""

import hashlib
import os
import re
import subprocess
from functools import cache
from pathlib import Path

import pytest
from django.db import transaction
from django.urls import reverse

from documents import actions, canonical, drawing, jobs
from documents.rendering import Order
from documents.subjects import Subject
from liap.models import Role
from tests.conftest import require
from tests.documents.samples import MINUTES
from tests.factories import AppointmentFactory, OrganisationFactory, PlanFactory, PostFactory, UserFactory

PDF = b"%PDF-1.7 drawn by a stand-in"
SHELF: list[Path] = []


@pytest.fixture(scope="session", autouse=True)
def shelf(tmp_path_factory, worker_id):
    """A folder in which the processes of one test run find what another has drawn."""
    own = tmp_path_factory.getbasetemp()
    SHELF[:] = [(own if worker_id == "master" else own.parent) / "drawn"]
    SHELF[0].mkdir(exist_ok=True)


def order(facts, kind, *, language="id", number="500.9/0012/D3/IX/2026"):
    return Order(kind=kind, facts=canonical.to_json(facts), language=language, number=number)


@cache
def drawn(facts, kind, **choices) -> bytes:
    """The PDF of these facts; equal facts are drawn once in a test run, whichever process asks."""
    ordered = order(facts, kind, **choices)
    file = SHELF[0] / hashlib.sha256(repr(ordered).encode()).hexdigest()
    if not file.exists():
        draft = file.with_suffix(f".{os.getpid()}")
        draft.write_bytes(drawing.draw(ordered).pdf)
        draft.rename(file)
    return file.read_bytes()


def text_of(pdf: bytes, *options: str) -> str:
    """The text that a reader can select, spaces made single."""
    require("pdftotext")
    done = subprocess.run(["pdftotext", *options, "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


def words_of(pdf: bytes) -> str:
    return re.sub(r"\s+", " ", text_of(pdf))


def issue(plan, *, kind="D4", facts=MINUTES, round=1, organisation=None, by=None):
    with transaction.atomic():
        return actions.issue(
            kind,
            about=plan if isinstance(plan, Subject) else Subject.of_plan(plan),
            facts=facts,
            organisation=organisation or OrganisationFactory(),
            by=by or UserFactory(),
            round=round,
        )


@pytest.fixture
def rings(monkeypatch):
    """The numbers which the queue was rung with."""
    heard = []
    monkeypatch.setattr(actions, "async_task", lambda name, number, **_: heard.append((name, number)))
    return heard


@pytest.fixture
def document(db, rings):
    return issue(PlanFactory())


@pytest.fixture
def quick_drawing(monkeypatch):
    """Lets a stand-in draw in no time and counts how often it did."""
    orders = []

    def draw(order):
        orders.append(order)
        return drawing.Drawn(PDF + order.language.encode(), 1, "0" * 64)

    monkeypatch.setattr(drawing, "draw", draw)
    return orders


def reader(region):
    office = OrganisationFactory(region=region)
    return AppointmentFactory(post=PostFactory(organisation=office, role=Role.OFFICE_HEAD)).person


@pytest.fixture
def drawn_document(document, quick_drawing):
    jobs.sweep(draw_here=True)
    return document


@pytest.fixture
def in_region(client, document):
    person = reader(document.plan.region)
    client.force_login(person)
    return person


def address(page, document, *more):
    return reverse(f"documents:{page}", args=[document.pk, *more])
