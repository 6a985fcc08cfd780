"""What answers rest on: whose it is, who opens it, and what is handed in with them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from samvern.apps.assessments import operations, queries
from samvern.apps.assessments.models import AnswerEvidence, Assessment
from samvern.apps.evidence import operations as kept
from samvern.apps.evidence.models import Evidence
from samvern.engine.assessments import Confidentiality, Result
from samvern.engine.errors import NotAllowed, NotFound, NotReady
from tests.factories import assessments as make
from tests.factories import evidence
from tests.worlds import CAST

if TYPE_CHECKING:
    from tests.worlds import World

pytestmark = pytest.mark.django_db
LogIn = Callable[[str], Client]


@pytest.fixture
def assessment(world: World) -> Assessment:
    """The hospital's, of a set with two requirements."""
    return make.started(world.hospital, by=world.viewer("officer"))


def _attach(world, assessment, piece, *, member="officer", code="1.1"):
    return operations.attach_evidence(
        by=world.viewer(member),
        assessment_id=assessment.pk,
        code=code,
        evidence_id=piece.pk,
        at=make.AT,
    )


def _openers(world):
    return {member for member in CAST if Evidence.objects.visible_to(world.viewer(member)).exists()}


@pytest.mark.parametrize("confidentiality", Confidentiality)
def test_what_is_handed_in_is_opened_by_those_who_see_it_and_nothing_else(world, confidentiality):
    officer = world.viewer("officer")
    found = make.started(world.hospital, by=officer, confidentiality=confidentiality)
    piece, other = evidence.file(world.hospital), evidence.link(world.hospital)
    _attach(world, found, piece)
    assert _openers(world) == {"officer"}, "a draft is the organisation's own"
    submission = make.submitted(found, by=officer)
    reviewers = {"authority", "supervisor"} if confidentiality == "reported" else set()
    assert _openers(world) == {"officer", *reviewers}
    for member in reviewers:
        seen = Evidence.objects.visible_to(world.viewer(member))
        assert list(seen) == [piece], "not what was not handed in"
    [line] = next(row for row in submission.value.rows if row.code == "1.1").evidence
    assert (line.title, line.sha256) == (piece.title, piece.file.sha256)
    assert other.is_current


def test_one_piece_serves_many_answers_and_is_detached(world, assessment):
    piece = evidence.file(world.hospital)
    for code in ("1.1", "1.2", "1.1"):
        _attach(world, assessment, piece, code=code)
    found = queries.evidence_of(world.viewer("officer"), assessment)
    assert {code: list(every) for code, every in found.items()} == {"1.1": [piece], "1.2": [piece]}
    operations.detach_evidence(
        by=world.viewer("officer"),
        assessment_id=assessment.pk,
        code="1.1",
        evidence_id=piece.pk,
        at=make.AT,
    )
    assert AnswerEvidence.objects.get().requirement.code == "1.2"


def test_only_evidence_of_the_organisation_or_above_it(world, assessment):
    below = make.started(world.department, by=world.viewer("officer"))
    _attach(world, below, evidence.link(world.hospital))
    with pytest.raises(NotAllowed, match=r"evidence\.of_another"):
        _attach(world, assessment, evidence.link(world.department))
    with pytest.raises(NotFound):
        _attach(world, assessment, evidence.link(world.other_hospital))


@pytest.mark.parametrize("member", [member for member in CAST if member != "officer"])
def test_others_attach_and_detach_nothing(world, assessment, member):
    piece = evidence.link(world.hospital)
    row = _attach(world, assessment, piece)
    with pytest.raises(NotFound):
        _attach(world, assessment, piece, member=member, code="1.2")
    with pytest.raises(NotFound):
        operations.detach_evidence(
            by=world.viewer(member),
            assessment_id=assessment.pk,
            code="1.1",
            evidence_id=piece.pk,
            at=make.AT,
        )
    assert not AnswerEvidence.objects.visible_to(world.viewer(member)).filter(pk=row.pk).exists()


def test_a_colleague_adds_and_sees_what_is_delegated_and_no_more(world, assessment):
    _attach(world, assessment, evidence.link(world.hospital), code="1.2")
    handed = operations.delegate(
        by=world.viewer("officer"),
        assessment_id=assessment.pk,
        codes=["1.1"],
        email=world.people["colleague"].email,
        at=make.AT,
    )
    colleague = world.viewer("colleague")
    here = {"by": colleague, "assessment_id": assessment.pk, "at": evidence.AT}
    with pytest.raises(NotFound):
        operations.attach_new_evidence(code="1.1", said=evidence.said(url="https://a.no"), **here)
    operations.accept_delegation(by=colleague, key=handed.key, at=make.AT)
    added = operations.attach_new_evidence(
        code="1.1", said=evidence.said(), upload=evidence.upload(), **here
    )
    assert list(Evidence.objects.visible_to(colleague)) == [added.evidence]
    with pytest.raises(NotFound):
        operations.attach_new_evidence(code="1.2", said=evidence.said(url="https://a.no"), **here)


