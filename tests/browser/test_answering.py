"""Answering by keyboard alone: saved by itself, without a network, and two at once."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Page, expect

from samvern.apps.assessments import operations
from samvern.apps.assessments.models import Answer, Assessment
from samvern.base.models import User
from samvern.base.permissions import Role
from samvern.base.viewer import viewer_for
from samvern.engine.assessments import AnswerValues, DoneBy, Result, ReturnedAnswer
from tests.browser import DESKTOP, PHONE
from tests.browser.conftest import Watch
from tests.factories import actors, users
from tests.factories import assessments as make

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
def officer(transactional_db: None) -> User:
    """The security officer of a hospital."""
    person = users.user("Olav")
    actors.grant(person, Role.SECURITY_OFFICER, actors.actor("Fjordheim hospital"))
    return person


@pytest.fixture
def assessment(officer: User) -> Assessment:
    """One that nobody has read about yet."""
    return make.started(officer.grants.get().actor, by=viewer_for(officer), is_told=False)


def expect_saved(page: Page, say: Say) -> None:
    words = say("Saved %(time)s") % {"time": r"\d\d:\d\d"}
    expect(page.locator("#answer-status")).to_have_text(re.compile(words))


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("viewport", [DESKTOP], ids=["desktop"])
def test_from_the_first_page_to_handing_in_by_keyboard(
    page: Page,
    axe: Axe,
    login: Login,
    say: Say,
    officer: User,
    assessment: Assessment,
    watch: Watch,
) -> None:
    watch.expect("Failed to load resource")  # the network is taken away below, and a 422 is wanted
    login(page, officer)
    page.goto("/")
    page.get_by_role("rowheader").get_by_role("link", name=assessment.actor.name).press("Enter")
    begin = page.get_by_role("button", name=say("I have read it: begin to answer"))
    expect(begin).to_be_visible()
    axe(page)
    begin.press("Enter")
    first = page.get_by_role("link", name=say("Begin to answer"))
    expect(first).to_be_visible()
    axe(page)
    first.press("Enter")
    expect(page).to_have_url(re.compile("/answers/1.1/$"))
    axe(page)
    page.keyboard.press("2")
    expect_saved(page, say)
    expect(page.get_by_role("navigation").get_by_text(say("Partly fulfilled"))).to_be_visible()
    page.keyboard.press("c")
    page.keyboard.type("Since May, jkn 12?")
    page.keyboard.press("Escape")
    expect_saved(page, say)
    page.keyboard.press("?")
    expect(page.get_by_text(say("on to the next that waits for an answer"))).to_be_visible()
    axe(page)
    said = Answer.objects.get()
    assert (said.result, said.comment) == ("partly", "Since May, jkn 12?")

    page.keyboard.press("n")
    expect(page).to_have_url(re.compile("/answers/1.2/$"))
    page.keyboard.press("4")
    expect(page.locator("#answer-status")).to_contain_text(say("Not saved yet."))
    expect(page.get_by_label(say("Why it does not apply"))).to_be_focused()
    page.keyboard.type("We have none")
    expect(page.locator("#answer-status")).to_have_text("")
    expect_saved(page, say)  # without leaving the field
    page.context.set_offline(True)
    page.keyboard.press("Tab")
    page.get_by_label(say("Comment")).fill("Typed without a network")
    page.keyboard.press("Escape")
    expect(page.locator("#answer-status")).to_contain_text(
        say(
            "Not saved: no answer from the server. It is tried again by itself; leave the page open."
        )
    )
    page.context.set_offline(False)
    page.get_by_role("button", name=say("Try again")).click()
    expect_saved(page, say)
    assert Answer.objects.get(requirement__code="1.2").comment == "Typed without a network"
    page.keyboard.press("n")
    hand_in = page.get_by_role("button", name=say("Hand in and keep"))
    expect(hand_in).to_be_visible()
    axe(page)
    hand_in.press("Enter")
    expect(page.get_by_role("button", name=say("Take it back to change it"))).to_be_visible()
    axe(page)


@pytest.mark.parametrize("language", ["nb"])
@pytest.mark.parametrize("viewport", [PHONE], ids=["phone"])
def test_two_at_once_on_a_phone_and_the_keys_turned_off(
    page: Page,
    axe: Axe,
    login: Login,
    say: Say,
    officer: User,
    assessment: Assessment,
    watch: Watch,
) -> None:
    watch.expect("409")  # two change the same, which is what is looked at
    by = viewer_for(officer)
    make.says(assessment, {"1.1": AnswerValues(comment="Before")}, by=by)
    login(page, officer)
    page.goto(f"/assessments/{assessment.pk}/answers/1.1/?keys=off")
    expect(page.get_by_label(say("Fulfilled"), exact=True)).to_be_visible()
    expect(page.get_by_text(say("Turn the keys on"))).to_be_hidden()  # a phone has no keys
    page.keyboard.press("1")
    expect(page.get_by_label(say("Fulfilled"), exact=True)).not_to_be_checked()
    operations.save_answer(
        by=by,
        assessment_id=assessment.pk,
        code="1.1",
        values=AnswerValues(comment="Theirs", result=Result.PARTLY),
        version=1,
        at=make.LATER,
    )
    page.get_by_label(say("Comment")).fill("Mine")
    page.keyboard.press("Tab")
    both = page.get_by_label(say("What is to stand; both are in it now"))
    expect(both).to_have_value("Theirs\n\nMine")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    axe(page)
    page.get_by_role("button", name=say("Save what is chosen")).press("Enter")
    expect(page.get_by_label(say("Comment"))).to_have_value("Theirs\n\nMine")
    assert Answer.objects.get().result == "partly"
    make.says(assessment, {"1.2": AnswerValues(result=Result.PARTLY)}, by=by)
    operations.submit_assessment(by=by, assessment_id=assessment.pk, at=make.LATER)
    page.get_by_label(say("Comment")).fill("Typed too late")
    heading = say("The assessment is handed in, and locked.")
    expect(page.get_by_role("heading", name=heading)).to_be_visible()
    expect(page.get_by_label(say("Comment"))).to_have_value("Typed too late")
    axe(page)
    submission = assessment.submissions.get()
    operations.recall_submission(by=by, submission_id=submission.pk, at=make.LATER)
    page.get_by_role("button", name=say("Try again")).click()
    expect_saved(page, say)
    expect(page.get_by_role("heading", name=heading)).to_be_hidden()
    page.goto(f"/assessments/{assessment.pk}/")
    result = page.get_by_label(f"{say('Result')} 1.2")
    result.select_option("unknown")
    expect_saved(page, say)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    axe(page)
    assert Answer.objects.get(requirement__code="1.2").result == "unknown"
    the_pages_around_it_are_sound(page, axe, assessment, officer)


def the_pages_around_it_are_sound(
    page: Page, axe: Axe, assessment: Assessment, officer: User
) -> None:
    """Those of parts, papers and the workbook: nothing wider than a phone, and axe finds nothing."""
    by = viewer_for(officer)
    last = make.started(assessment.actor, by=by, of=assessment.requirement_set, period="2025")
    make.says(last, {"1.2": AnswerValues(result=Result.FULFILLED)}, by=by)
    Assessment.objects.filter(pk=last.pk).update(created_at=make.AT - timedelta(days=365))
    theirs = AnswerValues(result=Result.UNKNOWN, done_by=DoneBy.SUPPLIER, supplier="Drift AS")
    said = Answer.objects.get(assessment=assessment, requirement__code="1.2")
    operations.save_answer(
        by=by,
        assessment_id=assessment.pk,
        code="1.2",
        values=theirs,
        version=said.version,
        at=make.LATER,
    )
    make.delegated(assessment, users.user("Kari"), "1.1")
    changed = ReturnedAnswer("1.2", 0, AnswerValues(), AnswerValues(comment="Offline"))
    draft = make.workbook(assessment, officer, changed)
    own = f"/assessments/{assessment.pk}/"
    for address in (
        *(f"{own}{each}/" for each in ("delegations", "delegations/new", "earlier", "suggestions")),
        *(f"{own}{each}/" for each in ("findings", "papers", "workbook", "answers/1.2/supplier")),
        f"/assessments/workbooks/{draft.pk}/",
    ):
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, address
        axe(page)
