"""Small and medium enterprises (SMI, in Indonesian IKM), where they are concentrated, and how a record changed."""

from datetime import date

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from liap.enterprises.sizes.models import bands_on
from liap.people.access import RegionScopedQuerySet, regions_to_the_row
from liap.people.models import User
from liap.places.models import Region


class Purpose(models.TextChoices):
    """What the data of an SMI is used for; the last two are asked for one by one, the others are the office's duty."""

    SUPPORT = "support", _("support by the office and its plans")
    FIGURES = "figures", _("added-up figures and reports")
    SHARING = "sharing", _("passing on to banks, buyers and other offices")
    PUBLICATION = "publication", _("publishing the name")


CONSENTED_PURPOSES = (Purpose.SHARING, Purpose.PUBLICATION)


class EnterpriseQuerySet(models.QuerySet):
    def visible_to(self, user) -> "EnterpriseQuerySet":
        """The SMIs that `user` may see one by one; everybody else is told sums, on the pages of results."""
        return self.filter(region__in=regions_to_the_row(user))

    def usable_for(self, purpose: str) -> "EnterpriseQuerySet":
        """The SMIs whose data may be used for a purpose now; every figure, export and list of names asks here first.

        Rule: never a merged, erased or restricted record; never after a withdrawal; and for the purposes that nobody
        is obliged to (`CONSENTED_PURPOSES`) only with a basis on record (UU 27/2022 art. 20, 40 and 41).
        """
        bases = self.model._meta.get_field("bases").related_model.objects.filter(
            enterprise=OuterRef("pk"), purpose=Purpose(purpose)
        )
        live, withdrawn = bases.filter(withdrawn_at=None), bases.exclude(withdrawn_at=None)
        rows = self.filter(merged_into=None, erased_at=None, restricted_at=None)
        if purpose in CONSENTED_PURPOSES:
            return rows.filter(Exists(live))
        return rows.filter(Exists(live) | ~Exists(withdrawn))

    def current(self) -> "EnterpriseQuerySet":
        """The records that stand for an SMI: without those merged into another."""
        return self.filter(merged_into=None)

    def with_size(self, on: date | None = None) -> "EnterpriseQuerySet":
        """Adds `size`, the size class by the rule of a day (today by default); empty where a figure is missing."""
        cases = [When(band.condition, then=Value(band.size)) for band in bands_on(on)]
        return self.annotate(size=Case(*cases, default=Value(""), output_field=models.CharField()))


class Cluster(models.Model):
    """A place where SMIs of one product, material or process are concentrated (sentra IKM); not a region."""

    name = models.CharField(_("name"), max_length=150)
    region = models.ForeignKey(Region, models.PROTECT, related_name="clusters", verbose_name=_("region"))
    industry = models.ForeignKey(
        "liap.Industry", models.PROTECT, null=True, blank=True, related_name="clusters", verbose_name=_("industry")
    )
    is_sample = models.BooleanField(_("sample data"), default=False)

    objects = RegionScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("cluster (sentra)")
        verbose_name_plural = _("clusters (sentra)")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["region", "name"], name="cluster_once_per_region")]

    def __str__(self):
        return self.name


