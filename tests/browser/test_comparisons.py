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
def test_a_proposal_is_confirmed_by_keyboard(
    page: Page, axe: Axe, login: LogIn, authority: User, language: str, javascript: bool
) -> None:
    with translation.override(language):
        question = gettext("What became of the earlier measures?")
        confirm = gettext("Confirm %(link)s") % {"link": "2.3 → 3.5"}
        take_back = gettext("Take back %(link)s") % {"link": "2.3 → 3.5"}
        nothing = gettext("Nothing confirmed yet.")
    login(page, authority)
    page.goto("/programmes/IE-1125/compared-with/")
    page.get_by_role("link", name=re.compile("v0.7")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(question)
    expect(page.locator("main header p").last).to_contain_text(nothing)
    assert not javascript or page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    if javascript:
        axe(page)
    button = page.get_by_role("button", name=confirm)
    button.focus()
    button.press("Enter")
    expect(page.get_by_role("button", name=take_back)).to_be_visible()
    expect(page.locator("main header p").last).not_to_contain_text(nothing)
