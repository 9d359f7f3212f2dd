"""A real Chromium against the real server: people who are signed in, and axe.

Everything here is marked `browser`; mark one flow of each room `postgres`, and it runs there too.
"""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.utils import translation
from playwright.sync_api import Browser, BrowserContext, Page, expect

from eccp.accounts.models import User
from eccp.content.tree import ensure_pages
from tests.browser.screens import WIDE

# The browser's driver keeps an event loop in the main thread; Django would take it for async code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

AXE = Path(django_settings.NODE_MODULES, "axe-core", "axe.min.js")
FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]

expect.set_options(timeout=10_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder, so that nobody forgets."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Run the system's Chromium, which asks nothing of the world outside."""
    return {
        **browser_type_launch_args,
        "executable_path": os.environ.get("CHROMIUM", "/usr/bin/chromium"),
        "args": FLAGS,
    }


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, Any]:
    """A reader of English in Brussels, at a desk."""
    return {"viewport": WIDE, "locale": "en-GB", "timezone_id": "Europe/Brussels"}


@pytest.fixture
def pages(transactional_db: None) -> None:
    """The home page and the plain pages, as on a new installation."""
    ensure_pages()


@pytest.fixture
def base_url(live_server: Any, pages: None, settings: Any) -> str:
    """The server's address, so that `page.goto("/en/directory/")` is enough."""
    settings.SITE_URL = live_server.url
    settings.CSRF_TRUSTED_ORIGINS = [live_server.url]
    return str(live_server.url)


@pytest.fixture
def context(
    browser: Browser, base_url: str, browser_context_args: dict[str, Any]
) -> Iterator[BrowserContext]:
    """One person's browser, whose pages may have no error in their scripts and break no policy."""
    context = browser.new_context(base_url=base_url, **browser_context_args)
    problems = watch(context)
    yield context
    context.close()
    assert problems == []


@pytest.fixture
def another(
    browser: Browser, base_url: str, browser_context_args: dict[str, Any]
) -> Iterator[Callable[..., Page]]:
    """Open the page of another person's browser, or of one with other properties: `another(viewport=NARROW)`."""
    contexts: list[BrowserContext] = []
    problems: list[str] = []

    def open_page(**more: Any) -> Page:
        contexts.append(browser.new_context(base_url=base_url, **{**browser_context_args, **more}))
        watch(contexts[-1], problems)
        return contexts[-1].new_page()

    yield open_page
    for context in contexts:
        context.close()
    assert problems == []


def watch(context: BrowserContext, problems: list[str] | None = None) -> list[str]:
    """Collect what the browser complains of: errors in scripts, and what the policy forbade."""
    found: list[str] = [] if problems is None else problems
    context.on("weberror", lambda error: found.append(str(error.error)))

    def heard(message: Any) -> None:
        if message.type == "error" and "Content Security Policy" in message.text:
            found.append(message.text)

    context.on("console", heard)
    return found


@pytest.fixture
def person(base_url: str) -> Callable[[Page, User | str], User]:
    """Sign a person in without the form: `person(page, user)`, or by e-mail address."""

    def sign_in(page: Page, who: User | str) -> User:
        user = who if isinstance(who, User) else User.objects.get(email=who)
        client = Client()
        client.force_login(user)
        session = client.cookies[django_settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies(
            [{"name": django_settings.SESSION_COOKIE_NAME, "value": session, "url": base_url}]
        )
        return user

    return sign_in


@pytest.fixture
def axe(browser: Browser, base_url: str) -> Callable[..., None]:
    """Ask axe about a page as it is now: `axe(page)`. Tells each rule that is broken, and where.

    axe needs a context without the content security policy, so the page is opened there once more,
    with the same cookies, at the same address and of the same size; `axe(page, here=True)` asks on
    the spot, for a page that came of a POST or was changed by scripts, in a context made with `bypass_csp`.
    `within` names the part that is ours, where Wagtail's own is around it.
    """

    def ask(page: Page, *, here: bool = False, within: str = "") -> None:
        if here:
            assert violations(page, within) == []
            return
        context = browser.new_context(
            bypass_csp=True, viewport=page.viewport_size, storage_state=page.context.storage_state()
        )
        try:
            copy = context.new_page()
            copy.goto(page.url)
            assert violations(copy, within) == []
        finally:
            context.close()

    return ask


def violations(page: Page, within: str = "") -> list[str]:
    """What axe finds, one line a rule and place."""
    page.add_script_tag(path=AXE)
    found = page.evaluate("async within => (await axe.run(within || document)).violations", within)
    return [
        f"{page.url}: {rule['id']} ({rule['impact']}): {rule['help']}: {json.dumps([node['html'][:200] for node in rule['nodes']][:3])}"
        for rule in found
    ]


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Build addresses with the English prefix."""
    with translation.override("en"):
        yield
