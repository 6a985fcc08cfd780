"""A publisher's own sheet comes in: wrong, corrected, read as before, taken in, and put back."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Page, expect

from samvern.apps.frameworks.models import RequirementSet, SetDraft, SetEdition
from samvern.apps.frameworks.queries import document_of
from samvern.base.models import User
from tests.browser import DESKTOP, PHONE
from tests.factories import framework_files as files
from tests.factories import frameworks as make
from tests.worlds import small_world

Axe = Callable[[Page], None]
Login = Callable[[Page, User], None]
Say = Callable[..., str]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: The same requirement twice, and a number that is none.
WRONG = [("1.1", "En", "", 1, ""), ("1.1", "To", "", 1, ""), ("1 2", "Tre", "", 1, "")]


@pytest.fixture
def say(language: str) -> Say:
    """A string of the interface in the language that the browser has chosen."""

    def in_language(text: str, **values: object) -> str:
        with translation.override(language):
            return gettext(text) % values if values else gettext(text)

    return in_language


@pytest.fixture(autouse=True)
def authority(transactional_db: None) -> User:
    """A set with working titles, and somebody who governs it."""
    make.requirement_set(files.working_titles())
    return small_world().people["authority"]


@dataclass(frozen=True)
class Reader:
    """Somebody at a page who uses the keyboard only, in one language, with scripts or without."""

    page: Page
    say: Say
    axe: Axe
    has_scripts: bool

    def choose(self, name: str, content: bytes) -> None:
        """Choose a table, and have it read over the set."""
        file = {"name": name, "mimeType": XLSX, "buffer": content}
        self.page.get_by_label(re.compile(f"^{self.say('The file')}")).set_input_files(file)  # type: ignore[arg-type]
        sets = self.page.get_by_role("combobox")
        chosen = RequirementSet.objects.get()
        sets.select_option(str(chosen.pk))
        self.press("Read the file")

    def press(self, name: str) -> None:
        """Press a button."""
        button = self.page.get_by_role("button", name=self.say(name), exact=True)
        button.focus()
        button.press("Enter")

    def follow(self, name: str) -> None:
        """Follow a link."""
        self.page.get_by_role("link", name=self.say(name), exact=True).first.press("Enter")

    def check(self, value: str) -> None:
        """Choose one of the answers to a question, by the space bar."""
        self.page.locator(f"input[value={value}]").press("Space")

    def fill(self, label: str, text: str) -> None:
        """Write into a field."""
        self.page.get_by_label(re.compile(f"^{re.escape(self.say(label))}")).fill(text)

    def sees(self, question: str, **values: object) -> None:
        """The page asks this; it fits in the window and axe finds nothing, which needs scripts."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(self.say(question, **values))
        if self.has_scripts:
            self.axe(self.page)
            wider = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert wider <= 0

    def says_of_the_source(self) -> None:
        """How far the wording can be trusted, and who may see it."""
        self.sees("How far can the wordings be trusted, and who may see them?")
        self.check("verified")
        self.check("sector")
        self.press("See what would change")


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize(
    ("viewport", "javascript"),
    [(PHONE, True), (PHONE, False), (DESKTOP, True)],
    ids=["phone", "phone, no script", "desktop"],
)
def test_the_exact_wording_comes_in_and_is_put_back(
    page: Page, axe: Axe, login: Login, say: Say, authority: User, javascript: bool
) -> None:
    login(page, authority)
    reader = Reader(page, say, axe, javascript)
    page.goto("/frameworks/")
    reader.follow("Take in a set")
    reader.sees("Which requirement set is to be taken in?")

    reader.choose("feil.xlsx", files.sheet(WRONG))
    reader.sees("What do the columns stand for?")
    reader.press("Go on")
    reader.says_of_the_source()
    reader.sees("What must be corrected first?")
    expect(
        page.get_by_text(say("Row %(row)s, column %(column)s", row=6, column="A"))
    ).to_be_visible()
    reader.follow("Choose the corrected file")

    reader.choose("nsm.xlsx", files.sheet())
    expect(page.get_by_text(say("As you said of “%(name)s”.", name="feil.xlsx"))).to_be_visible()
    reader.press("Go on")
    reader.says_of_the_source()
    reader.sees("What would it change?")
    expect(page.get_by_text("Kartlegg alt utstyr").first).to_be_visible()
    reader.press("Take in the set")
    summary = page.get_by_role("group", name=say("Correct this before going on"))
    expect(summary).to_be_visible()
    assert SetEdition.objects.count() == 1
    reader.fill("Why?", files.REASON)
    reader.press("Take in the set")
    expect(
        page.get_by_text(say("It is taken in. What it said before is kept, and can be put back."))
    ).to_be_visible()
    found = RequirementSet.objects.get()
    assert document_of(found).requirements[1].title["nb"] == "Kartlegg alt utstyr"
    assert SetDraft.objects.count() == 1

    page.goto("/frameworks/rules/1/editions/")
    page.get_by_role("link", name=re.compile(f"^{say('Put back')}")).press("Enter")
    reader.sees("Shall the set say again what it said in state %(number)d?", number=1)
    expect(page.get_by_text(say("This would be lost"))).to_be_visible()
    reader.fill("Why?", "Feil fil")
    reader.press("Put it back")
    page.wait_for_url("**/frameworks/rules/1/")
    assert document_of(RequirementSet.objects.get()) == files.working_titles()
