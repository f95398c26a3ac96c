"""Whatever people type, the paper is drawn within its limits or becomes an incident; nothing is read or asked for."""

import io
import resource
import time
from datetime import timedelta

import pikepdf
import pytest
from django.utils import timezone

from documents import actions, drawing, jobs, storage
from documents.letters import breakable
from documents.models import Rendition
from documents.reasons import explain
from liap.refusals import Refusal
from tests.documents.hostile.conftest import TOKEN, plan_of_an_enemy
from tests.documents.hostile.payloads import EACH, corpus, sample
from tests.factories import UserFactory
from tests.workflows.papers.rows import issue

pytestmark = pytest.mark.django_db
SECONDS, MEMORY = drawing.WALL_SECONDS, 1024 * 1024  # kilobytes, as the system counts what a process needed at most


def fate_of(payload, *, canary, web) -> tuple[str, Rendition | None]:
    """Issues the plan of an enemy and draws it as the worker does; how it ended, and the drawing."""
    text = payload.aimed(file=canary.as_uri(), web=web.address)
    try:
        process = plan_of_an_enemy(text)
        document = issue("D3", process)
    except Refusal as refusal:
        return f"refused: {refusal}", None
    rendition = document.renditions.get(language="id")
    began = time.monotonic()
    jobs.draw(rendition.pk)
    rendition.refresh_from_db()
    assert time.monotonic() - began <= SECONDS + 5
    return rendition.state, rendition


def draw_safely(payload, canary, web, told) -> None:
    asked, most = len(web.asked), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss

    state, rendition = fate_of(payload, canary=canary, web=web)

    assert told() == []
    assert web.asked[asked:] == []
    # The mark is that of all children so far: only the one who raised it is to blame.
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss <= max(MEMORY, most)
    assert state in ("done", "pending") or len(state) > 40
    print(f"{payload}: {state} {rendition.reason if rendition else ''} {rendition.pages if rendition else ''}")
    if state == "done":
        pdf = storage.read(rendition.stored_name, rendition.sha256)
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            assert sorted(name.rsplit(".")[-1] for name in opened.attachments) == ["json", "xlsx"]
            assert [key for key in ("/OpenAction", "/AA", "/AcroForm") if key in opened.Root] == []
            assert not any(
                TOKEN.encode() in one.read_bytes() for one in opened.objects if isinstance(one, pikepdf.Stream)
            )
    elif state == "pending":
        is_an_incident_that_can_be_tried_again(rendition)


def is_an_incident_that_can_be_tried_again(rendition: Rendition) -> None:
    """Gives it the attempts that are left, then another round by hand."""
    for _ in range(jobs.MAX_ATTEMPTS):
        Rendition.objects.filter(pk=rendition.pk, state="pending").update(
            lease_until=timezone.now() - timedelta(seconds=1)
        )
        jobs.draw(rendition.pk)
    rendition.refresh_from_db()
    assert rendition.state == Rendition.State.FAILED
    assert len(rendition.explanation) > 20
    actions.retry(rendition, by=UserFactory())
    rendition.refresh_from_db()
    assert (rendition.state, rendition.attempts) == ("pending", 0)


@pytest.mark.parametrize("payload", sample(), ids=str)
def test_a_hostile_text_of_each_family_is_harmless(payload, canary, web, told):
    draw_safely(payload, canary, web, told)


@pytest.mark.chaos
@pytest.mark.parametrize("payload", corpus(), ids=str)
def test_two_hundred_hostile_texts_are_harmless(payload, canary, web, told):
    draw_safely(payload, canary, web, told)


def test_endless_work_is_ended_by_the_system(monkeypatch):
    """Also where nobody watches the clock: the child has so much time of the processor and no more."""
    code = "from documents import press; press.SECONDS = 1; press.confine()\nwhile True: pass"
    monkeypatch.setattr(drawing, "COMMAND", (drawing.COMMAND[0], "-c", code))

    with pytest.raises(drawing.Undrawable, match="signal") as ended:
        drawing.draw(drawing.Order(kind="D3", facts="{}", language="id"))

    assert "terlalu lama" in explain(str(ended.value))


def test_an_endless_word_gets_places_to_break_and_nothing_else_does():
    html = (
        f'<title>{"t" * 99}</title><body class="{"c" * 99}"><p>{"x" * 90} kata</p><svg><text>{"s" * 99}</text></svg>'
    )

    said = breakable(html)

    assert said.replace("<wbr>", "") == html
    assert f"<p>{'x' * 40}<wbr>{'x' * 40}<wbr>{'x' * 10} kata</p>" in said
    assert said.count("<wbr>") == 2
    assert breakable(f"<body>{'&amp;' * 50}</body>") == f"<body>{'&amp;' * 40}<wbr>{'&amp;' * 10}</body>"


def test_there_are_two_hundred_different_texts():
    payloads = corpus()

    assert len(payloads) == len({one.text for one in payloads}) == 10 * EACH
    assert len(sample()) == 10


def test_the_canaries_sing(canary, web, told, monkeypatch):
    """The watch is not blind: a child that reads a file and asks a server is told of, and stopped at the network."""
    code = drawing.COMMAND[2].replace(
        "sys.exit(press.main())",
        f"open({str(canary)!r}).read(); press.confine(); "
        f"import urllib.request as r; r.urlopen({web.address!r}, timeout=2)",
    )
    monkeypatch.setattr(drawing, "COMMAND", (*drawing.COMMAND[:2], code, *drawing.COMMAND[3:]))

    with pytest.raises(drawing.Undrawable):
        drawing.draw(drawing.Order(kind="D3", facts="{}", language="id"))

    assert any("kenari.txt" in line for line in told())
    assert any(line.startswith("socket.") for line in told())
