"""Reads every chain of the audit record and names each event that does not follow; exit code 1 when there is one."""

from django.core.management.base import BaseCommand, CommandError

from liap.audit.queries import broken_links


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options):
        broken = [f"{chain}/{number}: {reason}" for chain, number, reason in broken_links()]
        if broken:
            raise CommandError("\n".join(broken))
        self.stdout.write("The audit record is unbroken.")
