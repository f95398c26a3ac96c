"""Loads industries from a CSV or XLSX file: all rows or none; a second run changes nothing."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from liap.audit.actions import record
from liap.exchange.checking import tried
from liap.exchange.importers.importer import Outcome
from liap.exchange.importers.reference import Industries
from liap.exchange.opening import Unreadable, opened
from liap.people.models import User

SHOWN = 20


class Command(BaseCommand):
    help = "Loads the industries of a file with the columns code, version, name, name_en."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="say what would change and write nothing")

    @transaction.atomic
    def handle(self, *args, file, dry_run, **options):
        try:
            sheet = opened(file.read_bytes(), file.name)
            importer = Industries(User())
            importer.load(locks=not dry_run)
            trial = tried(sheet, importer)
        except (OSError, Unreadable) as refusal:
            raise CommandError(str(refusal)) from refusal
        if trial.faults:
            told = [f"{one.row} {one.column}: {one.wrong} {one.remedy}" for one in trial.faults[:SHOWN]]
            raise CommandError("\n".join([*told, f"{trial.counts['error']} errors, nothing was loaded"]))
        if trial.judged and not dry_run:
            importer.write([judged for _number, judged in trial.judged], number=0)
            record("industries.loaded", by=None, chain="reference", created=trial.counts[Outcome.CREATE],
                   changed=trial.counts[Outcome.CHANGE])  # fmt: skip
        said = ", ".join(f"{trial.counts[one]} {one}" for one in Outcome)
        self.stdout.write(f"industries: {said}{' (dry run)' if dry_run else ''}")
