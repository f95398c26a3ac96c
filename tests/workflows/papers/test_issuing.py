"""Issuing: which number, which round, and at what cost."""

import pytest

from documents.models import Document
from tests.factories import (
    ActivityFactory,
    AssignmentFactory,
    EnterpriseActionFactory,
    IndicatorFactory,
    TargetEnterpriseFactory,
)
from tests.workflows.papers.rows import issue
from workflows import papers

QUERIES = 65


def test_issue_stores_both_papers_and_a_revision_supersedes(approval):
    plan, minutes = issue("D3", approval.process, by=approval.head), issue("D4", approval.process)
    again = issue("D3", approval.process, by=approval.head)

    plan.refresh_from_db()
    assert (plan.kind, plan.round, plan.organisation) == ("D3", 1, approval.office)
    assert (again.round, plan.superseded_by) == (2, again)
    assert minutes.issued_by == approval.head
    assert approval.version.sha256 in plan.facts


def test_quarter_has_one_report(quarter):
    first, second = issue("D5", quarter.process), issue("D5", quarter.process)

    assert first == second
    assert (first.round, first.issued_by) == (2, quarter.coordinator)


@pytest.mark.parametrize("kind", list(papers.KINDS))
def test_paper_takes_few_queries(approval, django_assert_max_num_queries, kind):
    for number in range(3, 15):
        ActivityFactory(plan=approval.plan, number=number)
        IndicatorFactory(plan=approval.plan, number=number)
        TargetEnterpriseFactory(plan=approval.plan)
        EnterpriseActionFactory(plan=approval.plan)
    AssignmentFactory(working_group=approval.plan.working_group)

    with django_assert_max_num_queries(QUERIES):
        issue(kind, approval.process, by=approval.head)

    assert Document.objects.get().kind == kind
