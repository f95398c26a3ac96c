"""What every paper says of itself."""

from datetime import UTC, date, datetime

import time_machine

from tests.factories import CopyLineFactory, OrganisationFactory, StationeryFactory
from tests.workflows.papers.rows import case_of, facts_of, process_of
from workflows.flows.lwg_led import PlanningFlow

# 00:30 on the first of July in Palu.
LATE_IN_JUNE = datetime(2026, 6, 30, 16, 30, tzinfo=UTC)


def test_head_names_place_office_and_local_day(scene):
    process = process_of(case_of(scene), PlanningFlow, "planning")

    with time_machine.travel(LATE_IN_JUNE, tick=False):
        head = facts_of("D2", process).head

    assert head.letterhead.lines == ("PEMERINTAH KOTA PALU", "DINAS PERINDUSTRIAN")
    assert (head.place, head.region_code, head.province) == ("Palu", "72.71", "Sulawesi Tengah")
    assert (head.dated_on, head.data_as_of, head.time_zone) == (date(2026, 7, 1), LATE_IN_JUNE, "Asia/Makassar")
    assert head.is_sample is True


def test_coordinator_signs_with_seat_and_number(scene):
    process = process_of(case_of(scene), PlanningFlow, "planning")

    (block,) = facts_of("D2", process).head.signatories

    assert (block.title, block.name) == ("Ketua, Dinas Perindustrian", str(scene.coordinator))
    assert block.nip == "197001012000031001"


def test_vacant_seat_signs_without_a_name(scene):
    scene.members[0].until = date(2021, 1, 1)
    scene.members[0].save()
    process = process_of(case_of(scene), PlanningFlow, "planning")

    (block,) = facts_of("D2", process).head.signatories

    assert block.name is None


def test_an_acting_head_signs_on_behalf_with_the_letter_that_says_so(scene, submitted):
    StationeryFactory(organisation=scene.office, on_behalf_of="Wali Kota Palu", mandate="800/9")

    blocks = facts_of("D3", submitted).head.signatories
    scene.appointment.kind = "holder"
    scene.appointment.decree = ""
    scene.appointment.save()
    as_holder = facts_of("D3", submitted).head.signatories

    assert [(one.acting, one.on_behalf_of, one.letter) for one in blocks] == [
        (None, None, None), ("Plt.", "Wali Kota Palu", "800/12"),
    ]  # fmt: skip
    assert (as_holder[1].acting, as_holder[1].on_behalf_of, as_holder[1].letter) == (None, "Wali Kota Palu", "800/9")


def test_copies_go_to_the_directorate_unless_the_office_says_otherwise(scene):
    scene.plan.industry.directorate = OrganisationFactory(name="Direktorat IKM Pangan", region=None, kind="ministry")
    scene.plan.industry.save()

    process = process_of(case_of(scene), PlanningFlow, "planning")
    by_default = [facts_of(kind, process).head.copies_to for kind in ("D2", "D3")]
    own = StationeryFactory(organisation=scene.office, closing="Penutup.")
    CopyLineFactory(stationery=own, recipient="Wali Kota Palu")
    head = facts_of("D3", process).head

    assert by_default == [(), ("Direktorat IKM Pangan",)]
    assert (head.copies_to, head.closing) == (("Wali Kota Palu",), "Penutup.")
