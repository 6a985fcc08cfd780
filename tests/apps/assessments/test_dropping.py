"""An assessment that was started by mistake is dropped, and nothing that others rest on is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.http import HttpResponse
from django.test import Client

from samvern.apps.actions.models import Finding
from samvern.apps.assessments import operations
from samvern.apps.assessments.models import Answer, Assessment, WorkbookDraft
from samvern.apps.evidence.models import Evidence
from samvern.base.models import AuditEntry
from samvern.engine.assessments import AnswerValues, Confidentiality, Result
from samvern.engine.errors import NotAllowed, NotFound, NotReady
from tests.factories import assessments as make
from tests.factories import evidence
from tests.worlds import CAST

if TYPE_CHECKING:
    from tests.worlds import World

pytestmark = pytest.mark.django_db
LogIn = Callable[[str], Client]
Ask = Callable[..., HttpResponse]


def _drop(world: World, found: Assessment, member: str = "officer") -> None:
    operations.drop_assessment(by=world.viewer(member), assessment_id=found.pk, at=make.LATER)


def _started(world: World, **more: object) -> Assessment:
    found = make.started(world.hospital, by=world.viewer("officer"), **more)
    make.says(found, {"1.1": AnswerValues(result=Result.PARTLY)}, by=world.viewer("officer"))
    return found


@pytest.mark.parametrize("confidentiality", Confidentiality)
def test_it_goes_with_what_is_its_own_and_evidence_stays(
    world: World, ask: Ask, confidentiality: Confidentiality
) -> None:
    officer = world.viewer("officer")
    found, key = _started(world, confidentiality=confidentiality), 0
    piece = evidence.link(world.hospital, by=officer)
    operations.attach_evidence(
        by=officer, assessment_id=found.pk, code="1.1", evidence_id=piece.pk, at=make.AT
    )
    make.delegated(found, world.people["colleague"], "1.2")
    make.workbook(found, world.people["officer"])
    key = found.pk
    _drop(world, found)
    assert not Assessment.objects.exists()
    assert not Answer.objects.exists()
    assert not WorkbookDraft.objects.exists()
    assert Evidence.objects.filter(pk=piece.pk).exists()
    entry = AuditEntry.objects.get(action="assessment.dropped")
    assert (entry.subject_label, entry.changes) == (f"Assessment {key}", {})
    for member, told in (("officer", 1), ("authority", 0), ("supervisor", 0)):
        path = "/audit?action=assessment.dropped"
        assert len(ask(member, "get", path).json()["items"]) == told


def test_nobody_else_drops_it(world: World) -> None:
    found = _started(world)
    make.delegated(found, world.people["colleague"], "1.1")
    for member in set(CAST) - {"officer"}:
        with pytest.raises((NotAllowed, NotFound)):
            _drop(world, found, member)
    assert Assessment.objects.exists()


def test_what_others_rest_on_is_kept(world: World) -> None:
    officer = world.viewer("officer")
    asked = make.of(make.opened(), world.hospital)
    handed_in = _started(world, title="Handed in")
    sent = make.submitted(make.started(world.hospital, by=officer, title="Sent"), by=officer)
    operations.recall_submission(by=officer, submission_id=sent.pk, at=make.LATER)
    raised = _started(world, title="Raised")
    operations.raise_findings(by=officer, assessment_id=raised.pk, codes=["1.1"], at=make.AT)
    for _again in range(2):  # carried on twice: the first is known from the answers alone
        later = make.started(world.hospital, by=officer, title="Later")
        operations.carry_forward(
            by=officer, assessment_id=later.pk, from_assessment_id=handed_in.pk, at=make.LATER
        )
    Assessment.objects.filter(carried_from=handed_in).update(carried_from=None)
    for found, code in (
        (asked, "asked_for"),
        (sent.assessment, "was_handed_in"),
        (handed_in, "carried_on"),
        (raised, "has_findings"),
    ):
        with pytest.raises(NotReady, match=rf"assessment\.{code}"):
            _drop(world, found)
    assert Finding.objects.count() == 1
    for each in Assessment.objects.filter(title="Later"):
        _drop(world, each)
    _drop(world, handed_in)


def test_the_page_tells_what_goes_and_asks_once(world: World, log_in: LogIn) -> None:
    found, client = _started(world), log_in("officer")
    page = f"/assessments/{found.pk}/"
    assert f"{page}drop/" in client.get(page).content.decode()
    text = client.get(f"{page}drop/").content.decode()
    assert "1 answer with its history" in text
    assert Assessment.objects.exists()
    answer = client.post(f"{page}drop/")
    assert answer["Location"] == "/assessments/"
    assert client.get(page).status_code == 404
    asked = make.of(make.opened(), world.hospital)
    make.says(asked, {"1.1": Result.PARTLY}, by=world.viewer("officer"))
    page = f"/assessments/{asked.pk}/"
    assert f"{page}drop/" not in client.get(page).content.decode()
    assert client.get(f"{page}drop/").status_code == 409


@pytest.mark.parametrize("member", CAST)
def test_who_is_let_in_by_page_and_api(world: World, log_in: LogIn, ask: Ask, member: str) -> None:
    found = _started(world)
    page = log_in(member).get(f"/assessments/{found.pk}/drop/").status_code
    answer = ask(member, "delete", f"/assessments/{found.pk}").status_code
    if member == "officer":
        assert (page, answer) == (200, 204)
    else:
        assert page in {302, 403, 404}
        assert answer in {401, 403, 404}
        assert Assessment.objects.exists()
