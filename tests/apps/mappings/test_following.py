"""A mapping follows its requirements through versions, and says when somebody must look."""

from __future__ import annotations

import pytest

from samvern.apps.mappings import queries
from samvern.base.viewer import ANONYMOUS
from samvern.engine.frameworks import Requirement
from tests.factories import frameworks
from tests.factories import mappings as make
from tests.worlds import World

#: 1.1 is renumbered, 1.2 is split, 1.3 is removed, and another requirement takes its number.
LATER = (
    Requirement("A", {"nb": "Kartlegg utstyr"}, follows=("1.1",)),
    Requirement("B", {"nb": "Innlogging for ansatte"}, follows=("1.2",)),
    Requirement("C", {"nb": "Innlogging for andre"}, follows=("1.2",)),
    Requirement("1.3", {"nb": "Noe helt annet"}, follows=()),
)


@pytest.fixture
def mapped(world: World) -> None:
    make.sets()
    for number in ("1.1", "1.2", "1.3"):
        make.mapping(world.viewer("officer"), f"rules {number}", f"law {number}")
    later = frameworks.framework("rules", "2", follows_version="1", requirements=LATER)
    frameworks.requirement_set(later)


@pytest.mark.usefixtures("mapped")
def test_what_was_said_follows_where_it_plainly_holds() -> None:
    pair = queries.pair_of(ANONYMOUS, "rules@2", "law@1")
    found = {number: [tie.is_plain for tie in ties] for number, ties in pair.by_left().items()}
    assert found == {"A": [True], "B": [False], "C": [False]}
    assert len(pair.lost) == 1
    before = queries.pair_of(ANONYMOUS, "rules@1", "law@1")
    assert all(tie.is_plain for tie in before.ties)


@pytest.mark.usefixtures("mapped")
def test_only_what_plainly_holds_counts() -> None:
    looked = queries.look_over(ANONYMOUS)
    assert looked.quality.mappings == 1
    assert len(looked.to_look_at) == 2
    assert looked.quality.unmapped == {"law": ("1.2", "1.3"), "rules": ("B", "C", "1.3")}


@pytest.mark.usefixtures("mapped")
def test_a_requirement_shows_what_was_said_of_it_under_another_number() -> None:
    found = queries.mapped_to(ANONYMOUS, "rules", "2", "A")
    assert [(str(each.source), str(each.target)) for each in found.direct] == [
        ("rules A", "law 1.1")
    ]
    split = queries.mapped_to(ANONYMOUS, "rules", "2", "B")
    assert (split.direct, len(split.to_look_at)) == ((), 1)
    anew = queries.mapped_to(ANONYMOUS, "rules", "2", "1.3")
    assert (anew.direct, anew.to_look_at) == ((), ())


def test_what_follows_over_another_set_carries_every_step(world: World) -> None:
    make.sets()
    make.requirement_set("advice")
    officer = world.viewer("officer")
    make.mapping(officer, "rules 1.1", "law 1.1", "superset")
    make.mapping(officer, "advice 1.1", "law 1.1", "equal")
    make.mapping(officer, "law 1.2", "rules 1.2", "intersects")
    make.mapping(officer, "law 1.2", "advice 1.2", "intersects")
    found = queries.mapped_to(officer, "rules", "1", "1.1")
    (straight, over) = sorted(found.paths, key=lambda path: len(path.steps))
    assert str(straight.target) == "law 1.1"
    assert (str(over.target), [step.mapping.relation.value for step in over.steps]) == (
        "advice 1.1",
        ["superset", "equal"],
    )
    assert {relation.value for relation in over.possible} == {"superset"}
    # Two overlaps say nothing of the first and the last.
    assert {str(path.target) for path in queries.composed(officer, "rules").paths} == {"advice 1.1"}
    assert [path.steps[0].mapping.mapper for path in found.paths] == [officer.name] * 2
    hidden = queries.composed(ANONYMOUS, "rules").paths
    assert {step.mapping.mapper for path in hidden for step in path.steps} == {""}


def test_quality_is_new_with_every_change(world: World) -> None:
    make.sets()
    officer = world.viewer("officer")
    make.mapping(officer)
    assert queries.look_over(ANONYMOUS).quality.mappings == 1
    make.mapping(officer, "rules 1.2", "law 1.2")
    assert queries.look_over(ANONYMOUS).quality.mappings == 2
    pair = queries.look_over(
        ANONYMOUS, (queries.set_at(officer, "rules"), queries.set_at(officer, "law"))
    )
    assert pair.quality.mappings == 2
