"""Names written as text can be imported: neither the import linter nor the type checker sees them."""

import ast
import re
from pathlib import Path

from django.utils.module_loading import import_string

from tests.architecture.tree import ROOT, calls, modules, plant, texts

QUEUING = {"async_task", "schedule", "Schedule.objects.create", "Schedule.objects.update_or_create"}
JOB = re.compile(r"(liap|documents|workflows|config)(\.\w+)*\.jobs\.\w+")
DOTTED = re.compile(r"(liap|documents|workflows|config)(\.\w+)+")
# Modules which are tables of dotted names.
TABLES = {"config/schedules.py", "workflows/registry.py"}


def dotted_names(root: Path) -> set[tuple[str, str]]:
    """Where a dotted name of ours stands as text, and the name."""
    found = set()
    for path, module in modules(root):
        place = path.relative_to(root).as_posix()
        names = {text for text in texts(module) if JOB.fullmatch(text)}
        names |= {text for node in queued(module) for text in texts(node)}
        if place in TABLES:
            names |= {text for text in texts(module) if DOTTED.fullmatch(text)}
        found |= {(place, name) for name in names}
    return found


def queued(module: ast.Module) -> list[ast.expr]:
    """The first argument, or `func`, of every call that puts something into the queue."""
    return [
        node
        for called, call in calls(module)
        if called in QUEUING or called.endswith(".async_task")
        for node in [*call.args[:1], *(keyword.value for keyword in call.keywords if keyword.arg == "func")]
    ]


def broken(names: set[tuple[str, str]]) -> list[str]:
    return sorted(f"{place}: {name}" for place, name in names if not is_callable(name))


def is_callable(name: str) -> bool:
    try:
        return callable(import_string(name))
    except ImportError:
        return False


def test_dotted_names_can_be_called():
    names = dotted_names(ROOT)

    assert names, "no job is named anywhere: the search is blind"
    assert broken(names) == []


def test_broken_names_are_found(tmp_path):
    plant(
        tmp_path,
        {
            "documents/actions.py": "async_task('documents.jobs.drow', 1)\nlog('documents.jobs.')\n",
            "workflows/actions.py": "RING = 'workflows.nowhere.jobs.tick'\nasync_task('math.sqrt', 4)\n",
            "workflows/registry.py": "FLOWS = {1: 'workflows.flows.gone.Flow'}\n",
            "config/schedules.py": "JOBS = [('hourly', 'django.utils.timezone.now', 'config.gone')]\n",
        },
    )

    assert broken(dotted_names(tmp_path)) == [
        "config/schedules.py: config.gone",
        "documents/actions.py: documents.jobs.drow",
        "workflows/actions.py: workflows.nowhere.jobs.tick",
        "workflows/registry.py: workflows.flows.gone.Flow",
    ]
