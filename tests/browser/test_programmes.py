"""The journeys through a programme: from the overview to an edited measure, and a file taken in."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Page, expect

from samvern.apps.programmes.models import Measure, Programme
from tests.browser import PHONE
from tests.factories import programmes as make
from tests.formats.programme_book.reading import read_book
from tests.worlds import World, small_world

LogIn = Callable[[Page, object], None]
Axe = Callable[[Page], None]
Say = Callable[[str], str]


@pytest.fixture
def world(transactional_db: None) -> World:
    """The small cast."""
    return small_world()


@pytest.fixture
def shipped(world: World) -> Programme:
    """The report as it ships, open to everybody."""
    return make.programme(make.shipped("IE-1125"))


@pytest.fixture
def say(language: str) -> Say:
    """A string of the interface in the language that the browser has chosen."""

    def in_language(text: str) -> str:
        with translation.override(language):
            return gettext(text)

    return in_language


@pytest.mark.parametrize("language", ["nb", "en"])
def test_from_the_overview_to_an_edited_measure(
    page: Page, world: World, shipped: Programme, login: LogIn, axe: Axe, say: Say
) -> None:
    login(page, world.people["authority"])
    page.goto("/programmes/")
    report = page.get_by_role("row").filter(has_text="IE-1125").get_by_role("link")
    expect(report).to_be_visible()
    axe(page)
    report.click()
    expect(page).to_have_url(re.compile("/programmes/IE-1125/$"))
    axe(page)

    page.get_by_role("link", name=say("Measures"), exact=True).click()
    page.get_by_label(say("Words")).fill("normen")
    page.get_by_label(say("Words")).press("Enter")
    expect(page.locator("tbody tr")).to_have_count(4)
    expect(page).to_have_url(re.compile("q=normen"))
    axe(page)

    page.get_by_role("link", name="4.2b").click()
    edit = page.get_by_role("link", name=say("Edit the measure"))
    expect(edit).to_be_visible()
    axe(page)
    edit.click()
    page.get_by_label(say("Start")).fill("soon")
    page.get_by_role("button", name=say("Save the measure")).click()
    expect(page.get_by_role("heading", name=say("Correct this before going on"))).to_be_visible()
    axe(page)
    page.get_by_label(say("Start")).fill("2027-06")
    page.get_by_role("button", name=say("Save the measure")).click()
    expect(page.get_by_text(say("The measure is saved."))).to_be_visible()
    axe(page)
    assert Measure.objects.get(programme=shipped, code="4.2b").start == "2027-06"


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_a_judgement_is_recorded(
    page: Page,
    world: World,
    shipped: Programme,
    login: LogIn,
    axe: Axe,
    say: Say,
    javascript: bool,
) -> None:
    login(page, world.people["authority"])
    page.goto("/programmes/IE-1125/measures/1.1/")
    page.get_by_text(say("The judgements one by one")).click()
    page.get_by_role("link", name=say("Judge")).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(say("How high is the cost?"))
    if javascript:
        axe(page)
    page.get_by_label(say("I do not know: every level is as likely")).check()
    page.get_by_label(say("Reason")).fill("Nobody has asked.")
    page.get_by_role("button", name=say("Record the judgement")).click()
    expect(page.get_by_text("Nobody has asked.").last).to_be_visible()


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_a_file_is_corrected_and_taken_in(
    page: Page,
    world: World,
    login: LogIn,
    axe: Axe,
    say: Say,
    javascript: bool,
    tmp_path: Path,
) -> None:
    check = axe if javascript else _nothing
    login(page, world.people["authority"])
    page.goto("/programmes/")
    page.get_by_role("link", name=say("Import a programme")).first.click()
    expect(page.get_by_label(say("Programme file"))).to_be_visible()
    check(page)
    wrong = tmp_path / "programme.yaml"
    wrong.write_text("programme: {id: P-1, title: {nb: Tittel}}\ngaols: []\n", encoding="utf-8")
    page.get_by_label(say("Programme file")).set_input_files(wrong)
    page.get_by_role("button", name=say("Look it over")).click()
    expect(page.get_by_role("cell").filter(has_text="gaols").first).to_be_visible()
    check(page)

    right = tmp_path / "programme.json"
    right.write_bytes(make.as_file(make.document("P-1")))
    page.get_by_label(say("Programme file")).set_input_files(right)
    page.get_by_role("button", name=say("Look it over")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(say("Shall it be taken in?"))
    check(page)
    page.get_by_role("button", name=say("Take the programme in")).click()
    expect(page.get_by_text(say("The programme is taken in."))).to_be_visible()
    assert Programme.objects.filter(code="P-1").exists()


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("viewport", [PHONE], ids=["phone"])
@pytest.mark.parametrize("colour_scheme", ["light", "dark"])
def test_pages_that_are_read_fit_a_phone(
    page: Page, world: World, shipped: Programme, login: LogIn, axe: Axe, colour_scheme: str
) -> None:
    login(page, world.people["supervisor"])
    for path in ("", "measures/", "measures/4.2a/", "coverage/", "findings/"):
        page.goto(f"/programmes/IE-1125/{path}")
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wider <= 0, path
        axe(page)


@pytest.mark.parametrize("language", ["en"])
def test_the_register_renews_itself_in_place(page: Page, shipped: Programme) -> None:
    page.goto("/programmes/IE-1125/measures/")
    page.evaluate("window.stayed = true")
    page.get_by_role("link", name="Cost").click()
    expect(page.locator("th[aria-sort=ascending]")).to_contain_text("Cost")
    filters = page.get_by_role("form", name="Find measures")
    filters.get_by_label("Focus area").select_option("6")
    filters.get_by_role("button").click()
    expect(page.locator("tbody tr")).to_have_count(2)
    expect(page).to_have_url(re.compile("sort=cost"))
    expect(page).to_have_url(re.compile("focus_area=6"))
    assert page.evaluate("window.stayed")


def _nothing(page: Page) -> None:
    """What stands in for axe where pages run no scripts."""


@pytest.mark.parametrize("language", ["nb", "en"])
def test_a_table_and_the_whole_book_are_taken_away_by_keyboard(
    page: Page, world: World, shipped: Programme, login: LogIn, axe: Axe, say: Say, language: str
) -> None:
    login(page, world.people["authority"])
    page.goto("/programmes/IE-1125/measures/?q=normen")
    link = page.get_by_role("link", name=f"CSV {say('Measures')}")
    link.focus()
    with page.expect_download() as table:
        page.keyboard.press("Enter")
    assert table.value.suggested_filename == "IE-1125-measures.csv"
    assert len(table.value.path().read_text("utf-8-sig").strip().splitlines()) == 5

    page.goto("/programmes/IE-1125/")
    link = page.get_by_role("link", name=say("book (PDF)"))
    expect(link).to_be_visible()
    axe(page)
    link.focus()
    with page.expect_download() as book:
        page.keyboard.press("Enter")
    assert book.value.suggested_filename == f"IE-1125-{language}.pdf"
    found = read_book(book.value.path().read_bytes())
    assert found.language == language
    assert say("In short") in found.bookmarks
