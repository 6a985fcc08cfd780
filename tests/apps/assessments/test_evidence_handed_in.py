"""What whoever reads a submission is told of its evidence: how it was, and nothing that came later."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from samvern.apps.actions import operations as actions
from samvern.apps.actions import queries as actions_read
from samvern.apps.assessments import operations
from samvern.apps.assessments.models import Submission, SubmissionEvidence
from samvern.apps.evidence import operations as kept
from samvern.apps.evidence import queries
from samvern.apps.evidence.models import Evidence, Standing
from samvern.cli.main import main
from samvern.engine.assessments import Confidentiality
from samvern.engine.errors import NotAllowed
from tests.factories import actions as follow_up
from tests.factories import assessments as make
from tests.factories import evidence

if TYPE_CHECKING:
    from tests.worlds import World

pytestmark = pytest.mark.django_db
LogIn = Callable[[str], Client]
WHY, NEWER = "Mistaken-4711", "Newer-4711"
READERS = ("authority", "supervisor")


@dataclass(frozen=True)
class HandedIn:
    """A submission that rests on a piece withdrawn since, and on one replaced since."""

    submission: Submission
    withdrawn: Evidence
    replaced: Evidence
    newer: Evidence


@pytest.fixture
def handed_in(world: World) -> HandedIn:
    """Handed in as reported, then worked on."""
    officer = world.viewer("officer")
    found = make.started(world.hospital, by=officer, confidentiality=Confidentiality.REPORTED)
    wrong = evidence.file(world.hospital, by=officer, title="Wrong")
    old = evidence.link(world.hospital, by=officer, title="Old", expires_on=make.DUE)
    for piece in (wrong, old):
        operations.attach_evidence(
            by=officer, assessment_id=found.pk, code="1.1", evidence_id=piece.pk, at=make.AT
        )
    submission = make.submitted(found, by=officer)
    kept.withdraw_evidence(by=officer, evidence_id=wrong.pk, why=WHY, at=make.LATER)
    newer = kept.revise_evidence(
        by=officer,
        evidence_id=old.pk,
        said=evidence.said(title=NEWER, url="https://example.org/newer"),
        at=make.LATER,
    )
    return HandedIn(submission, wrong, old, newer)


def _everywhere(world: World, handed_in: HandedIn) -> list[str]:
    place, api = f"/actors/{world.hospital.pk}/evidence", f"/api/v1/actors/{world.hospital.pk}"
    both = (handed_in.withdrawn, handed_in.replaced)
    return [
        *(f"/evidence/{piece.pk}/" for piece in both),
        *(f"/api/v1/evidence/{piece.pk}" for piece in both),
        *(f"{place}/?standing={each}" for each in ("", *Standing.values)),
        *(f"{place}/?file=evidence.csv&standing={each}" for each in ("", *Standing.values)),
        *(f"{api}/evidence?standing={each}" for each in ("", *Standing.values)),
        f"/submissions/{handed_in.submission.pk}/",
        *("/search/?q=wrong", "/search/?q=old", f"/search/?q={NEWER}"),
    ]


def _read(client: Client, address: str) -> str:
    answer: Any = client.get(address)
    assert answer.status_code == 200, address
    return (b"".join(answer) if answer.streaming else answer.content).decode()


def _told(answer: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(
        answer[name]
        for name in ("standing", "as_handed_in", "replaced_by", "withdrawn_at", "withdrawn_why")
    )


@pytest.mark.parametrize("member", READERS)
def test_who_reads_what_was_handed_in_is_told_nothing_of_later(
    world: World, handed_in: HandedIn, log_in: LogIn, member: str
) -> None:
    client = log_in(member)
    words = (WHY, f"/evidence/{handed_in.newer.pk}", "A newer one has taken", "Withdrawn on")
    for address in _everywhere(world, handed_in):
        found = _read(client, address)
        assert not [word for word in words if word in found], address
        if "search" not in address:
            assert NEWER not in found, address
    for piece, standing in ((handed_in.withdrawn, "holds"), (handed_in.replaced, "soon")):
        page, said = _read(client, f"/evidence/{piece.pk}/"), f"/api/v1/evidence/{piece.pk}"
        assert "as it was then" in page
        assert f"/submissions/{handed_in.submission.pk}/" in page
        assert "Nothing that you can see rests on it" not in page
        assert _told(client.get(said).json()) == (standing, True, None, None, "")
    assert client.get(f"/evidence/{handed_in.newer.pk}/").status_code == 404


def test_the_organisation_is_told_everything(
    world: World, handed_in: HandedIn, log_in: LogIn
) -> None:
    client = log_in("officer")
    withdrawn, replaced = handed_in.withdrawn.pk, handed_in.replaced.pk
    page = _read(client, f"/evidence/{withdrawn}/")
    assert f"by {world.viewer('officer').name}: {WHY}" in page
    assert "as it was then" not in page
    assert f"/assessments/{handed_in.submission.assessment_id}/answers/1.1/" in page
    assert f"/evidence/{handed_in.newer.pk}/" in _read(client, f"/evidence/{replaced}/")
    said = client.get(f"/api/v1/evidence/{withdrawn}").json()
    assert (said["standing"], said["as_handed_in"], said["withdrawn_why"]) == (
        *("withdrawn", False),
        WHY,
    )
    assert client.get(f"/api/v1/evidence/{replaced}").json()["replaced_by"] == handed_in.newer.pk


@pytest.mark.parametrize("member", ["officer", *READERS])
def test_no_filter_no_count_and_no_search_tells_it_either(
    world: World, handed_in: HandedIn, member: str
) -> None:
    viewer, on = world.viewer(member), evidence.TODAY

    def titles(standing: str) -> set[str]:
        found = queries.evidence_at(viewer, world.hospital, on=on, standing=standing)
        return set(found.values_list("title", flat=True))

    by_standing = {each: titles(each) for each in Standing.values}
    counts = queries.counts_at(viewer, world.hospital, on=on)
    assert {each: len(found) for each, found in by_standing.items()} == counts
    found = queries.search(viewer, "wrong").exists()
    if member == "officer":
        assert titles("") == by_standing["holds"] == {NEWER}
        assert (by_standing["withdrawn"], by_standing["replaced"]) == ({"Wrong"}, {"Old"})
        assert not found
    else:
        assert titles("") == {"Wrong", "Old"}
        assert (by_standing["holds"], by_standing["soon"]) == ({"Wrong"}, {"Old"})
        assert by_standing["withdrawn"] == by_standing["replaced"] == set()
        assert found


@pytest.mark.parametrize("member", ["officer", "authority"])
def test_the_command_tells_no_more_than_the_page(
    world: World, handed_in: HandedIn, member: str, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    command = ["--lang", "en", "evidence", "list", str(world.hospital.pk)]

    def run(*more: str) -> str:
        with pytest.raises(SystemExit) as ended:
            main([*command, "--as", world.people[member].email, *more])
        assert not ended.value.code
        return capsysbinary.readouterr().out.decode()

    everything = run("--json") + run() + run("--standing", "withdrawn", "--json")
    assert (WHY in everything) is (member == "officer")
    assert (NEWER in everything) is (member == "officer")
    told = [_told(each) for each in json.loads(run("--json"))["evidence"]]
    if member == "authority":
        assert told == [("soon", True, None, None, ""), ("holds", True, None, None, "")]
        assert "Still holds" not in run(), "nobody said so of what was withdrawn"


def test_what_was_replaced_by_what_is_told_to_those_who_follow_it(
    world: World, handed_in: HandedIn, log_in: LogIn
) -> None:
    officer, place = world.viewer("officer"), handed_in.submission.assessment
    operations.recall_submission(by=officer, submission_id=handed_in.submission.pk, at=make.LATER)
    assert not Evidence.objects.visible_to(world.viewer("authority")).exists()
    operations.attach_evidence(
        by=officer,
        assessment_id=place.pk,
        code="1.2",
        evidence_id=handed_in.newer.pk,
        at=make.LATER,
    )
    operations.submit_assessment(by=officer, assessment_id=place.pk, at=make.LATER)
    for piece, other in (
        (handed_in.newer, handed_in.replaced),
        (handed_in.replaced, handed_in.newer),
    ):
        address = f"/evidence/{piece.pk}/"
        assert f"/evidence/{other.pk}/" not in _read(log_in("authority"), address)
        assert f"/evidence/{other.pk}/" in _read(log_in("officer"), address)


def test_what_was_handed_in_is_not_seen_with_the_actions_that_rest_on_it_later(
    world: World, handed_in: HandedIn, log_in: LogIn
) -> None:
    officer, authority = world.viewer("officer"), world.viewer("authority")
    finding = follow_up.finding(world.hospital, reported=True)
    action = follow_up.action(finding, world.people["officer"], by=officer)
    piece = evidence.link(world.hospital, by=officer, title="Used twice")
    submission = handed_in.submission
    SubmissionEvidence.objects.create(
        submission=submission, requirement=submission.evidence.first().requirement, evidence=piece
    )
    assert queries.evidence_for(authority, piece.pk) == piece
    actions.set_evidence(by=officer, action_id=action.pk, evidence_ids=[piece.pk], at=make.LATER)
    assert actions_read.evidence_of(officer, action, on=evidence.TODAY)
    assert not actions_read.evidence_of(authority, action, on=evidence.TODAY)


def test_whether_it_can_still_be_used_is_learnt_by_no_attempt(
    world: World, handed_in: HandedIn
) -> None:
    authority = world.viewer("authority")
    assert not queries.choices_for(authority, world.hospital, on=evidence.TODAY)
    for piece in (handed_in.withdrawn, handed_in.replaced):
        with pytest.raises(NotAllowed):
            kept.withdraw_evidence(by=authority, evidence_id=piece.pk, why="a", at=make.LATER)


def test_the_forms_say_who_sees_what_is_written(
    world: World, handed_in: HandedIn, log_in: LogIn
) -> None:
    client, address = log_in("officer"), f"/evidence/{handed_in.newer.pk}"
    assert "sees it as it was then, and nothing of this" in _read(client, f"{address}/withdraw/")
    page = _read(client, f"{address}/revise/")
    assert "is not told that there is a newer one" in page
    assert "only if it is handed in with answers that are reported" in page
