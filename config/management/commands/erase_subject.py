"""Erases the personal data of one subject for good: an SMI with its owner, or a person who logs in."""

from django.core.management.base import BaseCommand, CommandError

from config.management.commands.export_subject import found
from config.subjects import erase_person
from liap.enterprises.models import Enterprise
from liap.enterprises.protection.erasing import erase_enterprise
from liap.people.models import User
from liap.refusals import Conflict


class Command(BaseCommand):
    help = "Erases the personal data of an SMI (--enterprise) or a person (--person); acts and issued papers stay."

    def add_arguments(self, parser):
        subject = parser.add_mutually_exclusive_group(required=True)
        subject.add_argument("--enterprise", type=int, help="number of the SMI's record")
        subject.add_argument("--person", help="user name")
        parser.add_argument("--by", required=True, help="user name of who answers the request; it is recorded")
        parser.add_argument("--yes", action="store_true", help="do it; without this nothing is changed")

    def handle(self, *args, enterprise, person, by, yes, **options):
        acting = found(User, username=by)
        subject = found(User, username=person) if person else found(Enterprise, pk=enterprise)
        if subject == acting:
            raise CommandError("Nobody erases his own account. Name somebody else with --by.")
        if not yes:
            self.stdout.write(f"Would erase the personal data of number {subject.pk}. Add --yes to do it.")
            return
        try:
            erase_person(subject, by=acting) if person else erase_enterprise(subject, by=acting)
        except Conflict as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Erased the personal data of number {subject.pk}.")
