"""The history of an answer: every state that it has been in, and one of them put back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from samvern.apps.assessments import operations
from samvern.apps.assessments.models import Answer, AnswerState, Assessment
from samvern.engine.assessments import AnswerValues, Result
from tests.factories import assessments as make

if TYPE_CHECKING:
    from tests.worlds import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def assessment(world: World) -> Assessment:
    """The hospital's own, of a set with two requirements, read by its officer."""
    return make.started(world.hospital, by=world.viewer("officer"))


@pytest.fixture
def officer(log_in: Callable[[str], Client]) -> Client:
    """The browser of the hospital's security officer."""
    return log_in("officer")


def at(assessment: Assessment, page: str) -> str:
    return f"/assessments/{assessment.pk}/{page}"


def test_an_earlier_state_is_put_back_as_a_new_one(
    world: World, assessment: Assessment, officer: Client
) -> None:
    by = world.viewer("officer")
    make.says(assessment, {"1.1": AnswerValues(comment="First")}, by=by)
    operations.save_answer(
        by=by,
        assessment_id=assessment.pk,
        code="1.1",
        values=AnswerValues(result=Result.PARTLY),
        version=1,
        at=make.LATER,
    )
    text = officer.get(at(assessment, "answers/1.1/history/")).content.decode()
    assert "First" in text
    assert "Put state 1 back" in text
    assert officer.post(at(assessment, "answers/1.1/restore/1/")).status_code == 302
    gone = officer.post(at(assessment, "answers/1.1/restore/9/"))
    assert gone.status_code == 404
    assert "There is no earlier answer" in gone.content.decode()
    assert Answer.objects.get().values.comment == "First"
    assert AnswerState.objects.count() == 3
    assert (
        "Put back to state 1"
        in officer.get(at(assessment, "answers/1.1/history/")).content.decode()
    )
    file = officer.get(at(assessment, "answers/1.1/history/?file=history.csv"))
    assert "First" in file.content.decode()


def test_what_is_written_in_one_go_is_one_step_until_each_is_asked_for(
    world: World, assessment: Assessment, officer: Client
) -> None:
    by, times = world.viewer("officer"), (0, 3, 9, 40)
    make.says(assessment, {"1.1": AnswerValues(comment="Word 0")})
    for version, minutes in enumerate(times, 1):
        operations.save_answer(
            by=by,
            assessment_id=assessment.pk,
            code="1.1",
            values=AnswerValues(comment=f"Word {version}"),
            version=version,
            at=make.AT + timedelta(minutes=minutes),
        )
    address = at(assessment, "answers/1.1/history/")
    text = officer.get(address).content.decode()
    assert [f"Word {n}" in text for n in range(5)] == [True, False, False, True, True]
    assert "saved 3 times" in text
    every = officer.get(f"{address}?every=1").content.decode()
    assert all(f"Put state {n} back" in every for n in (1, 2, 3, 4))
    file = officer.get(f"{address}?file=history.csv").content.decode()
    assert all(f"Word {n}" in file for n in range(5))
