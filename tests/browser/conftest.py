"""What every browser test stands on: a real Chromium, a live server, and a watch on the page.

A test asks for ``page`` and visits ``live_server.url + "/…"``, or asks for ``visit``. It fails
when the page asks another host for anything, breaks its own content security policy, or logs
an error. It says what it needs by overriding a fixture::

    @pytest.mark.parametrize("viewport", [PHONE])          # from tests.browser
    @pytest.mark.parametrize("language", ["nb", "en"])
    @pytest.mark.parametrize("javascript", [False])
    @pytest.mark.parametrize("colour_scheme", ["dark"])
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    Request,
    expect,
    sync_playwright,
)

from tests.browser import DESKTOP, PHONE
from tools.browser import found

__all__ = ["DESKTOP", "PHONE"]  # journeys take their windows from here

if TYPE_CHECKING:
    from pytest_django.live_server_helper import LiveServer

    from samvern.base.models import User

# Playwright keeps an event loop in the main thread; Django would take its tests for async code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # Whatever a page asks for, nothing leaves this machine.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)
_AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
_WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run."""
    path = found()
    if path is None:
        pytest.fail(
            "the browser tests found no Chromium: run `make setup test`, install the package "
            "chromium, or set SAMVERN_CHROMIUM to the program",
            pytrace=False,
        )
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=list(_ARGUMENTS))
        yield running
        running.close()


@pytest.fixture
def viewport() -> dict[str, int]:
    """The size of the window."""
    return DESKTOP


@pytest.fixture
def language() -> str:
    """The language chosen in the interface."""
    return "nb"


@pytest.fixture
def javascript() -> bool:
    """Whether the browser runs scripts."""
    return True


@pytest.fixture
def colour_scheme() -> str:
    """What the reader's system prefers: ``light`` or ``dark``."""
    return "light"


@dataclass
class Watch:
    """What went wrong on the pages of one test; ``hosts`` are the origins they may ask."""

    origins: list[str]
    wrong: list[str] = field(default_factory=list)
    expected: list[re.Pattern[str]] = field(default_factory=list)
    _documents: set[str] = field(default_factory=set)

    def expect(self, pattern: str) -> None:
        """Take console errors that match for granted; say in the test why."""
        self.expected.append(re.compile(pattern))

    def request(self, request: Request) -> None:
        """Note a request; one to another host is wrong."""
        if request.is_navigation_request():
            self._documents.add(request.url)
        if request.url.startswith(("data:", "blob:", "about:")):
            return
        if not any(request.url.startswith(f"{origin}/") for origin in self.origins):
            self.wrong.append(f"asked another host: {request.url}")

    def console(self, message: ConsoleMessage) -> None:
        """Note an error of the console, which is also where breaches of the policy show.

        That a page itself answers 404 or 422 is logged too, and is for its test to judge.
        """
        at = message.location.get("url", "")
        is_page = message.text.startswith("Failed to load resource") and at in self._documents
        if message.type == "error" and not is_page:
            self._note(f"console: {message.text} ({at})")

    def page_error(self, error: Error) -> None:
        """Note a script that failed."""
        self._note(f"script: {error.message}")

    def _note(self, text: str) -> None:
        if not any(pattern.search(text) for pattern in self.expected):
            self.wrong.append(text)


@pytest.fixture
def watch(live_server: LiveServer) -> Iterator[Watch]:
    """The watch over this test's pages; what it saw is judged when the test is over."""
    watching = Watch([live_server.url])
    yield watching
    assert not watching.wrong, "\n".join(watching.wrong)


@pytest.fixture
def context(
    browser: Browser,
    watch: Watch,
    live_server: LiveServer,
    viewport: dict[str, int],
    language: str,
    javascript: bool,
    colour_scheme: Any,
) -> Iterator[BrowserContext]:
    """A browser profile of its own for each test."""
    from django.conf import settings

    fresh = browser.new_context(
        base_url=live_server.url,
        viewport=viewport,  # type: ignore[arg-type]
        java_script_enabled=javascript,
        color_scheme=colour_scheme,
        locale="nb-NO",
        timezone_id="Europe/Oslo",
        reduced_motion="reduce",
    )
    fresh.set_default_timeout(10_000)
    cookie = {"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": live_server.url}
    fresh.add_cookies([cookie])  # type: ignore[list-item]
    fresh.on("request", watch.request)
    fresh.on("console", watch.console)
    fresh.on("weberror", lambda wrong: watch.page_error(wrong.error))
    yield fresh
    fresh.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page nobody has visited yet."""
    return context.new_page()


@pytest.fixture
def login(live_server: LiveServer) -> Callable[[Page, User], None]:
    """Open a page's browser for a user, past the log-in form: ``login(page, user)``."""

    def open_for(page: Page, user: User) -> None:
        from django.conf import settings
        from django.test import Client

        client = Client()
        client.force_login(user)
        key = client.cookies[settings.SESSION_COOKIE_NAME].value
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": key, "url": live_server.url}
        page.context.add_cookies([{**cookie, "httpOnly": True}])  # type: ignore[list-item]

    return open_for


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], None]:
    """Assert that axe finds nothing against WCAG 2.2 AA on the page as it stands: ``axe(page)``.

    Expect something of the page first: a click returns while the old page is still leaving,
    and axe would judge that one or lose it midway. Evaluated through the debugger, which the
    content security policy does not bind.
    """
    if not _AXE.is_file():
        pytest.fail("axe-core is missing: run `make setup` (or `npm ci`)", pytrace=False)
    source = _AXE.read_text(encoding="utf-8")

    def check(page: Page) -> None:
        page.wait_for_load_state("load")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        page.evaluate(source)
        options = {"runOnly": {"type": "tag", "values": _WCAG}, "resultTypes": ["violations"]}
        found = page.evaluate("options => axe.run(document, options)", options)["violations"]
        assert not found, f"axe on {page.url}\n" + "\n".join(map(_in_words, found))

    return check


def _in_words(violation: dict[str, Any]) -> str:
    """A violation of axe with the places where it stands, in few lines."""
    places = [
        f"    {' '.join(map(str, node['target']))}\n      {node['failureSummary']}"
        for node in violation["nodes"]
    ]
    return f"  {violation['id']} ({violation['impact']}): {violation['help']}\n" + "\n".join(places)


@pytest.fixture(autouse=True)
def _no_memory_of_other_tests(transactional_db: None) -> None:
    """Log-in limits count in the cache, which outlives a test's tables."""
    from django.core.cache import cache

    cache.clear()
