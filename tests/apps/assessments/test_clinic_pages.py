"""The pages of the short check: how they read, what they ask again, and what they cost."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from samvern.apps.assessments import operations, queries, shared_checks
from samvern.apps.assessments.models import Answer, Assessment
from samvern.base.viewer import Viewer
from samvern.engine.checks import Offer
from samvern.engine.readability import measure
from tests.factories import assessments, checks
from tests.factories.assessments import AT
from tests.worlds import World

pytestmark = pytest.mark.django_db
LogIn = Callable[[str], Client]

#: A page shows as many rows as there are; its queries are counted with few and with many.
PAGE_CEILINGS = {"questions/6.1": 9, "end": 14, "answers": 9, "wall": 9}


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_every_page_of_the_way_reads_easily(
    check: Assessment, world: World, officer: Viewer, log_in: LogIn, language: str
) -> None:
    checks.finished(check, by=officer, q6_1=Offer.SUPPLIER, q9_2=Offer.NOT_FULFILLED)
    browser = log_in("officer")
    browser.cookies["samvern_language"] = language
    codes = [page.question.id for page in queries.clinic(officer, check.pk).pages]
    pages = [f"questions/{code}/" for code in codes]
    for page in (*pages, "who-sees/", "facts/", "supplier/", "link/", "end/", "wall/"):
        found = measure(read_page(browser.get(f"/check/{check.pk}/{page}").text))
        assert found.lix <= 40, (page, found)


def read_page(page: str) -> list[str]:
    """What stands in the main part of a page, each element by itself."""
    main = re.search(r"<main.*?</main>", page, re.DOTALL)
    assert main
    apart = re.sub(r"</(?:p|li|h1|h2|button|summary|label|legend|a)>", "\n\n", main[0])
    without = re.sub(r"<(textarea|datalist|svg).*?</\1>", "", apart, flags=re.DOTALL)
    return [each.strip() for each in strip_tags(without).split("\n\n") if each.strip()]


def test_pages_ask_as_often_whether_little_or_all_is_answered(
    check: Assessment, officer: Viewer, log_in: LogIn
) -> None:
    browser = log_in("officer")
    checks.chooses(check, {"6.1": Offer.NOT_FULFILLED}, by=officer)
    for page in PAGE_CEILINGS:
        browser.get(f"/check/{check.pk}/{page}/")
    few = {page: _count(browser, f"/check/{check.pk}/{page}/") for page in PAGE_CEILINGS}
    checks.finished(
        check, by=officer, **{f"q{n}": Offer.NOT_FULFILLED for n in ("6_1", "9_1", "9_2")}
    )
    many = {page: _count(browser, f"/check/{check.pk}/{page}/") for page in PAGE_CEILINGS}
    assert few == many
    assert all(many[page] <= ceiling for page, ceiling in PAGE_CEILINGS.items()), many


def _count(browser: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert browser.get(path).status_code == 200
    return len(caught)


def test_the_check_stands_alone_on_the_first_page_of_a_practice_and_not_of_a_hospital(
    world: World,
) -> None:
    officer, hospital = world.viewer("officer"), world.hospital
    checks.check_set()
    checks.begun(hospital, by=officer)
    (card,) = shared_checks.start_cards(officer)
    assert not card.is_main, "a hospital has more to do than the check"
    checks.as_clinic(hospital)
    (card,) = shared_checks.start_cards(officer)
    assert card.is_main


def test_what_waits_for_a_practice_by_a_day_is_not_folded_away_under_its_check(
    world: World, check: Assessment, log_in: LogIn
) -> None:
    asked = assessments.started(world.hospital)
    page = log_in("officer").get("/").text
    waits, folded = page.index(f"/assessments/{asked.pk}/"), page.index("<details")
    assert page.index("What waits for you?") < page.index(f"/check/{check.pk}/") < waits < folded
    assert page.index("/actors/", folded) > folded


def test_what_was_said_last_is_asked_again_whichever_check_began_last(
    check: Assessment, world: World, officer: Viewer
) -> None:
    begun = [check]
    for said in (Offer.PARTLY, Offer.NOT_FULFILLED):
        checks.finished(begun[-1], by=officer, q1_1=said)
        operations.submit_assessment(by=officer, assessment_id=begun[-1].pk, at=AT)
        begun.append(checks.begun(world.hospital, by=officer))
    Answer.objects.filter(assessment=check).update(changed_at=AT + timedelta(hours=1))
    found = queries.clinic(officer, begun[-1].pk)
    page = next(each for each in found.pages if each.question.id == "1.1")
    told = queries.last_time(officer, found, page)
    assert told
    assert told.offer is Offer.PARTLY
