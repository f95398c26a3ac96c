"""Says whether database, worker and clock are well; exit code 1 when they are not."""

from django.core.management.base import BaseCommand, CommandError

from config.health import faults


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options):
        if found := faults():
            raise CommandError("\n".join(found))
        self.stdout.write("ok")
