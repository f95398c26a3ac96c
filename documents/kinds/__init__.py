"""The kinds of papers by code. A new kind is a module here and a template."""

from documents.kinds import (
    d0_readiness,
    d1_decree,
    d1f_letter,
    d2_diagnosis,
    d2f_quick,
    d3_liap,
    d3f_short,
    d4_minutes,
    d4f_decision,
    d5_quarterly,
    d5f_monthly,
    d6_yearly,
    d7_evaluation,
    d7f_short,
    d8_handover,
    d9_attestation,
    d10_card,
    d11_national,
    nt_meeting,
    tot_kit,
)
from documents.kinds.kind import Kind

KINDS: dict[str, Kind] = {
    module.KIND.code: module.KIND
    for module in (
        d0_readiness,
        d1_decree,
        d1f_letter,
        d2_diagnosis,
        d2f_quick,
        d3_liap,
        d3f_short,
        d4_minutes,
        d4f_decision,
        d5_quarterly,
        d5f_monthly,
        d6_yearly,
        d7_evaluation,
        d7f_short,
        d8_handover,
        d9_attestation,
        d10_card,
        d11_national,
        nt_meeting,
        tot_kit,
    )
}
