"""Writing results: measured values, evidence, verdicts, ratings."""

from liap.outcomes.actions.evaluation import (
    EvaluationFinished,
    EvaluationIncomplete,
    EvidenceMissing,
    ReasonMissing,
    VerdictLine,
    conclude,
    finish_evaluation,
    give_verdicts,
    judges_of,
    measure,
    open_evaluation,
    rate,
    reopen_evaluation,
)
from liap.outcomes.actions.monitoring import (
    ForeignRow,
    MeasuredInTheFuture,
    NoteMissing,
    add_evidence,
    record_value,
)
from liap.outcomes.files import FileNotAllowed, FileTooLarge, PlanIsFull
