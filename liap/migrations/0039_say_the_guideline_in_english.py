"""Adds the English of headings and points, and writes it for the pages of the guideline of 2016 that are shipped.

The guideline itself is Indonesian; these are our translations of its headings, which the page says. What an office
wrote itself is left alone: only rows that still read as shipped get the English.
"""

from datetime import date
from importlib import import_module

from django.db import migrations, models

SHIPPED = import_module("liap.migrations.0035_load_guideline")
ENGLISH = {
    SHIPPED.MEMBERS: "2.2.1 Leadership and membership of the Working Group",
    SHIPPED.DECREE: "2.2.2 Authorisation of the membership of the Working Group",
    SHIPPED.TASKS: "2.2.3 Roles and tasks of the Working Group",
    SHIPPED.CANDIDATES: "2.3.1 Candidates for Facilitator",
    SHIPPED.PLACEMENT: "2.3.2 Authorisation of the placement of the Facilitator",
    SHIPPED.FACILITATOR: "2.3.3 Roles and tasks of the Facilitator",
    SHIPPED.DIAGNOSIS: "3.2 Industry diagnosis",
    SHIPPED.DRAFTING: "3.3 Drafting the action plan",
    SHIPPED.CARRYING_OUT: "3.4 Implementation",
    SHIPPED.APPROACH: "3.4 (1) Approaching the institution responsible for the support",
    SHIPPED.OTHERS: "3.4 (2) Cooperation with institutions outside industry and trade",
    SHIPPED.LINKS: "3.4 (3) Links between support activities",
    SHIPPED.MONITORING: "3.5 Purpose and scope (monitoring and evaluation; the title is cut off in the source)",
    "Keanggotaan disahkan dengan keputusan": "The membership is authorised by a decree",
    "Instansi menunjuk orangnya untuk setiap kursi": "The institution names its person for each seat",
    "Penempatan Fasilitator disahkan": "The placement of the Facilitator is authorised",
    "Calon pengganti sudah dicari": "A successor has been looked for",
    "Metode, bentuk dan hasil diagnosis disepakati (hlm. 8)": "Method, format and output of the diagnosis agreed (p. 8)",
    "Analisis pemangku kepentingan (hlm. 8)": "Stakeholder analysis (p. 8)",
    "Analisis rantai pasok (hlm. 9)": "Supply-chain analysis (p. 9)",
    "Tujuan umum (hlm. 11)": "General objective (p. 11)",
    "IKM sasaran (hlm. 12)": "Target SMIs (p. 12)",
    "Kegiatan dukungan (hlm. 13)": "Support activities (p. 13)",
    "Tindakan IKM sasaran (hlm. 14)": "Actions by the target SMIs (p. 14)",
    "Peran Kelompok Kerja dalam keputusan": "The role of the Working Group in the decision",
    "Instansi penanggung jawab sudah didekati": "The responsible institution has been approached",
    "Instansi lain yang dapat mengambil alih sudah dicari": "Another institution that could take over was looked for",
    "Instansi lain yang dapat mendukung sudah ditanya": "Other institutions that could support were asked",
    "Kegiatan lain yang bergantung pada kegiatan ini diberi tahu": "Activities that depend on this one were told",
    "Tujuan dan lingkup pemantauan dan evaluasi": "Purpose and scope of monitoring and evaluation",
}


def say(apps, schema_editor):
    steps = apps.get_model("liap", "GuidelineStep").objects.filter(guideline__valid_from=date(2016, 1, 1))
    for row in steps:
        points = row.checklist.splitlines()
        if row.section in ENGLISH and all(point in ENGLISH for point in points):
            row.section_en = ENGLISH[row.section]
            row.checklist_en = "\n".join(ENGLISH[point] for point in points)
            row.save(update_fields=["section_en", "checklist_en"])


class Migration(migrations.Migration):
    dependencies = [("liap", "0038_let_figures_follow_merges")]

    operations = [
        migrations.AddField(
            model_name="guidelinestep",
            name="section_en",
            field=models.CharField(blank=True, max_length=150, verbose_name="section (English)"),
        ),
        migrations.AddField(
            model_name="guidelinestep",
            name="checklist_en",
            field=models.TextField(blank=True, verbose_name="checklist (English), one point a line"),
        ),
        migrations.RunPython(say, migrations.RunPython.noop),
    ]
