"""The budget officer closes a fiscal year from the page of results of his region."""

import pytest
from django.urls import reverse

from liap.models import ClosedYear, Role
from tests.factories import AppointmentFactory, BudgetLineFactory, PlanFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(scene):
    return AppointmentFactory(post__organisation=scene.office, post__role=Role.BUDGET_OFFICER).person


def close(client, person, region, **sent):
    client.force_login(person)
    return client.post(reverse("liap:close_year", args=[region.pk]), sent, follow=True)


def test_officer_closes_a_year_that_is_over_and_sees_it_closed(client, scene, officer):
    region = scene.plan.region
    BudgetLineFactory(plan=scene.plan, fiscal_year=2024)
    client.force_login(officer)
    page = client.get(reverse("liap:results"))
    assert page.context["closing"].open_years == (2024,)

    page = close(client, officer, region, year="2024", sure="on")

    assert page.redirect_chain == [(f"/results/region/{region.pk}/", 302)]
    assert (page.context["closing"].open_years, ClosedYear.objects.get().year) == ((), 2024)


@pytest.mark.parametrize("sent", [{}, {"year": "2024"}, {"year": "x", "sure": "on"}, {"year": "2999", "sure": "on"}])
def test_bad_answers_close_nothing_and_say_why(client, scene, officer, sent):
    page = close(client, officer, scene.plan.region, **sent)

    assert len(page.context["messages"]) == 1
    assert not ClosedYear.objects.exists()


def test_a_member_sees_no_form_and_closes_nothing(client, scene):
    BudgetLineFactory(plan=scene.plan, fiscal_year=2024)

    page = close(client, scene.member, scene.plan.region, year="2024", sure="on")

    assert page.context["closing"].open_years == ()
    assert not ClosedYear.objects.exists()


def test_a_strangers_region_does_not_exist(client, scene, officer):
    assert close(client, officer, PlanFactory().region, year="2024", sure="on").status_code == 404
