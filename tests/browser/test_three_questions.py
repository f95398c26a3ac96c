"""A facilitator asks three SMIs three questions on a phone without JavaScript: counted are pages, fields and bytes.

How long that takes depends on the phone and on what the SMIs say; `tests/benchmarks/measure_checks.py` measures it.
"""

import json

import pytest
from django.urls import reverse
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait

from liap.models import EnterpriseCheck
from tests.browser.test_pages import log_in
from tests.journeys.facilitator_led import LightJourney
from tests.journeys.lwg_led import SECTIONS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FINGER = 40  # CSS pixels that a finger hits


def test_three_fields_and_two_pages_for_three_smis(served, phone_without_javascript, settings):
    settings.ALLOWED_HOSTS = ["127.0.0.1", "testserver"]
    journey, driver = LightJourney(), phone_without_javascript
    journey.start()
    targets = {f"targets-new-{number}-name": name for number, name in enumerate(journey.smis)}
    journey.facilitator.do(journey.only("diagnose"), **{**SECTIONS["supply_chain"], **SECTIONS["problems"], **targets})
    task = journey.only("baseline")
    log_in(driver, served, journey.facilitator.user)
    _requests(driver)

    door = driver.find_element(By.CSS_SELECTOR, f'a[href="{reverse("workflows:task", args=[task.pk])}"]')
    door.send_keys(Keys.ENTER)
    WebDriverWait(driver, 20).until(lambda page: page.find_elements(By.NAME, "complete"))
    touched = []
    for smi in journey.case.plan.target_enterprises.values_list("enterprise", flat=True):
        fields = [driver.find_element(By.NAME, f"smi-{smi}-{name}") for name in ("turnover", "channel", "workers")]
        Select(fields[0]).select_by_value("up_to_5")
        Select(fields[1]).select_by_value("traditional")
        fields[2].send_keys("12")
        touched += fields
    assert driver.execute_script("return document.documentElement.scrollWidth") <= 360
    assert all(field.size["height"] >= FINGER and field.size["width"] <= 330 for field in touched)
    assert touched[2].get_attribute("type") == "number"  # the phone shows digits
    driver.find_element(By.NAME, "complete").send_keys(Keys.ENTER)
    WebDriverWait(driver, 20).until(lambda page: not page.find_elements(By.NAME, "complete"))

    task.refresh_from_db()
    assert (task.status, len(touched)) == ("DONE", 9)
    records = [check.record for check in EnterpriseCheck.objects.filter(plan=journey.case.plan)]
    assert [(row.main_channel, row.workers) for row in records] == [("traditional", 12)] * 3
    pages = [one for one in _requests(driver) if one["type"] == "Document"]
    assert [one["method"] for one in pages] == ["GET", "POST", "GET"]  # the page, its answer, and where it leads


def _requests(driver) -> list[dict]:
    """What the browser asked for since the last look."""
    events = [json.loads(entry["message"])["message"] for entry in driver.get_log("performance")]
    asked = [event["params"] for event in events if event["method"] == "Network.requestWillBeSent"]
    return [{"type": one.get("type"), "method": one["request"]["method"]} for one in asked]
