"""What would change the order: read at a glance, a pair chosen by keyboard, without scripts."""

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
Say = Callable[[str], str]
RANKING = "/programmes/IE-1125/ranking/"
PAGE = f"{RANKING}sensitivity/"


@pytest.fixture(autouse=True)
def _shipped(transactional_db: None) -> Programme:
    """The report as it ships, open to everybody."""
    return make.programme(make.shipped("IE-1125"))


@pytest.fixture
def say(language: str) -> Say:
    """A string of the interface in the language that the browser has chosen."""

    def in_language(text: str) -> str:
        with translation.override(language):
            return gettext(text)

    return in_language


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("colour_scheme", ["dark"])
def test_the_answer_stands_first_and_the_page_is_sound(
    page: Page, axe: Axe, say: Say, viewport: dict[str, int], colour_scheme: str
) -> None:
    page.goto(RANKING)
    page.get_by_role("link", name=say("What would change the order?")).click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(say("What would change the order?"))
    box = page.locator("main header p").last.bounding_box()
    assert box is not None
    assert box["y"] < viewport["height"], "the answer stands on the first screen"
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    for summary in page.locator("main summary").all():
        summary.click()
    expect(page.locator("main details:not([open])")).to_have_count(0)
    axe(page)
    page.get_by_role("link", name=say("Back to the ranking")).click()
    expect(heading).to_have_text(say("Which focus areas matter most?"))


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("javascript", [False], ids=["no script"])
def test_a_pair_is_chosen_by_keyboard_without_scripts(page: Page, say: Say) -> None:
    page.goto(f"{PAGE}?scale=ordinal")
    first = page.get_by_role("combobox", name=say("Why does this one"), exact=True)
    first.focus()
    first.select_option("3")
    second = page.get_by_role("combobox", name=say("stand before this one?"), exact=True)
    second.focus()
    second.select_option("5")
    show = page.get_by_role("button", name=say("Show"))
    show.focus()
    show.press("Enter")
    expect(page).to_have_url(re.compile("scale=ordinal.*first=3&second=5"))
    lead = page.get_by_role("region", name=say("Lead by group"))
    expect(lead.locator(".ds-tag").first).to_have_text(say("Decides"))
    expect(page.get_by_role("combobox", name=say("Why does this one"), exact=True)).to_have_value(
        "3"
    )
