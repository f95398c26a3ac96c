"""What the database and the actions refuse of a selection, and what happens at the same moment."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from liap.audit.queries import broken_links
from liap.plans.selections import actions
from liap.plans.selections.models import Score, Selection
from liap.plans.selections.queries import standings
from liap.refusals import NotTheirs
from tests.factories import (
    CandidateFactory,
    IndustryFactory,
    ScoreFactory,
    SelectionCriterionFactory,
    SelectionFactory,
    UserFactory,
)
from tests.workflows.conftest import make_scene
from tests.workflows.races import at_once


@pytest.fixture
def scene(db):
    return make_scene()


def begun(scene, *industries) -> Selection:
    return actions.set_out(
        scene.plan,
        criteria=[("Pasar", 30), ("Bahan baku", 10)],
        industries=[scene.plan.industry, *(industries or [IndustryFactory(name="Anyaman")])],
        by=scene.coordinator,
    )


def sheet(selection: Selection, *lines: tuple[int, int]) -> dict:
    """Scores of one person: a line per candidate, a score per criterion."""
    criteria = list(selection.criteria.all())
    return {
        (candidate.pk, criterion.pk): value
        for candidate, line in zip(selection.candidates.all(), lines, strict=True)
        for criterion, value in zip(criteria, line, strict=True)
    }


def score(selection: Selection, by, *lines: tuple[int, int]) -> None:
    actions.score(selection, scores=sheet(selection, *lines), by=by, seen_version=selection.version)


@pytest.mark.parametrize("value", [0, 6])
def test_database_knows_scores_from_1_to_5_alone(db, value):
    with pytest.raises(IntegrityError), transaction.atomic():
        ScoreFactory(value=value)


@pytest.mark.parametrize("wrong", [{"weight": 0}, {"weight": 101}, {"name": ""}])
def test_database_refuses_a_criterion_without_name_or_weight(db, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        SelectionCriterionFactory(**wrong)


@pytest.mark.parametrize("half", [{"reason": "Sebab"}, {"chosen": True}, {"closed_by": True}])
def test_database_refuses_half_a_choice(db, half):
    given = {"chosen": IndustryFactory, "closed_by": UserFactory}
    with pytest.raises(IntegrityError), transaction.atomic():
        SelectionFactory(**{name: given[name]() if value is True else value for name, value in half.items()})


def test_database_refuses_a_score_across_two_selections(db):
    with pytest.raises(DatabaseError, match="two selections"), transaction.atomic():
        ScoreFactory(criterion=SelectionCriterionFactory())
    kept = ScoreFactory()
    with pytest.raises(DatabaseError, match="two selections"), transaction.atomic():
        Score.objects.filter(pk=kept.pk).update(criterion=SelectionCriterionFactory())


def test_database_keeps_a_closed_selection(scene):
    selection = begun(scene)
    score(selection, scene.members[0], (4, 4), (1, 1))
    actions.close(selection, chosen=scene.plan.industry, by=scene.coordinator)
    held = Score.objects.first()

    for act in (
        lambda: Score.objects.filter(pk=held.pk).update(value=1),
        lambda: Score.objects.filter(pk=held.pk).delete(),
        lambda: ScoreFactory(candidate=held.candidate, criterion=held.criterion),
        lambda: selection.criteria.update(weight=99),
        lambda: CandidateFactory(selection=selection),
        lambda: Selection.objects.update(reason="Lain", chosen=IndustryFactory()),
        lambda: Selection.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError, match="closed"), transaction.atomic():
            act()


def test_members_score_each_for_himself_and_strangers_not_at_all(scene):
    selection = begun(scene)

    for stranger in (scene.stranger, scene.head, scene.reviewer, scene.evaluator):
        with pytest.raises(NotTheirs):
            score(selection, stranger, (4, 4), (1, 1))
    score(selection, scene.facilitator, (4, 4), (1, 1))

    assert set(Score.objects.values_list("scorer", flat=True)) == {scene.facilitator.pk}


def test_score_can_be_taken_back_as_if_never_given(scene):
    selection = begun(scene)
    score(selection, scene.members[0], (4, 4), (1, 1))

    score(selection, scene.members[0], (4, None), (1, 1))

    assert [place.standing.scorers for place in standings(selection)] == [1, 0]


@pytest.mark.parametrize("value", [0, 6, -1])
def test_score_out_of_scale_is_refused_whole(scene, value):
    selection = begun(scene)

    with pytest.raises(actions.ScoreOutOfScale):
        score(selection, scene.members[0], (4, 4), (value, 1))

    assert not Score.objects.exists()


def test_what_is_scored_stays_once_somebody_has_scored(scene):
    selection = begun(scene)
    score(selection, scene.members[0], (4, 4), (1, 1))

    with pytest.raises(actions.SelectionMoved):
        actions.set_out(
            scene.plan,
            criteria=[("Pasar", 90)],
            industries=[scene.plan.industry, IndustryFactory()],
            by=scene.coordinator,
            seen_version=selection.version,
        )

    assert list(selection.criteria.values_list("weight", flat=True)) == [30, 10]


def test_score_of_another_selection_is_refused(scene):
    selection, other = begun(scene), CandidateFactory()

    with pytest.raises(actions.SelectionMoved):
        actions.score(
            selection, scores={(other.pk, selection.criteria.first().pk): 3}, by=scene.members[0], seen_version=1
        )


@pytest.mark.parametrize("round_", range(3))
@pytest.mark.django_db(transaction=True)
def test_two_members_score_at_once_and_both_count(round_):
    scene = make_scene()
    selection = begun(scene)

    results = at_once(
        *[lambda member=member: score(selection, member, (5, 5), (1, 1)) for member in scene.members],
        lambda: score(selection, scene.coordinator, (3, 3), (3, 3)),
    )

    assert results == ["won"] * 4
    assert [(place.standing.scorers, str(place.standing.score)) for place in standings(selection)] == [
        (4, "4.50"),
        (4, "1.50"),
    ]
    assert list(broken_links()) == []


@pytest.mark.parametrize("round_", range(3))
@pytest.mark.django_db(transaction=True)
def test_score_and_closing_at_once_leave_the_ranking_that_was_recorded(round_):
    scene = make_scene()
    selection = begun(scene)
    score(selection, scene.members[0], (4, 4), (1, 1))

    results = at_once(
        lambda: score(selection, scene.members[1], (2, 2), (5, 5)),
        lambda: actions.close(selection, chosen=scene.plan.industry, by=scene.coordinator, reason="Sesuai rencana"),
    )

    assert results[1] == "won"
    late = results[0] != "won"
    assert [place.standing.scorers for place in standings(selection)] == ([1, 1] if late else [2, 2])
    assert not late or isinstance(results[0], actions.SelectionIsClosed)
