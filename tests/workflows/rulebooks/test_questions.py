"""Rules ask additional questions in a step: pinned to cases, asked, kept, told, printed and saved."""

import csv
import io
import json
from datetime import date
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from documents.models import Document
from documents.rendering import Order, html_of
from liap.refusals import Refusal
from tests.factories import UserFactory
from tests.workflows.rulebooks.test_rules import published, second_case
from workflows import actions, bulk
from workflows.answers import NotAnswered
from workflows.migrating import migrate
from workflows.models import Rulebook, StepQuestion, Task, TaskAnswer
from workflows.queries import answered_tasks
from workflows.rulebooks.actions import NotAskable

Kind = StepQuestion.Kind
ROOM = {"code": "room", "kind": Kind.TEXT, "text": "Di ruang mana?", "text_en": "In which room?", "is_needed": True}
GUESTS = {"code": "guests", "kind": Kind.NUMBER, "text": "Berapa tamu?", "text_en": "How many guests?"}
COST = {"code": "cost", "kind": Kind.MONEY, "text": "Biaya konsumsi", "text_en": "Cost of meals"}
SEEN = {"code": "seen_on", "kind": Kind.DATE, "text": "Diperiksa pada", "text_en": "Looked at on"}
WOMEN = {"code": "women", "kind": Kind.YES_NO, "text": "Perempuan hadir?", "text_en": "Were women present?"}
MEDIUM = {
    "code": "medium", "kind": Kind.CHOICE, "text": "Bagaimana dibahas?", "text_en": "How was it discussed?",
    "options": "tatap muka\ndaring", "options_en": "face to face\nonline", "help": "Pilih satu.",
    "help_en": "Choose one.",
}  # fmt: skip
ALL = (ROOM, GUESTS, COST, SEEN, WOMEN, MEDIUM)
GOOD = {
    "check-ask_room": "Aula Dinas", "check-ask_guests": "1.200", "check-ask_cost": "Rp 1.500.000",
    "check-ask_seen_on": "2026-03-02", "check-ask_women": "yes", "check-ask_medium": "daring",
}  # fmt: skip


@pytest.fixture
def admin(db):
    return UserFactory(is_superuser=True, is_staff=True)


def questions(*rows: dict) -> dict:
    return {"questions": tuple(StepQuestion(**row) for row in rows)}


def reviewing(scene):
    """A case that waits for the review of its diagnosis, and the coordinator's browser."""
    for member in scene.members:
        scene.finish("diagnose", by=member)
    client = Client()
    client.force_login(scene.coordinator)
    return client, scene.open_task("review_diagnosis")


def send(client, task, **given):
    return client.post(reverse("workflows:task", args=[task.pk]), {"complete": "1", "decision": "agreed", **given})


@pytest.fixture
def asked(scene, admin):
    published(admin, planning__review_diagnosis=questions(*ALL))
    return second_case(scene)


def test_answers_are_kept_with_the_task_and_told_everywhere(asked):
    client, task = reviewing(asked)
    page = client.get(reverse("workflows:task", args=[task.pk])).content.decode()
    assert "Di ruang mana?" in page
    assert "Pilih satu." in page
    assert 'inputmode="numeric"' in page

    assert send(client, task, **GOOD).status_code == 302

    said = {row.question.code: row.value for row in TaskAnswer.objects.filter(task=task)}
    assert said == {
        "room": "Aula Dinas", "guests": Decimal(1200), "cost": Decimal(1_500_000), "seen_on": date(2026, 3, 2),
        "women": True, "medium": "daring",
    }  # fmt: skip
    told = ["Aula Dinas", "1.200", "Rp1.500.000", "2 Maret 2026", "ya", "daring"]
    for address in (reverse("workflows:task", args=[task.pk]), reverse("workflows:history", args=[asked.case.pk])):
        shown = client.get(address).content.decode()
        assert [one for one in told if one not in shown] == []


