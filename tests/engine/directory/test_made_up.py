"""A sector that does not exist: of any size, the same for a seed, and told as made up."""

from __future__ import annotations

import doctest
from collections import Counter
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samvern.engine.directory import RegisterUnit, made_up, place_key, size_class
from samvern.engine.directory.made_up import MOST_ACTORS, made_up_units
from samvern.engine.errors import InvalidInput
from samvern.engine.org_number import is_org_number, is_synthetic


def sector(count: int, seed: int = 1) -> list[RegisterUnit]:
    towns = ["0301", "4601", "5001", "1103"]
    return list(made_up_units(count, seed=seed, municipalities=towns, names={}))


def test_examples_hold() -> None:
    assert doctest.testmod(made_up).attempted
    assert not doctest.testmod(made_up).failed


@given(st.integers(0, 10**9), st.integers(1, 40))
def test_every_number_is_of_the_synthetic_range_and_every_name_says_so(
    seed: int, count: int
) -> None:
    units = sector(count, seed)
    assert len({unit.org_number for unit in units}) == count
    for unit in units:
        assert is_org_number(unit.org_number)
        assert is_synthetic(unit.org_number)
        assert unit.name.split()[0] in {"FIKTIV", "OPPDIKTET", "EKSEMPEL", "LIKSOM"}


@given(st.integers(0, 10**9), st.integers(1, 20))
def test_the_same_seed_gives_the_same_and_a_smaller_sector_begins_a_larger(
    seed: int, count: int
) -> None:
    assert sector(count, seed) == sector(count + 5, seed)[:count]


def test_another_seed_gives_another_sector() -> None:
    assert sector(5, 1) != sector(5, 2)


def test_proportions_are_believable() -> None:
    units = sector(4_000)
    codes = Counter(unit.codes[0].code for unit in units)
    assert codes["86.210"] > 10 * codes["86.101"] > 0
    sizes = Counter(
        size_class(unit.employees, is_withheld=unit.is_count_withheld) for unit in units
    )
    assert sizes["1-9"] > sizes["10-49"] > sizes["250+"] > 0
    assert all(unit.employees is None or unit.employees >= 5 for unit in units)
    towns = Counter(unit.address.municipality_number for unit in units)
    assert towns["0301"] > towns["1103"] > 0
    assert all(place_key(unit.address.lines[0] + ", 0000 X", "0301") for unit in units)


@pytest.mark.parametrize("count", [0, -1, MOST_ACTORS + 1])
def test_too_few_or_too_many_are_refused(count: int) -> None:
    with pytest.raises(InvalidInput, match=r"made_up\.count"):
        next(made_up_units(count, seed=1, municipalities=["0301"], names={}))


def test_there_are_numbers_enough() -> None:
    numbers = made_up._numbers()
    assert len(list(islice(numbers, MOST_ACTORS))) == MOST_ACTORS
