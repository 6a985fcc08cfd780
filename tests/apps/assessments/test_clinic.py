"""The short check of a small clinic: its way, what it ends with, and who gets at it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from django.core import mail
from django.test import Client

from samvern.apps.actions.models import Finding
from samvern.apps.actors.models import ActorKind
from samvern.apps.assessments import operations, queries
from samvern.apps.assessments.models import (
    Answer,
    AnswerOrigin,
    AnswerState,
    Assessment,
    QuestionState,
    ShortCheck,
)
from samvern.base.models import AuditEntry
from samvern.base.permissions import Role
from samvern.base.viewer import Viewer
from samvern.engine.assessments import Confidentiality, DoneBy, Result
from samvern.engine.checks import Offer, StepKind, outcome
from samvern.engine.errors import InvalidInput, NotFound
from tests.apps.assessments.test_clinic_pages import read_page
from tests.factories import actors, assessments, checks, users
from tests.factories.assessments import AT
from tests.worlds import CAST, World

pytestmark = pytest.mark.django_db
LogIn = Callable[[str], Client]


def _origin(check: Assessment, code: str) -> str:
    states = AnswerState.objects.filter(answer__assessment=check)
    return states.filter(answer__requirement__code=code).latest("number").origin


# The way through


def test_a_clinic_goes_from_its_card_to_the_first_question_in_three_clicks(
    world: World, officer: Viewer, log_in: LogIn
) -> None:
    browser = log_in("officer")
    start = f"/check/new/{world.hospital.pk}/"
    assert start in browser.get("/").text
    assert re.search(r"22 questions, about 1\d minutes\.", browser.get(start).text)
    assert not Assessment.objects.exists()
    facts = browser.post(start, follow=True)
    assert facts.redirect_chain[-1][0].endswith("/facts/")
    assert "From the register: 10–49 employees." in facts.text
    ticked = re.findall(r'value="(\w+)" checked', facts.text)
    first = browser.post(facts.request["PATH_INFO"], {"facts": ticked}, follow=True)
    assert first.redirect_chain[-1][0].endswith("/questions/1.1/")
    assert browser.post(start, follow=True).request["PATH_INFO"].endswith("/questions/1.1/")
    assert Assessment.objects.count() == 1
    assert "Take the check" in browser.get("/").text


def test_what_a_clinic_has_not_is_answered_and_not_asked(world: World, officer: Viewer) -> None:
    check = checks.begun(world.hospital, by=officer, facts={"website": False, "staff": False})
    found = queries.clinic(officer, check.pk)
    asked = {page.question.id for page in found.pages}
    assert {"8.3", "4.1", "9.3", "9.5"}.isdisjoint(asked)
    assert len(asked) == 18
    assert found.values["8.3"].result is Result.NOT_APPLICABLE
    assert _origin(check, "8.3") == AnswerOrigin.PREFILLED
    operations.tell_facts(by=officer, assessment_id=check.pk, facts={}, at=AT)
    again = queries.clinic(officer, check.pk)
    assert len(again.pages) == 22
    assert not again.values["8.3"].is_answered
    check.refresh_from_db()
    assert check.answered_count == 0


def test_what_is_not_relevant_by_ones_own_choice_survives_telling_the_facts_again(
    check: Assessment, officer: Viewer
) -> None:
    checks.chooses(check, {"8.3": Offer.NOT_APPLICABLE}, by=officer)
    operations.tell_facts(by=officer, assessment_id=check.pk, facts={"staff": False}, at=AT)
    assert queries.clinic(officer, check.pk).values["8.3"].result is Result.NOT_APPLICABLE
    assert _origin(check, "8.3") == AnswerOrigin.WRITTEN


def test_one_click_answers_keeps_the_comment_and_goes_on(
    check: Assessment, officer: Viewer, log_in: LogIn
) -> None:
    browser = log_in("officer")
    page = f"/check/{check.pk}/questions/1.1/"
    sent = {"offer": "partly", "version": "0", "comment": "Kari"}
    assert browser.post(page, sent).headers["Location"].endswith("/questions/2.1/")
    again = browser.get(page).text
    assert "data-chosen" in again
    assert "Kari" in again
    answer = Answer.objects.get(assessment=check)
    assert (answer.result, answer.comment) == ("partly", "Kari")
    # Somebody else has answered meanwhile: nothing is overwritten, and the newest is shown.
    stale = browser.post(page, {"offer": "fulfilled", "version": "0", "comment": ""}, follow=True)
    assert "Somebody else has just answered this" in stale.text
    answer.refresh_from_db()
    assert answer.result == "partly"


def test_a_page_without_an_answer_says_so_and_a_wrong_one_is_refused(
    check: Assessment, officer: Viewer, log_in: LogIn
) -> None:
    page = f"/check/{check.pk}/questions/1.1/"
    assert log_in("officer").post(page, {"version": "0"}).status_code == 422
    with pytest.raises(InvalidInput, match=r"check\.not_offered"):
        checks.chooses(check, {"1.1": Offer.SUPPLIER}, by=officer)


# Suppliers


def test_the_supplier_is_told_once_and_goes_into_every_answer(
    check: Assessment, officer: Viewer, log_in: LogIn
) -> None:
    browser = log_in("officer")
    page = f"/check/{check.pk}/questions/6.1/"
    to_name = browser.post(page, {"offer": "supplier", "version": "0", "comment": ""})
    assert to_name.headers["Location"] == f"/check/{check.pk}/supplier/?after=6.1"
    onward = browser.post(to_name.headers["Location"], {"name": " Drift  AS "})
    assert onward.headers["Location"].endswith("/questions/6.2/")
    direct = browser.post(
        onward.headers["Location"], {"offer": "supplier", "version": "0", "comment": ""}
    )
    assert direct.headers["Location"].endswith("/questions/6.3/")
    said = queries.clinic(officer, check.pk).values
    assert {said[code].supplier for code in ("6.1", "6.2")} == {"Drift AS"}
    assert said["6.1"].done_by is DoneBy.SUPPLIER
    assert said["6.1"].result is Result.UNKNOWN


def test_one_click_asks_the_supplier_everything_and_its_reply_becomes_the_answer(
    world: World, check: Assessment, officer: Viewer, log_in: LogIn
) -> None:
    supplier = actors.actor("Journal AS", kind=ActorKind.SUPPLIER)
    operations.say_supplier(by=officer, assessment_id=check.pk, name="journal as", at=AT)
    checks.chooses(check, {"6.1": Offer.SUPPLIER, "6.2": Offer.SUPPLIER, "1.1": Offer.UNKNOWN})
    browser = log_in("officer")
    letter = browser.post(f"/check/{check.pk}/ask/", {"supplier": "journal as"}, follow=True)
    assert "They have got the questions here" in letter.text
    asked = queries.questions_of(officer, check)
    assert {each.supplier for each in asked.values()} == {supplier}
    assert set(asked) == {"6.1", "6.2"}
    theirs = users.user("Jo at Journal", language="en")
    actors.grant(theirs, Role.SECURITY_OFFICER, supplier)
    they = Client()
    they.force_login(theirs)
    assert "They ask: How often do you" in they.get(f"/asked-of-us/{asked['6.2'].pk}/").text
    reply = operations.SupplierReply("fulfilled", comment="Every night.")
    replied = operations.reply_to_customers(
        by=assessments.SYSTEM, question_ids=[asked["6.1"].pk], reply=reply, at=AT
    )
    assert "Every night." in browser.get(f"/check/{check.pk}/end/").text
    browser.post(f"/check/{check.pk}/replies/{replied[0].pk}/")
    assert queries.clinic(officer, check.pk).values["6.1"].result is Result.FULFILLED
    replied[0].refresh_from_db()
    assert replied[0].state == QuestionState.TAKEN


def test_a_letter_tells_a_supplier_nothing_that_is_answered(
    check: Assessment, officer: Viewer, log_in: LogIn
) -> None:
    operations.say_supplier(by=officer, assessment_id=check.pk, name="Ola Data", at=AT)
    checks.chooses(check, {"6.1": Offer.SUPPLIER, "9.2": Offer.NOT_FULFILLED})
    page = log_in("officer").get(f"/check/{check.pk}/letter/?supplier=Ola+Data").text
    assert "mailto:?subject=" in page
    said = re.search(r'<div class="sv-letter">(.*?)</div>', page, re.DOTALL)
    assert said
    assert "1. " in said[1]
    assert "2. " not in said[1]


# The link


def test_the_link_leads_to_the_next_question_and_lets_nobody_in(
    check: Assessment, officer: Viewer, log_in: LogIn
) -> None:
    checks.chooses(check, {"1.1": Offer.FULFILLED, "2.1": Offer.UNKNOWN}, by=officer)
    address = f"/check/{ShortCheck.objects.get().key}/"
    assert log_in("officer").get(address).headers["Location"].endswith("/questions/3.1/")
    # Whoever merely holds it sees no more than with one that never was.
    for holder in sorted(set(CAST) - {"officer", "anonymous"}):
        told = log_in(holder).get(address)
        assert told.status_code == 404
        assert read_page(told.text) == read_page(log_in(holder).get("/check/nothing/").text)
    for path in (address, "/check/nothing/"):
        asked = Client().get(path)
        assert asked.headers["Location"] == f"/account/login/?next={path}"


def test_the_link_is_sent_to_oneself_without_a_word_of_the_answers(
    check: Assessment,
    officer: Viewer,
    world: World,
    log_in: LogIn,
    django_capture_on_commit_callbacks: Callable[..., object],
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        log_in("officer").post(f"/check/{check.pk}/link/")
    (letter,) = mail.outbox
    assert letter.to == [world.people["officer"].email]
    assert f"/check/{ShortCheck.objects.get().key}/" in letter.body
    assert world.hospital.name not in letter.body


# The end


def test_the_end_is_what_the_engine_says_on_the_page_and_in_the_api(
    check: Assessment, officer: Viewer, log_in: LogIn, ask_values: Callable[..., tuple[int, object]]
) -> None:
    said = {"q6_1": Offer.SUPPLIER, "q9_2": Offer.NOT_FULFILLED, "q2_1": Offer.PARTLY}
    checks.finished(check, by=officer, **said)
    found = queries.clinic(officer, check.pk)
    expected = outcome(found.check, found.values)
    assert [each.kind for each in expected.steps] == [
        StepKind.DO,
        StepKind.ASK_SUPPLIER,
        StepKind.FINISH,
    ]
    page = log_in("officer").get(f"/check/{check.pk}/end/").text
    places = [page.index(each.task.do["en"]) for each in expected.steps]
    assert places == sorted(places)
    assert "NSM&#x27;s five effective measures against cyber attacks. Not checked." in page
    guides = re.findall(r'<a href="/guidance/entries/[^"]+">(.*?)</a>', page)
    assert guides
    assert all(guides)
    status, told = ask_values("officer", "get", f"/checks/{check.pk}/outcome")
    assert status == 200
    assert isinstance(told, dict)
    assert told["ending"] == "steps"
    for given, each in zip(told["steps"], expected.steps, strict=True):
        assert {name: given[name] for name in each.to_json()} == each.to_json()


def test_a_step_becomes_an_action_once_and_is_told_to_nobody_before_it_is_handed_in(
    check: Assessment, world: World, officer: Viewer, log_in: LogIn
) -> None:
    Assessment.objects.filter(pk=check.pk).update(confidentiality=Confidentiality.REPORTED)
    checks.finished(check, by=officer, q9_2=Offer.NOT_FULFILLED)
    browser = log_in("officer")
    for _again in range(2):
        told = browser.post(f"/check/{check.pk}/end/9.2/plan/", follow=True)
        assert "On your list" in told.text
    finding = Finding.objects.get()
    assert finding.confidentiality == Confidentiality.IMPROVEMENT
    assert finding.actions.get().owner == world.people["officer"]
    assert not Finding.objects.visible_to(world.viewer("authority")).exists()
    with pytest.raises(NotFound, match=r"check\.step_unknown"):
        operations.plan_step(by=officer, assessment_id=check.pk, question="1.1", at=AT)


def test_a_finished_check_is_kept_opened_again_and_taken_anew(
    check: Assessment, world: World, officer: Viewer, log_in: LogIn
) -> None:
    browser = log_in("officer")
    end = f"/check/{check.pk}/end/"
    checks.chooses(check, {"1.1": Offer.FULFILLED}, by=officer)
    assert "Keep this check" not in browser.get(end).text
    checks.finished(check, by=officer)
    assert "Keep this check" in browser.get(end).text
    assert "Kept as it was" in browser.post(f"/check/{check.pk}/submit/", follow=True).text
    assert "locked" in browser.get(f"/check/{check.pk}/questions/1.1/").text
    browser.post(f"/check/{check.pk}/recall/")
    check.refresh_from_db()
    assert check.is_writable
    browser.post(f"/check/{check.pk}/submit/")
    browser.post(f"/check/new/{world.hospital.pk}/")
    assert Assessment.objects.count() == 2


def test_what_was_answered_last_time_is_asked_again_one_by_one(
    check: Assessment, world: World, officer: Viewer, log_in: LogIn
) -> None:
    browser = log_in("officer")
    comment = {"offer": "partly", "version": 0, "comment": "SECRET of last year"}
    browser.post(f"/check/{check.pk}/questions/1.1/", comment)
    checks.finished(check, by=officer, q1_1=Offer.PARTLY, q2_1=Offer.UNKNOWN)
    browser.post(f"/check/{check.pk}/submit/")
    browser.post(f"/check/new/{world.hospital.pk}/")
    new = Assessment.objects.latest("pk")
    browser.post(f"/check/{new.pk}/facts/")
    first = browser.get(f"/check/{new.pk}/questions/1.1/")
    last_time = first.context["last_time"]
    assert last_time["value"] == "partly"
    assert last_time["words"].startswith("On ")
    assert "Yes, it is still true" in first.text
    assert "SECRET" not in first.text
    assert not browser.get(f"/check/{new.pk}/questions/2.1/").context["last_time"], "not known then"
    assert not Answer.objects.filter(assessment=new, requirement__code="1.1").exists()
    browser.post(f"/check/{new.pk}/questions/1.1/", {"offer": "partly", "version": 0})
    again = browser.get(f"/check/{new.pk}/questions/1.1/")
    assert not again.context["last_time"]
    assert again.context["is_chosen"]
    assert _origin(new, "1.1") == "written"


def test_the_wall_tells_no_weakness(world: World, officer: Viewer) -> None:
    from samvern.apps.assessments.pages.clinic_end import wall_sheet

    good = checks.begun(world.hospital, by=officer)
    checks.finished(good, by=officer)
    bad = checks.begun(world.other_hospital)
    checks.finished(bad, **{f"q{n}": Offer.NOT_FULFILLED for n in ("6_1", "9_1", "10_2", "9_2")})
    sheets = [wall_sheet(queries.clinic(assessments.SYSTEM, each.pk)) for each in (good, bad)]
    assert sheets[0].rules == sheets[1].rules
    assert sheets[0].lines == sheets[1].lines
    assert len(sheets[0].rules) == 5
    assert not any("__" in rule for rule in sheets[0].rules)
    chosen = wall_sheet(queries.clinic(officer, good.pk), ["8.2", "4.1", "no"]).rules
    assert chosen == ("Nothing about patients in e-mail.", "Lock the screen when you leave.")


# Who gets at it


def _pages(check: Assessment) -> Iterator[tuple[str, str]]:
    base = f"/check/{check.pk}/"
    for page in ("", "who-sees/", "facts/", "questions/6.1/", "supplier/", "link/", "answers/"):
        yield "get", base + page
    for page in ("end/", "letter/?supplier=Drift+AS", "wall/", "wall.pdf"):
        yield "get", base + page
    for page in ("end/9.2/plan/", "ask/", "submit/", "recall/", "replies/1/", "link/", "facts/"):
        yield "post", base + page
    for page in ("who-sees/", "questions/6.1/", "supplier/"):
        yield "post", base + page


@pytest.mark.parametrize("member", CAST)
def test_only_those_who_answer_for_the_clinic_get_at_its_check(
    check: Assessment, officer: Viewer, log_in: LogIn, member: str
) -> None:
    operations.say_supplier(by=officer, assessment_id=check.pk, name="Drift AS", at=AT)
    checks.chooses(check, {"6.1": Offer.SUPPLIER}, by=officer)
    before = list(Answer.objects.values())
    browser = log_in(member)
    for method, path in _pages(check):
        answer = getattr(browser, method)(path)
        if member == "officer":
            assert method == "post" or answer.status_code in {200, 302}, path
        elif member == "anonymous":
            assert answer.headers["Location"].startswith("/account/login/"), path
        else:
            assert answer.status_code == 404, path
    if member != "officer":
        assert list(Answer.objects.values()) == before


@pytest.mark.parametrize(
    ("member", "status"),
    [("officer", 200), ("colleague", 403), ("authority", 403), ("stranger", 404)],
)
def test_who_may_begin_a_check(
    world: World, officer: Viewer, log_in: LogIn, member: str, status: int
) -> None:
    browser = log_in(member)
    assert browser.get(f"/check/new/{world.hospital.pk}/").status_code == status
    assert ("/check/new/" in browser.get("/").text) is (member == "officer")
    if status != 200:
        assert browser.post(f"/check/new/{world.hospital.pk}/").status_code == status


def test_an_assessment_that_is_no_short_check_has_no_such_pages(
    world: World, log_in: LogIn
) -> None:
    other = assessments.started(world.hospital, by=world.viewer("officer"))
    assert log_in("officer").get(f"/check/{other.pk}/end/").status_code == 404


def test_the_trail_tells_nothing_of_what_the_clinic_has_or_answers(
    check: Assessment, officer: Viewer
) -> None:
    operations.say_supplier(by=officer, assessment_id=check.pk, name="Hemmelig Drift AS", at=AT)
    checks.chooses(check, {"6.1": Offer.SUPPLIER}, by=officer)
    told = " ".join(
        str(each) for each in AuditEntry.objects.values_list("changes", "subject_label")
    )
    assert "Hemmelig" not in told
    assert "supplier" not in told
