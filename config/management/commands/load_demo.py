"""Loads the demonstration: sample people and plans of the regions that the evaluation of 2021 names.

Interrupted and run again it goes on; run twice it changes nothing. What people did with a plan since then stays.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db.models.functions import Now
from django.utils import translation

from config.demo import adoption, continuations, contracts, leaving, performance, proofs, register, scene, successes
from config.demo.places import PLACES
from config.demo.stories import STORIES
from config.demo.subscriptions import subscribe_reviewer
from config.demo.walk import is_told, tell
from documents.jobs import sweep
from documents.models import Rendition
from documents.previews.jobs import sweep as draw_pictures
from documents.public.jobs import sweep as draw_public
from liap.enterprises.sizes.defaults import load_size_rule
from liap.outcomes.defaults import load_rules
from liap.outcomes.disclosure.actions import publish_when_due
from liap.people.models import User
from workflows.attestations import open_questions
from workflows.gaps import open_lists
from workflows.models import Case

NATIONAL = ("peninjau-kementerian", "auditor", "admin")
REGIONAL = ("koordinator", "anggota", "fasilitator", "kepala-dinas", "bappeda", "evaluator")


@contextmanager
def silent_queue() -> Iterator[None]:
    """Keeps the queue from writing a line about each of the papers that it is rung for."""
    logger = logging.getLogger("django-q")
    before = logger.level
    logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        logger.setLevel(before)


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--force", action="store_true", help="load it beside people who are not sample")
        parser.add_argument("--draw", action="store_true", help="draw the papers here and now, without a worker")

    def handle(self, *, force, draw, **options):
        if not all(map(is_told, STORIES)):
            self._refuse_beside_real_people(force)
            # A browser in Indonesia fills the forms.
            with translation.override("id"), silent_queue():
                self._load()
        for case in Case.objects.filter(plan__is_sample=True).select_related("plan").order_by("pk"):
            open_tasks = case.tasks.human().open().exclude(case__stage="suspended").filter(owner__isnull=False)
            owners = sorted(set(open_tasks.values_list("owner__username", flat=True)))
            waits = f" (waits for {', '.join(owners)})" if owners else ""
            self.stdout.write(f"{case.plan}: {case.get_stage_display()}{waits}")
        if draw:
            self.stdout.write(f"{len(sweep(draw_here=True))} papers drawn")
            draw_pictures(draw_here=True)
            draw_public(draw_here=True)
        self._print_logins()

    def _refuse_beside_real_people(self, force: bool) -> None:
        if not force and User.objects.filter(is_sample=False).exists():
            raise CommandError(
                "There are people here who are not sample. The demonstration brings log-ins with a known password; "
                "load it into a database of its own, or insist with --force."
            )

    def _load(self) -> None:
        call_command("load_reference", stdout=StringIO())
        load_rules()
        load_size_rule()
        scene.build()
        tell(STORIES)
        # Told in the past, they are due for drawing from now on.
        Rendition.objects.filter(state=Rendition.State.PENDING).update(due_at=Now())
        subscribe_reviewer()
        adoption.load()
        register.load()
        successes.load()
        performance.load()
        publish_when_due()
        open_lists()
        continuations.load()
        contracts.load()
        open_questions()
        leaving.load()
        proofs.load()

    def _print_logins(self) -> None:
        places = ", ".join(place.key for place in PLACES)
        self.stdout.write(f"\nLog-ins of the demonstration, all with the password {scene.PASSWORD}")
        self.stdout.write("  " + ", ".join(NATIONAL))
        self.stdout.write("  " + ", ".join(f"{name}-*" for name in REGIONAL) + f"   for * in {places}")