class Enterprise(models.Model):
    """An enterprise, with or without a business number (NIB): many of the smallest have none.

    What nobody said is empty, never zero. Of the identity number (NIK) only a mask and a keyed hash are kept.
    """

    Sex = User.Sex

    class LegalForm(models.TextChoices):
        SOLE = "sole", _("sole owner")
        LEGAL_PERSON = "legal_person", _("legal person")

    class AgeBand(models.TextChoices):
        UP_TO_30 = "up_to_30", _("up to 30 years")
        UP_TO_45 = "31_to_45", _("31 to 45 years")
        UP_TO_60 = "46_to_60", _("46 to 60 years")
        OVER_60 = "over_60", _("over 60 years")

    name = models.CharField(_("name"), max_length=150)
    nib = models.CharField(
        _("business number (NIB)"),
        max_length=13,
        null=True,
        blank=True,
        unique=True,
        validators=[RegexValidator(r"^\d{13}$", _("A business number (NIB) has exactly 13 digits."))],
    )
    legal_form = models.CharField(_("legal form"), max_length=12, choices=LegalForm.choices, blank=True)
    region = models.ForeignKey(Region, models.PROTECT, related_name="enterprises", verbose_name=_("region"))
    industry = models.ForeignKey(
        "liap.Industry", models.PROTECT, related_name="enterprises", verbose_name=_("industry")
    )
    cluster = models.ForeignKey(
        Cluster,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="enterprises",
        verbose_name=_("cluster (sentra)"),
    )
    product = models.CharField(_("main product"), max_length=150, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)

    owner_name = models.CharField(_("name of the owner"), max_length=150, blank=True)
    owner_phone = models.CharField(_("phone"), max_length=30, blank=True)
    owner_email = models.EmailField(_("e-mail"), blank=True)
    owner_nik_masked = models.CharField(_("identity number (NIK)"), max_length=16, blank=True)
    owner_nik_hash = models.CharField(max_length=64, blank=True, db_index=True)
    owner_sex = models.CharField(_("owner"), max_length=10, choices=Sex.choices, blank=True)
    owner_age_band = models.CharField(_("age of the owner"), max_length=10, choices=AgeBand.choices, blank=True)
    owner_has_disability = models.BooleanField(_("owner with a disability"), null=True, blank=True)

    workers_female = models.PositiveIntegerField(_("women working"), null=True, blank=True)
    workers_male = models.PositiveIntegerField(_("men working"), null=True, blank=True)
    workers_up_to_30 = models.PositiveIntegerField(_("workers up to 30 years"), null=True, blank=True)
    workers_31_to_45 = models.PositiveIntegerField(_("workers of 31 to 45 years"), null=True, blank=True)
    workers_46_to_60 = models.PositiveIntegerField(_("workers of 46 to 60 years"), null=True, blank=True)
    workers_over_60 = models.PositiveIntegerField(_("workers over 60 years"), null=True, blank=True)
    workers_with_disability = models.PositiveIntegerField(_("workers with a disability"), null=True, blank=True)
    investment = models.DecimalField(
        _("investment without land and building (Rp)"), max_digits=16, decimal_places=0, null=True, blank=True
    )
    figures_on = models.DateField(_("workers and investment as of"), null=True, blank=True)

    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name=_("merged into")
    )
    restricted_at = models.DateTimeField(_("use stopped at"), null=True, blank=True)
    erased_at = models.DateTimeField(_("personal data erased at"), null=True, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)
    registered_at = models.DateTimeField(_("registered at"), auto_now_add=True, null=True)
    is_sample = models.BooleanField(_("sample data"), default=False)

    objects = EnterpriseQuerySet.as_manager()

    class Meta:
        verbose_name = _("enterprise")
        verbose_name_plural = _("enterprises")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["name", "region", "industry"], name="enterprise_once"),
            models.CheckConstraint(
                condition=Q(nib__isnull=True) | Q(nib__regex=r"^[0-9]{13}$"), name="enterprise_nib_is_13_digits"
            ),
            models.CheckConstraint(
                condition=Q(owner_nik_masked="", owner_nik_hash="")
                | Q(owner_nik_masked__contains="******", owner_nik_hash__gt=""),
                name="enterprise_nik_is_masked",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")), name="enterprise_not_into_itself"
            ),
            models.CheckConstraint(
                condition=Q(investment__isnull=True) | Q(investment__gte=0), name="enterprise_investment_not_negative"
            ),
        ]
        indexes = [
            models.Index(fields=["region", "name"], name="enterprise_by_region_name"),
            models.Index(fields=["industry", "region", "name"], name="enterprise_by_industry"),
            models.Index(fields=["name", "id"], name="enterprise_by_name"),
        ]

    def __str__(self):
        return self.name

    @property
    def workers(self) -> int | None:
        """How many people work there; None when neither women nor men are known."""
        known = [count for count in (self.workers_female, self.workers_male) if count is not None]
        return sum(known) if known else None

    @property
    def is_of_a_person(self) -> bool:
        """Whether its figures are a person's own; what is not known to be a legal person is treated as one's own."""
        return self.legal_form != self.LegalForm.LEGAL_PERSON


class EnterpriseChange(models.Model):
    """One save of a record: which fields had which value before and after. Erasing a person blanks the values."""

    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="changes", verbose_name=_("enterprise"))
    at = models.DateTimeField(_("at"), default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    values = models.JSONField(_("values"), default=dict)

    class Meta:
        verbose_name = _("change of an enterprise")
        verbose_name_plural = _("changes of enterprises")
        ordering = ["-at", "-id"]

    def __str__(self):
        return f"{self.enterprise}: {', '.join(self.values)}"

    @property
    def labels(self) -> list[str]:
        """The names of the fields that changed."""
        return [str(Enterprise._meta.get_field(name).verbose_name) for name in self.values]

    @property
    def lines(self) -> list[tuple[str, str, str]]:
        """Per field its name, what it said before and what it says since."""
        told = [[_("empty") if value in (None, "") else value for value in pair] for pair in self.values.values()]
        return [(label, before, after) for label, (before, after) in zip(self.labels, told, strict=True)]
