"""From a ranking to a scenario to a decision: by keyboard, without scripts, on a phone, in print."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Page, expect

from samvern.apps.decisions.models import Decision, Scenario
from samvern.apps.programmes.models import Programme
from samvern.base.models import User
from samvern.base.permissions import Role
from tests.browser import DESKTOP, PHONE
from tests.factories import actors, users
from tests.factories import decisions as make
from tests.factories import programmes as programme_factory

Axe = Callable[[Page], None]
Say = Callable[[str], str]
LogIn = Callable[[Page, User], None]
HOME = "/programmes/IE-1125/"


@pytest.fixture
def authority(transactional_db: None) -> User:
    """Somebody who governs the programme."""
    person = users.user("Aud Ansvar")
    actors.grant(person, Role.SECTOR_AUTHORITY, None)
    return person


@pytest.fixture
def report(transactional_db: None) -> Programme:
    """The report as it ships, open to everybody."""
    return programme_factory.programme(programme_factory.shipped("IE-1125"))


@pytest.fixture
def say(language: str) -> Say:
    """A string of the interface in the language that the browser has chosen."""

    def in_language(text: str) -> str:
        with translation.override(language):
            return gettext(text)

    return in_language


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_a_ranking_becomes_a_scenario_and_a_decision_by_keyboard(
    page: Page, axe: Axe, say: Say, login: LogIn, authority: User, report: Programme, language: str
) -> None:
    User.objects.filter(pk=authority.pk).update(language=language)
    login(page, authority)
    page.goto(f"{HOME}ranking/?weighing=order&order=cost,goals")
    page.get_by_role("link", name=say("Save as a scenario")).press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(say("A new scenario"))
    axe(page)
    page.get_by_label(say("Title")).fill("Cheap first")
    page.get_by_label(say("Reason")).fill("The budget is cut.")
    page.get_by_role("button", name=say("Save the scenario")).press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Cheap first")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    axe(page)
    page.get_by_role("button", name=say("Judge it"), exact=True).press("Enter")
    question = say("How do you judge it in this scenario?")
    expect(page.get_by_role("heading", level=1)).to_have_text(question)
    axe(page)
    page.get_by_role("radio").first.press("Space")
    page.get_by_role("button", name=say("Judge it so in this scenario")).press("Enter")
    page.get_by_text(say("Change who sees it")).press("Enter")
    page.get_by_label(say("The sector"), exact=True).check()
    page.get_by_role("button", name=say("Save who sees it")).press("Enter")
    page.get_by_role("link", name=say("See them side by side")).press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(say("What moves, and why?"))
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    axe(page)
    page.goto(f"{HOME}scenarios/{Scenario.objects.get().pk}/")
    page.get_by_role("link", name=say("Take a decision on it")).press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(say("Take a decision"))
    axe(page)
    for label, text in (
        ("Title", "The order"),
        ("The decision, in words", "3, 5 and 1 come first."),
        ("Reasons", "As the report recommends."),
        ("Decided in", "Programme board"),
        ("Decided by", "Kari Kråke"),
    ):
        page.get_by_label(say(label), exact=True).fill(text)
    page.get_by_role("button", name=say("Record the decision for good")).press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("The order")
    expect(page.get_by_role("heading", name=say("Decision"), exact=True)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    axe(page)
    assert Decision.objects.get().tiers[0] == ["1", "3", "5"]


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("javascript", [False], ids=["no script"])
def test_without_scripts_two_scenarios_stand_side_by_side(
    page: Page, say: Say, login: LogIn, authority: User, report: Programme, language: str
) -> None:
    User.objects.filter(pk=authority.pk).update(language=language)
    for title, order in (("Cheap first", "cost"), ("Goals first", "goals")):
        make.scenario(
            report, title=title, sharing="sector", terms={"weights": {"order": [order, "support"]}}
        )
    login(page, authority)
    page.goto(f"{HOME}scenarios/")
    page.get_by_label("Cheap first").check()
    page.get_by_label("Goals first").check()
    page.get_by_role("button", name=say("See them side by side")).click()
    expect(page).to_have_url(re.compile(r"with=basis&with=\d+&with=\d+"))
    expect(page.get_by_role("columnheader")).to_have_count(4)


@pytest.mark.parametrize("language", ["nb"])
@pytest.mark.parametrize("colour_scheme", ["light", "dark"])
def test_a_decision_reads_well_on_screen_and_on_paper(
    page: Page, axe: Axe, say: Say, login: LogIn, authority: User, report: Programme
) -> None:
    taken = make.decision(report, tiers=[["3", "5", "1"], ["7"]])
    login(page, authority)
    page.goto(f"{HOME}decisions/")
    expect(page.get_by_role("link", name=taken.title)).to_be_visible()
    axe(page)
    page.goto(f"{HOME}decisions/{taken.pk}/")
    box = page.get_by_role("heading", name=say("Decision"), exact=True)
    expect(box).to_be_visible()
    axe(page)
    page.emulate_media(media="print")
    expect(box).to_be_visible()
    expect(page.get_by_role("link", name=say("Take a new decision in its place"))).to_be_hidden()
