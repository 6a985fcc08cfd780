"""A reference to a requirement follows it across versions; what cannot be followed is said."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samvern.engine.errors import InvalidInput, NotFound
from samvern.engine.frameworks import (
    Fate,
    Framework,
    FrameworkKind,
    Requirement,
    chain_of,
    follow,
    follow_all,
    successors,
)
from tests.factories.generated_frameworks import chains


def version(name: str, follows: str = "", /, **requirements: tuple[str, ...] | None) -> Framework:
    """A version whose requirements are named with what each follows."""
    made = tuple(
        Requirement(identifier, {"nb": identifier}, follows=earlier)
        for identifier, earlier in requirements.items()
    )
    return Framework(
        "f",
        name,
        {"nb": "f"},
        "P",
        FrameworkKind.STANDARD,
        follows_version=follows,
        requirements=made,
    )


ONE = version("1", a=None, b=None, c=None, d=None, e=None)
TWO = version("2", "1", a=None, b1=("b",), b2=("b",), cd=("c", "d"), f=())
THREE = version("3", "2", x=("a",), b=("b1", "b2"), cd=None, f=())


@pytest.mark.parametrize(
    ("start", "ids", "fates", "is_plain"),
    [
        ("a", ("a",), (Fate.KEPT,), True),
        ("b", ("b1", "b2"), (Fate.SPLIT,), False),
        ("c", ("cd",), (Fate.MERGED,), False),
        ("e", (), (Fate.REMOVED,), False),
    ],
)
def test_one_step(
    start: str, ids: tuple[str, ...], fates: tuple[Fate, ...], is_plain: bool
) -> None:
    found = follow(start, [ONE, TWO], start="1", end="2")
    assert (found.ids, found.fates, found.is_plain) == (ids, fates, is_plain)


def test_a_chain_tells_every_step() -> None:
    found = follow("a", [ONE, TWO, THREE], start="1", end="3")
    assert [(step.version, step.ids, step.fates) for step in found.steps] == [
        ("2", ("a",), (Fate.KEPT,)),
        ("3", ("x",), (Fate.RENUMBERED,)),
    ]
    assert found.is_plain
    split = follow("b", [ONE, TWO, THREE], start="1", end="3")
    assert split.ids == ("b",)
    assert split.fates == (Fate.SPLIT, Fate.MERGED)
    assert not split.is_plain
    assert split.to_json()["is_plain"] is False


def test_a_removed_requirement_stays_removed_and_its_name_may_be_used_anew() -> None:
    found = follow("f", [TWO, THREE], start="2", end="3")
    assert (found.ids, found.fates) == ((), (Fate.REMOVED,))


def test_backwards_a_new_requirement_leads_nowhere() -> None:
    assert follow("f", [ONE, TWO], start="2", end="1").fates == (Fate.REMOVED,)
    assert follow("cd", [ONE, TWO], start="2", end="1").ids == ("c", "d")
    assert follow("x", [ONE, TWO, THREE], start="3", end="1").ids == ("a",)


def test_within_a_version_nothing_happens() -> None:
    found = follow("a", [ONE], start="1", end="1")
    assert (found.ids, found.steps, found.is_plain) == (("a",), (), True)


@pytest.mark.parametrize(
    ("requirement", "end", "code"),
    [("zz", "2", "requirement.unknown"), ("a", "9", "framework.version_unknown")],
)
def test_what_is_not_there_cannot_be_followed(requirement: str, end: str, code: str) -> None:
    with pytest.raises(NotFound, match=code):
        follow(requirement, [ONE, TWO], start="1", end=end)


def test_a_requirement_cannot_follow_one_that_is_not_there() -> None:
    wrong = version("2", "1", a=("zz",))
    with pytest.raises(InvalidInput) as refused:
        successors(ONE, wrong)
    (problem,) = refused.value.problems
    assert (problem.code, problem.where) == ("framework_chain.follows_unknown", "a")


@given(st.randoms())
def test_versions_are_put_in_order_whatever_order_they_come_in(chance: random.Random) -> None:
    mixed = [ONE, TWO, THREE]
    chance.shuffle(mixed)
    assert chain_of(mixed) == (ONE, TWO, THREE)


@pytest.mark.parametrize(
    ("versions", "code"),
    [
        ([ONE, version("2", "7")], "framework_chain.not_one_line"),
        ([ONE, TWO, version("2b", "1")], "framework_chain.not_one_line"),
        ([version("1", "2"), version("2", "1")], "framework_chain.not_one_line"),
        ([ONE, ONE], "framework_chain.repeated"),
        (
            [ONE, Framework("g", "2", {}, "P", FrameworkKind.LAW, follows_version="1")],
            "framework_chain.other_set",
        ),
    ],
)
def test_versions_that_are_no_chain_are_refused(versions: list[Framework], code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        chain_of(versions)
    assert code in {problem.code for problem in refused.value.problems}


def test_no_versions_are_an_empty_chain() -> None:
    assert chain_of([]) == ()


@given(chains(), st.data())
def test_all_at_once_are_followed_as_each_by_itself(
    chain: list[Framework], data: st.DataObject
) -> None:
    names = st.sampled_from([each.version for each in chain])
    start, end = data.draw(names), data.draw(names)
    found = follow_all(chain, start=start, end=end)
    assert found == {name: follow(name, chain, start=start, end=end) for name in found}
    (begins,) = (each for each in chain if each.version == start)
    assert list(found) == [each.id for each in begins.requirements]


@given(chains(), st.data())
def test_following_step_by_step_is_following_at_once(
    chain: list[Framework], data: st.DataObject
) -> None:
    start, end = sorted(data.draw(st.integers(0, len(chain) - 1)) for _ in "ab")
    for requirement in chain[start].requirements:
        found = follow(requirement.id, chain, start=chain[start].version, end=chain[end].version)
        reached = {requirement.id}
        for here, there in zip(chain[start:end], chain[start + 1 : end + 1], strict=True):
            reached = {
                later.id
                for later in there.requirements
                if reached & _earlier(later, {each.id for each in here.requirements})
            }
        assert set(found.ids) == reached
        assert reached or Fate.REMOVED in found.fates


def _earlier(requirement: Requirement, known: set[str]) -> set[str]:
    """The slow, obvious version of what a requirement follows."""
    return {requirement.id} & known if requirement.follows is None else set(requirement.follows)


@given(chains(), st.data())
def test_the_way_back_leads_to_the_start(chain: list[Framework], data: st.DataObject) -> None:
    first, last = chain[0].version, chain[-1].version
    for requirement in chain[0].requirements:
        there: Any = follow(requirement.id, chain, start=first, end=last)
        for end in there.ids:
            assert requirement.id in follow(end, chain, start=last, end=first).ids
        if there.is_plain:
            (only,) = there.ids
            assert follow(only, chain, start=last, end=first).ids == (requirement.id,)
