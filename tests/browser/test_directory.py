"""The journeys of imports, populations and the map, with the keyboard and axe."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Locator, Page, expect

from samvern.apps.actors import operations
from samvern.apps.actors.models import Actor, RegisterImport
from samvern.base.viewer import SYSTEM
from tests.browser import PHONE
from tests.factories import actors
from tests.factories.register_units import as_stream, unit
from tests.worlds import World, small_world

LogIn = Callable[[Page, object], None]
Axe = Callable[[Page], None]
Say = Callable[[str], str]
AT = datetime(2026, 11, 27, 12, tzinfo=UTC)


@pytest.fixture
def world(transactional_db: None) -> World:
    return small_world()


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


def check_all(page: Page, axe: Axe) -> None:
    """Axe finds nothing, and nothing sticks out of the window."""
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def upload(page: Page, say: Say) -> None:
    rows = [unit("SOLBAKKEN LEGESENTER AS", employees=12), unit("LEGE UTEN TALL", employees=None)]
    content = as_stream(rows).getvalue().replace(b"\n]", b',\n{"navn": "UTEN NUMMER"}]')
    files = [{"name": "enheter.json", "mimeType": "application/json", "buffer": content}]
    page.get_by_label(re.compile(f"^{say('Units')}")).set_input_files(files)  # type: ignore[arg-type]


@pytest.mark.parametrize("language", ["nb", "en"])
def test_the_authority_reads_the_register_and_applies_what_differs(
    page: Page, world: World, login: LogIn, axe: Axe, say: Say
) -> None:
    login(page, world.people["authority"])
    page.goto("/actors/")
    choose(page.get_by_role("link", name=say("What has come from the register?")))
    expect(page).to_have_url(re.compile("/actors/imports/$"))
    check_all(page, axe)
    choose(page.get_by_role("link", name=say("Read files of the register")))
    expect(page).to_have_url(re.compile("/actors/imports/new/$"))
    upload(page, say)
    check_all(page, axe)
    choose(page.get_by_role("button", name=say("Read the files")))
    expect(page.get_by_role("heading", level=1)).to_have_text(say("What does the register change?"))
    main = page.get_by_role("main")
    expect(main).to_contain_text("Solbakken Legesenter AS")
    expect(main).to_contain_text("organisasjonsnummer")
    check_all(page, axe)
    assert not Actor.objects.filter(name__startswith="Solbakken").exists()
    choose(page.get_by_role("link", name=say("Apply the changes")))
    expect(page).to_have_url(re.compile("/apply/$"))
    check_all(page, axe)
    choose(page.get_by_role("button", name=say("Apply the changes")))
    expect(main).to_contain_text(say("The import is applied."))
    choose(page.get_by_role("link", name="Solbakken Legesenter AS"))
    expect(page.get_by_role("heading", name=say("What does the register say?"))).to_be_visible()
    expect(main).to_contain_text("Lege Uten Tall")
    check_all(page, axe)


@pytest.mark.parametrize("viewport", [PHONE], ids=["phone"])
@pytest.mark.parametrize("colour_scheme", ["light", "dark"])
def test_imports_fit_a_phone_in_light_and_dark(
    page: Page, world: World, login: LogIn, axe: Axe, say: Say
) -> None:
    login(page, world.people["authority"])
    page.goto("/actors/imports/new/")
    upload(page, say)
    choose(page.get_by_role("button", name=say("Read the files")))
    expect(page.get_by_role("heading", level=1)).to_have_text(say("What does the register change?"))
    saved = RegisterImport.objects.get()
    for address in ("", f"{saved.pk}/", f"{saved.pk}/apply/", f"{saved.pk}/discard/"):
        page.goto(f"/actors/imports/{address}")
        expect(page).to_have_url(re.compile(f"/actors/imports/{address}$"))
        check_all(page, axe)


@pytest.mark.parametrize("language", ["nb", "en"])
def test_the_authority_draws_a_population(
    page: Page, world: World, login: LogIn, axe: Axe, say: Say
) -> None:
    login(page, world.people["authority"])
    page.goto("/actors/")
    choose(page.get_by_role("link", name=say("Who are campaigns and surveys about?")))
    expect(page).to_have_url(re.compile("/actors/populations/$"))
    check_all(page, axe)
    choose(page.get_by_role("link", name=say("Make a population")))
    page.get_by_label(re.compile(f"^{say('Name')}")).fill("Hospitals")
    hospitals = page.get_by_label(say("Hospital trust"), exact=True)
    hospitals.press("Space")
    expect(hospitals).to_be_checked()
    check_all(page, axe)
    choose(page.get_by_role("button", name=say("Draw the population")))
    expect(page.get_by_role("heading", level=1)).to_have_text("Hospitals")
    expect(page.get_by_role("main")).to_contain_text(
        say("Drawing anew today would give the same actors.")
    )
    check_all(page, axe)
    choose(page.get_by_role("link", name=say("Draw it anew")))
    expect(page).to_have_url(re.compile("/draw/$"))
    check_all(page, axe)
    choose(page.get_by_role("button", name=say("Draw it")))
    main = page.get_by_role("main")
    expect(main).to_contain_text(say("The population is drawn anew."))
    choose(page.get_by_role("link", name=f"{say('Leave out')} Nattlys hospital"))
    expect(page).to_have_url(re.compile("/by-hand/"))
    expect(page.get_by_label(say("It is left out"), exact=True)).to_be_checked()
    check_all(page, axe)
    page.get_by_label(re.compile(f"^{say('Why')}")).fill("Closed for repairs.")
    choose(page.get_by_role("button", name=say("Save the choice")))
    expect(main).to_contain_text("Closed for repairs.")
    expect(page.get_by_role("link", name=say("Let the criteria decide"))).to_be_visible()
    check_all(page, axe)


@pytest.mark.parametrize("viewport", [PHONE], ids=["phone"])
@pytest.mark.parametrize("colour_scheme", ["light", "dark"])
def test_populations_fit_a_phone_in_light_and_dark(
    page: Page, world: World, login: LogIn, axe: Axe
) -> None:
    version = operations.create_population(
        by=SYSTEM, at=AT, name="Hospitals", criteria={"kinds": ["hospital_trust"]}
    )
    login(page, world.people["authority"])
    for address in ("", "new/", f"{version.population_id}/", f"{version.population_id}/by-hand/"):
        page.goto(f"/actors/populations/{address}")
        expect(page).to_have_url(re.compile(f"/actors/populations/{address}$"))
        check_all(page, axe)


def everywhere() -> int:
    """A few clinics, and a population of them."""
    for number, region in (("1804", "HN"), ("1804", "HN"), ("0301", "HSO"), ("", "HV")):
        actors.actor(kind="gp_office", municipality_number=number, region=region)
    version = operations.create_population(
        by=SYSTEM, at=AT, name="Offices", criteria={"kinds": ["gp_office"], "regions": ["HN"]}
    )
    return version.population_id


@pytest.mark.parametrize("language", ["nb", "en"])
def test_the_authority_sees_who_is_where(
    page: Page, world: World, login: LogIn, axe: Axe, say: Say
) -> None:
    everywhere()
    login(page, world.people["authority"])
    page.goto("/actors/")
    choose(page.get_by_role("link", name=say("Who is where?")))
    expect(page).to_have_url(re.compile("/actors/map/$"))
    check_all(page, axe)
    page.get_by_label(say("Kind")).select_option("gp_office")
    choose(page.get_by_role("button", name=say("Show")))
    main = page.get_by_role("main")
    expect(main).to_contain_text(
        say("%(name)s has most: %(count)s.") % {"name": "Bodø", "count": 2}
    )
    check_all(page, axe)
    choose(page.get_by_text(say("The figures as a table")))
    expect(page.get_by_role("link", name="Bodø", exact=True)).to_be_visible()
    check_all(page, axe)
    choose(page.get_by_role("link", name="Bodø", exact=True))
    expect(page).to_have_url(re.compile("municipality=1804&kind=gp_office$"))
    page.go_back()
    page.get_by_label(say("Population")).select_option(label="Offices")
    choose(page.get_by_role("button", name=say("Show")))
    choose(page.get_by_role("link", name=say("Who is in “%(name)s”?") % {"name": "Offices"}))
    expect(page.get_by_role("heading", level=1)).to_have_text("Offices")
    choose(page.get_by_role("link", name=say("Where are they?")))
    expect(page.get_by_role("heading", level=1)).to_have_text(say("Who is where?"))


@pytest.mark.parametrize("viewport", [PHONE], ids=["phone"])
@pytest.mark.parametrize("colour_scheme", ["light", "dark"])
def test_the_map_fits_a_phone_in_light_and_dark(
    page: Page, world: World, login: LogIn, axe: Axe
) -> None:
    population = everywhere()
    login(page, world.people["authority"])
    for query in ("kind=gp_office", f"population={population}"):
        page.goto(f"/actors/map/?{query}")
        expect(page).to_have_url(re.compile(re.escape(query)))
        check_all(page, axe)
