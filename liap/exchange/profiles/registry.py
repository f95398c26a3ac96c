"""The profiles by their code. The headings are those of Indonesian systems and are the same in every language."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext_lazy as _

from liap.exchange.profiles.columns import Profile, ProfileColumn
from liap.plans.codes.queries import reference_of
from liap.plans.models import Activity, FundingSource

SIPD_SOURCES = (FundingSource.APBD_REGENCY.value, FundingSource.APBD_PROVINCE.value)
KRISNA_SOURCES = (FundingSource.DAK_PHYSICAL.value, FundingSource.DAK_NONPHYSICAL.value)
FIELD_OF_DAK = "IKM"


def _unit_cost(row: Activity) -> Decimal | None:
    if row.cost is None or not row.volume:
        return None
    return (row.cost / row.volume).quantize(Decimal(1), ROUND_HALF_UP)


REFERENCE = ProfileColumn(
    "ID LIAP", reference_of, "reference", True, _("plan and number of the activity; leave it as it is")
)
REGION = ProfileColumn("Kode Wilayah", lambda row: row.plan.region.code)
YEAR = ProfileColumn("Tahun Anggaran", lambda row: row.starts_on.year)

SIPD = Profile(
    "sipd",
    "SIPD",
    _("support activities that a regional budget pays"),
    _("Codes of sub-activities by Permendagri 90/2019 and public manuals of SIPD; a selection of this house"),
    "codes",
    (
        REFERENCE,
        REGION,
        YEAR,
        ProfileColumn(
            "Kode Sub Kegiatan", lambda row: row.sipd_code or None, "sipd_code", True,
            _("empty until SIPD gave one out"),
        ),
        ProfileColumn("Uraian Pekerjaan", lambda row: row.title),
        ProfileColumn("Perangkat Daerah", lambda row: row.institution.name),
        ProfileColumn("Sumber Dana", lambda row: row.get_funding_source_display()),
        ProfileColumn("Volume", lambda row: row.volume),
        ProfileColumn("Satuan", lambda row: row.unit or None),
        ProfileColumn("Pagu (Rp)", lambda row: row.cost, meaning=_("empty: nobody said a cost")),
        ProfileColumn("Waktu Mulai", lambda row: row.starts_on),
        ProfileColumn("Waktu Selesai", lambda row: row.ends_on),
    ),
)  # fmt: skip
KRISNA = Profile(
    "krisna",
    "KRISNA-DAK",
    _("support activities that the special allocation (DAK) pays"),
    _("Public material on proposals in KRISNA-DAK (field, menu, volume, unit cost); a selection of this house"),
    "codes",
    (
        REFERENCE,
        REGION,
        YEAR,
        ProfileColumn("Bidang DAK", lambda row: FIELD_OF_DAK),
        ProfileColumn("Kode Menu DAK", lambda row: row.dak_menu_code or None, "dak_menu_code", True),
        ProfileColumn("ID KRISNA", lambda row: row.krisna_id or None, "krisna_id", True),
        ProfileColumn("Rincian Kegiatan", lambda row: row.title),
        ProfileColumn("Instansi Pengusul", lambda row: row.institution.name),
        ProfileColumn("Volume", lambda row: row.volume),
        ProfileColumn("Satuan", lambda row: row.unit or None),
        ProfileColumn("Biaya Satuan (Rp)", _unit_cost, meaning=_("cost by volume, rounded to the rupiah")),
        ProfileColumn("Jumlah Biaya (Rp)", lambda row: row.cost, meaning=_("empty: nobody said a cost")),
    ),
)
SIINAS = Profile(
    "siinas",
    "SIINas",
    _("SMIs whose data may be passed on to other offices"),
    _("Company data as public manuals of SIINas ask for them; a selection of this house"),
    "enterprises",
    (
        ProfileColumn("NIB", lambda one: one.nib, "nib"),
        ProfileColumn("Nama Perusahaan", lambda one: one.name, "name", True),
        ProfileColumn("Bentuk Badan Usaha", lambda one: one.get_legal_form_display() or None, "legal_form"),
        ProfileColumn("Kode Wilayah", lambda one: one.region.code, "region"),
        ProfileColumn("Alamat", lambda one: one.address or None, "address"),
        ProfileColumn("KBLI", lambda one: one.industry.code, "industry", True),
        ProfileColumn("Jenis Produk", lambda one: one.product or None, "product"),
        ProfileColumn("Nilai Investasi (Rp)", lambda one: one.investment, "investment"),
        ProfileColumn("Tenaga Kerja Laki-laki", lambda one: one.workers_male, "workers_male"),
        ProfileColumn("Tenaga Kerja Perempuan", lambda one: one.workers_female, "workers_female"),
        ProfileColumn("Tanggal Data", lambda one: one.figures_on, "figures_on"),
    ),
)
PROFILES = {one.code: one for one in (SIPD, KRISNA, SIINAS)}


def profile_of(words: set[str], *, own: Iterable[str], kind: str) -> Profile | None:
    """The profile whose headings a file has more of than those of our own template; None for a file of ours."""
    best, most = None, len(words & set(own))
    for one in PROFILES.values():
        count = len(words & set(one.known([]))) if one.kind == kind else 0
        if count > most:
            best, most = one, count
    return best
