"""What a first visit of the home page costs, with static files stored as in production; and what a second costs."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.test.testcases import LiveServerThread
from playwright.sync_api import Page, expect

from eccp.config.preparing import STATIC_LEFT_OUT
from tests import factories

BYTES_AT_MOST = 200_000
BLOCKING_AT_MOST = 2
# Files of the back office and of other pages, which take long to compress.
NOT_ON_THESE_PAGES = ["wagtail*", "leaflet*", "map*", "supercluster*", "ext", "*.esm.js", "htmx.js"]


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the static files of this module are stored."""
    return tmp_path_factory.mktemp("stored")


@pytest.fixture
def base_url(stored: Path, settings: Any, pages: None) -> Iterator[str]:
    """The address of a server of this process that keeps pages and serves stored files by itself, as in production."""
    settings.STATIC_ROOT = stored
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "eccp.core.staticfiles.Storage"}}
    settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = False
    settings.KEEP_PAGES = True
    if not (stored / "staticfiles.json").exists():
        left_out = [*STATIC_LEFT_OUT, *NOT_ON_THESE_PAGES]
        call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=left_out)
    thread = LiveServerThread("127.0.0.1", static_handler=lambda handler: handler)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    yield f"http://127.0.0.1:{thread.port}"
    thread.terminate()


# What the browser itself measured: bytes as they came over the wire with their headers, and what it waited for.
MEASURED = """() => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
  .map((one) => [new URL(one.name).pathname, one.transferSize, one.renderBlockingStatus === 'blocking'])"""


@pytest.mark.postgres
def test_first_load_of_the_home_page_is_light(page: Page) -> None:
    for number in range(4):
        factories.OrganisationFactory(published=True, name=f"Cluster {number}")
    page.goto("/en/", wait_until="networkidle")

    measured = page.evaluate(MEASURED)
    assert {name: size for name, size, _blocks in measured if not size} == {}
    assert sum(size for _name, size, _blocks in measured) <= BYTES_AT_MOST
    blocking = [name for name, _size, blocks in measured if blocks]
    assert any(name.startswith("/static/platform.") for name in blocking)
    assert len(blocking) <= BLOCKING_AT_MOST


def test_second_visit_is_answered_without_the_page_and_its_scripts_run(page: Page) -> None:
    """The page that the browser kept runs under the policy that came with it, not under a later one."""
    answers: list[int] = []
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.responseReceivedExtraInfo", lambda event: answers.append(event["statusCode"]))
    page.goto("/en/about/", wait_until="networkidle")
    caches["pages"].clear()  # the server makes the page anew, with another nonce
    answers.clear()
    page.goto("/en/about/")

    expect(page.locator("#head-q")).to_have_attribute("role", "combobox")  # a script did that
    assert answers[0] == 304
