"""Guidance found by keyboard, read and mapped, with and without scripts, wide and narrow."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Page, expect

from samvern.base.models import User
from samvern.base.permissions import Role
from tests.browser import DESKTOP, PHONE
from tests.factories import actors, users

Axe = Callable[[Page], None]
LogIn = Callable[[Page, User], None]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_help_is_found_by_keyboard_and_read(
    page: Page, axe: Axe, language: str, javascript: bool
) -> None:
    with translation.override(language):
        question, known = gettext("What can help you?"), gettext("What is known")
        asks, shows = gettext("What do you need help with?"), gettext("Show")
        nobody = gettext("What does nobody guide?")

    def fits() -> None:
        if javascript:
            axe(page)
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0

    page.goto("/guidance/")
    expect(page.get_by_role("heading", level=1)).to_have_text(question)
    fits()
    page.get_by_label(asks).fill("tilgangstyring")
    page.get_by_role("button", name=shows, exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**q=tilgangstyring**")
    first = page.get_by_role("rowheader").first
    expect(first).to_contain_text("Faktaark 14")
    fits()
    first.get_by_role("link").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=known)).to_be_visible()
    fits()
    page.goto("/guidance/map/")
    expect(page.get_by_role("heading", level=1)).to_have_text(nobody)
    fits()


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_an_owner_looks_through_what_waits_by_keyboard(
    page: Page, axe: Axe, login: LogIn, language: str
) -> None:
    person = users.user("Kari Eier", language=language)
    actors.grant(person, Role.SECURITY_OFFICER, actors.actor("KS"))
    with translation.override(language):
        reminder, waits = (
            gettext("Guidance to look through"),
            gettext("What waits for you to look through?"),
        )
        question, note = gettext("Is what is said of it still right?"), gettext("Note")
        record, done = gettext("Record the review"), gettext("The review is recorded.")
        known, who = gettext("What is known"), gettext("Who has looked through it")

    def judged(heading: str) -> None:
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0

    login(page, person)
    page.goto("/")
    page.get_by_role("link", name=reminder).focus()
    page.keyboard.press("Enter")
    judged(waits)
    links = page.get_by_role("rowheader").get_by_role("link")
    expect(links).to_have_count(2)
    title = links.first.inner_text()
    links.first.focus()
    page.keyboard.press("Enter")
    judged(question)
    expect(page.get_by_role("heading", name=known)).to_be_visible()
    page.get_by_label(note).focus()
    page.keyboard.type("Alt stemmer.")
    page.get_by_role("button", name=record).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text(done)).to_be_visible()
    judged(title)
    expect(page.get_by_role("heading", name=who)).to_be_visible()
    expect(page.get_by_text("Alt stemmer.")).to_be_visible()
    page.goto("/guidance/reviews/")
    expect(links).to_have_count(1)
