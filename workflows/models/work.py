"""Our own process and task tables under viewflow: owners are protected, due dates and roles are columns."""

from datetime import datetime

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _
from viewflow.workflow.models import AbstractProcess, AbstractTask
from viewflow.workflow.status import STATUS

from liap.enterprises.protection.models import SubjectRequest
from liap.groups.models import Seat
from liap.people.models import Role
from liap.places.models import Organisation
from workflows.models.case import Case, CaseQuerySet, Stage

INSTITUTION = "institution"
DOERS = [*Role.choices, (INSTITUTION, _("institution in charge"))]
ROLES_OF_TASKS = [value for value, _label in DOERS]
# Runs beside the stage, so that several may be open at once.
DATA_REQUEST = "data_request"
BESIDE_THE_STAGE = (
    "round", "visit", "formation", "funding", "contract", "gaps", "continuation", "attestation", DATA_REQUEST
)  # fmt: skip
# Concerns the region, not the plan that carries it: goes on while the plan rests and after its end.
OF_THE_REGION = ("attestation", DATA_REQUEST)
# Runs at most once in the life of a case.
ONCE_PER_CASE = ("gaps", "continuation")
OPEN = (STATUS.NEW, STATUS.ASSIGNED, STATUS.STARTED)


class Process(AbstractProcess):
    """One run of a flow for a case: a stage, a quarterly or monthly round, or what a visit left to do; once per
    (case, stage, round)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="processes")
    stage = models.CharField(_("stage"), max_length=20)
    round = models.PositiveIntegerField(_("round"), default=1)
    opened_for = models.DateField(_("first day of the period"), null=True, blank=True)
    data_request = models.OneToOneField(
        SubjectRequest, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("data request")
    )
    data = models.JSONField(default=dict, blank=True)

    # viewflow's generic links are not used: our rows name what they belong to.
    parent_task = None
    seed = None
    artifact = None

    class Meta:
        verbose_name = _("process")
        verbose_name_plural = _("processes")
        ordering = ["case", "created"]
        constraints = [
            models.UniqueConstraint(fields=["case", "stage", "round"], name="process_once_per_round"),
            models.UniqueConstraint(
                fields=["case", "stage"],
                condition=models.Q(finished__isnull=True) & ~models.Q(stage__in=BESIDE_THE_STAGE),
                name="one_live_process_per_stage",
            ),
            models.UniqueConstraint(
                fields=["case", "flow_class", "opened_for"],
                condition=models.Q(opened_for__isnull=False),
                name="quarterly_round_opens_once",
            ),
            models.UniqueConstraint(
                fields=["case", "stage"],
                condition=models.Q(stage__in=ONCE_PER_CASE),
                name="process_once_per_case",
            ),
            models.CheckConstraint(
                condition=models.Q(stage=DATA_REQUEST, data_request__isnull=False)
                | ~models.Q(stage=DATA_REQUEST) & models.Q(data_request__isnull=True),
                name="process_of_a_request_names_it",
            ),
        ]


class TaskQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The tasks of the cases that `user` may see."""
        return self.filter(case__in=CaseQuerySet(Case).visible_to(user))

    def human(self):
        """Work of people, without gateways and automatic steps."""
        return self.filter(flow_task_type="HUMAN")

    def open(self):
        """Work that is still to be done."""
        return self.filter(status__in=OPEN)

    def not_resting(self):
        """Without the work that rests because its plan is suspended."""
        return self.exclude(models.Q(case__stage=Stage.SUSPENDED) & ~models.Q(process__stage__in=OF_THE_REGION))


class Task(AbstractTask):
    """A step of a process: `role`, `seat` or `organisation` say who takes it; done, it keeps who held which post."""

    process = models.ForeignKey(Process, models.PROTECT, related_name="task_set")
    case = models.ForeignKey(Case, models.PROTECT, related_name="tasks")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    owner_permission_content_type = models.ForeignKey(
        ContentType, models.PROTECT, null=True, blank=True, related_name="+"
    )
    role = models.CharField(_("who"), max_length=20, blank=True, choices=DOERS)
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    due_on = models.DateField(_("due on"), null=True, blank=True)
    data = models.JSONField(default=dict, blank=True)
    draft = models.JSONField(_("draft"), null=True, blank=True)
    minutes = models.PositiveIntegerField(_("minutes of work"), null=True, blank=True)
    held_as = models.CharField(_("held post"), max_length=300, blank=True)
    reminded_on = models.DateField(null=True, blank=True)
    escalated_on = models.DateField(null=True, blank=True)

    parent_task = None
    seed = None
    artifact = None

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(flow_task_type="HUMAN")
                | ~models.Q(role="")
                | models.Q(seat__isnull=False)
                | models.Q(organisation__isnull=False),
                name="task_has_somebody_to_do_it",
            ),
            models.CheckConstraint(
                condition=~models.Q(flow_task_type="HUMAN", status=STATUS.DONE) | models.Q(owner__isnull=False),
                name="task_done_has_its_doer",
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "due_on"], condition=models.Q(finished__isnull=True), name="task_inbox"),
            models.Index(
                fields=["role", "case"],
                condition=models.Q(finished__isnull=True, owner__isnull=True),
                name="task_group_queue",
            ),
            models.Index(fields=["due_on"], condition=models.Q(finished__isnull=True), name="task_due"),
        ]

    def save(self, *args, **kwargs):
        if self.case_id is None:
            self.case_id = self.process.case_id
        super().save(*args, **kwargs)

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def is_resting(self) -> bool:
        """Whether its plan is suspended, and the task with it."""
        return self.case.stage == Stage.SUSPENDED and self.process.stage not in OF_THE_REGION

    @property
    def due_at(self) -> datetime | None:
        """The moment at which it is due where hours count, as the law counts them for requests about personal data."""
        return self.process.data_request.due_at if self.process.data_request_id else None

    @property
    def node(self):
        return self.flow_task
