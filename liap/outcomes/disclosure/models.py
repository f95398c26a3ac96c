"""What was published about SMIs: blocks of at least three, their figures, and the rule by which they were drawn."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from liap.enterprises.models import Enterprise
from liap.outcomes.disclosure.blocks import FEWEST
from liap.places.models import Organisation, Region
from liap.plans.models import Industry

MIXED = "mixed"


class DisclosureRule(models.Model):
    """From how many SMIs on a figure is told. One row; the newest publication keeps what it was drawn by."""

    fewest = models.PositiveSmallIntegerField(
        _("fewest SMIs behind a figure"), default=FEWEST, validators=[MinValueValidator(2), MaxValueValidator(50)]
    )
    dominance = models.PositiveSmallIntegerField(
        _("largest share of one SMI in a sum (percent)"),
        default=85,
        validators=[MinValueValidator(50), MaxValueValidator(100)],
    )
    every_days = models.PositiveSmallIntegerField(
        _("days between two publications"), default=28, validators=[MinValueValidator(1)]
    )

    class Meta:
        verbose_name = _("rule of disclosure")
        verbose_name_plural = _("rules of disclosure")
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="disclosure_one_rule"),
            models.CheckConstraint(condition=Q(fewest__gte=2), name="disclosure_hides_the_single_one"),
            models.CheckConstraint(condition=Q(dominance__range=(50, 100)), name="disclosure_dominance_is_a_share"),
        ]

    def __str__(self):
        return f"n = {self.fewest}"


class Publication(models.Model):
    """One telling of all blocks; pages read the newest only, and the blocks go on to the next."""

    drawn_at = models.DateTimeField(_("drawn at"))
    as_of = models.DateField(_("as of"))
    fewest = models.PositiveSmallIntegerField(_("fewest SMIs behind a figure"))
    dominance = models.PositiveSmallIntegerField(_("largest share of one SMI in a sum (percent)"))

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        ordering = ["-id"]

    def __str__(self):
        return f"{self.as_of}"


class PublishedBlock(models.Model):
    """SMIs that are told together. A trait that is empty (or "mixed") is not the same for all of them.

    It never takes in anybody later. `size` is 0 once too few are left: then only what it told before stays.
    """

    class Sex(models.TextChoices):
        FEMALE = "female", _("woman")
        MALE = "male", _("man")
        UNKNOWN = "", _("not known")
        MIXED = MIXED, _("women and men")

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="blocks")
    province = models.ForeignKey(Region, models.PROTECT, null=True, related_name="+")
    region = models.ForeignKey(Region, models.PROTECT, null=True, related_name="+")
    directorate = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    industry = models.ForeignKey(Industry, models.PROTECT, null=True, related_name="+")
    sex = models.CharField(max_length=10, choices=Sex.choices, blank=True)
    size = models.PositiveIntegerField(_("SMIs"))
    tells_after = models.DateField(_("tells only periods after"), null=True)

    class Meta:
        verbose_name = _("published block")
        verbose_name_plural = _("published blocks")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(size=1), name="block_never_of_one"),
            models.CheckConstraint(
                condition=Q(region__isnull=True) | Q(province__isnull=False), name="block_region_in_its_province"
            ),
        ]
        indexes = [
            models.Index(fields=["publication", "province", "region"], name="block_by_place"),
            models.Index(fields=["publication", "industry"], name="block_by_industry"),
        ]

    def __str__(self):
        return f"{self.size}"


class BlockCell(models.Model):
    """SMIs of a block with the same history of success, or with histories too rare to be told apart."""

    block = models.ForeignKey(PublishedBlock, models.CASCADE, related_name="cells")

    class Meta:
        verbose_name = _("cell of a block")
        verbose_name_plural = _("cells of blocks")
        ordering = ["id"]

    def __str__(self):
        return f"{self.block_id}"


class BlockMember(models.Model):
    """Which SMI stands, or stood, in which block. Never shown, and never asked for by a page.

    Who left is still counted by the cell until enough have left together. `women` and `men` are the workers as told.
    """

    block = models.ForeignKey(PublishedBlock, models.CASCADE, related_name="members")
    enterprise = models.ForeignKey(Enterprise, models.CASCADE, related_name="block_memberships")
    cell = models.ForeignKey(BlockCell, models.SET_NULL, null=True, related_name="members")
    left_at = models.DateTimeField(_("left at"), null=True)
    women = models.PositiveIntegerField(_("women working"), null=True)
    men = models.PositiveIntegerField(_("men working"), null=True)

    class Meta:
        verbose_name = _("member of a block")
        verbose_name_plural = _("members of blocks")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["block", "enterprise"], name="block_member_once"),
            models.UniqueConstraint(
                fields=["enterprise"], condition=Q(left_at__isnull=True), name="block_member_of_one_block"
            ),
        ]

    def __str__(self):
        return f"{self.block_id}"


class BlockFigure(models.Model):
    """One figure of one block as told at a moment: `count` SMIs stand behind it, `total` is their sum.

    `hidden` SMIs stand in cells of which some belong to the figure and some do not: of them nothing is told.
    """

    block = models.ForeignKey(PublishedBlock, models.CASCADE, related_name="figures")
    measure = models.CharField(_("figure"), max_length=40)
    period = models.DateField(_("period"))
    count = models.PositiveIntegerField(_("SMIs"))
    hidden = models.PositiveIntegerField(_("SMIs kept back"), default=0)
    total = models.DecimalField(_("total"), max_digits=22, decimal_places=2, null=True)
    told_at = models.DateTimeField(_("told at"))

    class Meta:
        verbose_name = _("published figure")
        verbose_name_plural = _("published figures")
        ordering = ["measure", "period", "id"]
        constraints = [
            models.UniqueConstraint(fields=["block", "measure", "period"], name="block_figure_once"),
            models.CheckConstraint(condition=Q(count__gt=0) | Q(total__isnull=True), name="block_total_has_a_count"),
            models.CheckConstraint(condition=~Q(count=1) & ~Q(hidden=1), name="block_figure_never_of_one"),
        ]
        indexes = [models.Index(fields=["measure", "period", "block"], name="block_figure_by_period")]

    def __str__(self):
        return f"{self.measure} {self.period}"
