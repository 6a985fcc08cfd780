"""A spreadsheet comes in: wrong, corrected, read as last time, taken in, and undone."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.utils import translation
from django.utils.translation import gettext, ngettext
from playwright.sync_api import Page, expect

from samvern.apps.exchange.models import ColumnMapping, ImportDraft, TableImport
from samvern.apps.programmes.models import Measure
from samvern.base.models import User
from tests.browser import DESKTOP, PHONE
from tests.factories import programmes as make
from tests.factories import tables
from tests.worlds import small_world

Axe = Callable[[Page], None]
Login = Callable[[Page, User], None]
Say = Callable[..., str]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HOME = "/programmes/P-TABLE/import-table/"
#: As it is sent first: a date that is none, a code that is missing, and words of its own.
WRONG = tables.lines(
    ("1.1", "Øve hvert halvår", "Fjordheim, Nattlys", "Kjempedyrt", "31.02.2027"),
    ("", "Uten kode", "", "", ""),
)
RIGHT = tables.lines(
    ("1.1", "Øve hvert halvår", "Fjordheim, Nattlys", "Kjempedyrt", "28.02.2027"),
    ("1.3", "Et nytt tiltak", "Nattlys", "Kjempedyrt", ""),
)


@pytest.fixture
def say(language: str) -> Say:
    """A string of the interface in the language that the browser has chosen."""

    def in_language(text: str, **values: object) -> str:
        with translation.override(language):
            return gettext(text) % values if values else gettext(text)

    return in_language


@pytest.fixture(autouse=True)
def authority(transactional_db: None) -> User:
    """A programme with two measures, and somebody who governs it."""
    measures = (make.measure("1.1", title=make.text("Øve hvert år")), make.measure("1.2"))
    make.programme(make.document("P-TABLE", measures=measures))
    return small_world().people["authority"]


@dataclass(frozen=True)
class Reader:
    """Somebody at a page who uses the keyboard only, in one language, with scripts or without."""

    page: Page
    say: Say
    axe: Axe
    has_scripts: bool

    def choose(self, name: str, content: bytes) -> None:
        """Choose a file and have it read."""
        file = {"name": name, "mimeType": XLSX, "buffer": content}
        field = self.page.get_by_label(re.compile(f"^{self.say('The table')}"))
        field.set_input_files(file)  # type: ignore[arg-type]
        self.press("Read the table")

    def press(self, name: str, **values: object) -> None:
        """Press a button."""
        button = self.page.get_by_role("button", name=self.say(name, **values), exact=True)
        button.focus()
        button.press("Enter")

    def follow(self, name: str) -> None:
        """Follow a link."""
        self.page.get_by_role("link", name=self.say(name), exact=True).press("Enter")

    def fill(self, label: str, text: str) -> None:
        """Write into a field."""
        self.page.get_by_label(re.compile(f"^{re.escape(self.say(label))}")).fill(text)

    def select(self, name: str, value: str) -> None:
        """Choose of a list, by a part of what the list is called."""
        self.page.get_by_role("combobox", name=re.compile(re.escape(name))).select_option(value)

    def sees(self, question: str) -> None:
        """The page asks this; it fits in the window and axe finds nothing, which needs scripts."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(self.say(question))
        if self.has_scripts:
            self.axe(self.page)
            wider = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert wider <= 0

    def is_told_what_is_missing(self) -> None:
        """The summary of errors stands above the form."""
        summary = self.page.get_by_role("group", name=self.say("Correct this before going on"))
        expect(summary).to_be_visible()


@pytest.fixture
def reader(
    page: Page, axe: Axe, login: Login, say: Say, authority: User, javascript: bool
) -> Reader:
    """The authority, at the measures of the programme."""
    login(page, authority)
    page.goto("/programmes/P-TABLE/measures/")
    return Reader(page, say, axe, javascript)


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize(
    ("viewport", "javascript"),
    [(PHONE, True), (PHONE, False), (DESKTOP, True)],
    ids=["phone", "phone, no script", "desktop"],
)
def test_from_a_wrong_spreadsheet_to_measures_and_back(reader: Reader, language: str) -> None:
    reader.follow("Take in a table")
    reader.sees("Which table is to be taken in?")
    reader.press("Read the table")
    reader.is_told_what_is_missing()
    reader.sees("Which table is to be taken in?")
    _explain_and_see_the_errors(reader)
    _correct_and_take_in(reader, language)
    _undo(reader)
    _forget(reader)


