"""The rows of the engine: a case and its moves, processes and tasks, approvals and notices."""

from workflows.models.answer import TaskAnswer
from workflows.models.approval import Approval
from workflows.models.case import Case, Move, Stage, Variant
from workflows.models.duty import Duty
from workflows.models.handover import Handover
from workflows.models.heartbeat import Heartbeat
from workflows.models.mail import CalendarLink, MailSetting
from workflows.models.notice import Notice
from workflows.models.rules import Rulebook, StepQuestion, StepRule
from workflows.models.upload import DraftUpload
from workflows.models.work import Process, Task

__all__ = [
    "Approval",
    "CalendarLink",
    "Case",
    "DraftUpload",
    "Duty",
    "Handover",
    "Heartbeat",
    "MailSetting",
    "Move",
    "Notice",
    "Process",
    "Rulebook",
    "Stage",
    "StepQuestion",
    "StepRule",
    "Task",
    "TaskAnswer",
    "Variant",
]
