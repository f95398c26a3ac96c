"""Issued papers, their drawings and the number register.

A Rendition is its own job row: whoever draws it holds a lease under a token, and a drawing that is done has a file.
The queue only rings; nothing is lost when it forgets.
"""

import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from documents.reasons import explain

NEUTRAL_PATTERN = "{classification}/{number}/{kind}/{month}/{year}"
_WORDS = {"classification", "number", "kind", "month", "year"}


def validate_pattern(pattern: str) -> None:
    """Refuses a pattern that could give one number twice, or that names anything else than its five words."""
    words = re.findall(r"{([^{}]*)}", pattern)
    if not {"classification", "number", "year"} <= set(words) or set(words) - _WORDS:
        raise ValidationError(
            _("A pattern needs {classification}, {number} and {year}, and may have {kind} and {month} besides.")
        )


class NumberPattern(models.Model):
    """How an organisation writes the numbers of its papers, for example `500.9/0012/D3/IX/2026`."""

    organisation = models.OneToOneField(
        "liap.Organisation", models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    pattern = models.CharField(_("pattern"), max_length=120, default=NEUTRAL_PATTERN, validators=[validate_pattern])

    class Meta:
        verbose_name = _("number pattern")
        verbose_name_plural = _("number patterns")

    def __str__(self):
        return f"{self.organisation}: {self.pattern}"


class NumberRegister(models.Model):
    """The last number drawn by an organisation in one classification and year; the row is locked while drawing."""

    organisation = models.ForeignKey(
        "liap.Organisation", models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    classification = models.CharField(_("classification"), max_length=20)
    year = models.PositiveSmallIntegerField(_("year"))
    last = models.PositiveIntegerField(_("last number"), default=0)

    class Meta:
        verbose_name = _("number register")
        verbose_name_plural = _("number registers")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "classification", "year"], name="one_register_per_year")
        ]

    def __str__(self):
        return f"{self.organisation} {self.classification}/{self.year}: {self.last}"


# What a paper is about, by its kind; every kind that is not named here is about a plan.
ABOUT_REQUESTS, ABOUT_GROUPS, ABOUT_REGIONS, ABOUT_THE_NATION = ("D0",), ("D1",), ("D9",), ("D11",)
_BARE = models.Q(plan__isnull=True, adoption__isnull=True, working_group__isnull=True)
OF_REGION = _BARE & models.Q(region__isnull=False)
OF_NATION = _BARE & models.Q(region__isnull=True)


def _one_subject() -> models.Q:
    """A plan, a request, a working group, a region or the nation: never two, and always the one of the kind."""
    meant = OF_REGION & models.Q(kind__in=ABOUT_REGIONS) | OF_NATION & models.Q(kind__in=ABOUT_THE_NATION)
    elsewhere = models.Q(kind__in=(*ABOUT_REQUESTS, *ABOUT_GROUPS, *ABOUT_REGIONS, *ABOUT_THE_NATION))
    kinds = {"plan": ~elsewhere, "adoption": models.Q(kind__in=ABOUT_REQUESTS),
             "working_group": models.Q(kind__in=ABOUT_GROUPS)}  # fmt: skip
    for name, kind in kinds.items():
        others = {f"{other}__isnull": True for other in kinds if other != name}
        meant |= kind & models.Q(**{f"{name}__isnull": False}, region__isnull=False, **others)
    return meant


