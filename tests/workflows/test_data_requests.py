"""Whoever answers data requests finds them in the inbox with the hour by which they are due."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import EnterpriseFactory, SubjectRequestFactory

pytestmark = pytest.mark.django_db


def shown(client, person):
    client.force_login(person)
    return client.get(reverse("workflows:inbox"))


def test_a_withdrawal_waits_in_the_inbox_of_who_leads_the_region(client, scene):
    smi = EnterpriseFactory(region=scene.plan.region)
    asked = SubjectRequestFactory(enterprise=smi, kind="withdrawal", received_at=timezone.now())

    for person in (scene.coordinator, scene.head):
        page = shown(client, person)
        assert [row for row, _is_over in page.context["data_requests"]] == [asked]
        assert reverse("liap:data_request", args=[asked.pk]) in page.content.decode()
    for person in (scene.members[0], scene.facilitator, scene.reviewer, scene.stranger):
        page = shown(client, person)
        assert page.context["data_requests"] == []
        assert str(smi) not in page.content.decode()


def test_what_is_over_is_told_as_late_and_what_is_answered_is_gone(client, scene):
    smi = EnterpriseFactory(region=scene.plan.region)
    asked = SubjectRequestFactory(enterprise=smi, received_at=timezone.now() - timedelta(hours=73))

    assert shown(client, scene.coordinator).context["data_requests"] == [(asked, True)]
    type(asked).objects.filter(pk=asked.pk).update(
        outcome="done", answered_at=timezone.now(), answered_by=scene.head, answer="Selesai"
    )
    assert shown(client, scene.coordinator).context["data_requests"] == []
