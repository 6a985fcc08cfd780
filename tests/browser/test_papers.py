"""From a snapshot to a published paper, by keyboard, in two languages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Page, expect

from samvern.apps.papers.models import Paper
from samvern.base.models import User
from samvern.base.permissions import Role
from tests.browser import DESKTOP, PHONE
from tests.factories import actors, users
from tests.factories import snapshots as make

Axe = Callable[[Page], None]
Login = Callable[[Page, User], None]


@pytest.mark.parametrize(
    ("language", "viewport"), [("nb", PHONE), ("en", DESKTOP)], ids=["nb-phone", "en-desktop"]
)
def test_from_a_snapshot_to_what_is_published(
    page: Page, axe: Axe, login: Login, language: str, transactional_db: None
) -> None:
    actors.actor("Fjordheim hospital")
    authority = users.user("Astrid")
    actors.grant(authority, Role.SECTOR_AUTHORITY)
    make.told(make.programme())

    def say(text: str) -> str:
        with translation.override(language):
            return gettext(text)

    def press(text: str) -> None:
        page.get_by_role("button", name=say(text), exact=True).first.press("Enter")

    login(page, authority)
    page.goto("/programmes/P-TOLD/papers/freeze/")
    expect(page.get_by_label(say("Period"))).to_have_value(make.PERIOD)
    press("Take the snapshot")
    expect(page.get_by_role("heading", level=1)).to_have_text(say("What will it say?"))
    axe(page)
    page.get_by_label(say("Which paper")).select_option("board_status")
    page.get_by_label(say("The authority and the supervisor"), exact=True).press("Space")
    press("See what it will say")
    expect(page.get_by_role("heading", name=say("This is what it will say"))).to_be_visible()
    expect(page.get_by_text(make.IN_REPORT).first).to_be_visible()
    axe(page)
    press("Begin this paper")
    expect(page.get_by_role("heading", level=1)).to_have_text(say("What do you say?"))
    page.locator("#id_text").fill("On the whole it goes well.")
    press("Save the text")
    expect(page.get_by_text(say("Saved."), exact=True)).to_be_visible()
    axe(page)
    page.get_by_role("link", name=say("Check it")).press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(say("Does it hold?"))
    axe(page)
    while page.locator("textarea[name=reason]:empty").count():
        reason = page.locator("textarea[name=reason]:empty").first
        reason.fill("It is known.")
        reason.locator("xpath=ancestor::form").get_by_role("button").press("Enter")
        expect(page.get_by_text(say("Answered."), exact=True)).to_be_visible()
    press("Send for approval")
    expect(page.get_by_role("button", name=say("Approve"), exact=True)).to_be_visible()
    press("Approve")
    expect(page.get_by_role("button", name=say("Publish"), exact=True)).to_be_visible()
    press("Publish")
    expect(page.get_by_text(say("It is published for its readers."))).to_be_visible()
    page.locator("article a[href^='#source-']").first.press("Enter")
    expect(page.locator("#source-1")).to_be_visible()
    assert "#source-" in page.url
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert Paper.objects.get().stage == "published"
