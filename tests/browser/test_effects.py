"""From the question what a measure did to a published answer: by keyboard, on a phone, on a desk."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Page, expect

from samvern.apps.effects import operations
from samvern.apps.effects.models import EffectStudy
from samvern.base.models import User
from samvern.base.permissions import Role
from samvern.base.viewer import SYSTEM
from tests.browser import DESKTOP, PHONE
from tests.factories import actors, decisions, users
from tests.factories import effects as make

Axe = Callable[[Page], None]
LogIn = Callable[[Page, User], None]
HOME = "/programmes/P-RANKED/"


@pytest.mark.parametrize(
    ("language", "viewport"), [("nb", PHONE), ("en", DESKTOP)], ids=["nb phone", "en desktop"]
)
def test_a_question_becomes_a_published_answer_by_keyboard(
    page: Page, axe: Axe, login: LogIn, transactional_db: None, language: str
) -> None:
    def say(text: str) -> str:
        with translation.override(language):
            return gettext(text)

    def fits() -> bool:
        return bool(page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0)

    person = users.user("Aud Ansvar")
    actors.grant(person, Role.SECTOR_AUTHORITY, None)
    User.objects.filter(pk=person.pk).update(language=language)
    make.measured(decisions.programme("P-RANKED"))
    question = page.get_by_role("heading", level=1)
    login(page, person)
    page.goto(f"{HOME}measures/1.1/")
    page.get_by_role("link", name=say("Ask for an effect study")).press("Enter")
    expect(question).to_have_text(say("What did the measure do?"))
    axe(page)
    page.get_by_role("button", name=say("Compute the answer")).press("Enter")
    expect(question).to_have_text(say("What did it do?"))
    study = EffectStudy.objects.get()
    operations.compute_study(by=SYSTEM, study_id=study.pk, at=make.AT, is_patient=True)
    page.reload()
    expect(page.get_by_role("heading", name=say("How large, and how sure?"))).to_be_visible()
    assert fits()
    axe(page)
    page.get_by_role("link", name=say("Publish the answer")).press("Enter")
    expect(question).to_have_text(say("Publish the answer?"))
    axe(page)
    page.get_by_role("button", name=say("Publish it")).press("Enter")
    expect(page.get_by_role("heading", name=say("Who sees it?"))).to_be_visible()
    page.goto(f"{HOME}effects/")
    expect(question).to_have_text(say("How much do we know of what the measures do?"))
    assert fits()
    axe(page)