def test_what_is_locked_or_no_longer_in_use_is_not_attached(world, assessment):
    old = evidence.link(world.hospital)
    kept.withdraw_evidence(
        by=world.viewer("officer"), evidence_id=old.pk, why="Wrong", at=evidence.AT
    )
    with pytest.raises(NotReady, match=r"evidence\.not_current"):
        _attach(world, assessment, old)
    make.submitted(assessment, by=world.viewer("officer"))
    with pytest.raises(NotReady, match=r"assessment\.locked"):
        _attach(world, assessment, evidence.link(world.hospital, url="https://b.no"))


def test_evidence_is_carried_along(world, assessment):
    officer = world.viewer("officer")
    piece = evidence.link(world.hospital)
    _attach(world, assessment, piece)
    make.says(assessment, {"1.1": Result.FULFILLED}, by=officer)
    later = make.started(world.hospital, by=officer, of=assessment.requirement_set, period="2027")
    operations.carry_forward(
        by=officer, assessment_id=later.pk, from_assessment_id=assessment.pk, at=make.LATER
    )
    assert list(queries.evidence_of(officer, later)["1.1"]) == [piece]


def test_it_is_added_and_detached_on_the_page(world, assessment, log_in: LogIn):
    officer, here = log_in("officer"), f"/assessments/{assessment.pk}/answers/1.1/"
    assert officer.get(f"{here}evidence/").status_code == 200
    assert officer.post(f"{here}evidence/", {"title": ""}).status_code == 422
    sent = {"title": "Restore exercise", "url": "https://intranet.example.org/report"}
    assert officer.post(f"{here}evidence/", sent)["Location"] == here
    piece = Evidence.objects.get()
    assert "Restore exercise" in officer.get(here).content.decode()
    assert officer.post(f"{here}evidence/detach/", {"evidence": piece.pk})["Location"] == here
    assert officer.post(f"{here}evidence/", {"evidence": piece.pk})["Location"] == here
    assert log_in("owner").get(f"{here}evidence/").status_code == 404


def _revised(piece, world, **fields):
    return kept.revise_evidence(
        by=world.viewer("officer"), evidence_id=piece.pk, said=evidence.said(**fields), at=make.AT
    )


def test_a_colleague_changes_what_they_added_and_nothing_of_the_organisations(
    world, assessment, log_in: LogIn
):
    theirs = evidence.link(world.hospital, by=world.viewer("officer"))
    _attach(world, assessment, theirs)
    make.delegated(assessment, world.people["colleague"], "1.1")
    colleague = world.viewer("colleague")
    refused = {"by": colleague, "evidence_id": theirs.pk, "at": make.AT}
    said = evidence.said(url="https://example.org/other")
    with pytest.raises(NotAllowed):
        kept.withdraw_evidence(**refused, why="Mistaken")
    with pytest.raises(NotAllowed):
        kept.revise_evidence(**refused, said=said)
    browser = log_in("colleague")
    assert "/withdraw/" not in browser.get(f"/evidence/{theirs.pk}/").text
    assert browser.get(f"/evidence/{theirs.pk}/withdraw/").status_code == 403
    row = operations.attach_new_evidence(
        by=colleague, assessment_id=assessment.pk, code="1.1", said=said, at=make.AT
    )
    own = {"by": colleague, "evidence_id": row.evidence_id, "at": make.AT}
    assert kept.withdraw_evidence(**own, why="Mistaken").withdrawn_by_name == colleague.name


def test_the_answer_says_what_has_become_of_its_evidence_and_takes_the_newer_one(
    world, assessment, log_in: LogIn, ask
):
    officer, here = world.viewer("officer"), f"/assessments/{assessment.pk}/answers/1.1/"
    replaced, withdrawn, past = (
        evidence.link(world.hospital, by=officer, title=title, **more)
        for title, more in (
            ("Old", {"expires_on": make.DUE}),
            ("Wrong", {}),
            ("Past", {"expires_on": make.AT.date()}),
        )
    )
    for piece in (replaced, withdrawn, past):
        _attach(world, assessment, piece)
    between = _revised(replaced, world, title="Between", url="https://example.org/2")
    newest = _revised(between, world, title="Newest", url="https://example.org/3")
    kept.withdraw_evidence(by=officer, evidence_id=withdrawn.pk, why="Mistaken", at=make.AT)
    make.delegated(assessment, world.people["colleague"], "1.1")
    page = log_in("colleague").get(here).text
    assert "Replaced by a newer one" in page
    assert "Withdrawn" in page
    assert "Held until 24 November 2026" in page
    assert "Holds until 24 November 2026" not in page
    assert "31 December 2026" not in page, "how long it would have held does not matter now"
    assert "Use the newer one instead of “Old”" in page
    assert page.count("Use the newer one") == 1, "in the place of what is withdrawn stands nothing"
    sent = log_in("colleague").post(f"{here}evidence/newer/", {"evidence": replaced.pk})
    assert sent["Location"] == here
    attached = queries.evidence_of(world.viewer("colleague"), assessment)["1.1"]
    assert set(attached) == {newest, withdrawn, past}
    said = '{"requirement": "1.1", "evidence": %d}'
    address = f"/assessments/{assessment.pk}/evidence/newer"
    assert ask("officer", "post", address, said % withdrawn.pk).status_code == 409
    assert ask("officer", "post", address, said % replaced.pk).status_code == 404
