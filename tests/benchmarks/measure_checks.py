"""The three questions about an SMI on a phone with a slow link, and how long operating the page takes (feature J4).

Measured: how long Chromium at 360 px waits for the page and for its answer, under what DevTools calls slow 3G.
Modelled: the taps and keys in between, by the keystroke-level model (Card, Moran and Newell, Communications of the ACM
23(7), 1980) with its times of an average person. What the SMI says meanwhile is in neither: it has the rest of the two
minutes.
"""

from time import perf_counter

import pytest
from django.urls import reverse
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select

from tests.browser.conftest import phone_without_javascript, served  # noqa: F401 -- fixtures
from tests.journeys.facilitator_led import LightJourney
from tests.journeys.lwg_led import SECTIONS

pytestmark = pytest.mark.django_db(transaction=True)
SLOW_3G = {"offline": False, "latency": 2000, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
KEY, POINT, HOME, THINK = 0.28, 1.1, 0.4, 1.35  # seconds
TAP = POINT + KEY
CHOOSE = THINK + 2 * TAP
TYPE_TWO_DIGITS = THINK + HOME + TAP + 2 * KEY
ASKED = {"turnover": CHOOSE, "channel": CHOOSE, "workers": TYPE_TWO_DIGITS}
SEND = THINK + POINT + TAP  # scrolls to the end and taps
LIMIT = 120


def test_three_questions_on_a_slow_phone(served, phone_without_javascript, settings):  # noqa: F811 -- the fixtures
    settings.ALLOWED_HOSTS = ["127.0.0.1", "testserver"]
    journey, driver = LightJourney(smis=3), phone_without_javascript
    journey.start()
    targets = {f"targets-new-{number}-name": name for number, name in enumerate(journey.smis)}
    journey.facilitator.do(journey.only("diagnose"), **{**SECTIONS["supply_chain"], **SECTIONS["problems"], **targets})
    task = journey.only("baseline")
    cookie = journey.facilitator.client.cookies[settings.SESSION_COOKIE_NAME].value
    driver.get(f"{served.url}{reverse('liap:login')}")
    driver.add_cookie({"name": settings.SESSION_COOKIE_NAME, "value": cookie})
    driver.execute_cdp_cmd("Network.enable", {})
    driver.execute_cdp_cmd("Network.emulateNetworkConditions", SLOW_3G)

    page = _seconds(lambda: driver.get(f"{served.url}{reverse('workflows:task', args=[task.pk])}"))
    smis = list(journey.case.plan.target_enterprises.values_list("enterprise", flat=True))
    for smi in smis:
        Select(driver.find_element(By.NAME, f"smi-{smi}-turnover")).select_by_value("up_to_5")
        Select(driver.find_element(By.NAME, f"smi-{smi}-channel")).select_by_value("traditional")
        driver.find_element(By.NAME, f"smi-{smi}-workers").send_keys("12")
    answer = _seconds(driver.find_element(By.NAME, "complete").click)

    task.refresh_from_db()
    assert task.status == "DONE"
    one = sum(ASKED.values())
    for count in (1, len(smis)):
        each = (page + answer + SEND + count * one) / count
        print(
            f"\n{count} SMI asked in one form: page {page:.1f} s, answer {answer:.1f} s, taps and keys "
            f"{one:.1f} s for each; {each:.0f} s for each, {LIMIT - each:.0f} s of {LIMIT} left to ask and listen"
        )


def _seconds(act) -> float:
    """How long an act takes that ends when the page which follows is there."""
    began = perf_counter()
    act()
    return perf_counter() - began
