"""The pages on which others are asked: colleagues, earlier answers, other sets, suppliers."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samvern.apps.actors.models import ActorKind
from samvern.apps.assessments import operations
from samvern.apps.assessments.models import Answer, Assessment, Delegation, SupplierQuestion
from samvern.base.models import AuditEntry, User
from samvern.base.permissions import Role
from samvern.base.viewer import SYSTEM
from samvern.engine.assessments import AnswerValues, DoneBy, Result
from samvern.engine.frameworks import Requirement
from tests.factories import actors, frameworks, mappings, users
from tests.factories import assessments as make
from tests.worlds import CAST, World

LogIn = Callable[[str], Client]
Commits = Any
THEIRS = AnswerValues(result=Result.UNKNOWN, done_by=DoneBy.SUPPLIER, supplier="Drift AS")


@pytest.fixture
def assessment(world: World) -> Assessment:
    """The hospital's this year, with last year's and one of another set beside it."""
    User.objects.update(language="en")
    rules, law = mappings.sets()
    officer = world.viewer("officer")
    mappings.mapping(SYSTEM, "rules 1.1", "law 1.1", "equal")
    make.says(
        make.started(world.hospital, by=officer, of=rules), {"1.1": Result.PARTLY}, by=officer
    )
    last = make.started(world.hospital, by=officer, of=law, period="2025")
    make.says(last, {"1.1": Result.FULFILLED, "1.2": THEIRS}, by=officer)
    return make.started(world.hospital, by=officer, of=law)


def _pages(assessment: Assessment) -> tuple[str, ...]:
    root = f"/assessments/{assessment.pk}/"
    return (
        f"{root}delegations/",
        f"{root}delegations/new/",
        f"{root}earlier/",
        f"{root}suggestions/",
        f"{root}answers/1.2/supplier/",
        f"{root}earlier/?file=earlier.csv",
        f"{root}suggestions/?file=suggestions.csv",
        f"{root}delegations/?file=delegations.xlsx",
    )


@pytest.mark.parametrize("member", CAST)
def test_the_pages_are_for_those_who_own_the_assessment(
    world: World, assessment: Assessment, log_in: LogIn, member: str
) -> None:
    client = log_in(member)
    expected = {"officer": 200, "anonymous": 302}.get(member, 404)
    for page in _pages(assessment):
        assert client.get(page).status_code == expected, page


def test_a_colleague_with_a_part_opens_none_of_them(
    world: World, assessment: Assessment, log_in: LogIn
) -> None:
    handed = operations.delegate(
        by=world.viewer("officer"),
        assessment_id=assessment.pk,
        codes=["1.1"],
        email=world.people["colleague"].email,
        at=make.AT,
    )
    operations.accept_delegation(by=world.viewer("colleague"), key=handed.key, at=make.AT)
    client = log_in("colleague")
    assert {client.get(page).status_code for page in _pages(assessment)} <= {403, 404}
    own = client.get(f"/assessments/{assessment.pk}/answers/1.1/")
    assert own.status_code == 200
    assert "Partly fulfilled</span>" not in own.content.decode().split("answer-form")[0]


def test_from_the_form_over_the_letter_and_the_log_in_to_the_answers(
    world: World, assessment: Assessment, log_in: LogIn, django_capture_on_commit_callbacks: Commits
) -> None:
    root = f"/assessments/{assessment.pk}/delegations/"
    officer = log_in("officer")
    sent = {"email": world.people["colleague"].email, "chapters": ["1"], "note": "SECRET"}
    assert officer.post(f"{root}new/", {"email": "nobody@example.org"}).status_code == 422
    with django_capture_on_commit_callbacks(execute=True):
        assert officer.post(f"{root}new/", sent)["Location"] == root
    [letter] = mail.outbox
    assert letter.to == [world.people["colleague"].email]
    said = f"{letter.subject} {letter.body}"
    for hidden in ("SECRET", assessment.title, "1.1", world.hospital.name):
        assert hidden not in said
    link = re.findall(r"/assessments/asked/\S+", str(letter.body))[0]
    assert link.split("/")[-2] not in str(list(Delegation.objects.values()))
    assert "SECRET" not in str(list(AuditEntry.objects.values()))
    nobody = log_in("anonymous").get(link)
    assert nobody.status_code == 302
    assert "next=/assessments/asked/" in nobody["Location"]
    wrong = log_in("owner").get(link)
    assert wrong.status_code == 403
    text = wrong.content.decode()
    assert "another account" in text
    for hidden in (world.people["colleague"].email, assessment.title, world.hospital.name):
        assert hidden not in text.split("<main")[1].split("</main")[0]
    colleague = log_in("colleague")
    page = colleague.get(link)
    assert "SECRET" in page.content.decode()
    assert colleague.post(link)["Location"] == f"/assessments/{assessment.pk}/"
    assert colleague.get(link)["Location"] == f"/assessments/{assessment.pk}/"
    found = Delegation.objects.get()
    shown = officer.get(root).content.decode()
    assert "Colleague" in shown
    assert officer.post(f"/assessments/delegations/{found.pk}/revoke/").status_code == 302
    assert colleague.get(f"/assessments/{assessment.pk}/").status_code == 404


def test_a_set_without_headings_is_delegated_as_a_whole_or_one_by_one(
    world: World, log_in: LogIn
) -> None:
    plain = tuple(Requirement(code, {"en": f"Rule {code}"}) for code in "12")
    officer = world.viewer("officer")
    asked = frameworks.requirement_set(frameworks.framework("plain", requirements=plain))
    found = make.started(world.hospital, by=officer, of=asked)
    User.objects.update(language="en")
    client, page = log_in("officer"), f"/assessments/{found.pk}/"
    form = client.get(f"{page}delegations/new/").context["form"]
    assert form["chapters"].label == "All that are left"
    assert [name for name, _field, _is_open in form.by_chapter] == ["Every requirement (2 left)"]
    for address in ("", "answers/1/", "delegations/new/"):
        assert "Without a heading" not in client.get(f"{page}{address}").content.decode()
    make.says(found, {"1": Result.FULFILLED, "2": Result.FULFILLED}, by=officer)
    text = client.get(f"{page}delegations/new/").content.decode()
    assert text.count("(0 left)") == 1
    assert "Or choose" not in text


def test_a_letter_that_did_not_get_through_is_shown(
    world: World,
    assessment: Assessment,
    log_in: LogIn,
    settings: Any,
    django_capture_on_commit_callbacks: Commits,
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 9, 1
    with django_capture_on_commit_callbacks(execute=True):
        operations.delegate(
            by=world.viewer("officer"),
            assessment_id=assessment.pk,
            codes=["1.1"],
            email=world.people["colleague"].email,
            at=make.AT,
        )
    found = Delegation.objects.get()
    assert found.has_failed
    text = log_in("officer").get(f"/assessments/{assessment.pk}/delegations/").content.decode()
    assert "The e-mail was not sent" in text
    assert f"/assessments/delegations/{found.pk}/anew/" in text


def test_last_time_is_carried_over_and_confirmed_on_the_page(
    assessment: Assessment, log_in: LogIn
) -> None:
    officer, page = log_in("officer"), f"/assessments/{assessment.pk}/earlier/"
    assert "Carry 2 answers over" in officer.get(page).content.decode()
    assert officer.post(page).status_code == 302
    assert Answer.objects.filter(assessment=assessment, is_carried=True).count() == 2
    confirm = f"/assessments/{assessment.pk}/still-true/"
    officer.post(confirm, {"codes": ["1.1"]})
    assert Answer.objects.get(assessment=assessment, is_carried=True).requirement.code == "1.2"
    officer.post(confirm, {"chapter": "1"})
    assert not Answer.objects.filter(assessment=assessment, is_carried=True).exists()
    assert officer.get(f"{page}?from=x").status_code == 404


def test_suggestions_are_taken_over_together_and_one_by_one(
    assessment: Assessment, log_in: LogIn
) -> None:
    officer, page = log_in("officer"), f"/assessments/{assessment.pk}/suggestions/"
    text = officer.get(page).content.decode()
    assert "Follows from the mappings" in text
    assert "rules 1.1 → law 1.1" in text
    beside = officer.get(f"/assessments/{assessment.pk}/answers/1.1/").content.decode()
    assert "Take it over" in beside
    sent = {"codes": ["1.1"], "back": "answer"}
    answer = officer.post(page, sent)
    assert answer["Location"] == f"/assessments/{assessment.pk}/answers/1.1/"
    assert Answer.objects.get(assessment=assessment).result == Result.PARTLY
    assert "There is nothing to take over" in officer.get(page).content.decode()
    answer = officer.post(page, {}, follow=True)
    assert "Nothing was chosen." in answer.content.decode()
    assert "0 answers" not in answer.content.decode()


def test_a_supplier_replies_on_its_own_page_and_the_answer_is_taken_over(
    world: World, assessment: Assessment, log_in: LogIn, django_capture_on_commit_callbacks: Commits
) -> None:
    supplier = actors.actor("Drift AS", kind=ActorKind.SUPPLIER)
    theirs = users.user("Dina at Drift", language="en")
    actors.grant(theirs, Role.SECURITY_OFFICER, supplier)
    make.says(assessment, {"1.2": THEIRS}, by=world.viewer("officer"))
    officer, here = log_in("officer"), f"/assessments/{assessment.pk}/answers/1.2/"
    assert "Ask Drift AS" in officer.get(here).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        assert officer.post(f"{here}supplier/", {"name": "Drift AS"})["Location"] == here
    [letter] = mail.outbox
    assert letter.to == [theirs.email]
    for hidden in (world.hospital.name, "1.2", assessment.title):
        assert hidden not in f"{letter.subject} {letter.body}"
    client = Client()
    client.force_login(theirs)
    assert world.hospital.name in client.get("/asked-of-us/").content.decode()
    question = SupplierQuestion.objects.get()
    reply = f"/asked-of-us/{question.pk}/"
    assert client.get(reply).status_code == 200
    assert client.post(reply, {"question_ids": [question.pk]}).status_code == 422
    sent = {"question_ids": [question.pk], "result": "fulfilled", "comment": "Every night"}
    assert client.post(reply, sent)["Location"] == "/asked-of-us/"
    for member in CAST:
        assert log_in(member).get(reply).status_code == (302 if member == "anonymous" else 404)
    assert "Every night" in officer.get(here).content.decode()
    assert officer.post(f"/assessments/supplier-questions/{question.pk}/take/")["Location"] == here
    assert Answer.objects.get(assessment=assessment).result == Result.FULFILLED


def test_one_that_is_not_in_the_directory_is_written_to(
    world: World, assessment: Assessment, log_in: LogIn
) -> None:
    make.says(assessment, {"1.2": THEIRS}, by=world.viewer("officer"))
    officer, here = log_in("officer"), f"/assessments/{assessment.pk}/answers/1.2/"
    officer.post(f"{here}supplier/", {"name": "Drift AS"})
    text = officer.get(here).content.decode()
    assert "mailto:" in text
    question = SupplierQuestion.objects.get()
    officer.post(f"/assessments/supplier-questions/{question.pk}/withdraw/")
    assert "Ask Drift AS" in officer.get(here).content.decode()


def test_queries_do_not_grow_with_requirements(world: World, log_in: LogIn) -> None:
    counts = []
    officer = world.viewer("officer")
    for size in (2, 20):
        large = frameworks.requirement_set(frameworks.large_framework(f"f{size}", size))
        other = frameworks.requirement_set(frameworks.large_framework(f"g{size}", size))
        last = make.answered(make.started(world.hospital, by=officer, of=large), by=officer)
        this = make.started(world.hospital, by=officer, of=large)
        for row in range(size):
            mappings.mapping(SYSTEM, f"f{size} 1.{row + 1}", f"g{size} 1.{row + 1}", "equal")
        there = make.started(world.hospital, by=officer, of=other)
        for each in range(min(size, 5)):
            operations.delegate(
                by=officer,
                assessment_id=this.pk,
                codes=[f"1.{each + 1}"],
                email=world.people["colleague"].email,
                at=make.AT,
            )
        assert last.answered_count == size
        root, client = f"/assessments/{this.pk}/", log_in("officer")
        pages = (
            f"{root}delegations/",
            f"{root}delegations/new/",
            f"{root}earlier/",
            f"/assessments/{there.pk}/suggestions/",
        )
        for page in pages:
            client.get(page)
            with CaptureQueriesContext(
                connection,
            ) as found:
                assert client.get(page).status_code == 200
            counts.append(len(found))
    assert counts[:4] == counts[4:]
    assert max(counts) <= 22
