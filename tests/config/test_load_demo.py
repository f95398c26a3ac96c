import json
import re
from datetime import date, timedelta
from io import StringIO
from itertools import groupby

import pytest
from django.apps import apps
from django.contrib.auth.password_validation import validate_password
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.db.models import F
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from config.demo import scene
from config.demo.report import COMPLETION, EX_POST, INDUSTRIES, PROJECT, REPORT
from config.demo.stories import STORIES
from documents.anchors.queries import faults
from documents.dues.queries import missing
from documents.listings.choice import Choice
from documents.models import (
    Document,
    PublicVersion,
    Rendition,
    Revocation,
    SignedCopy,
    Stationery,
    Subscription,
)
from documents.queries import papers_of
from liap.adoption.models import Attestation
from liap.audit.models import Event
from liap.audit.queries import broken_links
from liap.enterprises.models import Enterprise
from liap.groups.models import Meeting, WorkingGroup
from liap.outcomes.models import Evaluation, Overall, Verdict
from liap.outcomes.queries import efficiency
from liap.outcomes.success.queries import success_table
from liap.people.models import User
from liap.places.models import Organisation
from liap.plans.models import Goal, Plan
from liap.plans.selections.queries import selection_of, standings
from liap.templatetags.liap_format import day
from tests.factories import UserFactory
from workflows import actions
from workflows.models import Case, Task
from workflows.models.case import FINAL_STAGES

OWN_APPS = ("liap", "documents", "workflows")


def load(*options) -> str:
    out = StringIO()
    call_command("load_demo", *options, stdout=out)
    return out.getvalue()


def rows_held() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in apps.get_models() if model._meta.app_label in OWN_APPS}


def case_of(key: str) -> Case:
    title = next(story.title for story in STORIES if story.key == key)
    return Case.objects.get(plan__title=title)


def reached(key: str) -> dict[str, int | None]:
    return dict(Goal.objects.filter(plan=case_of(key).plan).values_list("rung", "reached_count"))


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker, tmp_path_factory):
    """The whole demonstration, loaded once for all tests that only read, and rolled back."""
    quick = override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        DOCUMENTS_ROOT=tmp_path_factory.mktemp("documents"),
    )
    with django_db_blocker.unblock(), transaction.atomic():
        with quick:
            output = load()
        yield output
        transaction.set_rollback(True)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.key)
def test_story_ends_in_its_stage(loaded, db, story):
    assert case_of(story.key).stage == story.ends_in


def test_one_paper_has_a_scan_and_one_is_revoked(loaded, db):
    scan, revocation = SignedCopy.objects.get(), Revocation.objects.get()

    assert (scan.document.kind, revocation.document.kind) == ("D3", "D2")
    newer = revocation.document.superseded_by
    assert (newer.kind, newer.round, newer.edition) == ("D2", revocation.document.round, 2)
    assert revocation.reason.startswith("Contoh")
    assert list(faults()) == []


def test_offices_have_letterheads_and_one_plan_is_public(loaded, db):
    version, forms = PublicVersion.objects.get(), Stationery.objects.all()
    papers = Document.objects.filter(kind="D3", plan__is_sample=True)

    assert {one.organisation_id for one in forms} >= set(papers.values_list("organisation", flat=True))
    assert all("(0000) 000000" in paper.facts for paper in papers)
    assert (version.document.kind, version.withdrawn_at) == ("D3", None)


def test_one_group_voted_in_writing(loaded, db):
    meeting = Meeting.objects.get(is_written=True)

    assert (meeting.plan, meeting.decision) == (case_of("footwear").plan, "agreed")
    assert meeting.counted * 2 > meeting.seats_with_vote


def test_cases_keep_the_rules_that_they_began_with(loaded, db):
    kept = {story.key: case_of(story.key).rulebook for story in STORIES if not story.letter}

    numbers = {key: rules.number for key, rules in kept.items() if rules}
    assert (numbers["footwear"], numbers["automotive"]) == (1, 2)
    assert (set(numbers) & {"ulos", "ship_parts", "cacao", "gold_silver"}, set(numbers.values())) == (set(), {1, 2})


def test_every_region_of_the_report_has_its_group(loaded, db):
    codes = set(WorkingGroup.objects.values_list("region__code", flat=True))

    assert codes == {region["code"] for region in REPORT["regions"].values()}


def test_counts_are_those_of_the_report(loaded, db):
    assert reached("ulos") == {"repeated_transaction": INDUSTRIES["ulos"]["completion"]}
    assert reached("ship_parts") == {"certificate": 4, "first_transaction": 4}
    assert reached("cacao") == {"repeated_transaction": INDUSTRIES["cacao"]["ex_post"]}
    assert reached("rattan") == {"capability": INDUSTRIES["rattan"]["capable"], "first_transaction": 20}
    assert reached("aloe") == {"first_transaction": None}


