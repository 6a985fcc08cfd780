"""The map of guidance: what nobody guides, what several do, and by way of what."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samvern.engine.frameworks import Framework, FrameworkKind, Reference, Requirement
from samvern.engine.guidance import (
    SUBJECTS,
    Coverage,
    GuidanceCatalogue,
    GuidanceEntry,
    GuidanceKind,
    Help,
    Life,
    Topic,
    map_guidance,
    subject_topics,
    topics_of,
)
from tests.engine.guidance.shelf import READ, SMALL, entry, shelf
from tests.factories.generated_guidance import KINDS_OF_ACTORS, SOURCES, catalogues

FRAMEWORK = Framework(
    "f",
    "1",
    {"nb": "Tiltak"},
    "Noen",
    FrameworkKind.MEASURES,
    requirements=tuple(
        Requirement(number, {"nb": number}) for number in ("1", "2", "9", "10", "11")
    ),
)
TOPICS = topics_of(FRAMEWORK)


def coverage_of(identifier: str, audience: str) -> Coverage:
    found = map_guidance(SMALL, TOPICS, ["gp_office", "municipality"])
    return found.cell(Reference("f", identifier), audience).coverage


@pytest.mark.parametrize(
    ("requirement", "audience", "expected"),
    [
        ("1", "municipality", Coverage.GENERAL),
        ("2", "municipality", Coverage.SEVERAL),
        ("9", "gp_office", Coverage.GENERAL),
        ("10", "gp_office", Coverage.GENERAL),
        ("11", "gp_office", Coverage.NOBODY),
    ],
)
def test_known_answers(requirement: str, audience: str, expected: Coverage) -> None:
    assert coverage_of(requirement, audience) is expected


def test_what_was_written_for_somebody_is_told_from_what_is_for_everybody() -> None:
    only = shelf(entry("gp", "Legekontor", "2", audience=("gp_office",)))
    found = map_guidance(only, TOPICS[1:2], ["gp_office", "municipality"])
    assert [cell.coverage for cell in found.cells] == [Coverage.ONE, Coverage.NOBODY]
    assert found.gaps == (found.cells[1],)


def test_what_was_moved_helps_by_way_of_what_it_was_moved_into() -> None:
    found = map_guidance(SMALL, TOPICS, ["municipality"]).cell(Reference("f", "2"), "municipality")
    by_id = {guide.entry: guide for guide in found.guides}
    assert by_id.keys() == {"risk-guide", "digdir"}
    assert (by_id["risk-guide"].by_way_of, by_id["digdir"].by_way_of) == ("fa07", "")
    assert found.owners == ("Digdir", "Normen")


def test_what_is_planned_or_has_ended_helps_nobody() -> None:
    found = map_guidance(SMALL, TOPICS, ["municipality"])
    guides = found.cell(Reference("f", "10"), "municipality").guides
    assert [guide.entry for guide in guides] == ["emergency"]


def test_an_overlap_is_several_owners_not_several_sheets_of_one() -> None:
    found = map_guidance(SMALL, TOPICS, ["municipality"])
    assert [cell.topic.reference.id for cell in found.overlaps] == ["2"]
    assert len(found.cell(Reference("f", "9"), "municipality").guides) == 3


def test_an_owner_that_nobody_knows_may_be_the_one_that_is_known() -> None:
    found = map_guidance(
        shelf(entry("a", "A", "1"), entry("b", "B", "1", owner="")), TOPICS[:1], ["dentist"]
    )
    assert (found.cells[0].coverage, found.cells[0].owners) == (Coverage.GENERAL, ("Normen",))


def test_owners_that_have_become_one_are_one() -> None:
    merged = {"Digdir": "Normen"}
    found = map_guidance(SMALL, TOPICS, ["municipality"], owner_today=merged)
    assert found.overlaps == ()


def test_guidance_for_a_heading_is_guidance_for_what_is_below() -> None:
    framework = replace(
        FRAMEWORK,
        requirements=(
            Requirement("5", {"nb": "Sikkerhet"}, is_assessable=False),
            Requirement("5.2", {"nb": "Tilgang"}, parent="5"),
            Requirement("5.2.1", {"nb": "Passord"}, parent="5.2"),
        ),
    )
    topics = topics_of(framework)
    assert [(topic.reference.id, topic.under) for topic in topics] == [
        ("5.2", ("5",)),
        ("5.2.1", ("5.2", "5")),
    ]
    found = map_guidance(shelf(entry("a", "A", "5"), entry("b", "B", "5.2")), topics, ["dentist"])
    told = [[(each.entry, each.heading) for each in cell.guides] for cell in found.cells]
    assert told == [[("a", "5"), ("b", "")], [("a", "5"), ("b", "5.2")]]


def test_the_reading_of_the_keeper_is_told_from_what_a_source_says() -> None:
    reference = Reference("f", "1")
    own = GuidanceEntry("own", GuidanceKind.GUIDE, {"nb": "A"}, helps=(Help(reference, "kap. 2"),))
    said = replace(own, id="said", helps=(Help(reference, "kap. 3", READ),))
    (cell,) = map_guidance(shelf(own, said), [Topic(reference, {})], ["dentist"]).cells
    assert [(each.is_published, each.places) for each in cell.guides] == [
        (False, ("kap. 2",)),
        (True, ("kap. 3",)),
    ]


def test_subjects_are_topics_too() -> None:
    found = map_guidance(SMALL, subject_topics(SMALL), ["dentist"])
    told = {cell.topic.reference.id: [each.entry for each in cell.guides] for cell in found.cells}
    assert told == {
        "access": ["access-guide", "fa14", "fa47"],
        "exercises": ["dsb"],
        "risk": ["risk-guide"],
    }
    assert found.cells[0].topic.reference.framework == SUBJECTS


def test_the_map_as_plain_values_holds_every_pair_once() -> None:
    told = map_guidance(SMALL, TOPICS, ["gp_office", "municipality"]).to_json()
    assert [topic["id"] for topic in told["topics"]] == ["1", "2", "9", "10", "11"]  # type: ignore[index,union-attr]
    assert all(
        [cell["audience"] for cell in topic["cells"]] == ["gp_office", "municipality"]
        for topic in told["topics"]  # type: ignore[attr-defined]
    )


def obvious(catalogue: GuidanceCatalogue, topic: Topic, audience: str) -> set[str]:
    """Who helps, by looking at everything one by one."""
    found = set()
    for named in catalogue.entries:
        about = {help_.with_ for help_ in named.helps}
        if topic.reference not in about:
            continue
        here = named
        while here.life is Life.MOVED:
            here = next(each for each in catalogue.entries if each.id == here.moved_into)
        if here.life is Life.IN_USE and (not here.audience or audience in here.audience):
            found.add(here.id)
    return found


ALL_TOPICS = [
    Topic(Reference(framework, identifier), {})
    for framework in ("f", "g")
    for identifier in ("1", "1.1", "2", "A.5.1")
]


@given(catalogues())
def test_every_cell_is_what_looking_one_by_one_gives(catalogue: GuidanceCatalogue) -> None:
    found = map_guidance(catalogue, ALL_TOPICS, KINDS_OF_ACTORS)
    assert len(found.cells) == len(ALL_TOPICS) * len(KINDS_OF_ACTORS)
    for cell in found.cells:
        expected = obvious(catalogue, cell.topic, cell.audience)
        assert {guide.entry for guide in cell.guides} == expected
        assert (cell.coverage is Coverage.NOBODY) == (not expected)
    assert not set(map(id, found.gaps)) & set(map(id, found.overlaps))


@given(catalogues(), st.sampled_from(ALL_TOPICS))
def test_another_entry_never_makes_a_gap(catalogue: GuidanceCatalogue, topic: Topic) -> None:
    more = replace(
        catalogue,
        entries=(
            *catalogue.entries,
            GuidanceEntry(
                "zzzzzz", GuidanceKind.GUIDE, {"nb": "Ny"}, helps=(Help(topic.reference),)
            ),
        ),
    )
    before = map_guidance(catalogue, [topic], KINDS_OF_ACTORS)
    after = map_guidance(more, [topic], KINDS_OF_ACTORS)
    for old, new in zip(before.cells, after.cells, strict=True):
        assert set(old.guides) <= set(new.guides)
    assert after.gaps == ()
    assert more.sources == SOURCES
