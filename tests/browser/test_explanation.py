"""The reverse question: asked by keyboard, answered in words, without scripts and on a phone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Page, expect

from samvern.apps.programmes.models import Programme
from tests.browser import DESKTOP, PHONE
from tests.factories import programmes as make

Axe = Callable[[Page], None]
PAGE = "/programmes/IE-1125/ranking/explanation/"


@pytest.fixture(autouse=True)
def _shipped(transactional_db: None) -> Programme:
    """The report as it ships, open to everybody."""
    return make.programme(make.shipped("IE-1125"))


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_an_order_is_asked_about_by_keyboard(
    page: Page, axe: Axe, language: str, viewport: dict[str, int]
) -> None:
    page.goto(PAGE)
    with translation.override(language):
        heading, field = gettext("What would have to be true for this order?"), gettext("In order")
        hangs_on = gettext("Which judgements does it hang on?")
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    axe(page)
    box = page.get_by_label(field)
    box.focus()
    page.keyboard.type("3,5,1")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=hangs_on)).to_be_visible()
    expect(page).to_have_url(re.compile("decided_order=3"))
    width = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert width <= 0
    axe(page)
