"""Invented facts of the papers about requests, working groups, regions and the nation, and of a year and a meeting."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from documents.facts import Head, Letterhead, Light, Signatory, Text
from documents.kinds import d0_readiness as d0
from documents.kinds import d1_decree as d1
from documents.kinds import d6_yearly as d6
from documents.kinds import d9_attestation as d9
from documents.kinds import d11_national as d11
from documents.kinds import nt_meeting as nt

CORRECTIVE = Text("tindakan perbaikan", "corrective measures")
EFFORT = Text("staf dan tenaga", "staff and effort")


def of_region(head: Head) -> Head:
    """The head of a paper about no plan."""
    return replace(
        head, plan_code=None, industry=None, industry_code=None, industry_code_system=None,
        plan_title="Penerapan model fasilitasi industri lokal di Kota Contoh",
    )  # fmt: skip


def of_nation(head: Head) -> Head:
    return replace(
        of_region(head), region_code=None, region_name="Indonesia", province=None, place="Jakarta",
        time_zone="Asia/Jakarta", plan_title="Replikasi model fasilitasi industri lokal tahun 2025",
        letterhead=Letterhead(lines=("KEMENTERIAN CONTOH", "DIREKTORAT JENDERAL INDUSTRI KECIL CONTOH")),
        prepared_by=("Meja adopsi",), copies_to=(),
        signatories=(Signatory(title="Direktur Contoh", name="Nama Contoh Lima, M.Si."),),
    )  # fmt: skip


def readiness(head: Head) -> d0.ReadinessFacts:
    return d0.ReadinessFacts(
        head=replace(of_region(head), industry="Pengolahan kakao"),
        reference="ADP-2026-0004",
        asked_on=date(2026, 8, 3),
        industry="Pengolahan kakao",
        letter_number="500/77/DISPERIN/2026",
        contact="Nama Contoh Tiga, telepon (0000) 000000",
        criteria=(
            d0.CriterionLine(label=Text("staf untuk IKM", "staff for SMIs"), said=Decimal(6), half_from=Decimal(4),
                             full_from=Decimal(10), points=10, weight=20),
            d0.CriterionLine(label=Text("anggaran IKM setahun (Rp)", "yearly budget for SMIs (Rp)"),
                             said=Decimal(750000000), half_from=Decimal(100000000), full_from=Decimal(500000000),
                             points=20, weight=20),
            d0.CriterionLine(label=Text("sentra IKM", "SMI centres"), said=Decimal(0), half_from=Decimal(1),
                             full_from=Decimal(3), points=0, weight=20),
            d0.CriterionLine(label=Text("tenaga penyuluh lapangan", "facilitators"), half_from=Decimal(1),
                             full_from=Decimal(2), points=0, weight=20),
        ),
        letter_points=20,
        letter_weight=20,
        score=50,
        variant=Text("dipimpin tenaga penyuluh", "led by a facilitator"),
        missing=(Text("jumlah tenaga penyuluh", "number of facilitators"),),
        decision=Text("dinilai", "assessed"),
        decided_on=date(2026, 9, 1),
        offered_on=date(2026, 9, 10),
        offers_facilitator=True,
        offered_budget=Decimal(45000000),
        offered_training="Pelatihan dua hari di Kota Contoh",
        offered_honorarium=Decimal(36000000),
        offered_training_cost=Decimal(10000000),
        offered_source=Text("APBN, tugas pembantuan", "national budget, assistance task (TP)"),
        offered_year=2027,
    )  # fmt: skip


def decree(head: Head) -> d1.DecreeFacts:
    return d1.DecreeFacts(
        head=replace(
            of_region(head), plan_title="Kelompok Kerja Kakao Kota Contoh",
            signatories=(Signatory(title="Wali Kota Contoh", name=None),),
        ),
        signer="Wali Kota Contoh",
        about="Pembentukan Kelompok Kerja Industri Kakao Kota Contoh",
        considering=(
            "bahwa industri pengolahan kakao di Kota Contoh perlu difasilitasi secara terpadu oleh lintas instansi;",
            "bahwa untuk maksud tersebut perlu dibentuk Kelompok Kerja dengan Keputusan Wali Kota;",
        ),
        recalling=(
            "Undang-Undang Nomor 3 Tahun 2014 tentang Perindustrian;",
            "Petunjuk Teknis Fasilitasi Pengembangan Industri Lokal, Direktorat Jenderal IKM, 2016;",
        ),
        decisions=(
            "Membentuk Kelompok Kerja dengan susunan keanggotaan sebagaimana tercantum dalam Lampiran.",
            "Kelompok Kerja menyusun, melaksanakan dan mengevaluasi Rencana Aksi Industri Lokal.",
            "Keputusan ini mulai berlaku pada tanggal ditetapkan.",
        ),
        members=tuple(
            d1.MemberLine(
                name=f"Nama Contoh {n}" if n != 4 else None, post="Kepala Bidang" if n < 3 else None,
                institution=f"Instansi Contoh {n}", seat="Ketua" if n == 1 else "Anggota",
            )
            for n in range(1, 10)
        ),
        missing=(Text("wakil IKM", "a representative of the SMIs"),),
        reason="Asosiasi baru memilih pengurus pada bulan depan; kursinya disediakan.",
    )  # fmt: skip


def year(head: Head, quarter, evaluation) -> d6.YearFacts:
    return d6.YearFacts(
        head=replace(head, dated_on=date(2027, 1, 20)),
        year=2026,
        light=Light.AMBER,
        summary=Text("1 dari 5 kegiatan terlambat.", "1 of 5 activities are late."),
        quarters=(
            d6.QuarterLine(quarter=1),
            d6.QuarterLine(quarter=2, number="500.9/0007/D5/VII/2026", light=Light.GREEN, reporting=15, expected=26,
                           late=0, decision=Text("sesuai rencana", "on track")),
            d6.QuarterLine(quarter=3, number="500.9/0011/D5/X/2026", light=Light.AMBER, reporting=19, expected=26,
                           late=1, decision=CORRECTIVE),
            d6.QuarterLine(quarter=4, number="500.9/0002/D5/I/2027", light=Light.AMBER, reporting=21, expected=26,
                           late=1, decision=CORRECTIVE),
        ),
        activities=quarter.activities,
        indicators=(
            d6.TrendLine(number=1, statement="IKM yang memfermentasi menurut SNI", unit="IKM", baseline=Decimal(2),
                         values=(None, Decimal(9), Decimal(14), Decimal(17)), target=Decimal(20)),
            d6.TrendLine(number=2, statement="Omzet median setahun", unit="juta rupiah",
                         values=(None, None, None, Decimal("48.2")), target=Decimal("62.5")),
            d6.TrendLine(number=3, statement="Pembeli pasar modern", unit="pembeli", baseline=Decimal(0),
                         values=(Decimal(0), Decimal(1), Decimal(1), Decimal(3)), target=Decimal(5)),
        ),
        channels=quarter.channels,
        rungs=quarter.rungs,
        money=quarter.money,
        efficiency=evaluation.efficiency,
        effort=(
            d6.EffortLine(stage=Text("pelaksanaan", "implementation"), tasks=18, people=7, late=3),
            d6.EffortLine(stage=Text("putaran triwulan", "quarterly round"), tasks=24, people=5, late=1),
        ),
        issues=quarter.issues,
        corrections=quarter.corrections,
        lessons=("Lelang perlu dimulai sebelum musim panen.", "Catatan omzet dibuat bersama fasilitator."),
    )  # fmt: skip


def attestation(head: Head) -> d9.AttestationFacts:
    return d9.AttestationFacts(
        head=of_region(head), year=2026, is_in_use=False, reason=EFFORT, used_since=2016,
        liap_count=2, staff=6, budget=Decimal(750000000), remark="Dua pejabat dipindahkan.",
        said_by="Nama Contoh Dua, M.Si.", held_as="Kepala Dinas Perindustrian", said_on=date(2026, 9, 14),
        before=(
            d9.WordLine(year=2025, is_in_use=True, said_on=date(2025, 11, 3)),
            d9.WordLine(year=2021, is_in_use=False, reason=EFFORT, said_on=date(2021, 8, 31)),
        ),
    )  # fmt: skip


STEPS = (
    (("berminat", "interested"), 6, 0), (("diminta", "requested"), 6, 1), (("dinilai", "assessed"), 5, 2),
    (("disepakati", "committed"), 3, 0), (("disiapkan", "preparing"), 3, 0), (("aktif", "active"), 2, 1),
    (("ditangguhkan", "suspended"), 1, 1), (("berhenti", "stopped"), 0, 0), (("ditolak", "declined"), 1, 1),
)  # fmt: skip


def nation(head: Head) -> d11.NationFacts:
    return d11.NationFacts(
        head=of_nation(head),
        year=2025,
        funnel=tuple(d11.FunnelLine(step=Text(*label), reached=reached, now=now) for label, reached, now in STEPS),
        regions=(
            d11.RegionLine(region="Kota Contoh", province="Contoh Tengah", industry="Pengolahan kakao",
                           state=Text("aktif", "active"), since=date(2018, 5, 2), score=70),
            d11.RegionLine(region="Kabupaten Contoh", province="Contoh Timur", industry="Kerajinan emas dan perak",
                           state=Text("ditangguhkan", "suspended"), since=date(2020, 3, 20),
                           reason="Pandemi COVID-19"),
            d11.RegionLine(region="Kabupaten Contoh Jauh", province="Contoh Timur", industry="Kopi",
                           state=Text("diminta", "requested"), since=date(2025, 12, 1)),
        ),
        reasons=(d11.ReasonLine(label=EFFORT, count=1),),
        words=(
            d11.WordLine(year=2021, in_use=4, not_in_use=1),
            d11.WordLine(year=2025, in_use=2, not_in_use=0, silent=3),
        ),
        successes=(
            d11.SuccessLine(region="Kota Contoh", industry=head.industry, reached=26, confirmed=20, lapsed=2,
                            unknown=4, goal=Text("transaksi pertama", "first transaction")),
        ),
        gaps=(
            d11.GapLine(what=Text("tidak memberi pernyataan", "gave no word"), count=3,
                        where=("Kota Contoh", "Kabupaten Contoh", "Kabupaten Contoh Jauh")),
            d11.GapLine(what=Text("kesiapan belum dinilai", "readiness not assessed"), count=0),
        ),
    )  # fmt: skip


def meeting(head: Head, minutes) -> nt.MeetingFacts:
    return nt.MeetingFacts(
        head=head, meeting_number="04/KK/X/2026", purpose=Text("tinjauan triwulan", "quarterly review"),
        held_on=date(2026, 10, 8), held_at="Aula Dinas Perindustrian dan Perdagangan", seats_with_vote=9, counted=7,
        attendance=minutes.attendance, decision=CORRECTIVE,
        remark="Lelang kotak fermentasi gagal karena hanya satu penawar.",
        issues=("Gudang bersama belum mendapat izin",),
        tasks=(
            nt.DecidedTask(title="Ajukan ulang lelang kotak fermentasi", post="Anggota, Dinas Perindustrian",
                           holder="Nama Contoh Dua, M.Si.", due_on=date(2026, 10, 30)),
            nt.DecidedTask(title="Urus izin gudang bersama"),
        ),
    )  # fmt: skip


def samples(head: Head, quarter, evaluation, minutes) -> dict:
    """By kind, made from the head and the papers that the other samples have."""
    return {
        "D0": readiness(head),
        "D1": decree(head),
        "D6": year(head, quarter, evaluation),
        "D9": attestation(head),
        "D11": nation(head),
        "NT": meeting(head, minutes),
    }
