"""The kinds of papers by code. A new kind is a module here and a template."""

from documents.kinds import d2_diagnosis, d3_liap, d4_minutes, d5_quarterly, d7_evaluation, d8_handover
from documents.kinds.kind import Kind

KINDS: dict[str, Kind] = {
    module.KIND.code: module.KIND
    for module in (d2_diagnosis, d3_liap, d4_minutes, d5_quarterly, d7_evaluation, d8_handover)
}
