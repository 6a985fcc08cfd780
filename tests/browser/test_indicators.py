"""From the programme's goals to a value in its place: one given by hand, others from a file."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import FilePayload, Page, expect

from samvern.base.models import User
from samvern.base.permissions import Role
from tests.browser import DESKTOP, PHONE
from tests.factories import actors, users
from tests.factories import indicators as make

Axe = Callable[[Page], None]
LogIn = Callable[[Page, User], None]
FILE: FilePayload = {
    "name": "values.csv",
    "mimeType": "text/csv",
    "buffer": b"period;value;count\n2025-H2;35;40\n2026-H1;61;40\n",
}


@pytest.mark.parametrize(
    ("language", "viewport"), [("nb", PHONE), ("en", DESKTOP)], ids=["nb phone", "en desktop"]
)
def test_values_are_given_by_hand_and_from_a_file(
    page: Page, axe: Axe, login: LogIn, transactional_db: None, language: str
) -> None:
    def say(text: str) -> str:
        with translation.override(language):
            return gettext(text)

    def looks_right(heading: str) -> None:
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        axe(page)

    person = users.user("Aud Ansvar")
    actors.grant(person, Role.SECTOR_AUTHORITY, None)
    User.objects.filter(pk=person.pk).update(language=language)
    programme = make.programme()
    found = make.indicator(programme)
    title = str(found.title[language])

    login(page, person)
    page.goto(f"/programmes/{programme.code}/indicators/")
    looks_right(say("Are we getting there?"))
    page.get_by_role("link", name=title).press("Enter")
    looks_right(title)
    page.get_by_role("link", name=say("Give a value"), exact=True).press("Enter")
    looks_right(say("What was it?"))
    page.get_by_label(say("Period")).select_option("2025-H2")
    page.get_by_label(say("Value"), exact=True).fill("30")
    page.get_by_label(say("Number measured")).fill("40")
    page.get_by_role("button", name=say("Save the value")).press("Enter")
    looks_right(title)

    page.get_by_role("link", name=say("Take in a file of values")).press("Enter")
    page.get_by_label(say("The file")).set_input_files(FILE)
    page.get_by_label(say("Why is it changed?")).fill("Counted once more.")
    page.get_by_role("button", name=say("Look it over")).press("Enter")
    looks_right(say("Shall the file be taken in?"))
    page.get_by_role("button", name=say("Take the file in")).press("Enter")
    looks_right(title)
    expect(page.get_by_role("heading", name=say("What was changed"))).to_be_visible()
    expect(page.get_by_text("Counted once more.")).to_be_visible()
    assert found.values.count() == 3
