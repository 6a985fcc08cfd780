"""Two programmes compared: read, answered by keyboard, without scripts, on a phone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Page, expect

from samvern.apps.comparisons import operations
from samvern.base.models import User
from samvern.base.viewer import SYSTEM
from tests.browser import PHONE
from tests.factories import programmes as make
from tests.worlds import small_world

Axe = Callable[[Page], None]
LogIn = Callable[[Page, User], None]
PAGE = "/programmes/IE-1125/compared-with/TILTAKSOVERSIKT-0.7/"


@pytest.fixture(autouse=True)
def authority(transactional_db: None) -> User:
    """Both programmes as they ship, compared, and somebody who governs them."""
    for code in ("TILTAKSOVERSIKT-0.7", "IE-1125"):
        make.programme(make.shipped(code))
    operations.propose(by=SYSTEM, later="IE-1125", earlier="TILTAKSOVERSIKT-0.7", at=make.AT)
    return small_world().people["authority"]


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("viewport", [PHONE], ids=["phone"])
def test_proposals_are_answered_by_keyboard_one_after_the_other(
    page: Page, axe: Axe, login: LogIn, authority: User, language: str, javascript: bool
) -> None:
    with translation.override(language):
        question = gettext("What became of the earlier measures?")
        answer = gettext("Answer what waits")
        asked = gettext("Does %(earlier)s live on in %(later)s?")
        confirm, reject = gettext("Confirm: it does"), gettext("Reject: it does not")
        take_back, why = gettext("Take the answer back"), gettext("Why")
        nothing = gettext("Nothing confirmed yet.")

    def fits() -> None:
        if javascript:
            axe(page)
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0

    def is_asked(earlier: str, later: str) -> None:
        expected = asked % {"earlier": earlier, "later": later}
        expect(page.get_by_role("heading", level=1)).to_have_text(expected)

    login(page, authority)
    page.goto("/programmes/IE-1125/compared-with/")
    page.get_by_role("link", name=re.compile("v0.7")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(question)
    expect(page.locator("main header p").last).to_contain_text(nothing)
    fits()
    page.get_by_role("link", name=answer, exact=True).press("Enter")
    is_asked("1.1", "1.2")
    fits()
    if javascript:
        page.keyboard.press("1")
    else:
        page.get_by_role("button", name=confirm).press("Enter")
    is_asked("1.3", "1.2")
    page.get_by_role("textbox", name=why).press_sequentially("1 og 2")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name=confirm)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name=reject)).to_be_focused()
    page.keyboard.press("Enter")
    is_asked("1.7", "1.1")
    page.get_by_role("link", name="1.3 → 1.2").press("Enter")
    is_asked("1.3", "1.2")
    expect(page.locator("main")).to_contain_text("1 og 2")
    fits()
    expect(page.get_by_role("button", name=take_back)).to_be_visible()
    page.goto(PAGE)
    expect(page.locator("main header p").last).not_to_contain_text(nothing)
