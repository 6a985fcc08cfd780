"""What other answers of the organisation say of a requirement, and who takes it over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from samvern.apps.assessments import operations, queries
from samvern.apps.assessments.models import AnswerState, Assessment
from samvern.base.viewer import SYSTEM
from samvern.engine.assessments import AnswerValues, Result
from samvern.engine.errors import InvalidInput, NotAllowed, NotFound
from tests.factories import assessments as make
from tests.factories import mappings

if TYPE_CHECKING:
    from tests.worlds import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def of_law(world: World) -> Assessment:
    """What is to be answered about the law, where the rules have been answered."""
    rules, law = mappings.sets()
    officer = world.viewer("officer")
    mappings.mapping(SYSTEM, "rules 1.1", "law 1.1", "equal")
    mappings.mapping(SYSTEM, "rules 1.2", "law 1.2", "intersects")
    mappings.mapping(SYSTEM, "rules 1.3", "law 1.3", "equal")
    mappings.mapping(SYSTEM, "rules 1.4", "law 1.3", "equal")
    of_rules = make.started(world.hospital, by=officer, of=rules)
    said = {
        "1.1": AnswerValues(result=Result.FULFILLED, comment="OURS"),
        "1.2": Result.PARTLY,
        "1.3": Result.FULFILLED,
        "1.4": Result.NOT_FULFILLED,
    }
    make.says(of_rules, said, by=officer)
    return make.started(world.hospital, by=officer, of=law)


def _accept(world, assessment, *codes, member="officer", **more):
    return operations.accept_suggestions(
        by=world.viewer(member), assessment_id=assessment.pk, codes=codes, at=make.LATER, **more
    )


def test_certain_ones_hints_and_contradictions_are_told_apart(world, of_law):
    found = queries.suggestions_of(world.viewer("officer"), of_law)
    assert {code: (each.result, each.is_certain) for code, each in found.items()} == {
        "1.1": (Result.FULFILLED, True),
        "1.2": (Result.PARTLY, False),
        "1.3": (None, False),
    }
    assert {each.requirement.id for each in found["1.3"].sources} == {"1.3", "1.4"}
    [source] = found["1.1"].sources
    assert (source.set.code, source.requirement.id, source.at, source.is_reviewed) == (
        "rules",
        "1.1",
        make.AT,
        False,
    )


def test_what_is_accepted_keeps_what_it_rests_on(world, of_law):
    saved = _accept(world, of_law, "1.1", "1.2")
    assert saved.answers["1.1"].values.result is Result.FULFILLED
    assert not saved.answers["1.1"].values.comment, "what was written elsewhere stays there"
    state = AnswerState.objects.get(answer=saved.answers["1.1"])
    assert state.origin == "suggested"
    [rests_on] = state.source["rests_on"]
    assert (rests_on["set"], rests_on["requirement"], rests_on["is_certain"]) == (
        "rules",
        "1.1",
        True,
    )
    assert len(rests_on["mappings"]) == 1
    found = queries.suggestions_of(world.viewer("officer"), of_law)
    assert not found["1.1"].is_open
    assert not _accept(world, of_law, "1.1").answers, "what has a result is left alone"


def test_who_contradicts_themselves_chooses(world, of_law):
    with pytest.raises(InvalidInput) as caught:
        _accept(world, of_law, "1.1", "1.3", "9.9")
    assert [(each.code, each.where) for each in caught.value.problems] == [
        ("suggestion.contradicts", "1.3"),
        ("suggestion.none", "9.9"),
    ]
    saved = _accept(world, of_law, "1.3", chosen={"1.3": Result.NOT_FULFILLED})
    assert saved.answers["1.3"].values.result is Result.NOT_FULFILLED


def test_the_newest_answer_counts_and_a_new_mapping_is_seen_at_once(world, of_law):
    officer = world.viewer("officer")
    newer = make.started(world.hospital, by=officer, of=mappings.requirement_set("advice"))
    assert set(queries.suggestions_of(officer, of_law)) == {"1.1", "1.2", "1.3"}
    mappings.mapping(SYSTEM, "advice 1.1", "law 1.1", "equal")
    make.says(newer, {"1.1": Result.NOT_FULFILLED}, by=officer)
    assert queries.suggestions_of(officer, of_law)["1.1"].result is None
    rules = Assessment.objects.get(requirement_set__code="rules")
    again = make.started(world.hospital, by=officer, of=rules.requirement_set)
    make.says(again, {"1.1": Result.NOT_FULFILLED}, by=officer)
    found = queries.suggestions_of(officer, of_law)["1.1"]
    assert found.result is Result.NOT_FULFILLED
    assert {each.assessment for each in found.sources} == {newer, again}


@pytest.mark.parametrize("member", ["authority", "owner", "supervisor", "officer_elsewhere"])
def test_nothing_is_suggested_to_others(world, of_law, member):
    with pytest.raises(NotFound):
        _accept(world, of_law, "1.1", member=member)
    with pytest.raises(NotAllowed):
        queries.suggestions_of(world.viewer(member), of_law)


def test_answers_of_others_suggest_nothing(world, of_law):
    theirs = make.started(world.other_hospital, of=of_law.requirement_set)
    assert queries.suggestions_of(world.viewer("officer_elsewhere"), theirs) == {}
    below = make.started(world.department, of=of_law.requirement_set)
    assert queries.suggestions_of(world.viewer("officer"), below) == {}


def test_queries_do_not_grow_with_requirements(world, of_law, django_assert_num_queries):
    officer = world.viewer("officer")
    queries.suggestions_of(officer, of_law)
    with django_assert_num_queries(6):
        queries.suggestions_of(officer, of_law)
