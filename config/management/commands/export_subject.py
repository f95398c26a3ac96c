"""Writes everything on record about one subject as JSON: an SMI with its owner, or a person who logs in."""

import json
import os
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.core.serializers.json import DjangoJSONEncoder

from config.subjects import export_enterprise, export_person
from liap.enterprises.models import Enterprise
from liap.people.models import User


class Command(BaseCommand):
    help = "Writes all personal data about an SMI (--enterprise) or a person (--person) as JSON, with who saw them."

    def add_arguments(self, parser):
        subject = parser.add_mutually_exclusive_group(required=True)
        subject.add_argument("--enterprise", type=int, help="number of the SMI's record")
        subject.add_argument("--person", help="user name")
        parser.add_argument("--by", required=True, help="user name of who answers the request; it is recorded")
        parser.add_argument("--output", type=Path, help="a new file, readable by you alone; else standard output")

    def handle(self, *args, enterprise, person, by, output, **options):
        acting = found(User, username=by)
        if person:
            copy = export_person(found(User, username=person), by=acting)
        else:
            copy = export_enterprise(found(Enterprise, pk=enterprise), by=acting)
        text = json.dumps(copy, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
        if output is None:
            self.stdout.write(text)
            return
        try:
            with os.fdopen(os.open(output, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(text)
        except FileExistsError as fault:
            raise CommandError(f"{output} exists. Name a new file.") from fault


def found(model, **by):
    """The row, or a sentence that names what is not there."""
    row = model.objects.filter(**by).first()
    if row is None:
        raise CommandError(f"No {model._meta.verbose_name} with {', '.join(f'{k} {v}' for k, v in by.items())}.")
    return row
