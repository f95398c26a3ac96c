"""Freezing a plan: what is approved is the hash of a version that nobody can change."""

from django.db import transaction
from django.utils import timezone

from liap.audit.actions import record
from liap.people.models import User
from liap.plans.content import canonical, content_of, digest
from liap.plans.models import Plan, PlanVersion
from liap.plans.queries import newest_version


@transaction.atomic
def freeze(plan: Plan, *, by: User) -> PlanVersion:
    """Keeps the plan as it reads now and returns the version; an unchanged plan returns its newest version.

    Rule: people approve a hash (feature C5), so an edit after approval must make another version and a second
    freezing of the same text must not.
    """
    locked = Plan.objects.select_for_update().get(pk=plan.pk)
    text = canonical(content_of(locked))
    newest = newest_version(locked)
    if newest and newest.content == text:
        return newest
    version = PlanVersion.objects.create(
        plan=locked,
        number=newest.number + 1 if newest else 1,
        content=text,
        sha256=digest(text),
        frozen_at=timezone.now(),
        frozen_by=by,
    )
    record("plan.frozen", by=by, chain=f"plan:{plan.pk}", number=version.number, sha256=version.sha256)
    return version


@transaction.atomic
def publish(plan: Plan, *, sha256: str | None, by: User) -> None:
    """Notes which version everybody may read, so that working groups elsewhere can learn from it; None for none."""
    version = plan.versions.filter(sha256=sha256).order_by("-number").first()
    locked = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if locked.published_version != version:
        locked.published_version = version
        locked.save(update_fields=["published_version"])
        record("plan.published", by=by, chain=f"plan:{plan.pk}", number=version.number if version else None)
