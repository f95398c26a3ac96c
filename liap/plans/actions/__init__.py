"""Writing the content of a plan: sections are edited while they are open, and frozen into versions."""

from liap.plans.actions.activities import (
    ActivityMoved,
    DoneInTheFuture,
    ReasonMissing,
    accept,
    begin_all,
    cancel,
    decline,
    finish,
    request,
    request_all,
)
from liap.plans.actions.progress import (
    AmountBelowZero,
    count_goal,
    finish_enterprise_action,
    record_realised,
)
from liap.plans.actions.sections import (
    DependencyCycle,
    RowInUse,
    SectionClosed,
    StaleEdit,
    close_sections,
    open_sections,
    save_section,
)
from liap.plans.actions.start import GroupNotInForce, PeriodIsEmpty, start_plan
from liap.plans.actions.versions import freeze, publish
from liap.refusals import Conflict, NotTheirs, Refusal
