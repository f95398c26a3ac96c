"""The pages of tasks and plans, as people meet them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext

from liap.audit.models import Event
from liap.models import DisclosureRule
from tests.factories import (
    AppointmentFactory,
    BudgetLineFactory,
    DisclosureRuleFactory,
    GoalFactory,
    IndicatorFactory,
    OrganisationFactory,
    PlanFactory,
    PostFactory,
    UserFactory,
)
from tests.journeys.person import Person, form_with
from tests.workflows.test_actions import to_approval, to_drafting
from workflows import actions, figures
from workflows.models import Case, Task


def address(name, *args):
    return reverse(f"workflows:{name}", args=args)


def task_of(scene, person):
    return scene.case.tasks.human().open().get(owner=person)


def make_late(task, days=10):
    Task.objects.filter(pk=task.pk).update(due_on=timezone.localdate() - timedelta(days=days))


def test_inbox_has_what_is_late_on_top(scene, client):
    member = scene.members[0]
    other = actions.start(PlanFactory(working_group=scene.plan.working_group), by=scene.coordinator)
    late = other.tasks.human().get(owner=member)
    make_late(late)
    client.force_login(member)

    page = client.get(address("inbox"))

    assert [card.task for card in page.context["late"]] == [late]
    assert [card.task for card in page.context["next"]] == [task_of(scene, member)]
    assert page.context["late"][0].days_left < 0


def test_inbox_asks_the_database_the_same_however_many_tasks(scene, client, django_assert_max_num_queries):
    for _ in range(4):
        actions.start(PlanFactory(working_group=scene.plan.working_group), by=scene.coordinator)
    client.force_login(scene.members[0])

    with django_assert_max_num_queries(25):
        client.get(address("inbox"))


def test_task_of_the_group_is_taken_from_the_inbox(scene, client):
    task = task_of(scene, scene.members[0])
    Task.objects.filter(pk=task.pk).update(owner=None, status="NEW")
    client.force_login(scene.members[0])

    page = client.get(address("inbox"))
    answer = client.post(address("claim", task.pk))

    task.refresh_from_db()
    assert [card.task for card in page.context["group"]] == [task]
    assert (answer.url, task.owner) == (address("task", task.pk), scene.members[0])


def test_second_to_take_a_task_is_told_who_was_first(scene, client):
    task = task_of(scene, scene.members[0])
    client.force_login(scene.coordinator)
    first = scene.members[0]

    client.force_login(first)
    answer = client.post(address("claim", task.pk))

    assert answer.status_code == 409
    assert first.full_name in answer.content.decode()


def test_given_back_task_is_open_to_the_group(scene, client):
    task = task_of(scene, scene.members[0])
    client.force_login(scene.members[0])

    client.post(address("release", task.pk))

    task.refresh_from_db()
    assert (task.owner, task.status) == (None, "NEW")


def test_draft_is_kept_shown_and_judged_by_nobody(scene):
    member = Person(scene.members[0])
    task = task_of(scene, scene.members[0])
    form = form_with(member.get(address("task", task.pk)), "complete")

    member.send(address("task", task.pk), form, "draft", **{"stakeholders-rows-0-interest": "Harga yang adil"})
    page = member.get(address("task", task.pk))
    anew = member.get(address("task", task.pk) + "?anew")

    task.refresh_from_db()
    assert task.is_open
    assert "Harga yang adil" in page.content.decode()
    assert "errorlist" not in page.content.decode()
    assert "Harga yang adil" not in anew.content.decode()
    assert not scene.plan.stakeholders.exists()


def test_draft_of_one_is_not_shown_to_another(scene, client):
    task = task_of(scene, scene.members[0])
    actions.save_draft(task, by=scene.members[0], fields={"stakeholders-rows-0-interest": ["rahasia dapur"]})
    client.force_login(scene.coordinator)

    assert "rahasia dapur" not in client.get(address("task", task.pk)).content.decode()


def test_more_rows_keep_what_was_typed(scene):
    member = Person(scene.members[0])
    task = task_of(scene, scene.members[0])
    form = form_with(member.get(address("task", task.pk)), "complete")

    page = member.send(address("task", task.pk), form, "more", **{"stakeholders-rows-0-interest": "Harga"})
    grown = form_with(page, "complete")

    assert page.status_code == 200
    assert grown.fields["stakeholders-rows-0-interest"] == ["Harga"]
    assert len(grown.names) > len(form.names)
    assert "errorlist" not in page.content.decode()


def test_mistakes_are_listed_on_top_and_beside_the_field(scene):
    member = Person(scene.members[0])
    task = task_of(scene, scene.members[0])

    page = member.try_to_do(task, **{"stakeholders-rows-0-interest": "Harga"})

    text = page.content.decode()
    assert page.status_code == 422
    assert 'href="#id_stakeholders-rows-0-name"' in text
    assert 'id="id_stakeholders-rows-0-name_error"' in text


def test_finished_task_says_what_happens_next(scene):
    member = Person(scene.members[0])
    task = task_of(scene, scene.members[0])

    answer = member.do(task, **{"stakeholders-rows-0-name": "Koperasi", "minutes": "45"})
    page = member.get(answer.url)

    task.refresh_from_db()
    assert (task.status, task.minutes) == ("DONE", 45)
    assert scene.members[1].full_name in page.content.decode()


def test_loser_of_a_race_keeps_what_he_typed(scene):
    member = Person(scene.members[0])
    task = task_of(scene, scene.members[0])
    form = form_with(member.get(address("task", task.pk)), "complete")
    actions.withdraw(scene.case, by=scene.coordinator, reason="Tidak jadi")

    page = member.send(address("task", task.pk), form, "complete", **{"stakeholders-rows-0-name": "Koperasi"})

    assert page.status_code == 409
    assert "Koperasi" in page.content.decode()


def test_task_of_somebody_else_can_be_read_only(scene, client):
    task = task_of(scene, scene.members[0])
    client.force_login(scene.members[1])

    page = client.get(address("task", task.pk))
    answer = client.post(address("task", task.pk), {"complete": "1", "stakeholders-rows-TOTAL_FORMS": "0"})

    assert page.context["is_doable"] is False
    assert answer.status_code in (409, 422)
    task.refresh_from_db()
    assert task.is_open


def test_institution_from_elsewhere_reads_its_task_but_not_the_plan(scene, client):
    bank = OrganisationFactory(region=None, kind="bank")
    clerk = AppointmentFactory(post=PostFactory(organisation=bank)).person
    task = task_of(scene, scene.members[0])
    Task.objects.filter(pk=task.pk).update(owner=None, status="NEW", seat=None, organisation=bank, role="institution")
    scene.plan.background = "Latar belakang yang panjang"
    scene.plan.save()
    client.force_login(clerk)

    page = client.get(address("task", task.pk))

    assert page.status_code == 200
    assert "Latar belakang yang panjang" not in page.content.decode()
    assert address("case", scene.case.pk) not in page.content.decode()


def test_head_sees_what_he_decides_on(scene, client):
    to_approval(scene)
    client.force_login(scene.head)

    page = client.get(address("task", scene.open_task("head_decision").pk))

    assert page.context["version"] == scene.case.submitted_version
    assert scene.case.submitted_version.sha256[:16] in page.content.decode()


def test_handing_over_asks_to_whom_and_why(scene):
    holder = scene.members[0]
    successor = UserFactory()
    held = holder.memberships.get()
    held.seat.memberships.create(person=successor, since=held.since, until=timezone.localdate())
    task = task_of(scene, holder)
    coordinator = Person(scene.coordinator)
    form = form_with(coordinator.get(address("hand_over", task.pk)), "to")

    without = coordinator.send(address("hand_over", task.pk), form, to=str(successor.pk), reason="")
    coordinator.send(address("hand_over", task.pk), form, to=str(successor.pk), reason="Cuti")

    task.refresh_from_db()
    assert without.status_code == 200
    assert task.owner == successor


def test_handing_over_is_for_the_holder_and_the_coordinator(scene, client):
    task = task_of(scene, scene.members[0])
    found = []
    for person in (scene.members[0], scene.coordinator, scene.members[1], scene.reviewer):
        client.force_login(person)
        found.append(client.get(address("hand_over", task.pk)).status_code)

    assert found == [200, 200, 404, 404]


@pytest.mark.parametrize(("move", "stage"), [("suspend", "suspended"), ("withdraw", "withdrawn")])
def test_coordinator_steers_with_a_reason(scene, client, move, stage):
    client.force_login(scene.coordinator)

    without = client.post(address(move, scene.case.pk), {"reason": " "})
    client.post(address(move, scene.case.pk), {"reason": "Anggaran ditunda"})

    scene.case.refresh_from_db()
    assert without.status_code == 200
    assert scene.case.stage == stage
    assert scene.case.moves.last().reason == "Anggaran ditunda"


def test_suspended_plan_shows_where_it_stopped_and_goes_on(scene, client):
    actions.suspend(scene.case, by=scene.coordinator, reason="Banjir")
    client.force_login(scene.coordinator)

    page = client.get(address("case", scene.case.pk))
    client.post(address("resume", scene.case.pk), {"reason": "Surut"})

    scene.case.refresh_from_db()
    assert [step["is_now"] for step in page.context["steps"]] == [True, False, False, False, False]
    assert scene.case.stage == "planning"


def test_amendment_names_its_sections(scene, client):
    to_approval(scene)
    client.force_login(scene.coordinator)

    without = client.post(address("amend", scene.case.pk), {"reason": "Harga naik"})
    client.post(address("amend", scene.case.pk), {"reason": "Harga naik", "sections": ["budget"]})

    scene.plan.refresh_from_db()
    assert without.status_code == 200
    assert scene.plan.open_sections == ["budget"]


@pytest.mark.parametrize("move", ["suspend", "resume", "withdraw", "amend"])
def test_nobody_else_steers(scene, client, move):
    client.force_login(scene.members[0])

    assert client.post(address(move, scene.case.pk), {"reason": "x", "sections": ["budget"]}).status_code == 404


def test_steps_of_a_withdrawn_plan_end_there(scene, client):
    to_approval(scene)
    actions.withdraw(scene.case, by=scene.coordinator, reason="Tidak jadi")
    client.force_login(scene.coordinator)

    steps = client.get(address("case", scene.case.pk)).context["steps"]

    assert [(step["is_past"], step["is_now"]) for step in steps] == [(True, False), (True, False), (False, True)]


@pytest.mark.parametrize("part", ["case", "content", "progress", "history", "diagram"])
def test_every_part_of_the_file_opens_in_every_stage(scene, client, part):
    client.force_login(scene.coordinator)

    first = client.get(address(part, scene.case.pk))
    to_approval(scene)
    second = client.get(address(part, scene.case.pk))
    actions.withdraw(scene.case, by=scene.coordinator, reason="Tidak jadi")
    last = client.get(address(part, scene.case.pk))

    assert (first.status_code, second.status_code, last.status_code) == (200, 200, 200)


def test_every_act_of_the_history_has_words(scene, client):
    to_approval(scene)
    client.force_login(scene.coordinator)

    with translation.override("en"):
        text = client.get(address("history", scene.case.pk)).content.decode()

    verbs = set(Event.objects.filter(chain=f"plan:{scene.plan.pk}").values_list("verb", flat=True))
    assert [verb for verb in verbs if f"<strong>{verb}</strong>" in text] == []


def test_diagram_needs_no_inline_style(scene, client):
    client.force_login(scene.coordinator)

    text = client.get(address("diagram", scene.case.pk)).content.decode()

    assert ("<svg" in text, "<style" in text, "style=" in text) == (True, False, False)


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("", True),
        ("?stage=planning", True),
        ("?stage=closed", False),
        ("?q=rencana", True),
        ("?q=tidak+ada", False),
        ("?late=on", False),
        ("?stage=nonsense&province=x&page=9", True),
    ],
)
def test_list_is_filtered(scene, client, query, is_found):
    client.force_login(scene.coordinator)

    page = client.get(address("cases") + query)

    assert list(page.context["page"].object_list) == ([scene.case] if is_found else [])


def test_list_filters_by_province_and_industry(scene, client):
    client.force_login(scene.reviewer)
    other = PlanFactory()
    plan = scene.plan

    found = [
        len(client.get(f"{address('cases')}?{query}").context["page"].object_list)
        for query in (
            f"province={plan.region.parent_id}",
            f"province={other.region.parent_id}",
            f"industry={plan.industry_id}",
            "late=on",
        )
    ]
    make_late(task_of(scene, scene.members[0]))
    late = client.get(f"{address('cases')}?late=on").context["page"].object_list

    # A province without a case is no choice, and an unknown value filters nothing.
    assert found == [1, 1, 1, 0]
    assert list(late) == [scene.case]


def test_list_comes_in_pages_that_keep_the_filters(scene, client):
    group = scene.plan.working_group
    for _ in range(20):
        actions.start(PlanFactory(working_group=group, region=group.region), by=scene.coordinator)
    client.force_login(scene.coordinator)

    first = client.get(address("cases") + "?stage=planning")
    second = client.get(address("cases") + "?stage=planning&page=2")

    assert (len(first.context["page"]), len(second.context["page"])) == (20, 1)
    assert 'href="?stage=planning&amp;page=2"' in first.content.decode()


def test_plan_is_started_on_one_page(scene):
    coordinator = Person(scene.coordinator)
    plan = scene.plan
    form = form_with(coordinator.get(address("start")), "title")

    refused = coordinator.send(address("start"), form, title="LIAP Teh", starts_on="2027-01-01", ends_on="2026-01-01")
    answer = coordinator.send(
        address("start"),
        form,
        title="LIAP Teh",
        working_group=str(plan.working_group_id),
        industry=str(plan.industry_id),
        starts_on="2027-01-01",
        ends_on="2028-12-31",
    )

    started = plan.working_group.plans.get(title="LIAP Teh")
    assert refused.status_code == 200
    assert answer.status_code == 302
    assert Task.objects.filter(case__plan=started).human().open().count() == 3


def test_start_page_tells_others_why_not(scene, client):
    client.force_login(scene.members[0])

    page = client.get(address("start"))
    answer = client.post(address("start"), {"title": "LIAP Teh"})

    assert page.context["may_start"] is False
    assert (answer.status_code, scene.plan.working_group.plans.count()) == (200, 1)


def test_pulse_counts_what_the_person_may_see(scene, client):
    scene.finish("diagnose", by=scene.members[0])
    make_late(task_of(scene, scene.members[1]))
    client.force_login(scene.reviewer)
    seen = client.get(address("pulse")).context
    client.force_login(scene.stranger)
    unseen = client.get(address("pulse")).context

    assert (seen["total"], seen["late_count"], len(seen["late"])) == (1, 1, 1)
    assert [(row.done, row.open) for row in seen["waits"]] == [(1, 2)]
    assert (unseen["total"], unseen["late_count"], unseen["waits"]) == (0, 0, [])


def test_effort_counts_tasks_without_a_figure_apart(scene):
    first, second = (task_of(scene, member) for member in scene.members[:2])
    actions.complete(first, by=scene.members[0], work=lambda _by: {}, minutes=30)
    actions.complete(second, by=scene.members[1], work=lambda _by: {})

    (row,) = figures.effort(scene.coordinator)

    assert (row.hours, row.cases, row.reported, row.done) == (None, 1, 1, 2)


def report_effort(scene, *minutes, people):
    """One more LIAP of the group per figure, with one task of each done by the people in turn."""
    for number, spent in enumerate(minutes):
        plan = PlanFactory(working_group=scene.plan.working_group, author=scene.coordinator)
        actions.start(plan, by=scene.coordinator)
        person = people[number % len(people)]
        task = Task.objects.human().open().get(case__plan=plan, owner=person)
        actions.complete(task, by=person, work=lambda _by: {}, minutes=spent)


def test_effort_is_the_median_of_the_liaps(scene):
    report_effort(scene, 30, 90, 600, people=scene.members)

    (row,) = figures.effort(scene.coordinator)

    assert (str(row.hours), row.cases, row.reported) == ("1.5", 3, 3)


def test_ministry_compares_the_effort_of_groups_and_facilitators(client, scene):
    report_effort(scene, 30, 90, 600, people=scene.members)
    Case.objects.exclude(pk=scene.case.pk).update(variant="facilitator_led")
    report_effort(scene, 120, 180, 240, people=scene.members)
    client.force_login(scene.reviewer)

    rows = client.get(reverse("workflows:pulse")).context["effort"]

    assert [(row.variant, float(row.hours), row.cases) for row in rows] == [
        ("Dipimpin kelompok kerja", 3.0, 3), ("Dipimpin fasilitator", 1.5, 3)
    ]  # fmt: skip


@pytest.mark.parametrize(("minutes", "people"), [((30, 90, 600), 2), ((30, 90), 3)])
def test_effort_of_few_is_not_shown(scene, client, minutes, people):
    report_effort(scene, *minutes, people=scene.members[:people])
    client.force_login(scene.reviewer)

    (row,) = figures.effort(scene.coordinator)

    assert row.hours is None
    assert gettext("not available") in client.get(address("pulse")).content.decode()


def test_effort_is_kept_back_by_the_rule_of_disclosure(scene):
    DisclosureRuleFactory(fewest=4)
    report_effort(scene, 30, 90, 600, people=scene.members)
    kept_back = figures.effort(scene.coordinator)
    DisclosureRule.objects.update(fewest=2)

    assert [row.hours for row in kept_back] == [None]
    assert [str(row.hours) for row in figures.effort(scene.coordinator)] == ["1.5"]


def test_cards_name_section_and_days_left(scene):
    to_drafting(scene)

    cards = figures.cards(scene.case.tasks.human().open().order_by("id"))

    assert all(card.subject for card in cards)
    assert all(card.days_left > 0 and not card.is_late for card in cards)


def test_figures_of_the_progress_page_say_as_of_when_and_from_how_many(client, scene):
    BudgetLineFactory(plan=scene.plan, source="private", realised=5)
    BudgetLineFactory(plan=scene.plan, source="donor", realised=None)
    GoalFactory(plan=scene.plan, rung="capability", counted_on=None, reached_count=None)
    IndicatorFactory(plan=scene.plan, number=1)
    client.force_login(scene.coordinator)

    page = client.get(reverse("workflows:progress", args=[scene.case.pk])).content.decode()

    assert "Realisasi diketahui untuk 1 dari 2 baris anggaran." in page
    assert "belum ada yang menghitung" in page
    assert "Terukur: 0 dari 1 indikator." in page
