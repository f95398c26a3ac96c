"""Finds drawings that the queue forgot."""

import time

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from documents import jobs


class Command(BaseCommand):
    help = "Rings again for drawings that are due, or draws them here; deletes stray files."

    def add_arguments(self, parser):
        parser.add_argument("--draw", action="store_true", help="draw here, without the queue")
        parser.add_argument("--loop", type=float, metavar="SECONDS", help="go on for ever, with this pause between")

    def handle(self, *args, draw: bool, loop: float | None, **options):
        while True:
            found, gone = jobs.sweep(draw_here=draw), jobs.tidy()
            if found or gone or not loop:
                self.stdout.write(f"{len(found)} drawings {'drawn' if draw else 'rung'}, {gone} stray files deleted")
            if not loop:
                return
            time.sleep(loop)
            close_old_connections()
