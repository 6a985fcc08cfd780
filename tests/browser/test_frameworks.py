"""Requirement sets read by keyboard: the list, a set, a requirement, two versions compared."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Page, expect

from samvern.apps.frameworks import operations
from samvern.base.models import User
from samvern.base.viewer import SYSTEM
from samvern.engine.frameworks import Requirement
from tests.browser import DESKTOP, PHONE
from tests.factories import frameworks as make
from tests.worlds import small_world

Axe = Callable[[Page], None]
LogIn = Callable[[Page, User], None]

pytestmark = pytest.mark.django_db(transaction=True)


def _saved() -> None:
    operations.load_catalogue(by=SYSTEM, at=make.AT)
    make.requirement_set()
    kept, renumbered = make.framework().requirements[1:]
    later = make.framework(
        version="2",
        follows_version="1",
        requirements=(
            make.framework().requirements[0],
            Requirement("1.1", {"nb": "Kartlegg alt utstyr"}, parent="1", follows=(kept.id,)),
            Requirement("1.9", renumbered.title, parent="1", follows=(renumbered.id,)),
        ),
    )
    make.requirement_set(later)
    make.requirement_set(
        make.framework(publisher="Another publisher"), edition=1, reason="It was misspelt"
    )


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_requirement_is_found_by_keyboard_and_followed(
    page: Page, axe: Axe, language: str, javascript: bool
) -> None:
    _saved()
    with translation.override(language):
        question, words = gettext("What are you measured against?"), gettext("Words or number")
        shows, says = gettext("Show"), gettext("What it says, and who says so")
        renumbered = gettext("Renumbered")
    rules = "Reglene" if language == "nb" else "The rules"

    def fits() -> None:
        if javascript:
            axe(page)
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0

    page.goto("/frameworks/")
    expect(page.get_by_role("heading", level=1)).to_have_text(question)
    fits()
    page.get_by_role("link", name=rules, exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(rules)
    fits()
    page.get_by_label(words).fill("1.9")
    page.get_by_role("button", name=shows, exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**q=1.9**")
    found = page.get_by_role("rowheader").last
    expect(found).to_contain_text("1.9")
    fits()
    found.get_by_role("link").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=says)).to_be_visible()
    fits()
    page.get_by_role("link", name="1.2", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/rules/1/requirements/1.2/")
    expect(page.get_by_role("heading", name=says)).to_be_visible()
    page.goto("/frameworks/rules/1/compared-with/2/")
    expect(page.get_by_role("heading", name=renumbered)).to_be_visible()
    fits()
    page.goto("/frameworks/nsm-gp-ikt/2.1/")
    expect(page.get_by_role("alert").or_(page.locator(".sv-notice"))).to_be_visible()
    fits()


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_those_who_govern_see_how_a_set_came_to_be(
    page: Page, axe: Axe, login: LogIn, language: str
) -> None:
    _saved()
    login(page, small_world().people["supervisor"])
    with translation.override(language):
        tab, question = gettext("How it came to be"), gettext("Who has changed it, when and why?")
        changed = gettext("What was changed?")
    page.goto("/frameworks/rules/1/")
    page.get_by_role("link", name=tab).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(question)
    axe(page)
    page.get_by_role("link", name="2", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(changed)
    expect(page.get_by_text("Another publisher")).to_be_visible()
    axe(page)