class Document(models.Model):
    """An issued paper: its number and the facts it is drawn from, neither of which ever changes.

    `region` is where it is filed and, for papers about neither plan, request nor group, also what it is about; only
    papers about the whole nation have none. A paper that replaces a revoked one of the same round is its next edition.
    """

    class KindCode(models.TextChoices):
        D0 = "D0", _("Readiness sheet")
        D1 = "D1", _("Draft decree")
        D1F = "D1f", _("Assignment letter")
        D2 = "D2", _("Diagnosis report")
        D2F = "D2f", _("Quick diagnosis")
        D3 = "D3", _("Local Industry Action Plan (LIAP)")
        D3F = "D3f", _("Short action plan")
        D4 = "D4", _("Minutes of approval")
        D4F = "D4f", _("Decision sheet")
        D5 = "D5", _("Quarterly report")
        D5F = "D5f", _("Monthly report")
        D6 = "D6", _("Yearly report")
        D7 = "D7", _("Evaluation report")
        D7F = "D7f", _("Short evaluation")
        D8 = "D8", _("Handover minutes")
        D9 = "D9", _("Attestation of use")
        D11 = "D11", _("National replication report")
        NT = "NT", _("Minutes of a meeting")

    region = models.ForeignKey(
        "liap.Region", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("region")
    )
    plan = models.ForeignKey(
        "liap.Plan", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("plan")
    )
    adoption = models.ForeignKey(
        "liap.AdoptionRequest", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("adoption request"),
    )  # fmt: skip
    working_group = models.ForeignKey(
        "liap.WorkingGroup", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("working group")
    )
    kind = models.CharField(_("kind"), max_length=4, choices=KindCode.choices)
    round = models.PositiveIntegerField(_("round"), default=1, validators=[MinValueValidator(1)])
    edition = models.PositiveSmallIntegerField(_("edition"), default=1, validators=[MinValueValidator(1)])
    number = models.CharField(_("number"), max_length=120)
    organisation = models.ForeignKey(
        "liap.Organisation", models.PROTECT, related_name="+", verbose_name=_("issued by the office")
    )
    facts = models.TextField(_("facts"))
    facts_sha256 = models.CharField(_("SHA-256 of the facts"), max_length=64)
    dated_on = models.DateField(_("dated"))
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("issued by")
    )
    issued_at = models.DateTimeField(_("issued at"), auto_now_add=True)
    code = models.CharField(_("verification code"), max_length=26, unique=True, null=True, editable=False)
    superseded_by = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="supersedes", verbose_name=_("superseded by")
    )

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["-issued_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "kind", "round", "edition"], name="document_once_per_round"),
            models.UniqueConstraint(fields=["adoption", "kind", "round", "edition"], name="document_once_per_request"),
            models.UniqueConstraint(
                fields=["working_group", "kind", "round", "edition"], name="document_once_per_group"
            ),
            models.UniqueConstraint(
                fields=["region", "kind", "round", "edition"], condition=OF_REGION, name="document_once_per_region"
            ),
            models.UniqueConstraint(
                fields=["kind", "round", "edition"], condition=OF_NATION, name="document_once_for_the_nation"
            ),
            models.CheckConstraint(condition=models.Q(edition__gte=1), name="document_edition_is_positive"),
            models.CheckConstraint(condition=_one_subject(), name="document_has_the_subject_of_its_kind"),
            models.UniqueConstraint(fields=["organisation", "number"], name="document_number_once"),
            models.CheckConstraint(condition=models.Q(round__gte=1), name="document_round_is_positive"),
            models.CheckConstraint(
                condition=models.Q(facts_sha256__regex=r"^[0-9a-f]{64}$"), name="document_facts_have_a_hash"
            ),
            models.CheckConstraint(
                condition=models.Q(code__regex=r"^[0-9A-HJKMNP-TV-Z]{26}$"), name="document_code_is_long"
            ),
        ]

    def __str__(self):
        return f"{self.number} {self.get_kind_display()}"

    @property
    def about(self) -> str:
        """What the paper is about, in words."""
        if self.adoption:
            return f"{self.adoption.reference} {self.adoption.industry}"
        return str(self.plan or self.working_group or self.region or _("Indonesia"))

    @property
    def chain(self) -> str:
        """The audit chain to which what happens to the paper belongs."""
        for name in ("plan", "adoption"):
            if number := getattr(self, f"{name}_id"):
                return f"{name}:{number}"
        if self.working_group_id:
            return f"group:{self.working_group_id}"
        return f"region:{self.region_id}" if self.region_id else "documents"

    @property
    def is_revoked(self) -> bool:
        return hasattr(self, "revocation")