def _explain_and_see_the_errors(reader: Reader) -> None:
    page, say = reader.page, reader.say
    reader.choose("tiltak.xlsx", tables.xlsx(WRONG))
    reader.sees("What do the columns stand for?")
    reader.select("B · Hva skal gjøres", "title.nb")
    reader.press("See what would change")
    reader.sees("What do these words mean?")
    reader.select("Kjempedyrt", "high")
    reader.select(say("What stands between the names?"), ",")
    reader.press("See what would change")
    reader.sees("What must be corrected first?")
    errors = page.get_by_role("region", name=say("Errors in the table"))
    expect(errors.get_by_role("row")).to_have_count(3)
    expect(errors).to_contain_text(say("Row %(row)s, column %(column)s", row=3, column="E"))
    expect(errors).to_contain_text("31.02.2027")
    expect(errors).to_contain_text(say("Write it, or remove the row."))
    reader.follow("Choose the corrected table")


def _correct_and_take_in(reader: Reader, language: str) -> None:
    page, say = reader.page, reader.say
    reader.choose("tiltak, rettet.xlsx", tables.xlsx(RIGHT))
    reader.sees("What do the columns stand for?")
    expect(page.get_by_role("main")).to_contain_text(
        say("As you said of “%(name)s”.", name="tiltak.xlsx")
    )
    expect(page.get_by_role("combobox", name=re.compile("B · Hva"))).to_have_value("title.nb")
    reader.press("See what would change")
    reader.sees("What would it change?")
    changes = page.get_by_role("region", name=say("What would change"))
    expect(changes.locator("ins").first).to_have_text("halvår")
    expect(changes.locator("del").first).to_have_text("år")
    with translation.override(language):
        take_in = ngettext("Take in %(count)d change", "Take in %(count)d changes", 2)
    reader.press(take_in % {"count": 2})
    reader.is_told_what_is_missing()
    reader.fill("Why is it taken in?", "Vedtatt i november")
    reader.fill("Remember the columns as", "Fra Excel")
    reader.press(take_in % {"count": 2})
    reader.sees("What was taken in?")
    expect(page.get_by_text("Vedtatt i november")).to_be_visible()
    assert Measure.objects.filter(code="1.3", withdrawn_at=None).exists()
    assert ColumnMapping.objects.get().name == "Fra Excel"


def _undo(reader: Reader) -> None:
    reader.follow("Undo the import")
    reader.sees("Undo the import?")
    reader.fill("Why is it undone?", "Feil fil")
    reader.press("Undo the import")
    reader.sees("What was taken in?")
    expect(reader.page.get_by_role("main")).to_contain_text(reader.say("The import is undone."))
    expect(reader.page.get_by_role("definition").first).to_have_text("Feil fil")
    assert not Measure.objects.filter(code="1.3", withdrawn_at=None).exists()
    assert TableImport.objects.get().undone_why == "Feil fil"


def _forget(reader: Reader) -> None:
    page, say = reader.page, reader.say
    reader.follow("To the tables taken in")
    reader.choose("neste.xlsx", tables.xlsx(RIGHT))
    reader.sees("What do the columns stand for?")
    expect(page.get_by_role("main")).to_contain_text("Fra Excel")
    page.goto(HOME)
    reader.sees("Which table is to be taken in?")
    page.get_by_role("link", name="Fra Excel").press("Enter")
    reader.sees("What is remembered of the columns?")
    reader.press("Forget the columns")
    reader.sees("Which table is to be taken in?")
    assert not ColumnMapping.objects.exists()
    thrown = page.get_by_role("button", name=re.compile(f"^{say('Throw it away')}.*neste"))
    thrown.press("Enter")
    expect(thrown).to_have_count(0)
    assert not ImportDraft.objects.filter(file_name="neste.xlsx").exists()


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("viewport", [PHONE], ids=["phone"])
@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_the_sheet_and_its_heading_are_chosen_by_keyboard(reader: Reader) -> None:
    page = reader.page
    page.goto(HOME)
    reader.choose(
        "bok.xlsx", tables.xlsx([("Les dette først",)], sheet="Om", others=[("Vår liste", RIGHT)])
    )
    reader.sees("Where do the headings stand?")
    page.get_by_role("link", name="Vår liste", exact=True).press("Enter")
    reader.sees("Where do the headings stand?")
    chosen = page.get_by_role("radio", checked=True)
    expect(chosen).to_have_attribute("value", "2")
    chosen.focus()
    page.keyboard.press("ArrowDown")
    expect(chosen).to_have_attribute("value", "3")
    page.keyboard.press("ArrowUp")
    reader.press("Go on to the columns")
    reader.sees("What do the columns stand for?")
    expect(page.get_by_role("combobox", name=re.compile("A · Tiltaksnr"))).to_have_value("code")