@pytest.mark.parametrize(
    ("key", "completion", "ex_post"),
    [
        ("ulos", (20, 0), (20, 20)),
        ("ship_parts", (4, 0), (4, 4)),
        ("cacao", (16, 0), (26, 0)),
        ("rattan", (0, 0), (20, 0)),
    ],
)
def test_the_table_of_the_report_comes_out_of_the_success_cases(loaded, db, key, completion, ex_post):
    auditor, plan = User.objects.get(username="auditor"), case_of(key).plan

    def seen(on):
        row = next(row for row in success_table(auditor, on=on) if row.plan == plan)
        return row.reached, row.no_contact

    assert (seen(COMPLETION), seen(EX_POST)) == (completion, ex_post)


def test_cacao_of_2021_is_confirmed_and_five_of_rattan_were_only_capable(loaded, db):
    rows = {row.plan.title: row for row in success_table(User.objects.get(username="auditor"), on=EX_POST)}
    before = {row.plan.title: row for row in success_table(User.objects.get(username="auditor"), on=COMPLETION)}
    cacao, rattan = case_of("cacao").plan.title, case_of("rattan").plan.title

    assert rows[cacao].confirmed == 26
    assert (before[rattan].by_rung["capability"], before[rattan].reached) == (5, 0)


def test_word_of_pontianak_is_shown_with_its_reason_and_day(loaded, db, client):
    """Feature I4: of the five regions of 2021 one does not use the model any more, for staff and effort."""
    client.force_login(User.objects.get(username="peninjau-kementerian"))

    text = client.get(reverse("liap:adoption")).content.decode()

    rows = [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in re.findall(r"<tr>.*?</tr>", text, re.DOTALL)]
    said = [row for row in rows if f" {EX_POST.year} " in f" {row} " and ("tidak" in row or " ya " in row)]
    (no,) = [row for row in said if "tidak" in row]
    assert (len(said), no.startswith("Kota Pontianak")) == (5, True)
    assert "pegawai dan beban kerja" in no
    assert day(EX_POST) in no
    word = Attestation.objects.get(region__code="61.71", year=EX_POST.year)
    with pytest.raises(DatabaseError), transaction.atomic():
        Attestation.objects.filter(pk=word.pk).update(is_in_use=True, reason="")


def test_counts_at_completion_stand_in_the_quarterly_reports(loaded, db):
    papers = Document.objects.filter(kind="D5", round=1)
    rungs = {
        key: [rung["reached"] for rung in json.loads(papers.get(plan=case_of(key).plan).facts)["rungs"]]
        for key in ("cacao", "rattan")
    }

    assert rungs == {"cacao": [INDUSTRIES["cacao"]["completion"]], "rattan": [5, INDUSTRIES["rattan"]["completion"]]}


def test_evaluation_comes_out_as_in_the_report(loaded, db):
    evaluation = Evaluation.objects.get(plan=case_of("ulos").plan)
    found = efficiency(evaluation)

    assert (
        (found.cost_percent, found.period_percent)
        == (PROJECT["cost_percent"], PROJECT["period_percent"])
        == (109, 103)
    )
    assert dict(evaluation.ratings.values_list("criterion", "given")) == PROJECT["ratings"]
    assert evaluation.overall == evaluation.overall_computed == PROJECT["overall"]
    assert Overall(evaluation.overall).name == "C"
    assert evaluation.overall_override == ""


def test_turnover_is_unverified_for_a_reason(loaded, db):
    turnover = Verdict.objects.filter(indicator__level="overall_goal").exclude(evaluation__plan=case_of("aloe").plan)

    assert {verdict.value for verdict in turnover} == {"unverified"}
    assert all("laporan keuangan" in verdict.reason for verdict in turnover)


def test_late_start_is_too_early(loaded, db):
    assert {verdict.value for verdict in Verdict.objects.filter(evaluation__plan=case_of("aloe").plan)} == {
        "too_early"
    }


def test_returned_section_stands_in_the_history(loaded, db):
    case = case_of("footwear")

    assert [move.name for move in case.moves.all()] == ["start", "submit", "send_back", "submit"]
    assert [row.sections for row in case.approvals.filter(decision="returned")] == [["budget"]]
    assert [task.flow_task.name for task in case.tasks.human().open()] == ["head_decision"]


def test_facilitator_of_the_region_without_staff_has_work_to_do(loaded, db):
    case = case_of("aloe_light")

    assert case.variant == "facilitator_led"
    kinds = sorted(Document.objects.filter(plan=case.plan).values_list("kind", flat=True))
    assert kinds == ["D1f", "D2f", "D3f", "D4f", "D5f"]
    assert case.plan.visits.count() == 2
    waiting = {task.flow_task.name for task in case.tasks.human().open()}
    assert waiting == {"finish", "next_step", "step_of_the_head"}


