"""What an assessment shows that must be better is raised through the one door, and never a draft."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from samvern.apps.actions.models import Finding
from samvern.apps.assessments import operations, queries
from samvern.engine.assessments import AnswerValues, Confidentiality, Result
from samvern.engine.errors import InvalidInput, NotFound, NotReady
from tests.factories import assessments as make
from tests.worlds import CAST

if TYPE_CHECKING:
    from tests.worlds import World

pytestmark = pytest.mark.django_db
LogIn = Callable[[str], Client]
SAID = {
    "1.1": AnswerValues(result=Result.NOT_FULFILLED, comment="SECRET"),
    "1.2": AnswerValues(result=Result.PARTLY),
}


def _started(world, confidentiality=Confidentiality.IMPROVEMENT):
    officer = world.viewer("officer")
    found = make.started(world.hospital, by=officer, confidentiality=confidentiality)
    make.says(found, SAID, by=officer)
    return found


def _raise(world, assessment, *codes, member="officer"):
    return operations.raise_findings(
        by=world.viewer(member), assessment_id=assessment.pk, codes=codes, at=make.LATER
    )


def _who_sees(world):
    return {member for member in CAST if Finding.objects.visible_to(world.viewer(member)).exists()}


def test_a_gap_becomes_a_finding_once_and_is_the_organisations_own(world: World):
    assessment = _started(world)
    [finding] = _raise(world, assessment, "1.1")
    assert (finding.key, finding.severity, finding.description) == ("1.1", "medium", "")
    assert finding.title.startswith("1.1 ")
    assert _raise(world, assessment, "1.1", "1.2")[0] == finding
    assert Finding.objects.count() == 2
    assert _who_sees(world) == {"officer"}
    on = make.LATER.date()
    gaps = queries.gaps_of(world.viewer("officer"), assessment, at=make.LATER, on=on)
    assert [(gap.row.code, gap.finding is not None) for gap in gaps] == [
        ("1.1", True),
        ("1.2", True),
    ]


def test_a_reported_one_raises_nothing_of_a_draft(world: World):
    assessment = _started(world, Confidentiality.REPORTED)
    officer = world.viewer("officer")
    with pytest.raises(NotReady, match=r"finding\.not_handed_in"):
        _raise(world, assessment, "1.1")
    submission = operations.submit_assessment(
        by=officer, assessment_id=assessment.pk, at=make.LATER
    )
    _raise(world, assessment, "1.1")
    assert _who_sees(world) == {"officer", "authority", "supervisor"}
    operations.recall_submission(by=officer, submission_id=submission.pk, at=make.LATER)
    with pytest.raises(NotReady):
        _raise(world, assessment, "1.2")


def test_what_is_no_gap_is_refused(world: World):
    assessment = _started(world)
    with pytest.raises(InvalidInput) as caught:
        _raise(world, assessment, "1.1", "9.9")
    assert [each.where for each in caught.value.problems] == ["9.9"]
    assert not Finding.objects.exists()


@pytest.mark.parametrize("member", [member for member in CAST if member != "officer"])
def test_others_raise_nothing(world: World, log_in: LogIn, member: str):
    assessment = _started(world)
    with pytest.raises(NotFound):
        _raise(world, assessment, "1.1", member=member)
    answer = log_in(member).get(f"/assessments/{assessment.pk}/findings/")
    assert answer.status_code == (302 if member == "anonymous" else 404)


def test_they_are_raised_on_the_page_and_shown_beside_the_answer(world: World, log_in: LogIn):
    assessment, officer = _started(world), log_in("officer")
    page, here = f"/assessments/{assessment.pk}/findings/", f"/assessments/{assessment.pk}/"
    assert officer.get(page).status_code == 200
    assert officer.post(page, {"codes": ["1.1"]})["Location"] == page
    finding = Finding.objects.get()
    beside = officer.get(f"{here}answers/1.1/").content.decode()
    assert finding.title in beside
    nothing = officer.post(page, {}, follow=True).content.decode()
    assert "Nothing was chosen." in nothing
    assert Finding.objects.count() == 1
    sent = {"codes": ["1.2"], "back": "answer"}
    assert officer.post(page, sent)["Location"] == f"{here}answers/1.2/"
    assert officer.get(f"{page}?file=gaps.csv").status_code == 200
