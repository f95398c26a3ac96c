"""Checks every issued paper against its hashes."""

from django.core.management.base import BaseCommand, CommandError

from documents import canonical, drawing, storage
from documents.models import Document, Rendition, SignedCopy
from documents.rendering import Order
from documents.signing.models import Signature
from documents.signing.queries import signed


class Command(BaseCommand):
    help = "Checks the hashes of facts and files; with --redraw draws each paper again and compares the bytes."

    def add_arguments(self, parser):
        parser.add_argument("--redraw", action="store_true", help="draw again and compare, same template version only")

    def handle(self, *args, redraw: bool, **options):
        faults = [
            f"{document}: the facts were changed"
            for document in Document.objects.iterator()
            if canonical.sha256(document.facts) != document.facts_sha256
        ]
        faults += [fault for signature in signed().iterator() for fault in self._faults_of_signature(signature)]
        faults += [fault for copy in SignedCopy.objects.iterator() for fault in self._faults_of_copy(copy)]
        done = Rendition.objects.filter(state=Rendition.State.DONE).select_related("document")
        count = done.count()
        for rendition in done.iterator():
            faults += self._faults_of(rendition, redraw)
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            raise CommandError(f"{len(faults)} faults")
        self.stdout.write(f"{count} files and all facts agree with their hashes")

    def _faults_of_signature(self, signature: Signature) -> list[str]:
        """Whether the signed file is the drawing with a signature behind it that holds."""
        from documents.signing.local import read  # noqa: PLC0415 -- pyHanko is slow, and rarely needed here

        rendition = signature.rendition
        try:
            content = storage.read(signature.stored_name, signature.sha256)
            begins_as_drawn = content.startswith(storage.read(rendition.stored_name, rendition.sha256))
        except storage.CorruptFile as fault:
            return [f"{rendition}, signed: {fault}"]
        holds = [one.is_intact and one.covers_whole_file for one in read(content)] == [True]
        return [] if begins_as_drawn and holds else [f"{rendition}, signed: the signature does not hold"]

    def _faults_of_copy(self, copy: SignedCopy) -> list[str]:
        try:
            storage.read(copy.stored_name, copy.sha256)
        except storage.CorruptFile as fault:
            return [f"{copy}, signed copy: {fault}"]
        return []

    def _faults_of(self, rendition: Rendition, redraw: bool) -> list[str]:
        try:
            content = storage.read(rendition.stored_name, rendition.sha256)
        except storage.CorruptFile as fault:
            return [f"{rendition}: {fault}"]
        if not redraw:
            return []
        document = rendition.document
        drawn = drawing.draw(
            Order(kind=document.kind, facts=document.facts, language=rendition.language,
                  number=document.number, round=document.round)
        )  # fmt: skip
        is_same_version = drawn.digest == rendition.template_digest
        return [f"{rendition}: drawn again it differs"] if is_same_version and drawn.pdf != content else []
