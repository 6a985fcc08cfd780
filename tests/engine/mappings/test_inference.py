"""What answers say of other requirements: never more than is true, and all that two mappings show."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samvern.engine.mappings import (
    Answer,
    Inference,
    Relation,
    RequirementMapping,
    RequirementRef,
    ReviewState,
    Style,
    compose,
    infer,
    leads_into,
    passes_on,
    telling_paths,
)
from tests.engine.mappings.test_relations import relation_of

A, B, C = (RequirementRef(framework, "1") for framework in "ABC")
YES, PARTLY, NO = Answer.FULFILLED, Answer.PARTLY, Answer.NOT_FULFILLED


def said(
    source: RequirementRef, target: RequirementRef, relation: Relation, **more: object
) -> RequirementMapping:
    """A mapping by one mapper, named by its ends."""
    found = RequirementMapping(f"{source}→{target}", source, target, relation, "Mapper")
    return replace(found, **more)


def answer_of(requirement: int, done: int) -> Answer:
    """Whether an organisation that does ``done`` does what a requirement asks for."""
    if requirement & done == requirement:
        return YES
    return PARTLY if requirement & done else NO


@st.composite
def truths(draw: st.DrawFn) -> tuple[dict[RequirementRef, int], list[RequirementMapping], int]:
    """Requirements as sets of six things, true mappings between some, and what is done."""
    asked = {
        RequirementRef(framework, str(number)): draw(st.integers(1, 2**6 - 1))
        for framework in "ABC"
        for number in range(3)
    }
    pairs = [(s, t) for s, t in product(asked, asked) if s.framework < t.framework]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True))
    return (
        asked,
        [said(s, t, relation_of(asked[s], asked[t])) for s, t in chosen],
        draw(st.integers(0, 2**6 - 1)),
    )


@given(
    truths(), st.sets(st.sampled_from([RequirementRef(f, str(n)) for f in "ABC" for n in (0, 1)]))
)
def test_what_is_certain_is_true(
    truth: tuple[dict[RequirementRef, int], list[RequirementMapping], int],
    asked_of: set[RequirementRef],
) -> None:
    asked, mappings, done = truth
    answers = {ref: answer_of(asked[ref], done) for ref in asked_of}
    for found in infer(answers, mappings):
        true = answer_of(asked[found.target], done)
        assert (
            not found.is_certain
            or (found.answer is true)
            or (found.answer is NO and true is not YES)
        )
        assert found.target not in answers
        for path in found.paths:
            assert relation_of(asked[path.source], asked[path.target]) in path.possible
            assert path.source == found.source
            assert path.target == found.target


@given(truths())
def test_all_that_two_mappings_show_is_found(
    truth: tuple[dict[RequirementRef, int], list[RequirementMapping], int],
) -> None:
    """Compared with the slow and obvious way: every pair, every requirement in between."""
    asked, mappings, done = truth
    ways = {}
    for mapping in mappings:
        ways[mapping.source, mapping.target] = {mapping.relation}
        ways[mapping.target, mapping.source] = {
            relation_of(asked[mapping.target], asked[mapping.source])
        }
    for source in asked:
        answers = {source: answer_of(asked[source], done)}
        certain = {i.target for i in infer(answers, mappings) if i.is_certain}
        expected = set()
        for target, between in product(asked, [None, *asked]):
            if target.framework == source.framework:
                continue
            if between is None:
                found = ways.get((source, target))
            elif (source, between) in ways and (between, target) in ways:
                found = compose(frozenset(ways[source, between]), frozenset(ways[between, target]))
            else:
                found = None
            if found and passes_on(answers[source], frozenset(found)):
                expected.add(target)
        assert certain == expected


@pytest.mark.parametrize(
    ("relation", "answer", "is_certain"),
    [
        (Relation.EQUAL, YES, True),
        (Relation.EQUAL, PARTLY, True),
        (Relation.EQUAL, NO, True),
        (Relation.SUPERSET, YES, True),
        (Relation.SUPERSET, PARTLY, False),
        (Relation.SUPERSET, NO, False),
        (Relation.SUBSET, YES, False),
        (Relation.SUBSET, PARTLY, False),
        (Relation.SUBSET, NO, True),
        (Relation.INTERSECTS, YES, False),
        (Relation.INTERSECTS, PARTLY, False),
        (Relation.INTERSECTS, NO, False),
    ],
)
def test_answers_travel_along_what_covers_and_no_further(
    relation: Relation, answer: Answer, is_certain: bool
) -> None:
    [found] = infer({A: answer}, [said(A, B, relation, confidence=1.0)])
    assert (found.target, found.source, found.answer) == (B, A, answer)
    assert found.is_certain is is_certain


@pytest.mark.parametrize("relation", [Relation.NONE, Relation.UNKNOWN])
def test_nothing_travels_where_nothing_is_known_to_be_shared(relation: Relation) -> None:
    assert infer({A: YES}, [said(A, B, relation)]) == ()


def test_two_overlaps_yield_nothing_and_one_overlap_behind_a_larger_one_is_a_suggestion() -> None:
    overlap = said(B, C, Relation.INTERSECTS)
    of_c = [i for i in infer({A: YES}, [said(A, B, Relation.INTERSECTS), overlap]) if i.target == C]
    assert of_c == []
    [found] = [
        i for i in infer({A: YES}, [said(A, B, Relation.SUPERSET), overlap]) if i.target == C
    ]
    assert not found.is_certain


def test_nothing_is_told_over_three_mappings() -> None:
    d = RequirementRef("D", "1")
    chain = [said(*ends, Relation.EQUAL) for ends in ((A, B), (B, C), (C, d))]
    assert [str(i.target) for i in infer({A: YES}, chain)] == ["B 1", "C 1"]


def test_an_answer_is_not_led_back_into_its_own_framework() -> None:
    other = RequirementRef("A", "2")
    assert [
        i.target
        for i in infer({A: YES}, [said(A, B, Relation.EQUAL), said(other, B, Relation.EQUAL)])
    ] == [B]


def test_rejected_mappings_say_nothing_and_unreviewed_ones_are_marked() -> None:
    proposed = said(A, B, Relation.EQUAL)
    assert infer({A: YES}, [replace(proposed, state=ReviewState.REJECTED)]) == ()
    [found] = infer({A: YES}, [proposed])
    assert found.is_certain
    assert not found.is_reviewed
    agreed = replace(proposed, state=ReviewState.REVIEWED, reviewer="Another")
    [found] = infer({A: YES}, [agreed])
    assert found.is_reviewed


def test_a_reviewed_path_goes_before_a_shorter_and_surer_one() -> None:
    direct = said(A, C, Relation.EQUAL, confidence=1.0)
    agreed = {"state": ReviewState.REVIEWED, "reviewer": "Another", "confidence": 0.4}
    way = [said(A, B, Relation.EQUAL, **agreed), said(B, C, Relation.EQUAL, **agreed)]
    [found] = [i for i in infer({A: YES}, [direct, *way]) if i.target == C]
    assert [len(path.steps) for path in found.paths] == [2, 1]
    assert [path.confidence for path in found.paths] == [0.4, 1.0]
    assert found.is_reviewed


def test_a_crosswalk_only_ever_suggests() -> None:
    [found] = infer({A: YES}, [said(A, B, Relation.EQUAL, style=Style.CROSSWALK)])
    assert not found.is_certain


def test_sources_that_contradict_each_other_are_both_told() -> None:
    mappings = [said(A, C, Relation.SUPERSET), said(B, C, Relation.SUBSET)]
    found = infer({A: YES, B: NO}, mappings)
    assert [(i.source, i.answer, i.is_certain) for i in found] == [(A, YES, True), (B, NO, True)]


def test_order_of_mappings_does_not_matter() -> None:
    relations = list(Relation)
    mappings = [
        said(RequirementRef("A", str(n)), RequirementRef("B", str(m)), relations[(n * m) % 6])
        for n, m in product(range(6), range(6))
    ]
    answers = {RequirementRef("A", "1"): YES, RequirementRef("B", "2"): NO}
    shuffled = list(mappings)
    random.Random(1).shuffle(shuffled)
    assert infer(answers, mappings) == infer(answers, shuffled)
    assert {p.target for p in telling_paths(mappings)} == {
        p.target for p in telling_paths(shuffled)
    }


def test_an_inference_shows_every_mapping_it_rests_on() -> None:
    way = [said(A, B, Relation.SUPERSET), said(C, B, Relation.SUBSET)]
    found: Inference
    [found] = [i for i in infer({A: YES}, way) if i.target == C]
    assert [(step.mapping.id, step.is_reversed) for step in found.paths[0].steps] == [
        ("A 1→B 1", False),
        ("C 1→B 1", True),
    ]


_REFS = [RequirementRef(framework, number) for framework in "ABC" for number in "12"]
_ENDS = [(one, other) for one in _REFS for other in _REFS if one.framework != other.framework]


@given(
    st.lists(
        st.tuples(st.sampled_from(_ENDS), st.sampled_from(Relation), st.sampled_from(ReviewState)),
        max_size=9,
    ),
    st.sampled_from(Answer),
)
def test_leads_say_what_is_inferred(drawn, answer):
    every = [
        replace(said(*ends, relation), id=str(number), state=state)
        for number, (ends, relation, state) in enumerate(drawn)
    ]
    for source in _REFS:
        inferred: dict[RequirementRef, object] = {}
        for each in infer({source: answer}, every):
            best = each.paths[0]
            inferred.setdefault(each.target, (each.is_certain, best.is_reviewed, best))
        led = {
            lead.target: (lead.is_certain, lead.is_reviewed, lead.path)
            for framework in "ABC"
            for lead in leads_into(framework, every).get(source, {}).get(answer, ())
        }
        assert led == inferred
