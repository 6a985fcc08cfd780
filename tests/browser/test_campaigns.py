"""A campaign from plan to review, by keyboard, in two languages, on a phone and a desk."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Page, expect

from samvern.apps.assessments.models import Campaign, Remark
from samvern.base.jobs.worker import Worker
from samvern.base.models import User
from samvern.base.permissions import Role
from tests.browser import DESKTOP, PHONE
from tests.factories import actors, frameworks, users
from tests.factories import assessments as make

Axe = Callable[[Page], None]
Login = Callable[[Page, User], None]


@pytest.fixture
def authority(transactional_db: None) -> User:
    """The sector authority, with two hospitals to ask."""
    found = users.user("Aud")
    actors.grant(found, Role.SECTOR_AUTHORITY)
    actors.actor("Fjordheim hospital")
    actors.actor("Nattlys hospital")
    frameworks.requirement_set()
    make.population()
    return found


@pytest.mark.parametrize(
    ("language", "viewport"), [("nb", PHONE), ("en", DESKTOP)], ids=["phone-nb", "desktop-en"]
)
def test_from_plan_to_review(
    page: Page, axe: Axe, login: Login, language: str, authority: User
) -> None:
    def say(text: str) -> str:
        with translation.override(language):
            return gettext(text)

    def press(name: str) -> None:
        page.get_by_role("button", name=say(name)).press("Enter")

    login(page, authority)
    page.goto("/campaigns/new/")
    page.get_by_label(say("Title"), exact=True).fill("Every year")
    page.get_by_label(say("What is asked")).select_option(index=1)
    page.get_by_label(say("Who is asked")).select_option(index=1)
    page.get_by_label(say("Period")).fill("2030")
    page.get_by_role("radio", name=say("Reported")).press("Space")
    expect(page.get_by_role("radio", name=say("Reported"))).to_be_checked()
    due = page.get_by_label(say("Answers are asked for by"))
    due.fill("2030-12-31")
    expect(due).to_have_value("2030-12-31")
    axe(page)
    press("See what it does")
    expect(page.get_by_role("heading", name=say("What will happen?"))).to_be_visible()
    axe(page)
    press("Save the plan")
    expect(page).to_have_url(re.compile(r"/campaigns/\d+/$"))
    press("Open the campaign")
    expect(page.get_by_text(say("The assessments are being made")).first).to_be_visible()
    Worker().run_until_idle()
    expect(page.get_by_role("checkbox", name="Nattlys hospital")).to_be_visible(timeout=15_000)
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.get_by_role("checkbox", name="Nattlys hospital").press("Space")
    press("Remind those chosen")
    expect(
        page.get_by_text(say("The letters are on their way. Nobody gets two in a day."))
    ).to_be_visible()

    asked = Campaign.objects.get().assessments.select_related("actor", "requirement_set")
    submission = make.submitted(asked.earliest("pk"))
    page.goto("/reviews/")
    page.get_by_role("link", name="Fjordheim hospital").press("Enter")
    expect(page).to_have_url(re.compile(f"/submissions/{submission.pk}/$"))
    page.locator("#r-1\\.1 summary").last.press("Enter")
    remark, saved = page.locator("#remark-1\\.1"), page.locator("#r-1\\.1").get_by_role("status")
    remark.press_sequentially("How do you know?")
    expect(saved).not_to_be_empty()  # a moment after the last key, with the field still open
    assert Remark.objects.get().text == "How do you know?"
    with page.expect_response(re.compile("/remarks/1.1/")):
        page.keyboard.type(" Since when?")
        page.keyboard.press("Tab")
    assert Remark.objects.get().text == "How do you know? Since when?"
    axe(page)
    returns = say("Send it back: it opens again for the organisation")
    page.get_by_label(returns).press("Space")
    press("Give the verdict")
    expect(page).to_have_url(re.compile("/reviews/$"))
    axe(page)
