"""The success cases of the report of 2021: which rung how many SMIs of each industry reached, and what was heard."""

from datetime import date
from typing import Any

from django.db import transaction

from config.demo.report import COMPLETION, EX_POST, INDUSTRIES
from liap.enterprises.models import Enterprise
from liap.outcomes.actions import add_evidence
from liap.outcomes.success.actions import answer_reconfirmation, confirm_success, open_reconfirmations, report_success
from liap.outcomes.success.models import Reconfirmation, SuccessCase
from liap.people.models import User
from liap.plans.models import Goal, Plan

PROOF = "Laporan evaluasi 2021; berkas bukti per IKM adalah data contoh"


@transaction.atomic
def load() -> None:
    """Puts the counted SMIs on record, once; the report named no enterprise, so who they are is sample."""
    if SuccessCase.objects.exists():
        return
    for facts in INDUSTRIES.values():
        if facts.get("completion"):
            _reach(facts, facts["rung"], 0, facts["completion"], COMPLETION)
        if facts.get("rung") == Goal.Rung.CERTIFICATE:
            # The report counts those that held the certificate and had sold to shipbuilders.
            _reach(facts, Goal.Rung.FIRST_TRANSACTION, 0, facts["completion"], COMPLETION)
        if facts.get("capable"):
            _reach(facts, Goal.Rung.CAPABILITY, 0, facts["capable"], COMPLETION)
    open_reconfirmations(EX_POST)
    for question in Reconfirmation.objects.select_related("success_case__plan__industry"):
        _hear(question)
    for facts in INDUSTRIES.values():
        if facts.get("ex_post"):
            _reach(facts, facts["rung"], facts["completion"], facts["ex_post"], EX_POST)


def _plan(facts: dict[str, Any]) -> Plan:
    return Plan.objects.get(industry__name=facts["industry"], is_sample=True, title__startswith="LIAP")


def _reach(facts: dict[str, Any], rung: str, after: int, until: int, on: date) -> None:
    """The SMIs from the number `after` to the number `until` stand on the rung."""
    plan, place = _plan(facts), facts["region"]
    reporter = User.objects.get(username=f"fasilitator-{place}")
    head = User.objects.get(username=f"kepala-dinas-{place}")
    evidence = add_evidence(plan, by=reporter, description=PROOF)
    enterprises = Enterprise.objects.filter(pk__in=plan.target_enterprises.values("enterprise")).order_by("name")
    for number, enterprise in enumerate(enterprises[after:until], start=after + 1):
        certificate = f"BKI-CONTOH-{number:03}" if rung == Goal.Rung.CERTIFICATE else ""
        case = report_success(
            plan,
            by=reporter,
            enterprise=enterprise,
            rung=rung,
            reached_on=on,
            evidence=evidence,
            certificate_number=certificate,
        )
        confirm_success(case, by=head, on=on)


def _hear(question: Reconfirmation) -> None:
    """In 2021 cacao was counted again; of the others nobody could say."""
    case = question.success_case
    counted = [facts["industry"] for facts in INDUSTRIES.values() if facts.get("ex_post")]
    is_heard = case.plan.industry.name in counted
    place = next(facts["region"] for facts in INDUSTRIES.values() if facts["industry"] == case.plan.industry.name)
    head = User.objects.get(username=f"kepala-dinas-{place}")
    answer = Reconfirmation.Answer.STILL if is_heard else Reconfirmation.Answer.NO_CONTACT
    answer_reconfirmation(question, by=head, answer=answer, on=EX_POST)
