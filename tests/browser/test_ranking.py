"""The ranking: read at a glance, changed by keyboard, without scripts, on a phone, on paper."""

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
PAGE = "/programmes/IE-1125/ranking/"


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
@pytest.mark.parametrize("colour_scheme", ["light", "dark"])
def test_the_answer_stands_first_and_the_page_is_sound(
    page: Page, axe: Axe, say: Say, viewport: dict[str, int], colour_scheme: str
) -> None:
    page.goto(PAGE)
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(say("Which focus areas matter most?"))
    first_bar = page.locator("main figure ol li").first
    box = first_bar.bounding_box()
    assert box is not None
    assert box["y"] < viewport["height"], "the first bar stands on the first screen"
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    axe(page)
    page.get_by_role("link", name=say("Show what was decided")).click()
    expect(page.locator("main figure ol li .ds-tag").first).to_be_visible()
    axe(page)


@pytest.mark.parametrize("language", ["nb", "en"])
def test_by_keyboard_alone(page: Page, axe: Axe, say: Say) -> None:
    page.goto(PAGE)
    page.evaluate("window.stayed = true")
    answer = page.locator("main header p").last
    before = answer.inner_text()
    exact = page.get_by_role("link", name=say("Exact weights"))
    exact.focus()
    exact.press("Enter")
    slider = page.get_by_label(say("Low cost"))
    expect(slider).to_be_visible()
    axe(page)
    slider.focus()
    slider.press("End")
    expect(page).to_have_url(re.compile("weight-cost=100"))
    expect(answer).not_to_have_text(before)
    expect(slider).to_be_focused()

    order = page.get_by_role("link", name=say("In order"))
    order.focus()
    order.press("Enter")
    up = page.get_by_role("button", name=re.compile(say("Low cost"))).first
    up.focus()
    up.press("Enter")
    expect(page).to_have_url(re.compile("order=.*cost%2Cnatural_order|order=.*cost,natural_order"))
    expect(up).to_be_focused()
    axe(page)
    assert page.evaluate("window.stayed"), "the page was never loaded anew"


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("viewport", [PHONE], ids=["phone"])
def test_limits_are_set_by_field_and_wrong_ones_told_there(
    page: Page, axe: Axe, say: Say, language: str, javascript: bool
) -> None:
    page.goto(f"{PAGE}?weighing=unknown")
    page.get_by_text(say("Limits on the weights")).press("Enter")
    cost = page.get_by_role("group", name=say("Low cost"), exact=True)
    cost.get_by_label(say("At least, per cent")).fill("50")
    cost.get_by_label(say("At most, per cent")).fill("40")
    rank = page.get_by_role("button", name=say("Rank within these limits"))
    rank.press("Enter")
    expect(page.get_by_role("heading", name=say("Correct this before going on"))).to_be_visible()
    least = cost.get_by_label(say("At least, per cent"))
    expect(least).to_have_attribute("aria-invalid", "true")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    if javascript:
        axe(page)
    least.fill("30")
    rank.press("Enter")
    expect(page.locator("main figure ol li").first).to_be_visible()
    expect(page).to_have_url(re.compile("weighing=unknown.*least-cost=30&most-cost=40"))
    expect(least).to_have_value("30")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    if javascript:
        axe(page)
    page.get_by_role("link", name=say("Take the limits away")).click()
    expect(page).to_have_url(re.compile(r"/ranking/\?weighing=unknown$"))


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("javascript", [False], ids=["no script"])
@pytest.mark.parametrize("viewport", [PHONE], ids=["phone"])
def test_without_scripts(page: Page, say: Say) -> None:
    page.goto(PAGE)
    page.get_by_role("link", name=say("Measures"), exact=True).last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(say("Which measures matter most?"))
    page.get_by_role("link", name=say("In order")).click()
    page.get_by_role("button", name=re.compile(say("Low cost"))).first.click()
    expect(page).to_have_url(re.compile("order=risk_contribution%2Cgoals%2Cstrategic_goals%2Ccost"))
    page.get_by_role("link", name=say("Exact weights")).click()
    page.get_by_label(say("Low cost")).fill("80")
    page.get_by_role("button", name=say("Rank with these weights")).click()
    expect(page).to_have_url(re.compile("weight-cost=80"))
    expect(page.get_by_role("heading", level=1)).to_have_text(say("Which measures matter most?"))
    image = page.locator(".sv-chart__image img")
    image.scroll_into_view_if_needed()
    expect(image).to_have_js_property("complete", True)
    assert image.evaluate("image => image.naturalWidth") > 0


@pytest.mark.parametrize("language", ["en"])
def test_a_sent_address_shows_the_same(page: Page) -> None:
    page.goto(f"{PAGE}?weighing=order&order=cost,goals&decided=1")
    said = page.locator("main header p").last.inner_text()
    page.get_by_role("link", name="We do not know").click()
    expect(page.locator("main header p").last).not_to_have_text(said)
    page.go_back()
    expect(page.locator("main header p").last).to_have_text(said)