class Rendition(models.Model):
    """A document drawn in one language. Never running without a lease, never done without a file."""

    class State(models.TextChoices):
        PENDING = "pending", _("waiting to be drawn")
        RUNNING = "running", _("being drawn")
        DONE = "done", _("ready")
        FAILED = "failed", _("incident")

    class Language(models.TextChoices):
        INDONESIAN = "id", "Bahasa Indonesia"
        ENGLISH = "en", "English"

    document = models.ForeignKey(Document, models.PROTECT, related_name="renditions", verbose_name=_("document"))
    language = models.CharField(_("language"), max_length=2, choices=Language.choices)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PENDING)
    due_at = models.DateTimeField(_("due since"), auto_now_add=True)
    lease_until = models.DateTimeField(_("reserved until"), null=True, blank=True)
    token = models.UUIDField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    rung_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    stored_name = models.CharField(max_length=80, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    size = models.PositiveIntegerField(_("size"), null=True, blank=True)
    pages = models.PositiveIntegerField(_("pages"), null=True, blank=True)
    template_digest = models.CharField(max_length=64, blank=True)
    drawn_at = models.DateTimeField(_("drawn at"), null=True, blank=True)

    class Meta:
        verbose_name = _("drawing")
        verbose_name_plural = _("drawings")
        ordering = ["document", "-language"]
        constraints = [
            models.UniqueConstraint(fields=["document", "language"], name="rendition_once_per_language"),
            models.CheckConstraint(
                condition=models.Q(
                    state="done", sha256__regex=r"^[0-9a-f]{64}$", size__gt=0, pages__gt=0, drawn_at__isnull=False
                )
                & ~models.Q(stored_name="")
                | ~models.Q(state="done")
                & models.Q(sha256="", stored_name="", size__isnull=True, pages__isnull=True, drawn_at__isnull=True),
                name="rendition_is_done_with_a_file",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="running") | models.Q(lease_until__isnull=False, token__isnull=False),
                name="rendition_runs_under_a_lease",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=models.Q(state__in=["pending", "running"]), name="rendition_due")
        ]

    def __str__(self):
        return f"{self.document} ({self.language})"

    @property
    def explanation(self) -> str:
        """Why it failed and what to do, for people."""
        return explain(self.reason)

    @property
    def signed(self) -> "Signature | None":
        """The signature, where it is made."""
        found = getattr(self, "signature", None)
        return found if found and found.is_done else None

    @property
    def file(self) -> "Rendition | Signature":
        """What people get: the signed file where there is one, else the drawing itself."""
        return self.signed or self


class Lookup(models.Model):
    """How often one source asked on the public page within a stretch of time; no address is kept, but its hash."""

    source = models.CharField(_("source"), max_length=64)
    begun_at = models.DateTimeField(_("since"))
    count = models.PositiveIntegerField(_("count"), default=1)

    class Meta:
        verbose_name = _("question on the public page")
        verbose_name_plural = _("questions on the public page")
        constraints = [models.UniqueConstraint(fields=["source", "begun_at"], name="lookup_once_per_stretch")]
        indexes = [models.Index(fields=["begun_at"], name="lookup_by_age")]

    def __str__(self):
        return f"{self.source[:8]} {self.begun_at}: {self.count}"


# The areas hang on the rows above; their models are gathered here, where Django looks for them.
from documents.anchors.models import Anchor, AnchorMail  # noqa: E402, F401
from documents.copies.models import CopyComparison, SignedCopy  # noqa: E402, F401
from documents.listings.models import Filing  # noqa: E402, F401
from documents.previews.models import Preview  # noqa: E402, F401
from documents.public.models import PublicRendition, PublicVersion  # noqa: E402, F401
from documents.register.models import RegisterLine  # noqa: E402, F401
from documents.revocations.models import Revocation  # noqa: E402, F401
from documents.signing.models import Signature  # noqa: E402
from documents.stationery.models import CopyLine, Stationery  # noqa: E402, F401
from documents.subscriptions.models import Announcement, Digest, Subscription  # noqa: E402, F401