def test_paper_of_the_stage_prints_the_answers_in_both_languages(asked):
    client, task = reviewing(asked)
    send(client, task, **GOOD)

    paper = Document.objects.get(kind="D2", plan=asked.plan)
    answers = json.loads(paper.facts)["head"]["answers"]
    assert [row["answer"]["en"] for row in answers] == [
        "Aula Dinas", "1,200", "Rp1,500,000", "2 March 2026", "yes", "online",
    ]  # fmt: skip
    printed = html_of(Order(kind="D2", facts=paper.facts, language="id", number="1"))
    assert "Bagaimana dibahas?" in printed
    assert "Pertanyaan tambahan" in printed


def test_finished_tasks_are_saved_with_the_answers(asked):
    client, task = reviewing(asked)
    send(client, task, **GOOD)

    answer = client.get(reverse("workflows:history", args=[asked.case.pk]), {"table": "done", "save": "csv"})

    lines = csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig")), delimiter=";")
    rows = [row for row in lines if row and row[0] == str(task.title)]
    assert [row[-3:] for row in rows] == [
        ["room", "Di ruang mana?", "Aula Dinas"], ["guests", "Berapa tamu?", "1.200"],
        ["cost", "Biaya konsumsi", "Rp1.500.000"], ["seen_on", "Diperiksa pada", "2 Maret 2026"],
        ["women", "Perempuan hadir?", "ya"], ["medium", "Bagaimana dibahas?", "daring"],
    ]  # fmt: skip


BAD = [
    ("room", ""), ("room", "x" * 301), ("room", "a\x00b"),
    ("guests", "banyak"), ("guests", "-1"), ("guests", "1,5"), ("guests", "9" * 13),
    ("cost", "1.5"), ("cost", "-20"), ("cost", "seribu"),
    ("seen_on", "2026-02-30"), ("seen_on", "kemarin"),
    ("women", "mungkin"), ("medium", "telepati"), ("medium", "online"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "text"), BAD, ids=[f"{code}-{text[:8]!r}" for code, text in BAD])
def test_bad_answer_is_refused_by_its_field_and_nothing_is_written(asked, code, text):
    client, task = reviewing(asked)

    answer = send(client, task, **{**GOOD, f"check-ask_{code}": text})

    assert answer.status_code == 422
    assert list(answer.context["besides"].errors) == [f"ask_{code}"]
    assert 'role="alert"' in answer.content.decode()
    assert not TaskAnswer.objects.exists()
    assert asked.open_steps() == ["review_diagnosis"]


def test_what_need_not_be_answered_may_stay_open(asked):
    client, task = reviewing(asked)

    send(client, task, **{"check-ask_room": "Aula"})

    assert [str(row) for row in TaskAnswer.objects.filter(task=task)] == ["room: Aula"]


def test_draft_keeps_what_was_typed(asked):
    client, task = reviewing(asked)
    address = reverse("workflows:task", args=[task.pk])
    client.post(reverse("workflows:claim", args=[task.pk]))

    client.post(address, {"draft": "1", "check-ask_room": "Aula lama", "check-ask_guests": "banyak"})

    page = client.get(address)
    assert page.context["besides"]["ask_room"].value() == "Aula lama"
    assert 'role="alert"' not in page.content.decode()
    assert not TaskAnswer.objects.exists()


def test_who_finishes_elsewhere_answers_as_well(asked):
    _client, task = reviewing(asked)

    def work(_by):
        return {"decision": "agreed"}

    with pytest.raises(NotAnswered, match="Di ruang mana"):
        actions.complete(task, by=asked.coordinator, work=work)
    with pytest.raises(NotAnswered, match="nothing_asked"):
        actions.complete(task, by=asked.coordinator, work=work, answers={"room": "Aula", "nothing_asked": "x"})
    assert asked.open_steps() == ["review_diagnosis"]
    assert not bulk.is_plain(task)

    actions.complete(task, by=asked.coordinator, work=work, answers={"room": "Aula"})
    assert asked.open_steps() == ["draft"] * 6


