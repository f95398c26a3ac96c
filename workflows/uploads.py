"""A file need not be sent twice: what came with a form that was not accepted waits for the next attempt, for a day."""

from datetime import timedelta

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from liap.audit.models import Event
from liap.groups.models import WorkingGroup
from liap.outcomes import files
from liap.outcomes.guidelines.models import Guideline, TrainingMaterial
from liap.outcomes.models import Evidence
from liap.people.models import User
from liap.refusals import Refusal
from workflows.assignment import may_take
from workflows.models import DraftUpload, Task

KEPT = timedelta(days=1)
MOST = 20


def kept(task: Task, user: User) -> list[DraftUpload]:
    """The files of the person that wait for the form of a task."""
    return list(DraftUpload.objects.filter(task=task, person=user, kept_at__gt=timezone.now() - KEPT))


def keep(task: Task, *, by: User, sent: MultiValueDict) -> None:
    """Keeps the files that came with a form; one that may not be kept is left to the form to refuse."""
    if not (sent and task.is_open and task.owner_id in (None, by.pk) and may_take(by, task)):
        return
    for field, upload in list(sent.items())[:MOST]:
        try:
            clean = files.clean(upload)
        except Refusal:
            continue
        files.keep(clean)
        named = {"name": clean.name, "content_type": clean.content_type, "sha256": clean.sha256}
        DraftUpload.objects.update_or_create(task=task, person=by, field=field[:150], defaults=named)


def with_kept(task: Task, *, by: User, sent: MultiValueDict) -> MultiValueDict[str, UploadedFile]:
    """The files of a form: those that were sent now, and where none was, those that are kept."""
    found = sent.copy()
    for row in kept(task, by) if task.is_open else ():
        path = files.path_of(row.sha256)
        if row.field not in found and path.exists():
            found[row.field] = files.KeptUpload(row.name, path.read_bytes(), row.content_type)
    return found


def forget(task: Task, *, by: User | None = None, field: str = "") -> None:
    """Lets go of the files of a task: all, or those of a person, or of one field of his form."""
    rows = DraftUpload.objects.filter(task=task)
    rows = rows.filter(person=by) if by else rows
    (rows.filter(field=field) if field else rows).delete()


def tidy() -> int:
    """Lets go of what waited for a day, and deletes files of evidence that no row knows; returns how many files."""
    DraftUpload.objects.filter(kept_at__lte=timezone.now() - KEPT).delete()
    return files.sweep_strays(_known)


def _known() -> set[str]:
    """The hashes of all files that somebody may still ask for; an earlier decree is known to the audit record only."""
    decrees = Event.objects.filter(verb="group.decree_filed").values_list("payload__sha256", flat=True)
    rows = (Evidence, Guideline, TrainingMaterial, DraftUpload)
    known = {sha256 for model in rows for sha256 in model.objects.values_list("sha256", flat=True)}
    return known | set(decrees) | set(WorkingGroup.objects.values_list("decree_sha256", flat=True))
