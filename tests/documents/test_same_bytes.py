"""The same facts give the same bytes, whoever draws them and wherever."""

import hashlib
import io
import json
import os
import subprocess

import pikepdf
import pytest
from django.conf import settings

from documents import drawing, finishing, rendering, spreadsheet
from documents.rendering import ASSETS
from tests.documents.conftest import drawn, order
from tests.documents.samples import PLAN, SAMPLES

pytestmark = pytest.mark.once

SURROUNDINGS = (
    {"PYTHONHASHSEED": "1", "TZ": "Asia/Jayapura", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "4711", "TZ": "America/Lima", "LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": "1"},
    {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "id_ID.UTF-8", "LANG": "id_ID.UTF-8"},
)


@pytest.mark.parametrize("surroundings", SURROUNDINGS)
def test_papers_do_not_depend_on_who_draws_them(surroundings, tmp_path):
    orders = {kind: order(facts, kind) for kind, facts in SAMPLES.items()}
    locale_paths = [str(path) for path in settings.LOCALE_PATHS]

    done = subprocess.run(
        drawing.COMMAND,
        input=b"".join(one.to_json(locale_paths) + b"\n" for one in orders.values()),
        capture_output=True,
        cwd=rendering.FOLDER.parent,
        env={
            "PATH": os.environ["PATH"], "FONTCONFIG_FILE": str(ASSETS / "fonts.conf"),
            "XDG_CACHE_HOME": str(tmp_path), **surroundings,
        },
        check=True,
    )  # fmt: skip

    answers = io.BytesIO(done.stdout)
    for kind, facts in SAMPLES.items():
        head = json.loads(answers.readline())
        pdf = answers.read(head["size"])
        assert hashlib.sha256(pdf).hexdigest() == hashlib.sha256(drawn(facts, kind)).hexdigest(), kind
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            assert head["pages"] == len(opened.pages)
    assert not answers.read()


def test_packing_streams_once_changes_no_byte(monkeypatch):
    monkeypatch.setattr(finishing, "_keep_streams", lambda pdf: None)

    plain = rendering.render(order(PLAN, "D3")).pdf

    assert plain == drawn(PLAN, "D3")


def test_a_workbook_is_the_same_every_time():
    first, second = (spreadsheet.workbook(PLAN, about=[("x", 1)]) for _ in range(2))

    assert first == second