def test_running_case_keeps_its_questions(scene, admin):
    published(admin, planning__review_diagnosis=questions(ROOM))
    older = second_case(scene)
    published(admin, planning__review_diagnosis=questions({**GUESTS, "is_needed": True}))
    newer = second_case(scene)

    client, first = reviewing(scene)
    _same, second = reviewing(older)
    _same, third = reviewing(newer)
    asked = [
        list(client.get(reverse("workflows:task", args=[one.pk])).context["besides"].fields)
        for one in (first, second, third)
    ]

    assert asked == [[], ["ask_room"], ["ask_guests"]]
    assert send(client, second, **{"check-ask_guests": "5"}).status_code == 422
    assert send(client, second, **{"check-ask_room": "Aula"}).status_code == 302
    assert send(client, first).status_code == 302


def test_dry_run_tells_which_questions_appear_and_vanish_and_apply_asks_them(scene, admin):
    published(admin, planning__review_diagnosis=questions(ROOM, GUESTS))
    older = second_case(scene)
    client, task = reviewing(older)
    published(admin, planning__review_diagnosis=questions(GUESTS, WOMEN))
    out = io.StringIO()
    words = ["migrate_cases", "lwg_led", "2", "2", "--rules", "2", "--case", str(older.case.pk)]

    call_command(*words, stdout=out)
    said = out.getvalue()
    older.case.refresh_from_db()
    assert "+ planning/review_diagnosis: women (Were women present?)" in said
    assert "- planning/review_diagnosis: room (In which room?)" in said
    assert ": guests" not in said
    assert older.case.rulebook.number == 1

    call_command(*words, "--apply", "--reason", "Pertanyaan baru", stdout=out)
    older.case.refresh_from_db()
    assert older.case.rulebook.number == 2
    assert older.case.moves.last().reason.endswith("1 → 2: Pertanyaan baru")
    page = client.get(reverse("workflows:task", args=[task.pk]))
    assert list(page.context["besides"].fields) == ["ask_guests", "ask_women"]


def test_answer_given_before_a_migration_stays_told(asked):
    client, task = reviewing(asked)
    send(client, task, **GOOD)

    migrate(asked.case, to=2, renamed={}, reason="Kembali", rules=0)

    assert "Aula Dinas" in client.get(reverse("workflows:task", args=[task.pk])).content.decode()
    assert len([row for one, row in answered_tasks(asked.case) if row]) == 6
    with pytest.raises(CommandError):
        call_command("migrate_cases", "lwg_led", "2", "2", "--rules", "9", stdout=io.StringIO())


UNASKABLE = [
    {"code": "Ruang 1"}, {"code": ""}, {"text": ""}, {"text_en": ""}, {"kind": "picture"}, {"options": "a\nb"},
    {"kind": Kind.CHOICE}, {"kind": Kind.CHOICE, "options": "a", "options_en": "a"},
    {"kind": Kind.CHOICE, "options": "a\na", "options_en": "a\nb"},
    {"kind": Kind.CHOICE, "options": "a\nb", "options_en": "a"},
    {"text": "x" * 201},
]  # fmt: skip


@pytest.mark.parametrize("wrong", UNASKABLE)
def test_question_that_cannot_be_asked_is_not_published(admin, wrong):
    with pytest.raises(NotAskable):
        published(admin, planning__review_diagnosis=questions({**ROOM, **wrong}))
    assert not Rulebook.objects.exists()


def test_a_step_asks_each_question_once_and_not_too_many(admin):
    with pytest.raises(NotAskable):
        published(admin, planning__review_diagnosis=questions(ROOM, ROOM))
    with pytest.raises(NotAskable):
        published(admin, planning__review_diagnosis=questions(*[{**ROOM, "code": f"room_{one}"} for one in range(9)]))
    assert not Rulebook.objects.exists()


