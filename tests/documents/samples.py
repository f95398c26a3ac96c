"""Facts of an invented plan, marked as sample, full enough to fill every part of each paper."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from documents.facts import (
    Approval,
    ChangeLine,
    Grade,
    Head,
    Headcount,
    Letterhead,
    Light,
    Overall,
    Proof,
    Rung,
    Signatory,
    Spending,
    Tally,
    Text,
    Verdict,
    VisitLine,
)
from documents.kinds import d1f_letter as d1f
from documents.kinds import d2_diagnosis as d2
from documents.kinds import d2f_quick as d2f
from documents.kinds import d3_liap as d3
from documents.kinds import d3f_short as d3f
from documents.kinds import d4_minutes as d4
from documents.kinds import d4f_decision as d4f
from documents.kinds import d5_quarterly as d5
from documents.kinds import d5f_monthly as d5f
from documents.kinds import d7_evaluation as d7
from documents.kinds import d7f_short as d7f
from documents.kinds import d8_handover as d8
from documents.kinds import d10_card as d10
from documents.kinds import tot_kit as tot
from tests.documents.samples_of_adoption import samples

PLAN_HASH = "9f2c4b7d1e8a6035c4f1b2d3a4958671c0ffee1234567890abcdef0123456789"
LOREM = (
    "Industri pengolahan kakao di wilayah contoh ini tumbuh dari kebun rakyat, "
    "dan sebagian besar dijalankan perempuan. "
    "Biji kering dijual tanpa fermentasi sehingga nilai tambah tertinggal di luar daerah.\n\n"
    "Rencana ini menjawab tiga masalah yang disepakati dalam pertemuan kelompok kerja:\n\n"
    "- mutu biji tidak seragam;\n- kemasan belum memenuhi syarat toko modern;\n- pembukuan belum ada."
)
HEAD = Head(
    letterhead=Letterhead(
        lines=("PEMERINTAH KOTA CONTOH", "DINAS PERINDUSTRIAN DAN PERDAGANGAN"),
        address="Jalan Contoh Nomor 1, Kota Contoh 00000",
        contact="telepon (0000) 000000",
    ),
    plan_code="LIAP-00.71-2026-01",
    plan_title="Rencana aksi industri pengolahan kakao Kota Contoh 2026–2028",
    region_code="00.71",
    region_name="Kota Contoh",
    province="Contoh Tengah",
    industry=Text("Industri kakao", "Cacao processing"),
    industry_code="10731",
    industry_code_system="KBLI 2020",
    place="Kota Contoh",
    dated_on=date(2026, 9, 14),
    time_zone="Asia/Makassar",
    data_as_of=datetime(2026, 9, 14, 2, 5, tzinfo=UTC),
    source=Text("Basis data LIAP Dinas Perindustrian dan Perdagangan", "LIAP data base of the industry office"),
    prepared_by=("Sekretariat Kelompok Kerja",),
    signatories=(
        Signatory(title="Ketua Kelompok Kerja", name="Nama Contoh Satu, S.E.", heading=Text("Mengetahui", "Seen by")),
        Signatory(
            title="Kepala Dinas Perindustrian dan Perdagangan",
            name="Nama Contoh Dua, M.Si.",
            nip="19700101 199503 1 001",
            acting="Plt.",
            letter="800/0001/2026",
            heading=Text("Disetujui", "Approved by"),
        ),
    ),
    copies_to=("Kepala Bappeda Kota Contoh", "Direktorat Jenderal Industri Kecil, Menengah dan Aneka"),
    is_sample=True,
    proof=Proof(
        code="0123456789ABCDEFGHJKMNPQRS",
        address="http://127.0.0.1:8000/v/0123456789ABCDEFGHJKMNPQRS/",
        chain="plan:12",
        event=345,
        hash="3b7c1d09" * 8,
    ),
)
PROBLEMS = (
    d2.ProblemLine(rank=1, statement="Biji dijual tanpa fermentasi; harga turun sepertiga", step="Pascapanen"),
    d2.ProblemLine(rank=2, statement="Kemasan tidak memenuhi syarat toko modern", step="Pengemasan"),
    d2.ProblemLine(rank=3, statement="Pelaku tidak mencatat omzet, sehingga tidak dapat mengajukan kredit"),
)
HEADCOUNT = Headcount(
    enterprises=26, small=24, medium=2, owners_women=19, owners_men=7, workers_women=71, workers_men=None
)
RUNGS = (
    Rung(label=Text("kemampuan", "capability"), statement="Mampu memfermentasi menurut SNI", number=20, reached=14,
         due_on=date(2027, 6, 30)),
    Rung(label=Text("sertifikat", "certificate"), statement="Izin edar dan sertifikat halal", number=12, reached=5),
    Rung(label=Text("transaksi pertama", "first transaction"), number=8, due_on=date(2028, 6, 30)),
)  # fmt: skip
CITY = Text("APBD kabupaten/kota", "regency or city budget (APBD)")
DAK = Text("DAK fisik", "special allocation, physical (DAK)")
BUDGET = (
    Spending(source=CITY, year=2026, proposed=Decimal(350000000), allocated=Decimal(300000000),
             committed=Decimal(280000000), spent=Decimal(121500000)),
    Spending(source=DAK, year=2026, proposed=Decimal(1500000000)),
    Spending(source=CITY, year=2027, proposed=Decimal(425000000), allocated=None),
    Spending(source=Text("dana desa", "village fund"), year=2027),
    Spending(source=Text("universitas", "university"), year=2026, proposed=Decimal(45000000), in_kind=True),
)  # fmt: skip
WORK = (
    ("Pelatihan fermentasi dan pengeringan bagi kelompok petani", "Dinas Pertanian", (2026, 3), (2026, 7)),
    ("Pengadaan kotak fermentasi bersama", "Dinas Perindustrian dan Perdagangan", (2026, 5), (2026, 11)),
    ("Pendampingan izin edar dan sertifikat halal", "Balai Besar Industri", (2026, 8), (2027, 5)),
    ("Rancang ulang kemasan dan merek bersama", "Universitas Contoh", (2027, 1), (2027, 9)),
    ("Temu usaha dengan jaringan toko modern", "Asosiasi Kakao Contoh", (2027, 8), (2028, 4)),
)


def activities(count: int = 5) -> tuple[d3.ActivityLine, ...]:
    return tuple(
        d3.ActivityLine(
            number=n + 1,
            title=WORK[n % 5][0],
            institution=WORK[n % 5][1],
            starts_on=date(*WORK[n % 5][2], 1),
            ends_on=date(*WORK[n % 5][3], 28),
            answers=n % 3 + 1,
            volume=Decimal("2.5") if n % 2 else Decimal(4),
            unit="paket",
            cost=None if n == 3 else Decimal(85000000 * (n % 5 + 1)),
            source=CITY,
            state=Text("diterima", "accepted") if n < 3 else Text("diminta", "requested"),
            is_committed=n < 3,
            depends_on=(n,) if n else (),
        )
        for n in range(count)
    )


WEIGHING = d2.Weighing(
    criteria=(
        d2.CriterionLine(name="Permintaan pasar", weight=30, share=Decimal("60.0")),
        d2.CriterionLine(name="Bahan baku di daerah", weight=20, share=Decimal("40.0")),
    ),
    candidates=(
        d2.Candidate(
            name=HEAD.industry, rank=1, score=Decimal("4.20"), lowest=Decimal("3.40"), highest=Decimal("4.80"),
            deviation=Decimal("0.46"), scorers=5, is_chosen=True,
        ),
        d2.Candidate(
            name=Text("Mebel rotan", "Rattan furniture"), rank=2, score=Decimal("3.75"), lowest=Decimal("3.75"),
            highest=Decimal("3.75"), scorers=1,
        ),
        d2.Candidate(name=Text("Anyaman bambu", "Bamboo plaiting"), scorers=0),
    ),
    closed_on=date(2026, 3, 2),
    reason="Bahan baku paling dekat.",
)  # fmt: skip
DIAGNOSIS = d2.DiagnosisFacts(
    head=HEAD,
    summary=LOREM,
    reason_for_industry="Dipilih oleh tujuh dari sembilan penilai.",
    weighing=WEIGHING,
    profile=LOREM,
    headcount=HEADCOUNT,
    turnover=(
        d2.BandLine(label=Text("sampai 5 juta rupiah sebulan", "up to 5 million rupiah a month"), enterprises=14),
        d2.BandLine(label=Text("5 sampai 25 juta rupiah sebulan", "5 to 25 million rupiah a month"), enterprises=9),
        d2.BandLine(label=Text("lebih dari 100 juta rupiah sebulan", "more than 100 million rupiah a month")),
        d2.BandLine(label=Text("tidak tercatat", "not recorded")),
    ),
    stakeholders=tuple(
        d2.StakeholderLine(name=name, interest=interest, influence=Text("tinggi", "high"), offer=offer)
        for name, interest, offer in (
            ("Bappeda Kota Contoh", "Keselarasan dengan RPJMD", "Mengusulkan pagu APBD"),
            ("Bank Contoh", "Penyaluran KUR", "Pelatihan pembukuan sederhana"),
            ("Asosiasi Kakao Contoh", "Pasar yang tetap", None),
        )
    ),
    chain_unit="per kg",
    chain=tuple(
        d2.ChainLine(number=n + 1, name=name, actors=actors, price=price, bottleneck=bottleneck)
        for n, (name, actors, price, bottleneck) in enumerate(
            (
                ("Kebun", "312 petani", Decimal(21000), None),
                ("Pascapanen dan fermentasi", "9 kelompok", Decimal(32500), "Tanpa kotak fermentasi"),
                ("Pengolahan menjadi pasta", "26 IKM", Decimal(90000), None),
                ("Pengemasan", "26 IKM", None, "Kemasan sederhana"),
                ("Toko oleh-oleh dan toko modern", "14 toko", Decimal(185000), None),
            )
        )
    ),
    problems=PROBLEMS,
    baseline=d2.Baseline(targets=26, measured=9, estimated=12, missing=5, remark="Lima IKM belum dikunjungi."),
    meetings=(d2.MeetingLine(held_on=date(2026, 2, 11), title="Lokakarya diagnosis", invited=14, attended=11),),
    participants=tuple(
        d2.Participant(name=f"Peserta Contoh {n}", post="Anggota", institution="Instansi Contoh") for n in range(1, 7)
    ),
    annexes=(
        d2.AnnexLine(
            title=Text("keputusan kelompok kerja", "decree of the working group"),
            number="500/12/2026",
            dated_on=date(2026, 1, 20),
            sha256=PLAN_HASH,
        ),
        d2.AnnexLine(title="Daftar hadir lokakarya diagnosis", dated_on=date(2026, 2, 11), sha256=PLAN_HASH),
        d2.AnnexLine(title=Text("lembar kesiapan", "readiness sheet"), number="0007/D0/2026"),
    ),
)
PLAN = d3.PlanFacts(
    head=HEAD,
    version=4,
    plan_sha256=PLAN_HASH,
    starts_on=date(2026, 1, 1),
    ends_on=date(2028, 12, 31),
    approvals=(
        Approval(step=Text("Kelompok kerja", "Working group"), title="Ketua", name="Nama Contoh Satu",
                 decision=Text("disetujui", "agreed"), decided_on=date(2026, 9, 7)),
        Approval(step=Text("Kementerian", "Ministry"), title="Pemeriksa", name=None,
                 decision=Text("tidak menjawab", "silent"), remark="Lima belas hari kerja lewat"),
    ),
    background=LOREM,
    diagnosis_summary="Lihat laporan diagnosis.",
    problems=PROBLEMS,
    objective="Pelaku kakao Kota Contoh menjual olahan bermutu ke pasar modern.",
    rungs=RUNGS,
    targets_profile="IKM pengolah kakao dengan dua sampai sembilan pekerja.",
    targets=HEADCOUNT,
    target_names=(
        d3.TargetLine(name="IKM Contoh Satu", baseline=Decimal(48000000), baseline_year=2025),
        d3.TargetLine(name="IKM Contoh Dua"),
    ),
    activities=activities(),
    promises=(
        d3.PromiseLine(statement="Mencatat omzet setiap bulan", due_on=date(2026, 6, 30)),
        d3.PromiseLine(statement="Menyediakan lahan gudang bersama", who="IKM Contoh Satu"),
    ),
    budget=BUDGET,
    indicators=(
        d3.IndicatorLine(number=1, statement="IKM yang memfermentasi menurut SNI", level=Text("tujuan", "purpose"),
                         verification="Hasil uji laboratorium", unit="IKM", baseline=Decimal(2), target=Decimal(20),
                         frequency=Text("triwulanan", "quarterly"), reported_by="Fasilitator"),
        d3.IndicatorLine(number=2, statement="Omzet median setahun", level=Text("sasaran umum", "overall goal"),
                         verification="Catatan harian IKM", unit="juta rupiah", target=Decimal("62.5"),
                         frequency=Text("tahunan", "yearly")),
    ),
    roles=(
        d3.RoleLine(seat="Ketua", institution="Dinas Perindustrian dan Perdagangan", name="Nama Contoh Satu"),
        d3.RoleLine(seat="Anggota", institution="Bank Contoh", duty=Text("pembiayaan", "finance")),
    ),
    risks="- harga biji dunia turun;\n- pejabat dipindahkan sebelum kegiatan selesai.",
    monitoring=(
        d3.MonitoringLine(what="Kegiatan, IKM dan dana", how_often=Text("triwulanan", "quarterly"), who="Koordinator"),
    ),
    offers=(d3.OfferLine(institution="Universitas Contoh", activity=WORK[3][0], answer=Text("diterima", "accepted"),
                         answered_on=date(2026, 8, 3), letter="12/UC/2026"),),
    previous_version=3,
    earlier=(
        d3.EarlierRecommendation(
            statement="Catat omzet setiap triwulan", addressee=Text("kementerian", "ministry"),
            plan="LIAP Contoh Terdahulu", state=Text("belum dijawab", "not answered"), due_on=date(2027, 6, 30),
        ),
    ),
    changes=(d3.ChangeLine(section=Text("anggaran", "budget"), before="Rp300.000.000", after="Rp350.000.000"),),
)  # fmt: skip
MINUTES = d4.MinutesFacts(
    head=HEAD,
    meeting_number="03/KK/IX/2026",
    held_on=date(2026, 9, 7),
    held_at="Aula Dinas Perindustrian dan Perdagangan",
    agenda="Keputusan atas rencana aksi",
    chair="Nama Contoh Satu",
    secretary="Nama Contoh Tiga",
    seats_with_vote=9,
    counted=7,
    quorum=5,
    is_quorate=True,
    attendance=tuple(
        d4.AttendanceLine(
            name=f"Anggota Contoh {n}",
            seat="Anggota",
            institution=f"Instansi Contoh {n}",
            is_present=n != 4,
            has_conflict=n == 6,
        )
        for n in range(1, 10)
    ),
    decision=Text("Rencana aksi disetujui", "The plan is agreed"),
    conditions="- anggaran tahun 2027 diperiksa ulang oleh Bappeda.",
    dissent="Anggota Contoh 8 meminta agar biaya kemasan dihitung ulang.",
    approvals=PLAN.approvals,
    plan_version=4,
    plan_sha256=PLAN_HASH,
)
QUARTER = d5.QuarterFacts(
    head=HEAD,
    year=2026,
    quarter=3,
    starts_on=date(2026, 7, 1),
    ends_on=date(2026, 9, 30),
    light=Light.AMBER,
    light_reason="Satu kegiatan terlambat; dana DAK belum ditetapkan.",
    summary=LOREM,
    activities=tuple(
        d5.ProgressLine(
            number=one.number, title=one.title, institution=one.institution, starts_on=one.starts_on,
            ends_on=one.ends_on, state=Text("berjalan", "running"), is_late=one.number == 2,
            done_on=date(2026, 7, 20) if one.number == 1 else None,
            reason="Lelang diulang" if one.number == 2 else None,
        )
        for one in PLAN.activities
    ),
    indicators=(
        d5.IndicatorProgress(number=1, statement="IKM yang memfermentasi menurut SNI", unit="IKM",
                             baseline=Decimal(2), previous=Decimal(9), value=Decimal(14), target=Decimal(20)),
        d5.IndicatorProgress(number=2, statement="Omzet median setahun", unit="juta rupiah", target=Decimal("62.5"),
                             note="Baru dihitung pada akhir tahun"),
    ),
    enterprises_expected=26,
    enterprises_reporting=19,
    figures=(
        d5.Figure(label=Text("Omzet median", "Median turnover"), unit=Text("Rp juta", "Rp million"), reporting=19,
                  value=Decimal("14.25"), previous=Decimal("12.1")),
        d5.Figure(label=Text("Omzet usaha menengah", "Turnover of medium firms"), reporting=2, value=Decimal(900),
                  is_suppressed=True),
    ),
    channels=(
        d5.ChannelShare(label=Text("pasar tradisional", "traditional market"), share=Decimal("58.4")),
        d5.ChannelShare(label=Text("toko oleh-oleh", "souvenir shops"), share=Decimal("31.1")),
        d5.ChannelShare(label=Text("toko modern", "modern retail"), share=Decimal("10.5")),
        d5.ChannelShare(label=Text("ekspor", "export"), is_suppressed=True),
    ),
    rungs=RUNGS,
    money=BUDGET,
    issues=(d5.IssueLine(statement="Gudang bersama belum mendapat izin", owner="Koordinator"),),
    corrections=(d5.CorrectionLine(task="Ajukan ulang lelang kotak fermentasi", owner="Dinas Perindustrian",
                                   due_on=date(2026, 10, 15), minutes="04/KK/X/2026"),),
    entries=(d5.EntryLine(part=Text("IKM", "SMIs"), expected=26, received=19, missing=("IKM Contoh Dua",)),),
    review_decision=Text("tindakan perbaikan", "corrective measures"),
    review_held_on=date(2026, 9, 10),
)  # fmt: skip
EVALUATION = d7.EvaluationFacts(
    head=HEAD,
    starts_on=date(2026, 1, 1),
    ends_on=date(2028, 12, 31),
    months_since_approval=27,
    background=LOREM,
    overall_goal="Omzet dan saluran pasar IKM kakao meningkat.",
    purpose="Dua puluh IKM memfermentasi menurut SNI.",
    activities=tuple(title for title, *_ in WORK),
    agencies=("Dinas Perindustrian dan Perdagangan", "Bappeda Kota Contoh"),
    constraints="Tiga pejabat telah dipindahkan; wawancara dilakukan melalui telepon.",
    constraints_found=(Text("2 dari 9 kursi kosong.", "2 of 9 seats are vacant."),),
    perspectives=None,
    relevance=(d7.Finding(aspect=Text("kebijakan pembangunan", "development policy"), finding="Sesuai RPJMD",
                          evidence="RPJMD Kota Contoh", grade=Grade.HIGH),),
    achievements=(
        d7.Achievement(number=1, level=Text("tujuan", "purpose"), indicator="IKM yang memfermentasi menurut SNI",
                       unit="IKM", baseline=Decimal(2), target=Decimal(20), actual=Decimal(21),
                       verdict=Verdict.ACHIEVED, evidence="Hasil uji laboratorium", source="Balai Besar Industri"),
        d7.Achievement(number=2, level=Text("sasaran umum", "overall goal"), indicator="Omzet median setahun",
                       unit="juta rupiah", target=Decimal("62.5"), verdict=Verdict.UNVERIFIED,
                       reason="Catatan omzet hanya ada pada 4 IKM", criterion=Text("keberlanjutan", "sustainability"),
                       moved="dampak baru terlihat setelah tiga tahun"),
    ),
    continuation="Delapan belas IKM masih memfermentasi.",
    impacts="Sentra baru tumbuh di kecamatan tetangga.",
    women="Tujuh puluh tiga persen pemilik adalah perempuan.",
    efficiency=d7.Efficiency(cost_unit="juta yen", cost_planned=Decimal(351), cost_actual=Decimal(382),
                             cost_ratio=Decimal("108.8"), months_planned=36, months_actual=37,
                             period_ratio=Decimal("102.8"), finding="Sedikit melampaui rencana."),
    sustainability=(d7.Finding(aspect=Text("keuangan", "financial"), finding="APBD tersedia sampai 2029",
                               grade=Grade.FAIR),),
    ratings=(
        d7.RatingLine(criterion=Text("relevansi", "relevance"), computed=Grade.HIGH, given=Grade.HIGH),
        d7.RatingLine(criterion=Text("efektivitas dan dampak", "effectiveness and impact"), computed=Grade.HIGH,
                      given=Grade.FAIR, reason="Sasaran umum belum terbukti"),
        d7.RatingLine(criterion=Text("efisiensi", "efficiency"), computed=Grade.FAIR, given=Grade.FAIR),
        d7.RatingLine(criterion=Text("keberlanjutan", "sustainability"), given=Grade.FAIR),
    ),
    overall=d7.OverallRating(computed=Overall.PARTIALLY_SATISFACTORY, rule="tabel keputusan v1"),
    conclusion="Rencana berjalan baik, tetapi bukti omzet masih kurang.",
    recommendations=(d7.Recommendation(statement="Teruskan pencatatan omzet tiga pertanyaan",
                                       addressee="Dinas Perindustrian dan Perdagangan", due_on=date(2029, 6, 30)),),
    lessons=("Gunakan sistem yang sudah ada.",),
    respondents=(
        d7.RespondentLine(medium=Text("telepon", "telephone"), asked=26, answered=19, refused=3, unreachable=4),
        d7.RespondentLine(medium=Text("tautan", "link"), asked=9, answered=None, refused=None, unreachable=0),
        d7.RespondentLine(medium=Text("formulir kertas", "paper form")),
    ),
    data_quality="Lima IKM tidak dapat dihubungi.",
)  # fmt: skip
HANDOVER = d8.HandoverFacts(
    head=HEAD,
    post="Anggota 1, Koperasi Contoh",
    outgoing="Nama Contoh Satu",
    incoming="Nama Contoh Dua",
    superior="Nama Contoh Tiga",
    taken_over_on=date(2026, 9, 14),
    decree="SK-9/2026",
    tasks=tuple(d8.OpenTaskLine(title=f"Tugas contoh {n}", due_on=date(2026, 10, n)) for n in range(1, 13)),
    tasks_elsewhere=2,
    papers=(d8.PaperLine(kind="D2", number="500.9/0001/D2/I/2026"),),
    enterprises=("IKM Contoh Satu", "IKM Contoh Dua"),
    notes="- kunci lemari arsip di laci kiri;\n- bank menunggu surat.",
    promises="Balasan surat bank sebelum 1 Oktober.",
    incoming_signed_at=datetime(2026, 9, 14, 2, 0, tzinfo=UTC),
    confirmed_at=datetime(2026, 9, 14, 2, 5, tzinfo=UTC),
    reason="Pindah tugas mendadak",
)
VISITS = tuple(
    VisitLine(
        visited_on=date(2026, 9, n),
        place="Sentra Kakao Contoh",
        topic=Text("produk, mutu, dan kemasan", "product, quality and packaging") if n != 3 else None,
        enterprises=n if n < 3 else None,
        found="Kemasan belum seragam; <b>tiga</b> IKM belum mencatat penjualan.",
        advice="Pakai label bersama" if n != 2 else None,
    )
    for n in range(1, 4)
)
TALLIES = (
    Tally(question=Text("Omzet", "Turnover"), answer=Text("sampai 5 juta", "up to 5 million"), before=9, now=4),
    Tally(question=Text("Omzet", "Turnover"), answer=Text("lebih dari 100 juta", "more than 100 million")),
    Tally(question=Text("Pasar utama", "Main market"), answer=Text("ritel modern", "modern retail"), before=0, now=5),
    Tally(question=Text("Pekerja", "Workers"), answer=Text("seluruhnya", "all together"), before=41, now=47),
)
LETTER = d1f.LetterFacts(
    head=HEAD,
    letter_number="800.1.11/0042/2026",
    letter_on=date(2026, 1, 5),
    facilitator="Nama Contoh Lima",
    post="Tenaga Penyuluh Lapangan (TPL-IKM), Dinas Perindustrian dan Perdagangan",
    superior="Nama Contoh Dua, M.Si.",
    place="Kecamatan Contoh Utara",
    valid_from=date(2026, 1, 5),
    valid_to=date(2026, 12, 31),
    contact="Nama Contoh Enam",
)
QUICK = d2f.QuickFacts(
    head=HEAD, visits=VISITS, chain=DIAGNOSIS.chain, problems=PROBLEMS, targets=12, answered=11, answers=TALLIES
)
SHORT_PLAN = d3f.ShortPlanFacts(
    head=HEAD,
    version=2,
    plan_sha256=PLAN_HASH,
    starts_on=date(2026, 1, 5),
    ends_on=date(2026, 12, 31),
    facilitator="Nama Contoh Lima",
    letter_number="800.1.11/0042/2026",
    approvals=PLAN.approvals[:1],
    objective=PLAN.objective,
    rungs=RUNGS[:1],
    problems=PROBLEMS,
    targets=12,
    activities=PLAN.activities[:4],
    promises=PLAN.promises,
    indicators=PLAN.indicators,
    risks="Harga biji naik.",
    met_on=date(2026, 2, 14),
    met_at="Balai Desa Contoh",
    present=9,
)
DECISION = d4f.DecisionFacts(
    head=HEAD,
    decision=Text("disetujui", "approved"),
    decided_on=date(2026, 2, 20),
    reason="Sejalan dengan RPJMD.",
    approvals=PLAN.approvals[:1],
    plan_version=2,
    plan_sha256=PLAN_HASH,
    met_on=date(2026, 2, 14),
    present=9,
)
MONTH = d5f.MonthFacts(
    head=HEAD,
    year=2026,
    month=9,
    facilitator="Nama Contoh Lima",
    visits=VISITS,
    steps=(
        d5f.NextStepLine(
            statement="Hubungi pemasok kemasan", who=Text("penyuluh", "facilitator"), due_on=date(2026, 9, 20),
            state=Text("selesai", "done"), result="Dua penawaran diterima",
        ),
        d5f.NextStepLine(
            statement="Surat kepada balai uji", who=Text("kepala dinas", "head"), due_on=date(2026, 10, 2),
            state=Text("terbuka", "open"),
        ),
    ),
    activities=QUARTER.activities[:3],
    indicators=QUARTER.indicators,
    rungs=RUNGS[:1],
    targets=12,
    answered=11,
    answers=TALLIES,
    remark="Bulan depan musim panen.",
)  # fmt: skip
SHORT_EVALUATION = d7f.ShortEvaluationFacts(
    head=HEAD,
    starts_on=date(2026, 1, 5),
    ends_on=date(2026, 12, 31),
    objective=EVALUATION.overall_goal,
    achievements=EVALUATION.achievements,
    targets=12,
    answered=10,
    answers=TALLIES,
    changes=(
        ChangeLine(question=Text("Produk", "Product"), better=6, same=4, worse=0),
        ChangeLine(question=Text("Tempat produksi", "Place of production"), better=3, same=7, worse=0),
    ),
    respondents=EVALUATION.respondents,
    efficiency=EVALUATION.efficiency,
    ratings=EVALUATION.ratings,
    overall=EVALUATION.overall,
    women=Text("Tiga dari empat pemilik adalah perempuan.", "Three of four owners are women."),
    visits=14,
    impacts="Dua sentra lain meniru label bersama.",
    recommendations=("Lanjutkan tiga pertanyaan setiap triwulan.",),
    lessons=("Label bersama lebih murah.",),
    data_quality=Text("Dua dari dua putusan berdasar bukti.", "Two of two verdicts rest on evidence."),
)
CARD = d10.CardFacts(
    head=replace(HEAD, plan_code="", plan_title="UD Kakao Contoh", signatories=()),
    business=(
        d10.CardLine(label=Text("nama", "name"), said=Text("UD Kakao Contoh", "UD Kakao Contoh")),
        d10.CardLine(label=Text("nomor induk berusaha (NIB)", "business number (NIB)")),
    ),
    owner=(d10.CardLine(label=Text("nama pemilik", "name of the owner"), said=Text("Nama Contoh", "Nama Contoh")),),
    services=(
        d10.ServiceLine(
            service=Text("sertifikat halal", "halal certificate"), provider="Lembaga Contoh",
            received_on=date(2026, 3, 2),
        ),
    ),
    uses=(
        d10.UseLine(
            purpose=Text("publikasi nama", "publishing the name"), basis=Text("persetujuan", "consent"),
            given_on=date(2026, 3, 2), is_used=True,
        ),
        d10.UseLine(purpose=Text("penerusan", "passing on"), is_used=False),
    ),
    accesses=(
        d10.AccessLine(
            at=datetime(2026, 10, 5, 3, 0, tzinfo=UTC), act=Text("dilihat", "seen"),
            reason=Text("pendampingan", "advice"), by="Nama Contoh Dua",
        ),
    ),
    notice_version="2026-1",
    notice=Text("Data dipakai untuk pembinaan.", "The data are used for support."),
)  # fmt: skip
KIT = tot.KitFacts(
    head=replace(HEAD, plan_code=None, plan_title="ToT", region_code=None, signatories=()),
    whose=Text("Panduan pembuat sistem.", "A guide of the makers."),
    programme=(
        tot.UnitLine(
            name=Text("Empat bagian", "Four parts"), minutes=45, do=Text("Pilah kalimat.", "Sort sentences."),
            afterwards=Text("Menyebut keempatnya", "Name the four"),
        ),
    ),
    exercises=(
        tot.ExerciseLine(
            name=Text("1. Jalan ke pembeli", "1. The way to the buyer"), task=Text("Gambarlah.", "Draw."),
            solution=Text("Empat langkah.", "Four steps."),
        ),
    ),
    before=(tot.AdviceLine(heading=Text("Sebelumnya", "Before"), points=(Text("Undang.", "Invite."),)),),
    agenda=(),
    after=(),
    guideline="Petunjuk Teknis 2016",
    guideline_from=date(2016, 1, 1),
    passages=(tot.PassageLine(section=Text("3.2 Diagnosis", "3.2 Diagnosis"), page="7–9"),),
    processes=(
        tot.ProcessLines(
            variant=Text("dipimpin kelompok kerja", "led by a working group"),
            steps=(
                tot.StepLine(
                    stage=Text("Perencanaan", "Planning"), title=Text("Mendiagnosis", "Diagnose"),
                    who=Text("Anggota", "Member"), days=15, page="7–9",
                ),
            ),
        ),
    ),
    able=(Text("Saya dapat memimpin.", "I can lead."),),
)  # fmt: skip
SAMPLES = {
    "D1f": LETTER,
    "D2": DIAGNOSIS,
    "D2f": QUICK,
    "D3": PLAN,
    "D3f": SHORT_PLAN,
    "D4": MINUTES,
    "D4f": DECISION,
    "D5": QUARTER,
    "D5f": MONTH,
    "D7": EVALUATION,
    "D7f": SHORT_EVALUATION,
    "D8": HANDOVER,
    "D10": CARD,
    "TOT": KIT,
    **samples(HEAD, QUARTER, EVALUATION, MINUTES),
}


def with_head(facts, **changes):
    """The same facts under a changed head."""
    return replace(facts, head=replace(facts.head, **changes))
