"""The stage of a case moves through the methods of its state field alone, never by a query."""

import ast
from pathlib import Path

from tests.architecture.tree import ROOT, calls, modules, plant, texts


def moves_by_query(root: Path) -> list[str]:
    return [
        f"{path.relative_to(root)}:{call.lineno}"
        for path, module in modules(root)
        for called, call in calls(module)
        if sets_stage(called.rpartition(".")[2], call)
    ]


def sets_stage(verb: str, call: ast.Call) -> bool:
    if verb == "update":
        return any(keyword.arg == "stage" for keyword in call.keywords)
    if verb == "bulk_update":
        fields = [*call.args[1:], *(keyword.value for keyword in call.keywords if keyword.arg == "fields")]
        return "stage" in {text for field in fields for text in texts(field)}
    return False


def test_no_query_sets_a_stage():
    assert moves_by_query(ROOT) == []


def test_query_that_sets_a_stage_is_found(tmp_path):
    plant(
        tmp_path,
        {
            "workflows/actions.py": "Case.objects.filter(pk=1).update(stage='closed')\nrow.update(note='stage')\n",
            "workflows/jobs.py": "Case.objects.bulk_update(rows, ['stage'])\nCase.objects.bulk_update(rows, ['note'])",
        },
    )

    assert moves_by_query(tmp_path) == ["workflows/actions.py:1", "workflows/jobs.py:1"]
