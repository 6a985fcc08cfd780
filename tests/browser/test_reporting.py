"""A report from the first page to handed in, by keyboard, saved by itself, in two languages."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext
from playwright.sync_api import Page, expect

from samvern.apps.reporting import operations
from samvern.apps.reporting.models import Report, ReportSubmission
from samvern.base.jobs.worker import Worker
from samvern.base.models import User
from samvern.base.permissions import Role
from samvern.base.viewer import SYSTEM
from samvern.engine.reporting import Dimension
from tests.browser import DESKTOP, PHONE
from tests.browser.conftest import Watch
from tests.factories import actors, users
from tests.factories import reporting as make

Axe = Callable[[Page], None]
Login = Callable[[Page, User], None]
LIGHTS = ("progress", "time", "money", "quality", "risk", "benefit")


@pytest.mark.parametrize(
    ("language", "viewport"), [("nb", PHONE), ("en", DESKTOP)], ids=["nb-phone", "en-desktop"]
)
def test_from_the_first_page_to_handed_in(
    page: Page, axe: Axe, login: Login, watch: Watch, language: str, transactional_db: None
) -> None:
    hospital = actors.actor("Fjordheim hospital")
    owner = users.user("Berit")
    actors.grant(owner, Role.MEASURE_OWNER, hospital)
    at = timezone.now()
    found = make.planned(make.programme(), at=at, due_on=timezone.localdate(at))
    operations.open_round(by=SYSTEM, round_id=found.pk, at=at)
    Worker().run_until_idle()

    def say(text: str) -> str:
        with translation.override(language):
            return gettext(text)

    login(page, owner)
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text(say("What waits for you?"))
    axe(page)
    page.get_by_role("link", name=re.compile("1.1 Measure 1.1")).press("Enter")
    expect(page.locator("#time_light-none, [name=time_light]").first).to_be_visible()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    for each in LIGHTS:
        page.locator(f"[name={each}_light][value=green]").press("Space")
    page.locator("[name=answer_q1]").fill("A tender")
    page.locator("[name=milestone_planned_on]").fill("2026-12-01")
    page.locator("[name=milestone_expected_on]").fill("2027-03-01")
    page.locator("[name=milestone]").fill("Tender out")
    page.locator("[name=time_reason]").fill("We know why.")
    expect(page.locator("#suggested-time")).to_contain_text("90")
    assert Report.objects.get(measure_code="1.1").version >= 1, "saved by itself"
    watch.expect("40[13]")  # the log-in ends, and with the next one the page has a mark of old
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.locator("[name=time_reason]").fill("We know why, and since when.")
    status = page.locator("#answer-status")
    expect(status).to_have_text(
        say("Not saved: you are logged out. Log in again in another tab, and come back here.")
    )
    login(page, owner)
    page.context.clear_cookies(name=settings.CSRF_COOKIE_NAME)
    page.get_by_role("button", name=say("Try again")).press("Enter")
    expect(status).to_contain_text(say("Saved %(at)s") % {"at": ""})
    page.get_by_role("button", name=say("Save and go on to hand in")).press("Enter")
    hand_in = page.get_by_role("button", name=say("Hand in"))
    expect(hand_in).to_be_visible()
    axe(page)
    hand_in.press("Enter")
    expect(
        page.get_by_text(say("The report is handed in. It is locked while it waits."))
    ).to_be_visible()
    axe(page)
    said = ReportSubmission.objects.get().said
    assert said.milestone == "Tender out"
    assert said.said[Dimension.TIME].reason == "We know why, and since when."
