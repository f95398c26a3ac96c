"""The facts of the evaluation report of 2021 that the demonstration tells again; all else in it is made up."""

import json
from datetime import date
from pathlib import Path
from typing import Any

REPORT: dict[str, Any] = json.loads(Path(__file__).with_name("report.json").read_text(encoding="utf-8"))
PROJECT = REPORT["project"]
INDUSTRIES: dict[str, dict[str, Any]] = {**REPORT["industries"], **REPORT["replication"]}

BEGINNING = date.fromisoformat(PROJECT["starts_on"])
PLANNED_END = date.fromisoformat(PROJECT["planned_end_on"])
COMPLETION = date.fromisoformat(PROJECT["ended_on"])
EX_POST = date.fromisoformat(PROJECT["evaluated_on"])
