"""Requirements are mapped by one and reviewed by another: by keyboard, without scripts, on a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Page, expect

from samvern.apps.mappings.models import RequirementMapping
from tests.browser import DESKTOP, PHONE
from tests.factories import mappings as make
from tests.worlds import World, small_world

Axe = Callable[[Page], None]
LogIn = Callable[[Page, object], None]
TARGET = "1.2 Flerfaktorautentisering for alle"


@pytest.fixture(autouse=True)
def cast(transactional_db: None) -> World:
    """The cast and two sets; the officer has mapped one requirement."""
    make.sets()
    world = small_world()
    make.mapping(world.viewer("officer"), why="Begge gjelder utstyr")
    return world


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_requirement_is_mapped_by_one_and_reviewed_by_another(
    page: Page, axe: Axe, login: LogIn, cast: World, language: str, javascript: bool
) -> None:
    with translation.override(language):
        question = gettext("Which requirements ask for the same?")
        asks = gettext("asks for a part of")
        turned = gettext("See it from the other side")
        record, why = gettext("Record the mapping"), gettext("Why")
        unreviewed, right = gettext("Not reviewed"), gettext("Is this right?")
        agree, nothing = gettext("Agree"), gettext("Nothing waits for you.")
        trusted = gettext("How far can the mappings be trusted?")

    def fits() -> None:
        if javascript:
            axe(page)
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0

    login(page, cast.people["officer"])
    page.goto("/mappings/")
    expect(page.get_by_role("heading", level=1)).to_have_text(question)
    fits()
    page.get_by_role("rowheader").get_by_role("link").first.press("Enter")
    expect(page.get_by_role("link", name=TARGET)).to_be_visible()
    page.get_by_role("link", name=turned).press("Enter")
    page.get_by_role("link", name="1.2 Bruk flerfaktorautentisering").press("Enter")
    expect(page.get_by_role("heading", name="1.2 Bruk flerfaktorautentisering")).to_be_visible()
    fits()
    page.get_by_role("link", name=TARGET).press("Enter")
    choice = page.get_by_role("radio", name=asks[:1].upper() + asks[1:])
    choice.focus()
    page.keyboard.press("Space")
    page.get_by_label(why).fill("Loven ber om mer")
    fits()
    page.get_by_role("button", name=record).press("Enter")
    expect(page.locator("main")).to_contain_text("Loven ber om mer")
    expect(page.locator("main").get_by_text(unreviewed, exact=True).first).to_be_visible()
    fits()

    login(page, cast.people["authority"])
    page.goto("/mappings/reviews/")
    expect(page.get_by_role("heading", level=1)).to_have_text(right)
    fits()
    for why_said in ("Begge gjelder utstyr", "Loven ber om mer"):
        expect(page.locator("main")).to_contain_text(why_said)
        if javascript:
            page.keyboard.press("1")
        else:
            page.get_by_role("button", name=agree).press("Enter")
    expect(page.locator("main")).to_contain_text(nothing)
    fits()
    assert set(RequirementMapping.objects.values_list("state", flat=True)) == {"reviewed"}
    page.goto("/mappings/quality/")
    expect(page.get_by_role("heading", level=1)).to_have_text(trusted)
    fits()
    page.goto("/mappings/of/rules/1/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    fits()
