"""Pages in a real browser: a member finishes her task on a phone, and every page is light, clean and accessible."""

import json
from pathlib import Path

import pytest
from django.urls import reverse
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from documents.canonical import sha256, to_json
from documents.listings.choice import Choice
from documents.models import NumberRegister
from documents.public.actions import public_facts, release
from documents.queries import papers_of
from documents.revocations.actions import revoke
from documents.subscriptions.actions import stop_token, subscribe
from tests.documents.conftest import issue
from tests.documents.samples import PLAN
from tests.factories import SheetImportFactory
from tests.journeys.person import PASSWORD
from tests.workflows.conftest import make_scene
from tests.workflows.test_actions import to_drafting

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
COLD_BUDGET = 80 * 1024

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def scene(transactional_db):
    return make_scene()


def log_in(driver, live_server, user):
    driver.get(live_server.url + reverse("liap:login"))
    driver.find_element(By.NAME, "username").send_keys(user.username)
    driver.find_element(By.NAME, "password").send_keys(PASSWORD)
    driver.find_element(By.CSS_SELECTOR, "main form button[type=submit]").click()
    WebDriverWait(driver, 10).until(lambda page: "/login/" not in page.current_url)


def addresses(scene) -> dict[str, str]:
    """The pages that people use most."""
    task = scene.case.tasks.open().human().filter(owner=scene.members[0]).first()
    task = task or scene.case.tasks.open().human().first()
    paper = papers_of(scene.plan).first()
    found = {
        "inbox": reverse("workflows:inbox"),
        "task": reverse("workflows:task", args=[task.pk]),
        "case": reverse("workflows:case", args=[scene.case.pk]),
        "content": reverse("workflows:content", args=[scene.case.pk]),
        "progress": reverse("workflows:progress", args=[scene.case.pk]),
        "history": reverse("workflows:history", args=[scene.case.pk]),
        "cases": reverse("workflows:cases"),
        "pulse": reverse("workflows:pulse"),
        "several": reverse("workflows:several"),
        "rules": reverse("workflows:rules", args=["lwg_led"]),
        "waits": reverse("workflows:waits", args=["lwg_led"]),
        "waits of a case": reverse("workflows:case_waits", args=[scene.case.pk]) + "?stage=implementation",
        "proposals": reverse("liap:proposals", args=[scene.plan.pk]) + "?section=activities",
        "documents": reverse("documents:list") + "?stage=planning",
        "first pages": reverse("documents:list") + "?view=pictures",
        "archive": reverse("documents:bundle"),
        "missing": reverse("documents:missing"),
        "subscriptions": reverse("documents:subscriptions"),
        "profile": reverse("liap:profile"),
    }
    return found | ({"paper": reverse("documents:detail", args=[paper.pk])} if paper else {})


def test_member_finishes_a_task_on_a_phone_without_javascript(phone_without_javascript, live_server, scene):
    driver = phone_without_javascript
    task = scene.case.tasks.open().get(owner=scene.members[0])
    log_in(driver, live_server, scene.members[0])

    driver.find_element(By.CSS_SELECTOR, f"a[href='{reverse('workflows:task', args=[task.pk])}']").click()
    driver.find_element(By.NAME, "stakeholders-rows-0-name").send_keys("Koperasi Contoh")
    driver.find_element(By.NAME, "complete").send_keys(Keys.ENTER)

    WebDriverWait(driver, 10).until(lambda page: page.current_url.endswith(reverse("workflows:inbox")))
    task.refresh_from_db()
    assert task.status == "DONE"
    assert list(scene.plan.stakeholders.values_list("name", flat=True)) == ["Koperasi Contoh"]


def test_menu_opens_on_a_phone_without_javascript(phone_without_javascript, live_server, scene):
    driver = phone_without_javascript
    log_in(driver, live_server, scene.members[0])
    entry = driver.find_element(By.CSS_SELECTOR, f".site-nav a[href='{reverse('documents:list')}']")
    assert not entry.is_displayed()

    driver.find_element(By.CSS_SELECTOR, "label[for=menu-switch]").click()
    entry.click()

    WebDriverWait(driver, 10).until(lambda page: page.current_url.endswith(reverse("documents:list")))
    assert driver.find_element(By.CSS_SELECTOR, "label[for=menu-switch] span").text == "Dokumen"


