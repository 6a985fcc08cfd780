"""A panel from plan to result, by keyboard, in two languages, on a phone and a desk."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Page, expect

from samvern.apps.panels.models import Opinion, Panel
from samvern.base.models import User
from samvern.base.permissions import Role
from tests.browser import DESKTOP, PHONE
from tests.factories import actors, decisions, users
from tests.factories import panels as make

Axe = Callable[[Page], None]
Login = Callable[[Page, User], None]
Say = Callable[[str], str]


@pytest.fixture
def say(language: str) -> Say:
    """A string of the interface in the language that the browser has chosen."""

    def in_language(text: str) -> str:
        with translation.override(language):
            return gettext(text)

    return in_language


@pytest.fixture
def people(transactional_db: None) -> dict[str, User]:
    """The authority, and three judges."""
    hospital = actors.actor("Fjordheim hospital")
    found = {name: users.user(name) for name in ("Aud", "Berit", "Chandra", "Dag")}
    actors.grant(found["Aud"], Role.SECTOR_AUTHORITY)
    for name in ("Berit", "Chandra", "Dag"):
        actors.grant(found[name], Role.CONTRIBUTOR, hospital)
    return found


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_judging_by_keyboard(
    page: Page, axe: Axe, login: Login, say: Say, people: dict[str, User]
) -> None:
    programme = decisions.programme("P-RANKED")
    panel = make.opened(programme, *list(people.values())[1:])
    login(page, people["Berit"])
    page.goto("/")
    page.get_by_role("rowheader").get_by_role("link", name=panel.title).press("Enter")
    left_open = page.get_by_role("radio", name=re.compile(f"^{say('I leave it open')}$"))
    expect(left_open).to_be_checked()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    left_open.focus()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_label(say("I do not know"))).to_be_checked()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_label(say("I give a share to each level"))).to_be_checked()
    page.keyboard.press("ArrowUp")
    page.get_by_text(say("Why, if you like")).first.focus()
    page.keyboard.press("Enter")
    page.get_by_role("textbox", name=say("Why, if you like")).fill("I have seen it.")
    page.get_by_role("button", name=say("Save and go on")).press("Enter")
    expect(page).to_have_url(re.compile("/judge/2/$"))
    page.get_by_label(say("I do not know")).press("Space")
    page.get_by_role("button", name=say("Save and go on")).press("Enter")
    expect(page).to_have_url(re.compile(rf"/panels/{panel.pk}/$"))
    axe(page)
    first, second = Opinion.objects.order_by("cell__position")
    assert (first.levels, first.why) == ({"substantial": 1.0}, "I have seen it.")
    assert second.is_unknown


@pytest.mark.parametrize("language", ["nb", "en"])
def test_from_plan_to_scenario(
    page: Page, axe: Axe, login: Login, say: Say, people: dict[str, User]
) -> None:
    decisions.programme("P-RANKED")
    login(page, people["Aud"])
    page.goto("/programmes/P-RANKED/panels/")
    plan = page.get_by_role("link", name=say("Plan a panel"))
    expect(plan).to_be_visible()
    axe(page)
    plan.click()
    save = page.get_by_role("button", name=say("Save the plan"))
    expect(save).to_be_visible()
    axe(page)
    save.click()
    expect(page.get_by_role("group", name=say("Correct this before going on"))).to_be_visible()
    axe(page)
    page.get_by_label(say("Title")).fill("Contribution anew")
    page.get_by_label(say("Answers are asked for by")).fill("2026-12-24")
    emails = "\n".join(user.email for user in list(people.values())[1:])
    page.get_by_role("textbox", name=re.compile(f"^{say('Who is invited')}")).fill(emails)
    page.get_by_label(re.compile("R1 Risk area 1")).check()
    save.click()
    page.get_by_role("button", name=say("Open the panel")).click()
    close = page.get_by_role("button", name=say("Close the panel"))
    expect(close).to_be_visible()
    axe(page)
    panel = Panel.objects.get()
    for name, level in (("Berit", "none"), ("Chandra", "substantial"), ("Dag", "none")):
        make.says(panel, people[name], {level: 1.0}, why="Because.")
    close.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(say("What came of the panel?"))
    page.get_by_text(say("What each said")).first.click()
    expect(page.get_by_text("Because.").first).to_be_visible()
    expect(page.get_by_text("Berit")).to_have_count(0)
    axe(page)
    page.get_by_role("link", name=say("Save as a scenario")).click()
    page.get_by_label(say("Reason")).fill("To see what it would change.")
    save = page.get_by_role("button", name=say("Save the scenario"))
    expect(save).to_be_visible()
    axe(page)
    save.click()
    expect(page).to_have_url(re.compile(r"/scenarios/\d+/$"))


@pytest.mark.parametrize("language", ["nb"])
@pytest.mark.parametrize("viewport", [PHONE], ids=["phone"])
@pytest.mark.parametrize("colour_scheme", ["dark"])
@pytest.mark.parametrize("javascript", [True])
def test_the_result_on_a_phone_in_the_dark(
    page: Page, axe: Axe, login: Login, say: Say, people: dict[str, User]
) -> None:
    programme = decisions.programme("P-RANKED")
    judges = list(people.values())[1:]
    panel = make.opened(programme, *judges)
    for judge, level in zip(judges, ("none", "some", "some"), strict=True):
        make.says(panel, judge, {level: 1.0})
    make.closed(panel)
    login(page, people["Dag"])
    page.goto(f"/programmes/P-RANKED/panels/{panel.pk}/result/")
    question = page.get_by_role("heading", level=1)
    expect(question).to_have_text(say("What came of the panel?"))
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    axe(page)
