"""A secretary takes the whole short check on a phone, and what that costs her is counted."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Locator, Page, expect

from samvern.apps.actors.models import Actor
from samvern.base.models import User
from samvern.base.permissions import Role
from samvern.engine.checks.pages import SECONDS_A_CHOICE, WORDS_A_MINUTE
from samvern.engine.readability import measure
from tests.factories import actors, checks, users

Axe = Callable[[Page], None]
LogIn = Callable[[Page, User], None]

pytestmark = pytest.mark.django_db(transaction=True)

#: The phone of the brief: 360 by 740.
SMALL_PHONE = {"width": 360, "height": 740}
#: Start, who sees it, what they have, 22 questions, the supplier once, and the end.
MOST_PAGES = 27
#: One for each page but the last.
MOST_CLICKS = 26
MOST_MINUTES = 15
#: The answer that a busy office gives in turn: yes, partly, the supplier, no, don't know.
IN_TURN = ("fulfilled", "partly", "supplier", "not_fulfilled", "unknown")


@dataclass
class Effort:
    """What it takes: pages that were shown, clicks, keys, and the lines that are in sight.

    A line that was there before, such as «Don't know.», is known at sight and not read again.
    """

    page: Page
    pages: int = 0
    clicks: int = 0
    lines: set[str] = field(default_factory=set)

    def expect_page(self, heading: str | re.Pattern[str] = re.compile(r".")) -> None:
        """Count a page with all that can be read on it without opening anything."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)
        self.pages += 1
        self.lines.update(self.page.get_by_role("main").inner_text().splitlines())
        assert self.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0

    def click(self, what: Locator) -> None:
        """Click something that is large enough for a thumb, and wait until the page has gone."""
        box = what.bounding_box()
        assert box
        assert box["height"] >= 44, box
        what.click()
        self.page.wait_for_load_state("load")
        self.clicks += 1

    @property
    def words(self) -> int:
        """How many words there are to read."""
        return measure(self.lines).words

    @property
    def keys(self) -> int:
        """Keys that were pressed on all pages so far, counted in the browser."""
        return int(self.page.evaluate("Number(sessionStorage.getItem('keys') || 0)"))

    @property
    def minutes(self) -> float:
        """The time to read all of it and to choose, by the same measures as the check's own."""
        return self.words / WORDS_A_MINUTE + self.clicks * SECONDS_A_CHOICE / 60


_COUNT_KEYS = """addEventListener("keydown", () =>
  sessionStorage.setItem("keys", Number(sessionStorage.getItem("keys") || 0) + 1), true)"""


@pytest.fixture
def clinic() -> tuple[Actor, User]:
    checks.check_set()
    place = checks.as_clinic(actors.actor("Solbakken legekontor"))
    person = users.user("Sara Skranke", language="nb")
    actors.grant(person, Role.SECURITY_OFFICER, place)
    return place, person


@pytest.mark.parametrize("viewport", [SMALL_PHONE], ids=["phone"])
@pytest.mark.parametrize(
    ("language", "colour_scheme"), [("nb", "light"), ("nn", "dark")], ids=["nb", "nn dark"]
)
def test_the_whole_check_on_a_phone_without_a_key_in_a_quarter_of_an_hour(
    page: Page, axe: Axe, login: LogIn, clinic: tuple[Actor, User], language: str
) -> None:
    place, person = clinic
    with translation.override(language):
        safe, have, go_on = (
            gettext(each) for each in ("Are you safe enough?", "What do you have?", "Go on")
        )
        begin, unknown = gettext("I have read this. Start"), gettext("I don't know the name")
        who, now = gettext("Who is your supplier?"), gettext("What should you do now?")
        wall = gettext("Get the sheet for the wall")
    page.add_init_script(_COUNT_KEYS)
    login(page, person)
    effort = Effort(page)
    page.goto("/")
    effort.expect_page()
    axe(page)
    expect(page.get_by_role("main").get_by_role("link")).to_have_count(1)
    effort.click(page.get_by_role("main").get_by_role("link"))
    effort.expect_page(safe)
    axe(page)
    effort.click(page.get_by_role("button", name=begin))
    effort.expect_page(have)
    axe(page)
    effort.click(page.get_by_role("button", name=go_on))
    answered = 0
    while "/questions/" in page.url:
        effort.expect_page()
        if answered < 2:
            axe(page)
        offers = {each.get_attribute("value"): each for each in page.locator("[name=offer]").all()}
        wanted = IN_TURN[answered % len(IN_TURN)]
        effort.click(offers.get(wanted) or offers["fulfilled"])
        answered += 1
        if page.url.endswith(f"/supplier/?after={_code_before(page)}"):
            effort.expect_page(who)
            axe(page)
            effort.click(page.get_by_role("link", name=unknown))
    effort.expect_page(now)
    axe(page)
    assert answered == 22
    assert page.locator(".sv-poster > li").count() == 5
    assert effort.keys == 0
    assert effort.pages <= MOST_PAGES, effort.pages
    assert effort.clicks <= MOST_CLICKS, effort.clicks
    assert effort.minutes <= MOST_MINUTES, (effort.words, effort.minutes)
    page.get_by_role("link", name=wall).click()
    effort.expect_page()
    axe(page)
    expect(page.get_by_role("article").get_by_role("listitem")).to_have_count(11)
    assert place.name in page.get_by_role("article").inner_text()


def _code_before(page: Page) -> str:
    return page.url.rpartition("=")[2]


@pytest.mark.parametrize("language", ["en"])
@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_questions_are_answered_and_left_and_found_again_by_keyboard(
    page: Page, axe: Axe, login: LogIn, clinic: tuple[Actor, User], javascript: bool
) -> None:
    place, person = clinic
    check = checks.begun(place, supplier="Drift AS")
    login(page, person)
    page.goto(f"/check/{check.pk}/")
    first = page.get_by_role("heading", level=1).inner_text()
    for name in ("Yes, and everybody knows who.", "No, we have not."):
        page.get_by_role("button", name=name).focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name=name)).to_have_count(0)
    page.get_by_role("link", name="Take the rest later").focus()
    page.keyboard.press("Enter")
    link = page.locator(".sv-link-to-keep a")
    expect(link).to_be_visible()
    if javascript:
        axe(page)
    path = (link.get_attribute("href") or "").partition("/check/")[2]
    page.goto(f"/check/{path}")
    expect(page.get_by_text("3 of 22")).to_be_visible()
    page.get_by_role("link", name="Back").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("2 of 22")).to_be_visible()
    expect(page.get_by_role("button", name="No, we have not.")).to_contain_text("Your answer")
    page.get_by_role("link", name="Back").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(first)
    page.goto(f"/check/{check.pk}/end/")
    page.get_by_role("button", name="Put it on my list").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("On your list:")).to_be_visible()
    if javascript:
        axe(page)
