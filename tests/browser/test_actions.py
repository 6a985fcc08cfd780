"""A finding is raised, decided on, done and confirmed by somebody else, by keyboard on a phone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.utils import timezone, translation
from django.utils.translation import gettext
from playwright.sync_api import Page, expect

from samvern.apps.actions.models import DECISION_NAMES, VERDICT_NAMES
from samvern.apps.actions.pages.words import CONFIDENTIALITY_LINES, SEVERITY_LINES
from samvern.base.models import User
from samvern.base.permissions import Role
from samvern.engine.assessments import Confidentiality
from samvern.engine.follow_up import DecisionKind, Severity, Verdict
from tests.browser import PHONE
from tests.factories import actors, users

Axe = Callable[[Page], None]
LogIn = Callable[[Page, User], None]

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass(frozen=True)
class Hands:
    """Somebody at the keyboard, who reads a language; words are told in English."""

    page: Page
    axe: Axe
    language: str

    def said(self, words: object) -> str:
        """The words as the page says them."""
        with translation.override(self.language):
            return gettext(words) if isinstance(words, str) else str(words)

    def press(self, role: str, words: str) -> None:
        """Press a button or follow a link."""
        self.page.get_by_role(role, name=self.said(words), exact=True).first.press("Enter")

    def choose(self, words: object) -> None:
        """Choose one of several."""
        self.page.get_by_label(self.said(words), exact=True).press("Space")

    def fill(self, label: str, text: str) -> None:
        """Write in a field."""
        self.page.get_by_label(self.said(label)).fill(text)

    def sees(self, heading: str) -> None:
        """The page has arrived, is sound and does not overflow."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(self.said(heading))
        self.axe(self.page)
        assert self.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0

    def raises(self) -> None:
        """From the list to a finding with a planned action."""
        self.page.goto("/follow-up/")
        self.sees("What remains, and who does it?")
        self.press("link", "Raise a finding")
        self.sees("What must be better?")
        self.fill("What must be better?", "The door does not lock")
        self.choose(SEVERITY_LINES[Severity.HIGH])
        self.choose(CONFIDENTIALITY_LINES[Confidentiality.IMPROVEMENT])
        self.press("button", "Raise the finding")
        self.sees("The door does not lock")
        self.press("link", "Decide what becomes of it")
        self.choose(DECISION_NAMES[DecisionKind.TREAT])
        self.press("button", "Save the decision")
        self.press("link", "Plan an action")
        self.fill("What is to be done?", "A new lock")
        owner = self.page.get_by_label(self.said("Who does it?"))
        owner.select_option(label="Tor Tekniker")
        self.fill("By when?", (timezone.localdate() + timedelta(days=9)).isoformat())
        self.press("button", "Plan the action")
        self.sees("The door does not lock")

    def does(self) -> None:
        """From one's own actions to done."""
        self.page.goto("/follow-up/")
        self.sees("What waits for you?")
        self.page.get_by_role("link", name="A new lock").press("Enter")
        self.sees("A new lock")
        self.fill("What was done?", "It is mounted")
        self.press("button", "It is done")
        expect(
            self.page.get_by_role("button", name=self.said("It is done"), exact=True)
        ).to_have_count(0)
        self.sees("A new lock")

    def confirms(self) -> None:
        """From what is done to closed."""
        self.page.goto(self.page.url)
        self.choose(VERDICT_NAMES[Verdict.WORKS])
        self.fill("What did you look at, and what did you see?", "It locks")
        self.press("button", "Save what you saw")
        self.page.get_by_role("link", name="The door does not lock").press("Enter")
        self.sees("The door does not lock")
        expect(self.page.get_by_text(self.said("Closed"), exact=True)).to_be_visible()


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("viewport", [PHONE], ids=["phone"])
def test_from_finding_to_closed(page: Page, axe: Axe, login: LogIn, language: str) -> None:
    place = actors.actor("Fjordheim sykehus")
    officer = users.user("Siv Sikker", language=language)
    owner = users.user("Tor Tekniker", language=language)
    actors.grant(officer, Role.SECURITY_OFFICER, place)
    actors.grant(owner, Role.CONTRIBUTOR, place)
    hands = Hands(page, axe, language)
    login(page, officer)
    hands.raises()
    login(page, owner)
    hands.does()
    login(page, officer)
    hands.confirms()
