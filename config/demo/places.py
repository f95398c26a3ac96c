"""Where the stories happen: offices, members of the working groups and the names of people, all of them sample."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from liap.places.models import Organisation

Kind = Organisation.Kind


@dataclass(frozen=True, kw_only=True)
class Place:
    """A region of the demonstration; `key` is the end of its people's user names.

    members: key of the institution (activities name it) -> name and kind; each of them has a seat.
    """

    key: str
    code: str
    town: str
    office: str
    agency: str
    letterhead: str
    decree_number: str
    decree_on: date
    decree_signer: str
    members: dict[str, tuple[str, str]] = field(default_factory=dict)

    def institution(self, key: str) -> str:
        """The name of the institution that activities call by a short key."""
        own = {"dinas": self.office, "bappeda": self.agency}
        return own.get(key) or self.members[key][0]


def _place(key, code, kind_name, town, decree_on, signer, members) -> Place:
    return Place(
        key=key,
        code=code,
        town=town,
        office=f"Dinas Perindustrian dan Perdagangan {kind_name}",
        agency=f"Badan Perencanaan Pembangunan Daerah {kind_name}",
        letterhead=f"PEMERINTAH {kind_name.upper()}",
        decree_number=f"SK-CONTOH/{code}/{decree_on.year}",
        decree_on=decree_on,
        decree_signer=signer,
        members=members,
    )


FOUNDED = date(2013, 6, 3)
PLACES = (
    _place(
        "samosir", "12.17", "Kabupaten Samosir", "Pangururan", FOUNDED, "Bupati Samosir",
        {
            "koperasi": ("Koperasi Tenun Contoh Samosir", Kind.FIRM),
            "bank": ("Bank Contoh Cabang Pangururan", Kind.BANK),
            "kampus": ("Universitas Contoh Danau Toba", Kind.UNIVERSITY),
            "asosiasi": ("Dekranasda Kabupaten Samosir", Kind.ASSOCIATION),
            "kantor": ("Dinas Pariwisata Kabupaten Samosir", Kind.OTHER_OFFICE),
            "pelaku": ("Kelompok Partonun Contoh", Kind.FIRM),
        },
    ),
    _place(
        "tegal", "33.28", "Kabupaten Tegal", "Slawi", FOUNDED, "Bupati Tegal",
        {
            "koperasi": ("Koperasi Logam Contoh Tegal", Kind.FIRM),
            "bank": ("Bank Contoh Cabang Slawi", Kind.BANK),
            "kampus": ("Politeknik Contoh Tegal", Kind.UNIVERSITY),
            "asosiasi": ("Asosiasi Galangan Contoh Tegal", Kind.ASSOCIATION),
            "bki": ("Biro Klasifikasi Contoh Cabang Tegal", Kind.OTHER),
            "kantor": ("Dinas Koperasi dan UKM Kabupaten Tegal", Kind.OTHER_OFFICE),
        },
    ),
    _place(
        "palu", "72.71", "Kota Palu", "Palu", FOUNDED, "Wali Kota Palu",
        {
            "koperasi": ("Koperasi Kakao Contoh Palu", Kind.FIRM),
            "bank": ("Bank Contoh Cabang Palu", Kind.BANK),
            "kampus": ("Universitas Contoh Sulawesi Tengah", Kind.UNIVERSITY),
            "asosiasi": ("Asosiasi Mebel Rotan Contoh Palu", Kind.ASSOCIATION),
            "kantor": ("Dinas Koperasi, UMKM dan Tenaga Kerja Kota Palu", Kind.OTHER_OFFICE),
            "pelaku": ("Kelompok Olahan Cokelat Contoh", Kind.FIRM),
        },
    ),
    _place(
        "pontianak", "61.71", "Kota Pontianak", "Pontianak", date(2015, 2, 2), "Wali Kota Pontianak",
        {
            "koperasi": ("Koperasi Lidah Buaya Contoh", Kind.FIRM),
            "bank": ("Bank Contoh Cabang Pontianak", Kind.BANK),
            "kampus": ("Politeknik Contoh Pontianak", Kind.UNIVERSITY),
            "asosiasi": ("Dekranasda Kota Pontianak", Kind.ASSOCIATION),
            "kantor": ("Dinas Pangan dan Pertanian Kota Pontianak", Kind.OTHER_OFFICE),
        },
    ),
    _place(
        "mojokerto", "35.76", "Kota Mojokerto", "Mojokerto", date(2015, 2, 2), "Wali Kota Mojokerto",
        {
            "koperasi": ("Koperasi Alas Kaki Contoh", Kind.FIRM),
            "bank": ("Bank Contoh Cabang Mojokerto", Kind.BANK),
            "kampus": ("Balai Alas Kaki Contoh", Kind.UNIVERSITY),
            "asosiasi": ("Asosiasi Perajin Sepatu Contoh", Kind.ASSOCIATION),
            "kantor": ("Dinas Koperasi dan UKM Kota Mojokerto", Kind.OTHER_OFFICE),
            "pelaku": ("Kelompok Sepatu Contoh Prajurit Kulon", Kind.FIRM),
        },
    ),
    _place(
        "pasuruan", "35.75", "Kota Pasuruan", "Pasuruan", date(2019, 9, 2), "Wali Kota Pasuruan",
        {
            "koperasi": ("Koperasi Logam Contoh Pasuruan", Kind.FIRM),
            "bank": ("Bank Contoh Cabang Pasuruan", Kind.BANK),
            "kampus": ("Politeknik Contoh Pasuruan", Kind.UNIVERSITY),
            "asosiasi": ("Asosiasi Logam Contoh Pasuruan", Kind.ASSOCIATION),
            "kantor": ("Dinas Koperasi dan UKM Kota Pasuruan", Kind.OTHER_OFFICE),
        },
    ),
    _place(
        "sulsel", "73", "Provinsi Sulawesi Selatan", "Makassar", date(2019, 11, 4), "Gubernur Sulawesi Selatan",
        {
            "koperasi": ("Koperasi Emas Perak Contoh", Kind.FIRM),
            "bank": ("Bank Contoh Cabang Makassar", Kind.BANK),
            "kampus": ("Universitas Contoh Makassar", Kind.UNIVERSITY),
            "asosiasi": ("Dekranasda Provinsi Sulawesi Selatan", Kind.ASSOCIATION),
            "kantor": ("Dinas Kebudayaan dan Kepariwisataan Provinsi Sulawesi Selatan", Kind.OTHER_OFFICE),
        },
    ),
)  # fmt: skip

# Every person of the demonstration is called "… Contoh", contoh meaning sample.
# A name and whether it is a woman's or a man's.
FIRST_NAMES = [
    tuple(line.split()) for line in Path(__file__).with_name("names.txt").read_text(encoding="utf-8").splitlines()
]
