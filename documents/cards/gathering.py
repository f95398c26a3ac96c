"""The facts of an SMI card, from the record as it stands."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from documents.facts import Head, Letterhead, Text, both, name_of
from documents.kinds.d10_card import AccessLine, CardFacts, CardLine, ServiceLine, UseLine
from documents.stationery.queries import Forms, forms_of
from liap.enterprises.models import Enterprise, Purpose
from liap.enterprises.protection.queries import accesses_of, bases_of, notice_in_force
from liap.enterprises.sizes.models import Size
from liap.models import Organisation, Region
from liap.places.queries import day_in

BUSINESS = ("name", "nib", "legal_form", "cluster", "product", "address", "workers_female", "workers_male",
            "workers_with_disability", "investment", "figures_on")  # fmt: skip
OWNER = ("owner_name", "owner_phone", "owner_email", "owner_nik_masked", "owner_sex", "owner_age_band",
         "owner_has_disability")  # fmt: skip
ACCESSES = 30


def card_of(enterprise: Enterprise, *, at: datetime | None = None) -> CardFacts:
    """What D10 prints of an SMI at a moment."""
    moment = at or timezone.now()
    notice = notice_in_force()
    return CardFacts(
        head=_head(enterprise, moment),
        business=(*_lines(enterprise, BUSINESS), _size(enterprise)),
        owner=_lines(enterprise, OWNER),
        services=tuple(
            ServiceLine(
                service=both(one._meta.model.Kind(one.kind).label),
                provider=one.provider,
                received_on=one.received_on,
                result=one.result or None,
            )
            for one in enterprise.services.all()
        ),
        uses=_uses(enterprise),
        accesses=tuple(
            AccessLine(
                at=one.at,
                act=both(one._meta.model.Act(one.act).label),
                reason=both(one._meta.model.Reason(one.reason).label),
                by=str(one.by) if one.by else None,
            )
            for one in accesses_of(enterprise)[:ACCESSES]
        ),
        notice_version=notice.version if notice else None,
        notice=Text(id=notice.text_id, en=notice.text_en or notice.text_id) if notice else None,
    )


def _head(enterprise: Enterprise, moment: datetime) -> Head:
    region, industry = enterprise.region, enterprise.industry
    forms = _forms(region)
    return Head(
        letterhead=forms.letterhead,
        plan_code="",
        plan_title=enterprise.name,
        region_code=region.code,
        region_name=region.name,
        province=region.province.name,
        industry=name_of(industry),
        industry_code=industry.code,
        industry_code_system=industry.version,
        place=forms.place or region.name,
        dated_on=day_in(region, moment),
        time_zone=region.time_zone,
        data_as_of=moment,
        source=both(_("register of SMIs")),
        is_sample=enterprise.is_sample,
    )


def _forms(region: Region) -> Forms:
    """The forms of the region's industry office; of a region without one, those of the region's name."""
    offices = Organisation.objects.filter(region=region, kind=Organisation.Kind.INDUSTRY_OFFICE, valid_to=None)
    if office := offices.order_by("pk").first():
        return forms_of(office, kind="D10")
    return Forms(letterhead=Letterhead(lines=(region.name.upper(),)), place=region.name)


def _lines(enterprise: Enterprise, names: tuple[str, ...]) -> tuple[CardLine, ...]:
    return tuple(_line(enterprise, name) for name in names)


def _line(enterprise: Enterprise, name: str) -> CardLine:
    field = Enterprise._meta.get_field(name)
    label = _("sex of the owner") if name == "owner_sex" else field.verbose_name
    return CardLine(label=both(label), said=_said(field, getattr(enterprise, name)))


def _said(field: Any, value: Any) -> Text | None:
    if value in (None, ""):
        return None
    if isinstance(value, bool):
        return both(_("yes") if value else _("no"))
    if field.choices:
        return both(dict(field.flatchoices)[value])
    return Text(id=str(value), en=str(value))


def _size(enterprise: Enterprise) -> CardLine:
    size = Enterprise.objects.with_size(enterprise.figures_on).get(pk=enterprise.pk).size
    return CardLine(label=both(_("size class")), said=both(Size(size).label) if size else None)


def _uses(enterprise: Enterprise) -> tuple[UseLine, ...]:
    """Every purpose, with the basis in force and whether the data are used for it now."""
    in_force = {one.purpose: one for one in bases_of(enterprise).filter(withdrawn_at=None)}
    usable = {
        purpose.value
        for purpose in Purpose
        if Enterprise.objects.usable_for(purpose).filter(pk=enterprise.pk).exists()
    }
    return tuple(
        UseLine(
            purpose=both(purpose.label),
            basis=both(_basis_label(in_force[purpose])) if purpose in in_force else None,
            given_on=in_force[purpose].given_on if purpose in in_force else None,
            is_used=purpose.value in usable,
        )
        for purpose in Purpose
    )


def _basis_label(row: Any) -> Any:
    return row._meta.model.Basis(row.basis).label
