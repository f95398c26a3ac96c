"""Reads every chain of the audit record and holds it against the heads that were printed, stored and mailed."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from documents.anchors.heads import Unreadable, read
from documents.anchors.queries import faults


class Command(BaseCommand):
    help = f"{__doc__} Names each contradiction; exit code 1 when there is one."

    def add_arguments(self, parser):
        parser.add_argument(
            "--heads", type=Path, action="append", default=[], metavar="FILE",
            help="a list that was mailed, or lines typed from printed papers: chain/number and hash; may be repeated",
        )  # fmt: skip

    def handle(self, *, heads: list[Path], **options):
        try:
            mailed = [head for path in heads for head in read(path.read_text(encoding="utf-8"))]
        except (OSError, UnicodeDecodeError, Unreadable) as fault:
            raise CommandError(f"The list of heads cannot be read: {fault}") from fault
        if found := list(faults(mailed)):
            raise CommandError("\n".join(found))
        self.stdout.write("The audit record is unbroken.")
        if mailed:
            self.stdout.write(f"It contains all {len(mailed)} heads of the list.")
