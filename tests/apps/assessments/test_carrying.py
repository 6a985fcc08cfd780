"""What an earlier assessment said is carried over versions of the set, and confirmed by a person."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from samvern.apps.assessments import operations, queries
from samvern.apps.assessments.models import Answer, AnswerEvidence, AnswerState, Assessment
from samvern.engine.assessments import AnswerValues, Confidentiality, Result
from samvern.engine.errors import NotAllowed, NotFound, NotReady
from tests.factories import assessments as make
from tests.factories import evidence, frameworks

if TYPE_CHECKING:
    from tests.worlds import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def both(world: World) -> tuple[Assessment, Assessment]:
    """Last year's against the first version, answered, and this year's against the next one."""
    earlier_set, later_set = frameworks.two_versions()
    officer = world.viewer("officer")
    earlier = make.started(world.hospital, by=officer, of=earlier_set, period="2025")
    said = {
        "1.1": AnswerValues(result=Result.PARTLY, comment="By hand"),
        "1.2": AnswerValues(result=Result.FULFILLED),
    }
    make.says(earlier, said, by=officer)
    return earlier, make.started(world.hospital, by=officer, of=later_set)


def _carry(world, both, *, member="officer", with_words=()):
    return operations.carry_forward(
        by=world.viewer(member),
        assessment_id=both[1].pk,
        from_assessment_id=both[0].pk,
        with_words=with_words,
        at=make.LATER,
    )


def test_what_lives_on_is_told_apart(world, both):
    found = queries.carrying(world.viewer("officer"), both[1])
    assert found.earlier == both[0]
    assert {row.requirement.id: row.lives for row in found.rows} == {
        "1.1": "split",
        "1.2": "split",
        "1.3": "reworded",
        "1.4": "new",
    }
    assert [row.requirement.id for row in found.to_carry] == ["1.1", "1.2", "1.3"]


def test_carried_answers_have_their_source_and_ask_again(world, both):
    _carry(world, both)
    found = {each.requirement.code: each for each in Answer.objects.filter(assessment=both[1])}
    assert {code: each.values.result for code, each in found.items()} == {
        "1.1": Result.PARTLY,
        "1.2": Result.PARTLY,
        "1.3": Result.FULFILLED,
    }
    assert all(each.is_carried for each in found.values())
    state = AnswerState.objects.get(answer=found["1.3"])
    assert (state.origin, state.source) == (
        "carried",
        {"assessment": both[0].pk, "requirement": "1.2", "lives": "reworded"},
    )
    both[1].refresh_from_db()
    assert (both[1].carried_from, both[1].answered_count) == (both[0], 3)
    make.says(both[1], {"1.4": Result.FULFILLED}, by=world.viewer("officer"))
    with pytest.raises(NotReady) as caught:
        operations.submit_assessment(
            by=world.viewer("officer"), assessment_id=both[1].pk, at=make.LATER
        )
    assert {each.code for each in caught.value.problems} == {"answer.still_true"}


def test_nothing_that_is_there_is_overwritten_and_twice_is_once(world, both):
    make.says(both[1], {"1.3": Result.NOT_FULFILLED}, by=world.viewer("officer"))
    assert set(_carry(world, both).answers) == {"1.1", "1.2"}
    assert not _carry(world, both).answers
    answer = Answer.objects.get(assessment=both[1], requirement__code="1.3")
    assert (answer.values.result, answer.is_carried) == (Result.NOT_FULFILLED, False)


def test_still_true_is_said_of_what_is_chosen_and_a_change_says_it_too(world, both):
    _carry(world, both)
    officer = world.viewer("officer")
    operations.confirm_carried(
        by=officer, assessment_id=both[1].pk, codes=["1.1", "1.4"], at=make.LATER
    )
    assert set(queries.carried_answers(officer, both[1])) == {"1.2", "1.3"}
    confirmed = Answer.objects.get(assessment=both[1], requirement__code="1.1")
    assert confirmed.states.first().origin == "confirmed"
    assert confirmed.values.comment == "By hand"
    operations.save_answer(
        by=officer,
        assessment_id=both[1].pk,
        code="1.2",
        values=AnswerValues(result=Result.FULFILLED),
        version=1,
        at=make.LATER,
    )
    assert set(queries.carried_answers(officer, both[1])) == {"1.3"}


def test_several_that_became_one_are_not_put_together(world):
    frameworks.requirement_set()
    merged = frameworks.requirement_set(
        frameworks.framework(
            version="2",
            follows_version="1",
            requirements=(frameworks.Requirement("2", {"nb": "Alt"}, follows=("1.1", "1.2")),),
        )
    )
    officer = world.viewer("officer")
    earlier = make.started(world.hospital, by=officer)
    make.says(earlier, {"1.1": Result.PARTLY, "1.2": Result.FULFILLED}, by=officer)
    [row] = queries.carrying(officer, make.started(world.hospital, of=merged, by=officer)).rows
    assert (row.lives, row.origins, row.carried) == ("merged", ("1.1", "1.2"), None)
    assert [values.result for _code, values in row.before] == [Result.PARTLY, Result.FULFILLED]


@pytest.fixture
def crossing(world: World, both) -> tuple[Assessment, Assessment]:
    """Last year's for improvement, with what was written and shown, and this year's reported."""
    earlier, officer = both[0], world.viewer("officer")
    piece = evidence.link(world.hospital, by=officer)
    of = {"by": officer, "assessment_id": earlier.pk, "at": make.AT}
    operations.attach_evidence(**of, code="1.2", evidence_id=piece.pk)
    said = AnswerValues(
        result=Result.FULFILLED, comment="SECRET-C", supplier="SECRET-S", responsible="SECRET-R"
    )
    operations.save_answer(**of, code="1.2", values=said, version=1)
    said = AnswerValues(result=Result.NOT_APPLICABLE, reason="SECRET-N")
    operations.save_answer(**of, code="1.1", values=said, version=1)
    asked = both[1].requirement_set
    later = make.started(
        world.hospital,
        by=officer,
        of=asked,
        confidentiality=Confidentiality.REPORTED,
        period="2027",
    )
    Assessment.objects.filter(pk=both[1].pk).update(answered_count=0)
    return earlier, later


def _now(assessment):
    found = Answer.objects.filter(assessment=assessment).select_related("requirement")
    return {each.requirement.code: each.values for each in found}


def test_what_was_written_for_improvement_stays_behind_when_the_next_one_is_reported(
    world, crossing
):
    found = queries.carrying(world.viewer("officer"), crossing[1], crossing[0].pk)
    assert [row.requirement.id for row in found.to_choose] == ["1.1", "1.2", "1.3"]
    _carry(world, crossing)
    now = _now(crossing[1])
    assert {code: each.result for code, each in now.items()} == {"1.3": Result.FULFILLED}
    assert "SECRET" not in str(now)
    assert not AnswerEvidence.objects.filter(assessment=crossing[1]).exists()


def test_what_is_chosen_comes_along_and_the_page_says_who_will_see_it(world, crossing, log_in):
    browser = log_in("officer")
    address = f"/assessments/{crossing[1].pk}/earlier/?from={crossing[0].pk}"
    page = browser.get(address).text
    assert "Others see this one than saw the last" in page
    assert "At the authority and the supervisors, 2 people see what you submit." in page
    assert page.count('name="with_words"') == 3
    browser.post(address, {"with_words": ["1.3"]})
    now = _now(crossing[1])
    assert (now["1.3"].comment, now["1.3"].responsible) == ("SECRET-C", "SECRET-R")
    assert set(now) == {"1.3"}, "that it does not apply is not said without its reason"
    assert AnswerEvidence.objects.filter(assessment=crossing[1]).count() == 1
    browser.post(address, {"with_everything": "1"})
    assert _now(crossing[1])["1.1"].reason == "SECRET-N"


def test_through_the_api_each_requirement_is_named(world, crossing, ask):
    root = f"/assessments/{crossing[1].pk}"
    found = ask("officer", "get", f"{root}/earlier?earlier={crossing[0].pk}").json()
    assert found["is_for_other_readers"]
    behind = {row["requirement"]: row["stays_behind"] for row in found["requirements"]}
    assert behind["1.3"] == ["comment", "supplier", "responsible", "evidence"]
    body = {"earlier": crossing[0].pk, "with_words": ["1.1"]}
    carried = ask("officer", "post", f"{root}/carry", json.dumps(body)).json()
    assert carried == {"requirements": ["1.1", "1.3"]}
    now = _now(crossing[1])
    assert (now["1.1"].reason, now["1.3"].comment) == ("SECRET-N", "")


def test_where_an_answer_came_from_is_in_its_history_and_stays_when_it_is_confirmed(
    world, both, log_in
):
    _carry(world, both)
    officer = world.viewer("officer")
    operations.confirm_carried(by=officer, assessment_id=both[1].pk, codes=["1.3"], at=make.LATER)
    address = f"/assessments/{both[1].pk}/answers/1.3/history/"
    page = log_in("officer").get(address).text
    assert page.count(f"1.2 in {both[0]}") == 2, "as it was carried, and as it was confirmed"
    assert f"/assessments/{both[0].pk}/answers/1.2/" in page
    make.delegated(both[1], world.people["colleague"], "1.3")
    page = log_in("colleague").get(address).text
    assert str(both[0]) not in page.replace(str(both[1]), "")
    assert page.count("An answer in an assessment that you do not see") == 2


def test_a_requirement_that_there_is_not_is_not_passed_over(world, both):
    with pytest.raises(NotFound, match=r"assessment\.not_asked"):
        _carry(world, both, with_words=["9.9"])
    _carry(world, both)
    with pytest.raises(NotFound, match=r"assessment\.not_asked"):
        operations.confirm_carried(
            by=world.viewer("officer"),
            assessment_id=both[1].pk,
            codes=["1.1", "9.9"],
            at=make.LATER,
        )


@pytest.mark.parametrize("member", ["authority", "owner", "supervisor", "officer_elsewhere"])
def test_others_carry_nothing(world, both, member):
    with pytest.raises(NotFound):
        _carry(world, both, member=member)


def test_only_from_ones_own_earlier_one_of_the_same_set(world, both):
    elsewhere = make.started(world.other_hospital, of=both[0].requirement_set)
    make.says(elsewhere, {"1.1": Result.FULFILLED})
    with pytest.raises(NotFound, match=r"carry\.nothing_earlier"):
        _carry(world, (elsewhere, both[1]))
    assert [each.pk for each in queries.earlier_of(world.viewer("officer"), both[1])] == [
        both[0].pk
    ]


def test_a_colleague_with_a_part_sees_nothing_of_last_year(world, both):
    handed = operations.delegate(
        by=world.viewer("officer"),
        assessment_id=both[1].pk,
        codes=["1.1"],
        email=world.people["colleague"].email,
        at=make.AT,
    )
    colleague = world.viewer("colleague")
    operations.accept_delegation(by=colleague, key=handed.key, at=make.AT + timedelta(days=1))
    with pytest.raises(NotAllowed, match=r"assessment\.only_some"):
        queries.carrying(colleague, both[1])
    _carry(world, both)
    operations.confirm_carried(
        by=colleague, assessment_id=both[1].pk, codes=["1.1", "1.2"], at=make.LATER
    )
    assert set(queries.carried_answers(world.viewer("officer"), both[1])) == {"1.2", "1.3"}
