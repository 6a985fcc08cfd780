"""From figures to a published roadmap: by keyboard, on a phone, without scripts, on paper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Page, expect

from samvern.apps.programmes.models import Programme
from samvern.apps.roadmaps.models import PublishedPlan
from samvern.base.models import User
from samvern.base.permissions import Role
from tests.browser import DESKTOP, PHONE
from tests.factories import actors, decisions, users
from tests.factories import roadmaps as make

Axe = Callable[[Page], None]
Say = Callable[[str], str]
LogIn = Callable[[Page, User], None]
HOME = "/programmes/P-RANKED/roadmaps/"


@pytest.fixture
def authority(transactional_db: None) -> User:
    """Somebody who governs the programme."""
    person = users.user("Aud Ansvar")
    actors.grant(person, Role.SECTOR_AUTHORITY, None)
    return person


@pytest.fixture
def programme(transactional_db: None) -> Programme:
    """A programme that can be planned."""
    return decisions.programme("P-RANKED")


@pytest.fixture
def say(language: str) -> Say:
    """A string of the interface in the language that the browser has chosen."""

    def in_language(text: str) -> str:
        with translation.override(language):
            return gettext(text)

    return in_language


def fits(page: Page) -> bool:
    """Whether nothing pushes the page aside."""
    return bool(page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0)


@pytest.mark.parametrize(
    ("language", "viewport"), [("nb", PHONE), ("en", DESKTOP)], ids=["nb phone", "en desktop"]
)
def test_figures_become_a_published_plan_by_keyboard(
    page: Page,
    axe: Axe,
    say: Say,
    login: LogIn,
    authority: User,
    programme: Programme,
    language: str,
) -> None:
    User.objects.filter(pk=authority.pk).update(language=language)
    question = page.get_by_role("heading", level=1)
    login(page, authority)
    page.goto(HOME)
    page.get_by_role("link", name=say("Make a roadmap")).press("Enter")
    expect(question).to_have_text(say("What is to be planned?"))
    axe(page)
    page.get_by_label(say("Title")).fill("Plan A")
    page.get_by_label(say("What do the figures rest on?")).fill("Estimated in May")
    page.get_by_label(say("Money in each period")).fill("3")
    page.get_by_role("button", name=say("Make the plan")).press("Enter")
    expect(question).to_have_text(say("What happens when?"))
    expect(page.get_by_role("heading", name=say("What is assumed?"))).to_be_visible()
    assert fits(page)
    axe(page)
    page.get_by_text(say("The plan as a table")).press("Enter")
    expect(page.get_by_role("columnheader", name=say("Starts"))).to_be_attached()
    page.get_by_role("link", name="1.1").first.press("Enter")
    expect(page.get_by_label(say("When is it to start?"))).to_be_visible()
    assert fits(page)
    axe(page)
    page.get_by_label(say("When is it to start?")).select_option(index=3)
    page.get_by_role("button", name=say("Move it and plan again")).press("Enter")
    expect(page.get_by_text(say("Moved by hand")).first).to_be_visible()
    page.get_by_role("link", name=say("Make a scenario")).press("Enter")
    expect(question).to_have_text(say("What if?"))
    axe(page)
    page.get_by_label(say("Title")).fill("Without the second")
    page.get_by_label("2.1").select_option("out")
    page.get_by_role("button", name=say("Save the scenario and plan it")).press("Enter")
    expect(question).to_have_text("Without the second")
    axe(page)
    page.get_by_role("link", name=say("See it beside the plan")).press("Enter")
    expect(page.get_by_text(say("not in"), exact=True).first).to_be_attached()
    assert fits(page)
    axe(page)
    page.get_by_role("link", name=say("To the plan")).press("Enter")
    page.get_by_role("link", name=say("Publish the plan")).press("Enter")
    expect(question).to_have_text(say("Publish the plan as it is?"))
    axe(page)
    page.get_by_role("button", name=say("Publish it for good")).press("Enter")
    expect(page.get_by_text(say("This is the first version."))).to_be_visible()
    assert fits(page)
    axe(page)
    assert PublishedPlan.objects.get().content["planning"]["pins"].keys() == {"1.1"}


@pytest.mark.parametrize(("language", "javascript"), [("nb", False)], ids=["no script"])
def test_without_scripts_a_way_out_is_tried_and_the_plan_is_printed_on_a_sheet_of_its_own(
    page: Page, say: Say, login: LogIn, authority: User, programme: Programme
) -> None:
    must = tuple(replace(one, is_must=True) for one in make.planning().measures)
    plan = make.plan(programme, planning=make.planning(periods=2, measures=must))
    login(page, authority)
    page.goto(f"{HOME}{plan.pk}/")
    expect(page.get_by_role("heading", name=say("What clashes?"))).to_be_visible()
    page.get_by_role("button", name=say("Try it as a scenario")).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(say("With more money"))
    chart = page.get_by_role("region", name=say("What happens when"))
    expect(chart.get_by_role("img")).to_have_count(3)
    page.emulate_media(media="print")
    expect(chart.get_by_role("img").first).to_be_visible()
    expect(page.get_by_role("link", name=say("Change the scenario"))).to_be_hidden()
