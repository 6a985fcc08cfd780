"""Guidance by way of mappings: what is certain, what may help, and nothing that no mapping says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samvern.engine.frameworks import Reference
from samvern.engine.guidance import (
    MappedHelp,
    Topic,
    closed_by_mapping,
    help_by_mapping,
    map_guidance,
)
from samvern.engine.mappings import (
    Relation,
    RequirementMapping,
    RequirementRef,
    ReviewState,
    Style,
)
from tests.engine.guidance.shelf import entry, shelf

KINDS = ("gp_office", "dentist")
SHELF = shelf(
    entry("guide", "Veileder", "9"),
    entry("for-gp", "For legekontor", "10", audience=("gp_office",)),
    entry("for-heading", "Om kapittelet", "H"),
)
WANTED = [Topic(Reference("g", each), {}) for each in ("1", "2")]
GAPS = map_guidance(SHELF, WANTED, KINDS).gaps


def said(source: str, relation: Relation, target: str, **fields: object) -> RequirementMapping:
    """A mapping between requirements that are written as ``g 1``."""
    refs = (RequirementRef(*each.split()) for each in (source, target))
    name = f"{source}-{target}-{relation}"
    return RequirementMapping(name, *refs, relation, "Kari", **fields)  # type: ignore[arg-type]


def found(*mappings: RequirementMapping) -> tuple[MappedHelp, ...]:
    return help_by_mapping(GAPS, SHELF, mappings)


@pytest.mark.parametrize(
    ("mapping", "certain"),
    [
        (said("g 1", Relation.EQUAL, "f 9"), True),
        (said("g 1", Relation.SUBSET, "f 9"), True),
        (said("f 9", Relation.SUPERSET, "g 1"), True),
        (said("g 1", Relation.SUPERSET, "f 9"), False),
        (said("g 1", Relation.INTERSECTS, "f 9"), False),
        (said("g 1", Relation.EQUAL, "f 9", style=Style.CROSSWALK), False),
        (said("g 1", Relation.NONE, "f 9"), None),
        (said("g 1", Relation.UNKNOWN, "f 9"), None),
        (said("g 1", Relation.EQUAL, "f 9", state=ReviewState.REJECTED), None),
        (said("g 1", Relation.EQUAL, "f 11"), None),
    ],
)
def test_guidance_for_what_asks_for_all_of_it_is_certain(
    mapping: RequirementMapping, certain: bool | None
) -> None:
    helps = found(mapping)
    assert {each.is_certain for each in helps} == (set() if certain is None else {certain})
    topic = Reference("g", "1")
    assert closed_by_mapping(helps) == ({(topic, kind) for kind in KINDS} if certain else set())


def test_it_helps_only_those_whom_it_is_for() -> None:
    (only,) = found(said("g 2", Relation.EQUAL, "f 10"))
    assert only.gap.audience == "gp_office"
    assert only.to_json()["requirement"] == "f 10"


def test_over_two_mappings_it_is_as_certain_as_both_together() -> None:
    one = said("g 1", Relation.SUBSET, "h 5")
    helps = found(one, said("h 5", Relation.EQUAL, "f 9"))
    assert {each.is_certain for each in helps} == {True}
    helps = found(one, said("h 5", Relation.INTERSECTS, "f 9"))
    assert helps == ()


def test_what_is_certain_and_reviewed_comes_first() -> None:
    helps = found(
        said("g 1", Relation.INTERSECTS, "f 9", state=ReviewState.REVIEWED, reviewer="Ola"),
        said("g 1", Relation.SUBSET, "f 10"),
    )
    assert [(each.is_certain, each.guided.audience) for each in helps] == [
        (True, "gp_office"),
        (False, "gp_office"),
        (False, "dentist"),
    ]


def test_guidance_for_a_heading_helps_where_the_heading_is_known() -> None:
    mapping = said("g 1", Relation.EQUAL, "f 12")
    assert found(mapping) == ()
    below = Topic(Reference("f", "12"), {"nb": "Tolv"}, under=("H",))
    helps = help_by_mapping(GAPS, SHELF, [mapping], topics=[below])
    assert {each.guided.guides[0].heading for each in helps} == {"H"}


refs = st.sampled_from(["g 1", "g 2", "f 9", "f 10", "h 5"])
mappings = (
    st.tuples(refs, st.sampled_from(Relation), refs)
    .filter(lambda each: each[0][0] != each[2][0])
    .map(lambda each: said(*each))
)


@given(st.lists(mappings, max_size=6), mappings)
def test_another_mapping_never_takes_help_away(
    every: list[RequirementMapping], more: RequirementMapping
) -> None:
    def pairs(helps: tuple[MappedHelp, ...]) -> set[tuple[str, Reference]]:
        return {(each.gap.audience, each.guided.topic.reference) for each in helps}

    before, after = found(*every), found(*every, more)
    assert pairs(before) <= pairs(after)
    assert closed_by_mapping(before) <= closed_by_mapping(after)
    assert pairs(found(*reversed(every))) == pairs(before)


@given(st.lists(mappings, max_size=6))
def test_what_is_certain_rests_on_a_path_that_makes_it_so(every: list[RequirementMapping]) -> None:
    for each in found(*every):
        assert each.path.source == RequirementRef("g", each.gap.topic.reference.id)
        assert str(each.path.target) == str(each.guided.topic.reference)
        assert each.is_certain == (each.path.possible <= {Relation.EQUAL, Relation.SUBSET})
        assert each.guided.guides