@pytest.mark.once
@pytest.mark.parametrize("width", ["phone", "desk"])
def test_pages_are_accessible_and_fit(request, live_server, scene, width):
    driver = request.getfixturevalue(width)
    to_drafting(scene)
    stop = stop_token(subscribe(Choice(), by=scene.coordinator))
    log_in(driver, live_server, scene.coordinator)
    faults = {}
    shown = addresses(scene) | {
        "stop": f"{reverse('documents:unsubscribe')}?t={stop}",
        "text of a decree": reverse("liap:decree", args=[scene.plan.working_group_id]),
        "import": reverse("liap:import", args=[SheetImportFactory(by=scene.coordinator).pk]),
    }
    for name, address in shown.items():
        driver.get(live_server.url + address)
        found = faults_of(driver)
        console = [entry["message"] for entry in driver.get_log("browser") if entry["level"] == "SEVERE"]
        faults |= {name: found + console} if found + console else {}

    assert faults == {}


def faults_of(driver) -> list[str]:
    """What axe finds on the page, and whether it is wider than the window."""
    found = driver.execute_async_script(
        AXE + ";const done = arguments[arguments.length - 1];"
        "axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']}).then(r => done("
        "r.violations.map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html).join(' | '))));"
    )
    wider = driver.execute_script("return document.documentElement.scrollWidth - window.innerWidth")
    status = driver.execute_script("return performance.getEntriesByType('navigation')[0].responseStatus")
    found += [f"scrolls sideways by {wider} px"] if wider > 0 else []
    return found + ([f"answers {status}"] if status != 200 else [])


def pages_of_a_head(paper) -> dict[str, str]:
    """The pages on which an office keeps its papers, and those that everybody may open."""
    return {
        "registers": reverse("documents:registers"),
        "register": reverse("documents:register", args=[NumberRegister.objects.get().pk]),
        "release": reverse("documents:release", args=[paper.pk]),
        "revoke": reverse("documents:revoke", args=[paper.pk]),
        "add copy": reverse("documents:add_copy", args=[paper.pk]),
        "public list": reverse("documents:public_list"),
        "check": reverse("documents:ask_verification"),
        "verification": reverse("documents:verify", args=[paper.code]),
        "group": reverse("liap:group", args=[paper.plan.working_group_id]),
        "imports": reverse("liap:imports"),
        "adoption": reverse("liap:adoption"),
    }


@pytest.mark.once
@pytest.mark.parametrize("width", ["phone", "desk"])
def test_pages_about_papers_are_accessible_and_fit(request, live_server, scene, width):
    driver = request.getfixturevalue(width)
    office = scene.plan.working_group.secretariat
    paper = issue(scene.plan, kind="D3", facts=PLAN, organisation=office, by=scene.coordinator)
    release(paper, by=scene.head, seen_sha256=sha256(to_json(public_facts(paper))))
    revoked = issue(scene.plan, organisation=office, by=scene.coordinator)
    revoke(revoked, by=scene.head, reason="Contoh")
    log_in(driver, live_server, scene.head)
    faults = {}
    shown = pages_of_a_head(paper) | {"revoked": reverse("documents:detail", args=[revoked.pk])}
    for name, address in shown.items():
        driver.get(live_server.url + address)
        if found := faults_of(driver):
            faults[name] = found

    assert faults == {}


def test_pages_are_light_and_ask_no_other_host(phone, served, scene):
    log_in(phone, served, scene.members[0])
    phone.execute_cdp_cmd("Network.enable", {})
    phone.execute_cdp_cmd("Network.setCacheDisabled", {"cacheDisabled": True})
    heavy = {}
    for name, address in addresses(scene).items():
        phone.get_log("performance")
        phone.get(served.url + address)
        events = [json.loads(entry["message"])["message"] for entry in phone.get_log("performance")]
        size = sum(e["params"]["encodedDataLength"] for e in events if e["method"] == "Network.loadingFinished")
        hosts = {
            e["params"]["request"]["url"].split("/")[2]
            for e in events
            if e["method"] == "Network.requestWillBeSent" and e["params"]["request"]["url"].startswith("http")
        }
        if size > COLD_BUDGET or hosts != {served.url.split("/")[2]}:
            heavy[name] = (size, hosts)

    assert heavy == {}
