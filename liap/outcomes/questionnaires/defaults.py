"""The questions that an evaluation begins with; the evaluator rewords them before the first answer.

The wording is ours. What is asked follows the four criteria and the aspects of the evaluation of 2021.
"""

from liap.outcomes.questionnaires.lines import QuestionLine
from liap.outcomes.questionnaires.models import Question
from liap.plans.models import Criterion

Kind = Question.Kind

QUESTIONS = (
    QuestionLine(
        "Apakah kegiatan rencana ini menjawab kebutuhan utama Anda?",
        "Did the activities of this plan answer your main needs?",
        Kind.YES_NO, Criterion.RELEVANCE,
    ),
    QuestionLine(
        "Apakah penjualan Anda bertambah sejak rencana ini dimulai?",
        "Have your sales grown since this plan began?",
        Kind.YES_NO, Criterion.EFFECTIVENESS_IMPACT,
    ),
    QuestionLine(
        "Berapa pembeli tetap baru yang didapat sejak rencana ini dimulai?",
        "How many new regular buyers have you found since this plan began?",
        Kind.NUMBER, Criterion.EFFECTIVENESS_IMPACT,
    ),
    QuestionLine(
        "Apakah bantuan datang pada waktunya?",
        "Did the support come in time?",
        Kind.YES_NO, Criterion.EFFICIENCY,
    ),
    QuestionLine(
        "Apa yang paling dibutuhkan agar hasilnya berlanjut?",
        "What is needed most so that the results last?",
        Kind.CHOICE, Criterion.SUSTAINABILITY,
        "anggaran\npendampingan\npasar atau pembeli\nmesin atau bahan baku\ntidak ada",
        "money\naccompaniment\nmarkets or buyers\nmachines or material\nnothing",
    ),
    QuestionLine(
        "Apa yang sebaiknya diperbaiki?",
        "What should be done better?",
        Kind.TEXT, Criterion.SUSTAINABILITY,
    ),
)  # fmt: skip
