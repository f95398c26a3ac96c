"""The performance of an SMI in a period. Missing is empty, never zero; a correction is a new row beside the old one.

Rules (features G3, G4): turnover is exact, a range or an estimate, and says how it is known and how sure; shares of
market channels add up to 100. What is not exact is never written into the column of what is.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liap.enterprises.models import Enterprise
from liap.enterprises.performance.periods import Period
from liap.people.access import regions_to_the_row


class OfEnterpriseQuerySet(models.QuerySet):
    """Rows that belong to an SMI; a person sees those of the SMIs in his regions."""

    def visible_to(self, user):
        """The rows of the SMIs that `user` may see one by one."""
        return self.filter(enterprise__region__in=regions_to_the_row(user))


class PerformanceQuerySet(OfEnterpriseQuerySet):
    def current(self):
        """What holds today: without the rows that a correction replaced."""
        return self.filter(superseded_at__isnull=True)

    def newest(self) -> "dict[int, PerformanceRecord]":
        """By SMI, the row of the period that began last."""
        return {row.enterprise_id: row for row in self.order_by("first_on", "months", "pk")}

    def of_period(self, period: Period):
        """The rows of one period."""
        return self.filter(first_on=period.first_on, months=period.months)


class Months(models.IntegerChoices):
    """How long a period is."""

    MONTH = 1, _("month")
    QUARTER = 3, _("quarter")
    HALF_YEAR = 6, _("half-year")
    YEAR = 12, _("year")


class Channel(models.TextChoices):
    """Where an SMI sells."""

    NEIGHBOURHOOD = "neighbourhood", _("neighbours and own shop")
    TRADITIONAL = "traditional", _("traditional market and traders")
    MODERN = "modern", _("modern retail and hotels")
    ONLINE = "online", _("online")
    GOVERNMENT = "government", _("government orders")
    INDUSTRY = "industry", _("other enterprises and factories")
    EXPORT = "export", _("export")
    OTHER = "other", _("other")


class Medium(models.TextChoices):
    """How an answer came in."""

    VISIT = "visit", _("visit")
    TELEPHONE = "telephone", _("telephone interview")
    PAPER = "paper", _("paper form")
    LINK = "link", _("own entry by link")
    IMPORT = "import", _("import of a file")


class PerformanceRecord(models.Model):
    """One SMI in one period. Only `superseded_at` can ever change, once, and the SMI when its record is merged with
    another or the merge is undone: the database refuses everything else."""

    class TurnoverKind(models.TextChoices):
        EXACT = "exact", _("exact")
        RANGE = "range", _("range")
        ESTIMATE = "estimate", _("estimate")

    class Method(models.TextChoices):
        BOOKS = "books", _("bookkeeping")
        DAILY_NOTES = "daily_notes", _("daily notes")
        OWNER = "owner", _("statement of the owner")
        FACILITATOR = "facilitator", _("estimate of the facilitator")
        OTHER = "other", _("other method")

    class Confidence(models.TextChoices):
        HIGH = "high", _("sure")
        MEDIUM = "medium", _("fairly sure")
        LOW = "low", _("unsure")

    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, related_name="performance_records", verbose_name=_("enterprise")
    )
    first_on = models.DateField(_("first day of the period"))
    months = models.PositiveSmallIntegerField(_("length of the period"), choices=Months.choices)

    turnover_kind = models.CharField(_("kind of turnover figure"), max_length=10, choices=TurnoverKind, blank=True)
    turnover = models.DecimalField(
        _("turnover (Rp)"), max_digits=16, decimal_places=0, null=True, blank=True,
        help_text=_("of the whole period; exact or estimated"),
    )  # fmt: skip
    turnover_low = models.DecimalField(_("turnover from (Rp)"), max_digits=16, decimal_places=0, null=True, blank=True)
    turnover_high = models.DecimalField(
        _("turnover to (Rp)"), max_digits=16, decimal_places=0, null=True, blank=True,
        help_text=_("empty: open upwards"),
    )  # fmt: skip
    method = models.CharField(_("how the turnover is known"), max_length=15, choices=Method, blank=True)
    confidence = models.CharField(_("how sure"), max_length=10, choices=Confidence, blank=True)

    production = models.DecimalField(_("production volume"), max_digits=16, decimal_places=2, null=True, blank=True)
    production_unit = models.CharField(_("unit"), max_length=30, blank=True)
    workers = models.PositiveIntegerField(_("workers"), null=True, blank=True)
    workers_female = models.PositiveIntegerField(_("women working"), null=True, blank=True)
    workers_male = models.PositiveIntegerField(_("men working"), null=True, blank=True)
    buyers = models.PositiveIntegerField(_("buyers"), null=True, blank=True)
    main_channel = models.CharField(_("main market"), max_length=15, choices=Channel, blank=True)

    medium = models.CharField(pgettext_lazy("how an answer came in", "medium"), max_length=12, choices=Medium)
    asked_on = models.DateField(_("asked on"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("entered by"),
    )  # fmt: skip
    held_as = models.CharField(_("held post"), max_length=300, blank=True)
    entered_at = models.DateTimeField(_("entered at"), auto_now_add=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    is_sample = models.BooleanField(_("sample data"), default=False)

    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name=_("corrects")
    )
    correction_reason = models.CharField(_("reason of the correction"), max_length=300, blank=True)
    superseded_at = models.DateTimeField(_("replaced at"), null=True, blank=True)

    objects = PerformanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("performance record")
        verbose_name_plural = _("performance records")
        ordering = ["-first_on", "months", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "months", "first_on"],
                condition=Q(superseded_at__isnull=True),
                name="performance_once_per_period",
            ),
            models.CheckConstraint(condition=Q(months__in=[1, 3, 6, 12]), name="performance_length_of_period"),
            # A comparison with nothing is neither true nor false, and a check lets that pass: hence the isnull=False.
            models.CheckConstraint(
                condition=Q(
                    turnover_kind="", turnover__isnull=True, turnover_low__isnull=True, turnover_high__isnull=True,
                    method="", confidence="",
                )
                | Q(
                    turnover_kind__in=["exact", "estimate"], turnover__isnull=False, turnover__gte=0,
                    turnover_low__isnull=True, turnover_high__isnull=True, method__gt="",
                )
                | Q(
                    turnover_kind="range", turnover__isnull=True, turnover_low__isnull=False, turnover_low__gte=0,
                    method__gt="",
                )
                & (Q(turnover_high__isnull=True) | Q(turnover_high__gt=F("turnover_low"))),
                name="performance_turnover_as_its_kind",
            ),
            models.CheckConstraint(
                condition=Q(production__isnull=True, production_unit="")
                | Q(production__isnull=False, production__gte=0, production_unit__gt=""),
                name="performance_production_has_a_unit",
            ),
            models.CheckConstraint(
                condition=Q(workers_female__isnull=True, workers_male__isnull=True)
                | Q(workers__isnull=False)
                & (
                    Q(workers_female__isnull=True, workers__gte=F("workers_male"))
                    | Q(workers_male__isnull=True, workers__gte=F("workers_female"))
                    | Q(
                        workers_female__isnull=False, workers_male__isnull=False,
                        workers=F("workers_female") + F("workers_male"),
                    )
                ),
                name="performance_workers_add_up",
            ),
            models.CheckConstraint(
                condition=Q(entered_by__isnull=False) | Q(medium__in=["link", "import"]),
                name="performance_has_somebody_who_entered_it",
            ),
            models.CheckConstraint(
                condition=Q(turnover_kind__gt="") | Q(production__isnull=False) | Q(workers__isnull=False)
                | Q(buyers__isnull=False) | Q(main_channel__gt=""),
                name="performance_has_an_answer",
            ),
        ]  # fmt: skip
        indexes = [
            # The figures of one period over all SMIs: dashboards and benchmarks.
            models.Index(
                fields=["months", "first_on", "enterprise"],
                condition=Q(superseded_at__isnull=True),
                name="performance_of_period",
            ),
        ]

    def __str__(self):
        return f"{self.enterprise}: {self.period}"

    @property
    def period(self) -> Period:
        return Period(self.first_on, self.months)


class ChannelShare(models.Model):
    """How many percent of its turnover an SMI sells through a channel; the shares of a record add up to 100."""

    record = models.ForeignKey(PerformanceRecord, models.PROTECT, related_name="shares")
    channel = models.CharField(_("market channel"), max_length=15, choices=Channel)
    percent = models.PositiveSmallIntegerField(_("share in percent"))

    class Meta:
        verbose_name = _("share of a market channel")
        verbose_name_plural = _("shares of market channels")
        ordering = ["record", "-percent", "channel"]
        constraints = [
            models.UniqueConstraint(fields=["record", "channel"], name="channel_share_once"),
            models.CheckConstraint(condition=Q(percent__range=(1, 100)), name="channel_share_is_a_percentage"),
        ]

    def __str__(self):
        return f"{self.get_channel_display()} {self.percent} %"


class EntryLink(models.Model):
    """A link by which one SMI gives its figures of one period without an account. Only the hash of its secret is
    kept; it serves once, until its day is over or somebody takes it back."""

    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, related_name="entry_links", verbose_name=_("enterprise")
    )
    first_on = models.DateField(_("first day of the period"))
    months = models.PositiveSmallIntegerField(_("length of the period"), choices=Months.choices)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("made by"))
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    expires_at = models.DateTimeField(_("valid until"))
    revoked_at = models.DateTimeField(_("taken back at"), null=True, blank=True)
    used_at = models.DateTimeField(_("used at"), null=True, blank=True)
    record = models.OneToOneField(
        PerformanceRecord, models.PROTECT, null=True, blank=True, related_name="entry_link", editable=False
    )

    objects = OfEnterpriseQuerySet.as_manager()

    class Meta:
        verbose_name = _("link for entering figures")
        verbose_name_plural = _("links for entering figures")
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "months", "first_on"],
                condition=Q(revoked_at__isnull=True, used_at__isnull=True),
                name="entry_link_once_per_period",
            ),
            models.CheckConstraint(condition=Q(months__in=[1, 3, 6, 12]), name="entry_link_length_of_period"),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True, record__isnull=True)
                | Q(used_at__isnull=False, record__isnull=False),
                name="entry_link_used_left_a_record",
            ),
        ]

    def __str__(self):
        return f"{self.enterprise}: {self.period}"

    @property
    def period(self) -> Period:
        return Period(self.first_on, self.months)


class FailedEntry(models.Model):
    """Somebody opened a link that does not exist; kept for an hour, to make him wait who tries many."""

    address_hash = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("link tried in vain")
        verbose_name_plural = _("links tried in vain")
        indexes = [models.Index(fields=["address_hash", "at"], name="failed_entry_of_address")]

    def __str__(self):
        return f"{self.at}"
