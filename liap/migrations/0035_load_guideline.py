"""Loads the pages of the technical guideline of 2016, as far as its table of contents is public.

Its inner text is not; the points to look at are worded after the headings. The title of 3.5 is cut off in the stored
text: by its position it is monitoring and evaluation.
"""

from datetime import date

from django.db import migrations

TITLE = "Petunjuk Teknis Fasilitasi Pengembangan Industri Lokal (2016)"
SOURCE = (
    "Direktorat Jenderal IKM dan JICA, 2016; daftar isi: 123dok.com/document/y4e9e7rq-petunjuk-teknis-fasilitasi-"
    "pengembangan-industri-lokal-smidep.html"
)
MEMBERS, DECREE = "2.2.1 Kepemimpinan dan keanggotaan Kelompok Kerja", "2.2.2 Pengesahan keanggotaan Kelompok Kerja"
TASKS, CANDIDATES = "2.2.3 Peran dan tugas Kelompok Kerja", "2.3.1 Calon Fasilitator"
PLACEMENT, FACILITATOR = "2.3.2 Pengesahan penempatan Fasilitator", "2.3.3 Peran dan tugas Fasilitator"
DIAGNOSIS, DRAFTING = "3.2 Diagnosis industri", "3.3 Penyusunan rencana aksi"
CARRYING_OUT = "3.4 Pelaksanaan"
APPROACH = "3.4 (1) Pendekatan ke instansi penanggung jawab dukungan"
OTHERS = "3.4 (2) Kerja sama dengan instansi di luar perindustrian dan perdagangan"
LINKS = "3.4 (3) Keterkaitan antarkegiatan dukungan"
MONITORING = "3.5 Tujuan dan lingkup (pemantauan dan evaluasi; judul terpotong di sumber)"
DIAGNOSED = (
    "Metode, bentuk dan hasil diagnosis disepakati (hlm. 8)",
    "Analisis pemangku kepentingan (hlm. 8)",
    "Analisis rantai pasok (hlm. 9)",
)
DRAFTED = (
    "Tujuan umum (hlm. 11)",
    "IKM sasaran (hlm. 12)",
    "Kegiatan dukungan (hlm. 13)",
    "Tindakan IKM sasaran (hlm. 14)",
)
MEASURED = ("Tujuan dan lingkup pemantauan dan evaluasi",)
STEPS = (
    ("file_decree", DECREE, "4", ("Keanggotaan disahkan dengan keputusan",)),
    ("settle_seat", MEMBERS, "3", ("Instansi menunjuk orangnya untuk setiap kursi",)),
    ("assign", PLACEMENT, "6", ("Penempatan Fasilitator disahkan",)),
    ("hand_over", CANDIDATES, "5", ("Calon pengganti sudah dicari",)),
    ("hand_over_alone", CANDIDATES, "5", ("Calon pengganti sudah dicari",)),
    ("diagnose", DIAGNOSIS, "7–9", DIAGNOSED),
    ("review_diagnosis", DIAGNOSIS, "7–9", DIAGNOSED),
    ("complete_diagnosis", DIAGNOSIS, "7–9", DIAGNOSED),
    ("read_diagnosis", DIAGNOSIS, "7–9", DIAGNOSED),
    ("visit_again", DIAGNOSIS, "7–9", DIAGNOSED),
    ("draft", DRAFTING, "10–14", DRAFTED),
    ("review", DRAFTING, "10–14", DRAFTED),
    ("redraft", DRAFTING, "10–14", DRAFTED),
    ("decide", TASKS, "5", ("Peran Kelompok Kerja dalam keputusan",)),
    ("vote", TASKS, "5", ("Peran Kelompok Kerja dalam keputusan",)),
    ("answer", APPROACH, "16", ("Instansi penanggung jawab sudah didekati",)),
    ("settle", APPROACH, "16", ("Instansi lain yang dapat mengambil alih sudah dicari",)),
    ("propose", OTHERS, "16", ("Instansi lain yang dapat mendukung sudah ditanya",)),
    ("propose_alone", OTHERS, "16", ("Instansi lain yang dapat mendukung sudah ditanya",)),
    ("carry_out", LINKS, "17", ("Kegiatan lain yang bergantung pada kegiatan ini diberi tahu",)),
    ("finish", CARRYING_OUT, "15–17", ()),
    ("next_step", FACILITATOR, "6", ()),
    ("step_of_the_head", FACILITATOR, "6", ()),
    ("report_indicators", MONITORING, "18", MEASURED),
    ("report_money", MONITORING, "18", MEASURED),
    ("review_meeting", MONITORING, "18", MEASURED),
    ("report", MONITORING, "18", MEASURED),
    ("verdicts", MONITORING, "18", MEASURED),
    ("ratings", MONITORING, "18", MEASURED),
    ("judge", MONITORING, "18", MEASURED),
)


def load(apps, schema_editor):
    guideline, made = apps.get_model("liap", "Guideline").objects.get_or_create(
        valid_from=date(2016, 1, 1), defaults={"title": TITLE, "source": SOURCE}
    )
    if made:
        step = apps.get_model("liap", "GuidelineStep")
        step.objects.bulk_create(
            step(guideline=guideline, step=name, section=section, page=page, checklist="\n".join(points))
            for name, section, page, points in STEPS
        )


def unload(apps, schema_editor):
    apps.get_model("liap", "Guideline").objects.filter(title=TITLE).delete()


class Migration(migrations.Migration):
    dependencies = [("liap", "0034_name_pages_of_the_guideline")]
    operations = [migrations.RunPython(load, unload)]
