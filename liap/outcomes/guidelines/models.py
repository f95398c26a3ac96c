"""A version of the guideline with a page and a short checklist per step, and material for training of trainers."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class KeptFile(models.Model):
    """A file that may be there, kept under its hash."""

    file_name = models.CharField(_("file"), max_length=150, blank=True, editable=False)
    content_type = models.CharField(max_length=30, blank=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        abstract = True


class Guideline(KeptFile):
    """One version, and from when until when it is in force; a case of the past keeps the page of its time."""

    title = models.CharField(_("title"), max_length=200)
    valid_from = models.DateField(_("valid from"), unique=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300)

    class Meta:
        verbose_name = _("technical guideline")
        verbose_name_plural = _("technical guidelines")
        ordering = ["-valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="guideline_ends_after_it_begins",
            )
        ]

    def __str__(self):
        return self.title

    @property
    def passages(self) -> list["GuidelineStep"]:
        """Each passage once, although several steps follow it, in the order of the guideline."""
        found = {(row.section, row.page): row for row in reversed(self.steps.all())}
        return sorted(found.values(), key=lambda row: row.section)


class GuidelineStep(models.Model):
    """Where a version of the guideline speaks of a step of the process, and what to look at there."""

    guideline = models.ForeignKey(Guideline, models.CASCADE, related_name="steps", verbose_name=_("guideline"))
    step = models.SlugField(_("step"), max_length=60)
    section = models.CharField(_("section"), max_length=150)
    page = models.CharField(_("page"), max_length=20)
    checklist = models.TextField(_("checklist, one point a line"), blank=True)
    section_en = models.CharField(_("section (English)"), max_length=150, blank=True)
    checklist_en = models.TextField(_("checklist (English), one point a line"), blank=True)

    class Meta:
        verbose_name = _("step of the guideline")
        verbose_name_plural = _("steps of the guideline")
        ordering = ["guideline", "id"]
        constraints = [models.UniqueConstraint(fields=["guideline", "step"], name="guideline_step_once")]

    def __str__(self):
        return f"{self.heading}, {self.page}"

    @property
    def heading(self) -> str:
        """The heading in the reader's language; in Indonesian, the language of the guideline, where no other is."""
        return (get_language() == "en" and self.section_en) or self.section

    @property
    def points(self) -> list[str]:
        """What to look at, in the reader's language."""
        said = (get_language() == "en" and self.checklist_en) or self.checklist
        return [line.strip() for line in said.splitlines() if line.strip()]


class TrainingMaterial(KeptFile):
    """Something that trainers teach with: a file or a link (training of trainers)."""

    title = models.CharField(_("title"), max_length=200)
    about = models.CharField(_("what it is for"), max_length=300, blank=True)
    link = models.URLField(_("link"), max_length=300, blank=True)
    is_current = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("training material")
        verbose_name_plural = _("training material")
        ordering = ["title", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(link="") | ~Q(sha256=""), name="training_material_is_somewhere")
        ]

    def __str__(self):
        return self.title
