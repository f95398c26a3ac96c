"""A real headless Chromium against a real server, at a phone's width and at a desk's."""

from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.test.testcases import LiveServerThread
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

CALM = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]


def chromium(tmp_path, *, width: int, height: int, has_javascript: bool = True):
    """A browser with an empty profile. Without JavaScript it is as poor as the oldest phone."""
    options = Options()
    options.binary_location = "/usr/bin/chromium"
    for argument in (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        *CALM,
    ):
        options.add_argument(argument)
    options.add_argument(f"--user-data-dir={tmp_path / 'profile'}")
    options.add_argument("--lang=id")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    if not has_javascript:
        options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
    driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    return driver


@pytest.fixture
def phone(tmp_path):
    driver = chromium(tmp_path, width=360, height=740)
    yield driver
    driver.quit()


@pytest.fixture
def phone_without_javascript(tmp_path):
    driver = chromium(tmp_path, width=360, height=740, has_javascript=False)
    yield driver
    driver.quit()


@pytest.fixture
def desk(tmp_path):
    driver = chromium(tmp_path, width=1280, height=900)
    yield driver
    driver.quit()


@pytest.fixture
def served(transactional_db, settings, tmp_path):
    """A server that answers as in production: static files collected, compressed and served by whitenoise."""
    settings.STATIC_ROOT = tmp_path / "static"
    settings.WHITENOISE_USE_FINDERS = False
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["viewflow", "admin"])
    thread = LiveServerThread("127.0.0.1", lambda application: application)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait(20)
    if thread.error:
        raise thread.error
    yield SimpleNamespace(url=f"http://127.0.0.1:{thread.port}")
    thread.terminate()
