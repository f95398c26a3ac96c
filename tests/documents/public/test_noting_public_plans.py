"""A database with papers that are public already learns which version of each plan everybody may read."""

import json

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from liap.models import Plan
from tests.factories import OrganisationFactory, PlanFactory, PlanVersionFactory, UserFactory

BEFORE = [("documents", "0019_refuse_changes_of_copies_and_heads")]
AFTER = [("documents", "0020_note_public_plans")]


def released(apps, version, *, kind="D3", number=1, withdrawn=False):
    """A paper about a frozen version of a plan and its public version, as bare rows of that time."""
    someone, plan = UserFactory(), version.plan
    paper = apps.get_model("documents.Document").objects.create(
        plan_id=plan.pk, region_id=plan.region_id, kind=kind, round=number, number=f"{kind}/{version.pk}/{number}",
        organisation_id=OrganisationFactory().pk, facts="{}", facts_sha256="0" * 64, dated_on="2026-01-01",
        issued_by_id=someone.pk,
    )  # fmt: skip
    ended = {"withdrawn_by_id": someone.pk, "withdrawn_at": timezone.now()} if withdrawn else {}
    return apps.get_model("documents.PublicVersion").objects.create(
        document=paper, title=plan.title, facts=json.dumps({"plan_sha256": version.sha256}), facts_sha256="0" * 64,
        released_by_id=someone.pk, **ended,
    )  # fmt: skip


def frozen(plan, number):
    return PlanVersionFactory(plan=plan, number=number, sha256=f"{number}" * 64)


@pytest.mark.django_db(transaction=True)
def test_public_papers_from_before_say_the_version_of_their_plan():
    plain, short, revised, hidden, other, private = PlanFactory.create_batch(6)
    newest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    try:
        apps = MigrationExecutor(connection).migrate(BEFORE).apps
        first, light = frozen(plain, 1), frozen(short, 1)
        released(apps, first)
        released(apps, light, kind="D3f")
        released(apps, frozen(revised, 1))
        second = frozen(revised, 2)
        released(apps, second, number=2)
        released(apps, frozen(hidden, 1), withdrawn=True)
        released(apps, frozen(other, 1), kind="D5")
        frozen(private, 1)
        assert not Plan.objects.filter(published_version__isnull=False).exists()

        MigrationExecutor(connection).migrate(AFTER)

        noted = dict(Plan.objects.filter(published_version__isnull=False).values_list("pk", "published_version"))
        assert noted == {plain.pk: first.pk, short.pk: light.pk, revised.pk: second.pk}
        MigrationExecutor(connection).migrate(BEFORE)
        MigrationExecutor(connection).migrate(AFTER)
        assert dict(Plan.objects.filter(pk__in=noted).values_list("pk", "published_version")) == noted
    finally:
        MigrationExecutor(connection).migrate(newest)
