"""Moves running cases to another version of the process or its rules; without --apply it only says what it would."""

from django.core.management.base import BaseCommand, CommandError

from liap.refusals import Conflict
from workflows.migrating import Passage, migrate, passages
from workflows.registry import FLOWS


class Command(BaseCommand):
    help = "Move running cases to another version of their process. Shows the steps first; --apply does it."

    def add_arguments(self, parser):
        parser.add_argument("variant", help="lwg_led or facilitator_led")
        parser.add_argument("before", type=int, help="version that the cases run on")
        parser.add_argument("to", type=int, help="version to which they go")
        parser.add_argument("--map", action="append", default=[], metavar="OLD=NEW", help="a step that has a new name")
        parser.add_argument("--case", action="append", type=int, default=[], help="only this case (repeatable)")
        parser.add_argument("--rules", type=int, help="version of the rules to which they go; 0: as delivered")
        parser.add_argument("--reason", default="", help="why; it stands in the history of each case")
        parser.add_argument("--apply", action="store_true", help="do it; without it nothing is written")

    def handle(self, *args, variant, before, to, case, rules, reason, apply, **options):
        if missing := [version for version in (before, to) if (variant, version) not in FLOWS]:
            raise CommandError(f"There is no version {missing[0]} of {variant}.")
        if apply and not reason.strip():
            raise CommandError("Give a --reason: it stands in the history of each case.")
        renamed = self._renamed(options["map"])
        found = [one for one in passages(variant, before, to, renamed, rules) if not case or one.case.pk in case]
        for one in found:
            self._show(one)
        if refused := [one.case.pk for one in found if one.refusals]:
            numbers = ", ".join(map(str, refused))
            raise CommandError(
                f"Nothing was changed. Cannot be moved: case {numbers}. Map their steps, or leave them out."
            )
        if not apply:
            self.stdout.write(f"{len(found)} cases would be moved. Nothing was changed; repeat with --apply.")
            return
        moved = 0
        for one in found:
            try:
                migrate(one.case, to=to, renamed=renamed, reason=reason, rules=rules)
            except Conflict as refusal:
                raise CommandError(f"Case {one.case.pk}: {refusal} {moved} were moved before it.") from refusal
            moved += 1
        self.stdout.write(f"{moved} cases moved to version {to}.")

    def _renamed(self, pairs: list[str]) -> dict[str, str]:
        if wrong := [pair for pair in pairs if pair.count("=") != 1]:
            raise CommandError(f"Write --map OLD=NEW, not {wrong[0]}.")
        return dict(pair.split("=") for pair in pairs)

    def _show(self, one: Passage) -> None:
        self.stdout.write(f"case {one.case.pk} ({one.case})")
        for task, node in one.steps:
            self.stdout.write(f"  task {task.pk}: {task.flow_task.name} -> {node.name}")
        for sign, questions in (("+", one.appearing), ("-", one.vanishing)):
            for asked in questions:
                self.stdout.write(f"  {sign} {asked.rule.stage}/{asked.rule.step}: {asked.code} ({asked.text_en})")
        for refusal in one.refusals:
            self.stdout.write(f"  refused: {refusal}")
