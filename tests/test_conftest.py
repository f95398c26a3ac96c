"""The ground that the other tests stand on."""

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from liap.audit.actions import record_alone
from liap.audit.models import Event


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", ["first", "second"])
def test_transactional_test_starts_empty_and_append_only(turn):
    assert Event.objects.count() == 0

    record_alone("download", by=None, chain="plan:1")

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM liap_event")


def test_files_of_tests_stay_away_from_the_data(tmp_path):
    for folder in (settings.MEDIA_ROOT, settings.DOCUMENTS_ROOT, settings.EVIDENCE_ROOT):
        assert folder.is_relative_to(tmp_path)
