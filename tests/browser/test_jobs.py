"""Work in the background, seen and steered by keyboard, with and without scripts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone, translation
from django.utils.translation import gettext
from playwright.sync_api import Page, expect

from samvern.base.models import Job, User
from samvern.base.permissions import Role
from tests.browser import DESKTOP, PHONE
from tests.factories import actors, users

Axe = Callable[[Page], None]
LogIn = Callable[[Page, User], None]

pytestmark = pytest.mark.django_db(transaction=True)


def _jobs() -> None:
    """One in each state, the running one half done."""
    now = timezone.now()
    for state in Job.State.values:
        Job.objects.create(
            kind="test.count",
            key=state,
            label=f"Count the {state}",
            by_name="Kari Nordmann",
            state=state,
            done=5,
            total=10,
            created_at=now,
            run_after=now,
            lease_until=now + timedelta(hours=1) if state == "running" else None,
            failure={"code": "job.worker_lost"} if state == "failed" else {},
        )


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_failed_job_is_tried_again_and_a_waiting_one_called_off(
    page: Page, axe: Axe, login: LogIn, language: str, javascript: bool
) -> None:
    person = users.user("Kari Nordmann", language=language)
    actors.grant(person, Role.SECTOR_AUTHORITY)
    _jobs()
    with translation.override(language):
        question = gettext("What goes on in the background?")
        again, cancel = gettext("Try again"), gettext("Cancel")
        is_tried = gettext("“%(label)s” is tried again.") % {"label": "Count the failed"}
        is_off = gettext("“%(label)s” is called off.") % {"label": "Count the waiting"}

    login(page, person)
    page.goto("/operations/jobs/")
    expect(page.get_by_role("heading", level=1)).to_have_text(question)
    expect(page.get_by_role("progressbar")).to_have_count(5)
    if javascript:
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.get_by_role("button", name=f"{again} Count the failed").press("Enter")
    expect(page.get_by_text(is_tried)).to_be_visible()
    page.get_by_role("button", name=f"{cancel} Count the waiting").press("Enter")
    expect(page.get_by_text(is_off)).to_be_visible()
    if javascript:
        axe(page)
    assert Job.objects.get(key="failed").state == "waiting"
    assert Job.objects.get(key="waiting").state == "cancelled"
