"""The journeys through the register of actors: by role and label, with the keyboard, with axe."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Locator, Page, expect

from samvern.apps.actors.models import Actor, ActorKind, Grant
from samvern.base.permissions import Role
from tests.browser import PHONE
from tests.factories import actors
from tests.worlds import World, small_world

LogIn = Callable[[Page, object], None]
Axe = Callable[[Page], None]
Say = Callable[[str], str]


@pytest.fixture
def world(transactional_db: None) -> World:
    """The small cast, with a predecessor of the hospital."""
    world = small_world()
    actors.succession(actors.actor("Old Fjordheim"), world.hospital, date(2024, 1, 1))
    return world


@pytest.fixture
def say(language: str) -> Say:
    """A string of the interface in the language that the browser has chosen."""

    def in_language(text: str) -> str:
        with translation.override(language):
            return gettext(text)

    return in_language


def choose(control: Locator) -> None:
    """Follow a link or press a button with the keyboard."""
    control.focus()
    control.press("Enter")


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_an_officer_finds_the_hospital_and_corrects_its_number(
    page: Page, world: World, login: LogIn, axe: Axe, say: Say, javascript: bool
) -> None:
    check = axe if javascript else _nothing
    login(page, world.people["officer"])
    page.goto("/")
    choose(page.get_by_role("navigation").get_by_role("link", name=say("Actors")))
    expect(page.get_by_role("heading", level=1)).to_have_text(say("Who is in the sector?"))
    check(page)

    words = page.get_by_label(say("Name or number"))
    words.fill("fjordheim hospital")
    words.press("Enter")
    table = page.get_by_role("table")
    expect(table.get_by_role("row")).to_have_count(2)
    expect(page).to_have_url(re.compile("q=fjordheim"))

    choose(table.get_by_role("link", name="Fjordheim hospital"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Fjordheim hospital")
    expect(page.get_by_role("main")).to_contain_text("Old Fjordheim")
    expect(page.get_by_role("main")).to_contain_text(say("Not checked against the register"))
    check(page)

    choose(page.get_by_role("link", name=say("Edit the facts")))
    number = page.get_by_label(say("Organisation number"))
    number.fill("983 544 623")
    number.press("Enter")
    summary = page.get_by_role("heading", name=say("Correct this before going on"))
    expect(summary).to_be_visible()
    check(page)
    choose(page.get_by_role("link", name="983544623"))
    expect(number).to_be_focused()
    number.fill("983 544 622")
    number.press("Enter")
    expect(page.get_by_role("main")).to_contain_text(say("The changes are saved."))
    assert Actor.objects.get(pk=world.hospital.pk).org_number == "983544622"


def _nothing(page: Page) -> None:
    """Axe is a script, so it cannot judge a page without scripts."""


@pytest.mark.parametrize("language", ["nb", "en"])
def test_the_authority_records_who_followed_the_hospital(
    page: Page, world: World, login: LogIn, axe: Axe, say: Say
) -> None:
    login(page, world.people["authority"])
    page.goto(f"/actors/{world.hospital.pk}/")
    choose(page.get_by_role("link", name=say("Record who followed it")))
    page.get_by_label(say("Merged into")).press("Space")
    page.get_by_label(say("Who followed"), exact=True).fill("Nattlys hospital")
    page.get_by_label(say("Date"), exact=True).fill("2026-01-01")
    record = page.get_by_role("button", name=say("Record the succession"))
    expect(record).to_be_visible()
    check_all(page, axe)
    choose(record)
    expect(page.get_by_role("main")).to_contain_text("Nattlys hospital")
    world.hospital.refresh_from_db()
    assert world.hospital.valid_to == date(2026, 1, 1)


@pytest.mark.parametrize("language", ["nb", "en"])
def test_an_officer_invites_a_person_and_ends_a_role(
    page: Page, world: World, login: LogIn, axe: Axe, say: Say
) -> None:
    login(page, world.people["officer"])
    page.goto(f"/actors/{world.hospital.pk}/")
    choose(page.get_by_role("link", name=say("Invite a new person")))
    page.get_by_label(say("Name"), exact=True).fill("Kari Nordmann")
    page.get_by_label(say("E-mail"), exact=True).fill("kari@example.org")
    page.get_by_label(say("Contributor")).press("Space")
    expect(page.get_by_label(say("Contributor"))).to_be_checked()
    check_all(page, axe)
    choose(page.get_by_role("button", name=say("Invite the person")))
    row = page.get_by_role("row").filter(has_text="Kari Nordmann")
    expect(row).to_be_visible()
    choose(row.get_by_role("link", name=say("End the role")))
    end = page.get_by_role("button", name=say("End the role"))
    expect(end).to_be_visible()
    check_all(page, axe)
    choose(end)
    expect(row).to_have_count(0)
    assert Grant.objects.get(user__name="Kari Nordmann").valid_to


def check_all(page: Page, axe: Axe) -> None:
    """Axe finds nothing, and nothing sticks out of the window."""
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("viewport", [PHONE], ids=["phone"])
@pytest.mark.parametrize("colour_scheme", ["light", "dark"])
def test_pages_fit_a_phone_in_light_and_dark(
    page: Page, world: World, login: LogIn, axe: Axe
) -> None:
    for kind in ActorKind:
        actors.actor(f"A rather long name for an organisation of the kind {kind}", kind=kind)
    actors.grant(world.people["stranger"], Role.LOG_CONTROLLER, world.hospital)
    login(page, world.people["authority"])
    for address in (
        "/actors/",
        "/actors/?q=nobody",
        f"/actors/{world.hospital.pk}/",
        f"/actors/{world.hospital.pk}/edit/",
        f"/actors/{world.hospital.pk}/succession/",
        "/people/",
        "/people/new/",
    ):
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        check_all(page, axe)


def test_columns_and_order_are_kept_in_the_address(
    page: Page, world: World, login: LogIn, say: Say
) -> None:
    login(page, world.people["colleague"])
    page.goto("/actors/?q=hospital")
    heading = page.get_by_role("table").get_by_role("link", name=say("Name"))
    heading.focus()
    heading.press("Enter")
    expect(page.get_by_role("columnheader", name=say("Name"))).to_have_attribute(
        "aria-sort", "descending"
    )
    expect(page).to_have_url(re.compile("q=hospital"))
    expect(page).to_have_url(re.compile("sort=-name"))
    page.go_back()
    expect(page.get_by_role("columnheader", name=say("Name"))).to_have_attribute(
        "aria-sort", "ascending"
    )
