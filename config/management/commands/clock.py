"""Runs the periodic jobs of config/schedules.py until it is stopped."""

import logging
import time

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils.module_loading import import_string

from config.schedules import SCHEDULE

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="run every job once and stop")

    def handle(self, *, once, **options):
        jobs = [(seconds, import_string(name), name) for seconds, name, _why in SCHEDULE]
        due = dict.fromkeys((name for _seconds, _job, name in jobs), 0.0)
        while True:
            for seconds, job, name in jobs:
                if time.monotonic() >= due[name]:
                    due[name] = time.monotonic() + seconds
                    self._run(job, name)
            if once:
                return
            time.sleep(1)

    def _run(self, job, name: str) -> None:
        close_old_connections()
        try:
            job()
        except Exception:
            logger.exception("Periodic job %s failed; it is tried again", name)
