"""An uploaded spreadsheet and what became of it; the row is its own job, as the drawing of a paper is."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SheetImport(models.Model):
    """One file on its way in. Never worked on without a lease; never written before a person saw the dry run."""

    class Kind(models.TextChoices):
        ENTERPRISES = "enterprises", _("SMIs")
        PERFORMANCE = "performance", _("figures of SMIs")
        INDUSTRIES = "industries", _("industries (KBLI)")
        HOLIDAYS = "holidays", _("holidays")
        CODES = "codes", _("codes of activities")

    class State(models.TextChoices):
        CHECKING = "checking", _("being checked")
        CHECKED = "checked", _("checked, not yet taken over")
        WRITING = "writing", _("being taken over")
        DONE = "done", _("taken over")
        REFUSED = "refused", _("cannot be read")
        CANCELLED = "cancelled", _("cancelled")
        FAILED = "failed", _("incident")

    kind = models.CharField(_("what"), max_length=15, choices=Kind.choices)
    file_name = models.CharField(_("file"), max_length=150)
    sha256 = models.CharField("SHA-256", max_length=64)
    size = models.PositiveIntegerField(_("size"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.CHECKING)
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    row_count = models.PositiveIntegerField(_("rows"), default=0)
    rows_seen = models.PositiveIntegerField(_("rows seen"), default=0)
    created_count = models.PositiveIntegerField(_("new"), default=0)
    changed_count = models.PositiveIntegerField(_("changed"), default=0)
    same_count = models.PositiveIntegerField(_("unchanged"), default=0)
    error_count = models.PositiveIntegerField(_("errors"), default=0)

    due_at = models.DateTimeField(auto_now_add=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    token = models.UUIDField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    rung_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("import of a file")
        verbose_name_plural = _("imports of files")
        ordering = ["-uploaded_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(lease_until__isnull=True, token__isnull=True)
                | Q(lease_until__isnull=False, token__isnull=False, state__in=["checking", "writing"]),
                name="import_works_under_a_lease",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["writing", "done"]) | Q(error_count=0), name="import_is_written_without_errors"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["refused", "failed"]) | Q(reason__gt=""), name="import_ends_with_a_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state__in=["checking", "writing"]), name="import_due"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.file_name}"

    @property
    def is_under_way(self) -> bool:
        return self.state in (self.State.CHECKING, self.State.WRITING)

    @property
    def percent(self) -> int:
        return 100 * self.rows_seen // self.row_count if self.row_count else 0


class ImportFile(models.Model):
    """The bytes of an upload, beside the row so that lists do not load them; gone when the import is old."""

    sheet_import = models.OneToOneField(SheetImport, models.CASCADE, related_name="file")
    content = models.BinaryField()

    class Meta:
        verbose_name = _("uploaded file")
        verbose_name_plural = _("uploaded files")

    def __str__(self):
        return str(self.sheet_import)


class ImportLine(models.Model):
    """What the dry run says of one row: new, changed in these fields, or wrong in this column."""

    class Outcome(models.TextChoices):
        ERROR = "error", _("error")
        CREATE = "create", _("new")
        CHANGE = "change", _("changed")

    sheet_import = models.ForeignKey(SheetImport, models.CASCADE, related_name="lines")
    outcome = models.CharField(_("outcome"), max_length=6, choices=Outcome.choices)
    sheet = models.CharField(_("sheet"), max_length=60, blank=True)
    row = models.PositiveIntegerField(_("row"))
    column = models.CharField(_("column"), max_length=120, blank=True)
    subject = models.CharField(_("about"), max_length=200, blank=True)
    text = models.CharField(_("what"), max_length=500, blank=True)
    remedy = models.CharField(_("what to do"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("line of an import")
        verbose_name_plural = _("lines of imports")
        ordering = ["row", "id"]
        indexes = [models.Index(fields=["sheet_import", "outcome", "row"], name="import_line_by_outcome")]

    def __str__(self):
        return f"{self.row} {self.column}: {self.text}"
