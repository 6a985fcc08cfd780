"""Guidance found by keyboard, read and mapped, with and without scripts, wide and narrow."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Page, expect

from tests.browser import DESKTOP, PHONE

Axe = Callable[[Page], None]

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
