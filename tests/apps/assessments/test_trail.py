"""What of an organisation's own work the audit trail tells to whom, through every door of the trail."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client

from samvern.apps.actors.models import Actor
from samvern.apps.assessments import operations
from samvern.apps.assessments.models import Assessment
from samvern.base.models import AuditEntry
from samvern.engine.assessments import AnswerValues, Confidentiality, DoneBy, Result
from samvern.engine.checks import Offer
from tests.factories import actions, checks, evidence
from tests.factories import assessments as make
from tests.worlds import World

pytestmark = pytest.mark.django_db
LogIn = Callable[[str], Client]
Ask = Callable[..., HttpResponse]

#: What the authority and supervisors are told of an assessment that a campaign asked for.
KNOWN = {
    Confidentiality.IMPROVEMENT: {"assessment.submitted"},
    Confidentiality.REPORTED: {
        "assessment.submitted",
        "assessment.remarked",
        "assessment.returned",
        "assessment.recalled",
    },
}


def _works(world: World, confidentiality: Confidentiality) -> Assessment:
    """A hospital that does everything with an assessment that it can do."""
    officer, hospital = world.viewer("officer"), world.hospital
    found = make.of(make.opened(confidentiality=confidentiality), hospital)
    theirs = AnswerValues(result=Result.UNKNOWN, done_by=DoneBy.SUPPLIER, supplier="Drift AS")
    make.says(found, {"1.1": theirs, "1.2": Result.NOT_FULFILLED}, by=officer)
    of, at = {"by": officer, "assessment_id": found.pk}, make.AT
    operations.ask_supplier(**of, code="1.1", at=at)
    operations.delegate(**of, codes=["1.2"], email=world.people["colleague"].email, at=at)
    piece = evidence.link(hospital, by=officer)
    operations.attach_evidence(**of, code="1.1", evidence_id=piece.pk, at=at)
    sent = operations.submit_assessment(**of, at=make.LATER)
    operations.recall_submission(by=officer, submission_id=sent.pk, at=make.LATER)
    sent = operations.submit_assessment(**of, at=make.LATER)
    if confidentiality is Confidentiality.REPORTED:
        judge = {"by": world.viewer("authority"), "submission_id": sent.pk, "at": make.LATER}
        operations.remark(**judge, code="1.1", text="How?")
        operations.return_submission(**judge, message="")
    return found


def _told(ask: Ask, member: str, what: str) -> set[str]:
    return set(_entries(ask, member, what))


def _entries(ask: Ask, member: str, what: str) -> list[str]:
    items = ask(member, "get", f"/audit?action={what}").json()["items"]
    return [item["action"] for item in items]


@pytest.mark.parametrize("confidentiality", Confidentiality)
def test_the_sector_is_told_that_it_is_handed_in_and_what_became_of_it(
    world: World, ask: Ask, log_in: LogIn, confidentiality: Confidentiality
) -> None:
    found = _works(world, confidentiality)
    own = {"assessment.told", "assessment.answered", "assessment.delegated"}
    for member in ("authority", "supervisor"):
        assert _told(ask, member, "assessment.") == KNOWN[confidentiality]
        times = len(_entries(ask, member, "assessment.submitted"))
        assert times == (2 if confidentiality is Confidentiality.REPORTED else 1)
        assert not _told(ask, member, "evidence.")
        assert not _told(ask, member, "supplier_question.")
        assert f'"/assessments/{found.pk}/"' not in log_in(member).get("/audit/").text
    assert f'"/assessments/{found.pk}/"' in log_in("officer").get("/audit/").text
    of_reviewers = {"assessment.remarked"}
    seen = _told(ask, "officer", "assessment.")
    assert seen >= own | (KNOWN[confidentiality] - of_reviewers)
    assert not seen & of_reviewers
    assert _told(ask, "officer", "evidence.") == {"evidence.added"}
    assert _told(ask, "officer", "supplier_question.") == {"supplier_question.asked"}


def test_page_counts_filters_and_file_of_the_trail_tell_no_more(
    world: World, log_in: LogIn
) -> None:
    _works(world, Confidentiality.IMPROVEMENT)
    for query in ("what=assessment.answered", "what=evidence.", "q=Supplier+question"):
        for member in ("authority", "supervisor"):
            page = log_in(member).get(f"/audit/?{query}")
            assert "No entry fits these filters." in page.text
            assert len(_lines(log_in(member), query)) == 1, "the head and nothing else"
        page = log_in("officer").get(f"/audit/?{query}")
        assert "Not seen by the authority" in page.text
        assert len(_lines(log_in("officer"), query)) > 1


def _lines(browser: Client, query: str) -> list[str]:
    answer = browser.get(f"/audit/export.csv?{query}")
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode("utf-8-sig").strip().splitlines()


def test_findings_for_improvement_their_actions_and_ties_are_not_told_nor_counted(
    world: World, ask: Ask
) -> None:
    officer = world.viewer("officer")
    for is_reported in (False, True):
        found = actions.finding(world.hospital, by=officer, reported=is_reported)
        actions.action(found, world.people["owner"], by=officer)
    items = ask("authority", "get", "/audit?action=finding.").json()["items"]
    assert {item["subject"] for item in items} == {str(found)}, "the reported one only"
    items = ask("authority", "get", "/audit?action=action.").json()["items"]
    assert len(items) == 1
    assert len(ask("officer", "get", "/audit?action=action.").json()["items"]) == 2


def test_that_a_clinic_takes_its_check_is_its_own(world: World, ask: Ask) -> None:
    checks.check_set()
    clinic = checks.as_clinic(world.hospital)
    check = checks.begun(clinic, by=world.viewer("officer"))
    checks.chooses(check, {"1.1": Offer.FULFILLED}, by=world.viewer("officer"))
    assert not _told(ask, "authority", "") & _of(clinic)
    assert _told(ask, "officer", "") >= {"short_check.told", "assessment.answered"}


def _of(actor: Actor) -> set[str]:
    return set(AuditEntry.objects.filter(path=actor.path).values_list("action", flat=True))
