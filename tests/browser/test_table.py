"""Work at the table: a room sets weights together, by keyboard, and ends in a scenario."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Page, expect

from samvern.base.models import User
from samvern.base.permissions import Role
from tests.browser import DESKTOP, PHONE
from tests.factories import actors, users
from tests.factories import programmes as make

Axe = Callable[[Page], None]
Say = Callable[[str], str]
PAGE = "/programmes/IE-1125/table/"
PROJECTOR = {"width": 1920, "height": 1080}


@pytest.fixture(autouse=True)
def _at_the_table(page: Page, login: Callable[[Page, User], None]) -> None:
    """The report as it ships, and the authority at the keyboard."""
    make.programme(make.shipped("IE-1125"))
    person = users.user("Kari Nordmann")
    actors.grant(person, Role.SECTOR_AUTHORITY)
    login(page, person)


@pytest.fixture
def say(language: str) -> Say:
    """A string of the interface in the language that the browser has chosen."""

    def in_language(text: str) -> str:
        with translation.override(language):
            return gettext(text)

    return in_language


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("viewport", [PROJECTOR], ids=["projector"])
def test_a_meeting_by_keyboard_alone_ends_in_a_scenario(page: Page, axe: Axe, say: Say) -> None:
    page.goto(PAGE)
    page.evaluate("window.stayed = true")
    answer = page.locator(".sv-board__answer")
    expect(answer).to_be_visible()
    axe(page)
    before = answer.inner_text()
    page.keyboard.press("5")
    slider = page.get_by_label(say("Low cost"))
    expect(slider).to_be_focused()
    stood = int(slider.input_value())
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile(f"weight-cost={stood + 10}"))
    expect(answer).not_to_have_text(before)
    expect(slider).to_be_focused()
    page.keyboard.press("End")
    expect(page).to_have_url(re.compile("weight-cost=100"))
    axe(page)

    page.keyboard.press("o")
    expect(page).to_have_url(re.compile("weighing=order"))
    moved = page.locator("[data-sv-ordering] li", has_text=say("Support"))
    place = moved.get_attribute("data-sv-shortcut") or ""
    page.keyboard.press(place)
    expect(moved.get_by_role("button").first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page).to_have_url(re.compile("order=.*support(%2C|,)cost"))
    axe(page)

    page.keyboard.press("d")
    expect(page.locator(".sv-board__decided")).to_be_visible()
    page.keyboard.press("u")
    expect(page).to_have_url(re.compile("weighing=unknown.*|decided=1.*weighing=unknown"))
    assert page.evaluate("window.stayed"), "the page was never loaded anew"
    page.keyboard.press("s")
    expect(page).to_have_url(re.compile(r"/scenarios/new/\?weighing=unknown$"))


@pytest.mark.parametrize("language", ["nb"])
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("colour_scheme", ["dark"])
def test_it_fits_smaller_screens_too(page: Page, axe: Axe) -> None:
    page.goto(f"{PAGE}?weighing=order&decided=1")
    expect(page.locator(".sv-board__decided")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    axe(page)


@pytest.mark.parametrize("language", ["en"])
@pytest.mark.parametrize("viewport", [PROJECTOR], ids=["projector"])
def test_the_whole_picture_stands_on_one_screen(page: Page) -> None:
    page.goto(f"{PAGE}?weighing=sliders&weight-cost=30&weight-goals=20&decided=1")
    last = page.locator(".sv-share-bars li").last.bounding_box()
    assert last is not None
    assert last["y"] + last["height"] <= PROJECTOR["height"]
    size = page.locator(".sv-share-bars__name").first.evaluate(
        "each => parseFloat(getComputedStyle(each).fontSize)"
    )
    assert size >= 28, "readable from five metres on a projector"


@pytest.mark.parametrize("language", ["en"])
@pytest.mark.parametrize("javascript", [False], ids=["no script"])
def test_without_scripts(page: Page) -> None:
    page.goto(PAGE)
    page.get_by_role("link", name="Exact weights").click()
    page.get_by_label("Low cost").fill("80")
    page.get_by_role("button", name="Rank with these weights").click()
    expect(page).to_have_url(re.compile("/table/.*weight-cost=80"))
    page.get_by_role("link", name="In order").click()
    page.get_by_role("button", name="Up Low cost").click()
    expect(page).to_have_url(re.compile("/table/.*weighing=order"))
    page.get_by_role("link", name="Take as a decision").click()
    expect(page).to_have_url(re.compile("/scenarios/new/.*then=decide"))


@pytest.mark.parametrize("language", ["en"])
def test_keys_that_are_turned_off_do_nothing(page: Page) -> None:
    page.goto(f"{PAGE}?keys=off")
    page.keyboard.press("u")
    page.keyboard.press("1")
    expect(page).to_have_url(re.compile(r"/table/\?keys=off$"))