def test_stories_happened_on_their_days(loaded, db):
    moves = {move.name: timezone.localdate(move.at) for move in case_of("ulos").moves.all()}

    assert moves["submit"] == date(2014, 1, 15)
    assert moves["submit"] < moves["approve"] < date(2014, 2, 15)
    assert moves["begin_evaluation"].year == moves["close"].year == 2021
    assert not Task.objects.filter(finished__lt=F("created")).exists()
    assert not Event.objects.filter(at__gt=timezone.now()).exists()


def test_plan_of_the_late_starter_is_younger_than_a_year(loaded, db):
    """Else its evaluation would not be too early."""
    approved = case_of("aloe").moves.get(name="approve").at

    assert timedelta(days=180) < timezone.now() - approved < timedelta(days=365)


def test_numbers_of_an_office_follow_the_days(loaded, db):
    papers = Document.objects.order_by("organisation", "dated_on__year", "number")

    for (_office, _year), group in groupby(papers, key=lambda paper: (paper.organisation_id, paper.dated_on.year)):
        days = [paper.dated_on for paper in group]
        assert days == sorted(days)


def test_papers_of_the_past_are_due_for_drawing_today(loaded, db):
    assert timezone.now() - Rendition.objects.earliest("due_at").due_at < timedelta(hours=1)


def test_everything_made_up_is_marked(loaded, db):
    for model in (Plan, WorkingGroup, Enterprise, User):
        assert not model.objects.filter(is_sample=False).exists()
    assert not Organisation.objects.exclude(region=None).filter(is_sample=False).exists()
    assert [user.username for user in User.objects.all() if not user.full_name.endswith(" Contoh")] == []


def test_audit_record_holds(loaded, db):
    assert list(broken_links()) == []


def test_nobody_has_a_second_name(loaded, db):
    names = list(User.objects.values_list("full_name", flat=True))

    assert len(names) == len(set(names))


def test_the_reviewer_waits_for_reports_and_sees_which_are_missing(loaded, db):
    reviewer = User.objects.get(username="peninjau-kementerian")

    assert reviewer.email.endswith(".example")
    assert Subscription.objects.of(reviewer).live().count() == 2
    owed = {(due.plan, due.kind) for due in missing(reviewer, Choice())}
    running = [case.plan for case in Case.objects.exclude(stage__in=[*FINAL_STAGES, "suspended", "implementation"])]
    assert {plan for plan, _kind in owed} >= set(running) != set()


def test_second_run_changes_nothing(loaded, db):
    before, last = rows_held(), Event.objects.order_by("-pk").first().hash

    assert load() == loaded
    assert rows_held() == before
    assert Event.objects.order_by("-pk").first().hash == last


def test_work_of_people_after_the_story_is_theirs(loaded, db):
    case = case_of("gold_silver")
    actions.resume(case, by=User.objects.get(username="koordinator-sulsel"), reason="Mulai lagi")

    load()

    assert case_of("gold_silver").stage == "planning"


def test_output_names_stages_and_logins(loaded, db):
    assert all(story.title in loaded for story in STORIES)
    assert scene.PASSWORD in loaded


def test_log_ins_open_with_the_printed_password(loaded, db):
    for name in (
        "koordinator-samosir",
        "anggota-palu",
        "kepala-dinas-mojokerto",
        "evaluator-tegal",
        "auditor",
        "admin",
    ):
        user = User.objects.get(username=name)
        validate_password(scene.PASSWORD, user)
        assert user.check_password(scene.PASSWORD)


def test_real_people_who_came_later_are_no_hindrance(loaded, db):
    UserFactory(is_sample=False)

    assert load() == loaded


def test_industries_were_weighed_and_one_group_is_still_at_it(loaded, db):
    found = {story.key: selection_of(case_of(story.key).plan) for story in STORIES}
    ranks = {key: [place.standing.rank for place in standings(one)] for key, one in found.items() if one}

    assert ranks == {"ulos": [1, 2, 3], "cacao": [1, 2, 3], "rattan": [1, 2], "automotive": [1, 2, 3]}
    assert {key for key, one in found.items() if one and one.is_open} == {"automotive"}
    assert found["rattan"].reason.startswith("Contoh")
    facts = json.loads(papers_of(case_of("cacao").plan).get(kind="D2", superseded_by=None).facts)
    assert [one["scorers"] for one in facts["weighing"]["candidates"]] == [5, 4, 3]


def test_closed_evaluation_shows_aspects_and_drawings_that_say_what_they_are(loaded, db):
    facts = json.loads(papers_of(case_of("ulos").plan).get(kind="D7").facts)

    assert [len(facts["relevance"]), len(facts["sustainability"]), len(facts["photos"])] == [4, 5, 3]
    assert all(photo["title"].endswith("(gambar contoh)") for photo in facts["photos"])
