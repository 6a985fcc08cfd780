"""What can be said of the quality of mappings, and which of them are refused."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from samvern.engine.errors import InvalidInput
from samvern.engine.mappings import (
    ANY,
    Rationale,
    Relation,
    RequirementMapping,
    RequirementRef,
    ReviewState,
    check_mappings,
    quality,
)
from tests.engine.mappings.test_inference import A, B, C, said, truths


@given(truths())
def test_true_mappings_are_never_called_contradictory(
    truth: tuple[dict[RequirementRef, int], list[RequirementMapping], int],
) -> None:
    asked, mappings, _done = truth
    found = quality(mappings, asked)
    assert found.disagreements == ()
    assert found.contradictions == ()


def test_disagreeing_mappers_are_kept_side_by_side() -> None:
    one = said(A, B, Relation.EQUAL)
    other = said(B, A, Relation.SUBSET, mapper="Another")
    same = said(B, A, Relation.EQUAL, mapper="A third", id="3")
    [found] = quality([one, other, same], [A, B]).disagreements
    assert found.mappings == (one, other, same)
    assert quality([one, same], [A, B]).disagreements == ()


def test_a_contradiction_round_three_corners_names_the_paths_that_make_it() -> None:
    mappings = [
        said(A, B, Relation.SUPERSET),
        said(B, C, Relation.SUPERSET),
        said(A, C, Relation.NONE),
        said(RequirementRef("D", "1"), C, Relation.INTERSECTS),
    ]
    found = quality(mappings, [A, B, C])
    assert found.disagreements == ()
    of_ac = [each for each in found.contradictions if {each.source, each.target} == {A, C}]
    [contradiction] = of_ac
    used = {step.mapping.id for path in contradiction.paths for step in path.steps}
    assert used == {"A 1→B 1", "B 1→C 1", "A 1→C 1"}
    for path in contradiction.paths:
        others = [other.possible for other in contradiction.paths if other is not path]
        assert ANY.intersection(*others)


def test_a_disputed_mapping_is_told_of_once() -> None:
    mappings = [
        said(A, B, Relation.EQUAL),
        said(A, B, Relation.NONE, mapper="Another", id="2"),
        said(B, C, Relation.EQUAL),
        said(A, C, Relation.EQUAL),
    ]
    found = quality(mappings, [A, B, C])
    assert len(found.disagreements) == 1
    assert found.contradictions == ()


def test_shares_count_what_is_not_rejected() -> None:
    reviewed = said(A, B, Relation.EQUAL, state=ReviewState.REVIEWED, reviewer="Another")
    argued = said(A, C, Relation.SUBSET, why="Both ask for a list of systems.")
    worded = said(B, C, Relation.SUBSET, rationale=Rationale.SEMANTIC)
    rejected = said(A, RequirementRef("C", "2"), Relation.EQUAL, state=ReviewState.REJECTED)
    found = quality([reviewed, argued, worded, rejected], [A, B, C, RequirementRef("C", "2")])
    assert (found.mappings, found.reviewed, found.with_rationale) == (3, 1, 2)
    assert found.by_relation == {Relation.EQUAL: 1, Relation.SUBSET: 2}
    assert found.reviewed_share == pytest.approx(1 / 3)
    assert found.rationale_share == pytest.approx(2 / 3)
    assert found.unmapped == {"A": (), "B": (), "C": ("2",)}


def test_nothing_is_made_of_nothing() -> None:
    found = quality([], [A])
    assert (found.reviewed_share, found.rationale_share) == (None, None)
    assert found.unmapped == {"A": ("1",)}


@pytest.mark.parametrize("relation", [Relation.NONE, Relation.UNKNOWN])
def test_a_mapping_that_ties_nothing_leaves_its_requirements_unmapped(relation: Relation) -> None:
    assert quality([said(A, B, relation)], [A, B]).unmapped == {"A": ("1",), "B": ("1",)}


def test_all_that_is_wrong_is_said_at_once() -> None:
    mappings = [
        said(A, RequirementRef("A", "2"), Relation.EQUAL, id="same"),
        said(A, B, Relation.EQUAL, id="sure", confidence=1.5),
        said(A, C, Relation.EQUAL, id="own", state=ReviewState.REVIEWED, reviewer="Mapper"),
        said(B, C, Relation.EQUAL, id="first"),
        said(C, B, Relation.SUBSET, id="second"),
    ]
    with pytest.raises(InvalidInput) as refused:
        check_mappings(mappings)
    assert [(p.where, p.code) for p in refused.value.problems] == [
        ("same", "mappings.same_framework"),
        ("sure", "mappings.confidence"),
        ("own", "mappings.own_review"),
        ("second", "mappings.said_twice"),
    ]


def test_others_may_disagree_and_a_rejected_mapping_may_be_said_anew() -> None:
    first = said(A, B, Relation.EQUAL)
    check_mappings(
        [
            replace(first, state=ReviewState.REJECTED),
            replace(first, id="2", relation=Relation.SUBSET),
            replace(first, id="3", mapper="Another"),
        ]
    )


def test_a_mapped_requirement_that_its_framework_does_not_have_is_told() -> None:
    lost, elsewhere = RequirementRef("B", "7"), RequirementRef("Z", "1")
    mappings = [said(A, lost, Relation.EQUAL), said(A, elsewhere, Relation.EQUAL)]
    # Nothing is known of Z, so nothing can be missing from it.
    assert quality(mappings, [A, B]).not_found == (lost,)