@pytest.fixture
def answered(asked):
    client, task = reviewing(asked)
    send(client, task, **GOOD)
    return task


@pytest.mark.parametrize("act", ["change", "delete"])
@pytest.mark.parametrize("model", [StepQuestion, TaskAnswer])
def test_database_keeps_questions_and_answers(answered, model, act):
    rows, column = model.objects.all(), "text"

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows.update(**{column: "forged"}) if act == "change" else rows._raw_delete("default")


@pytest.mark.parametrize(
    "columns", [{"text": "Aula"}, {"number": 3, "is_yes": True}, {}, {"day": date(2026, 1, 1)}, {"is_yes": False}]
)
def test_database_refuses_an_answer_of_another_kind_and_two_answers(answered, columns):
    question = StepQuestion.objects.get(code="guests")
    other = Task.objects.human().exclude(pk=answered.pk).first()

    with pytest.raises(DatabaseError), transaction.atomic():
        TaskAnswer.objects.create(task=other, question=question, **columns)
    with pytest.raises(DatabaseError), transaction.atomic():
        TaskAnswer.objects.create(task=answered, question=question, number=3)


def form_of(client, address) -> dict:
    """What the page of the rules would send if nothing was changed."""
    form, data = client.get(address).context["form"], {"note": "Tanya lebih", "seen": 0}
    for part in [form.note, *form.steps]:
        data |= {part.add_prefix(name): value for name, value in part.initial.items() if value not in (False, None)}
    rows = form.questions
    data |= {"questions-TOTAL_FORMS": len(rows.forms), "questions-INITIAL_FORMS": rows.initial_form_count()}
    for row in rows.forms[: rows.initial_form_count()]:
        values = {**row.initial, "step": row["step"].value()}
        data |= {row.add_prefix(name): value for name, value in values.items() if value not in (False, None)}
    return {key: value for key, value in data.items() if "questions-" in key or value is not None}


def test_administrator_edits_the_questions_on_the_page_of_the_rules(scene, admin):
    client, address = Client(), reverse("workflows:rules", args=["lwg_led"])
    client.force_login(admin)
    row = {f"questions-0-{name}": value for name, value in MEDIUM.items()}
    data = {**form_of(client, address), **row, "questions-0-step": "planning-review_diagnosis"}

    grown = client.post(address, {**data, "more": "1"})
    assert (grown.status_code, len(grown.context["form"].questions.forms)) == (200, 4)
    wrong = client.post(address, {**data, "questions-0-options_en": "only one", "questions-0-text_en": ""})
    assert wrong.context["form"].questions.errors[0].keys() == {"text_en", "options_en"}
    assert not Rulebook.objects.exists()
    assert client.post(address, data).status_code == 302

    asked = StepQuestion.objects.get()
    assert (asked.rule.stage, asked.rule.step, asked.code, asked.choices[1][0]) == (
        "planning", "review_diagnosis", "medium", "daring",
    )  # fmt: skip
    shown = client.get(address).content.decode()
    assert "Bagaimana dibahas?" in shown
    again = {**form_of(client, address), "seen": 1}
    assert client.post(address, again).status_code == 422
    assert client.post(address, {**again, "questions-0-text": "Lewat apa dibahas?"}).status_code == 302
    assert (
        Rulebook.objects.get(number=2).steps.get(step="review_diagnosis").questions.get().text == "Lewat apa dibahas?"
    )
    gone = {**form_of(client, address), "seen": 2, "questions-0-DELETE": "on"}
    assert client.post(address, gone).status_code == 302
    assert not StepQuestion.objects.filter(rule__rulebook__number=3).exists()


def test_nobody_else_publishes_questions(scene):
    client, address = Client(), reverse("workflows:rules", args=["lwg_led"])
    client.force_login(scene.coordinator)

    assert client.post(address, {"note": "x"}).status_code == 404
    with pytest.raises(Refusal):
        published(scene.coordinator, planning__review_diagnosis=questions(ROOM))
