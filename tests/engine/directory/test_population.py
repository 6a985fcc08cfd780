"""Criteria: what they select, and that they are read back as they were written."""

from __future__ import annotations

import doctest
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samvern.engine.directory import (
    Criteria,
    Selectable,
    plain_criteria,
    population,
    read_criteria,
    selects,
)
from samvern.engine.errors import InvalidInput

words = st.lists(st.sampled_from(["a", "b", ""]), unique=True, max_size=2).map(tuple)
ids = st.lists(st.integers(1, 4), unique=True, max_size=2).map(tuple)
criteria = st.builds(Criteria, words, words, words, words, words, ids, ids, ids)
actors = st.builds(
    Selectable,
    st.integers(1, 4),
    st.sampled_from("ab"),
    st.sampled_from("ab"),
    st.just("0301"),
    st.sampled_from(["a", "b", ""]),
    st.frozensets(st.sampled_from("ab")),
    ids,
)


def test_examples_hold() -> None:
    assert doctest.testmod(population).attempted
    assert not doctest.testmod(population).failed


@given(criteria, actors)
def test_who_is_left_out_is_out_and_who_is_added_is_in(chosen: Criteria, actor: Selectable) -> None:
    if actor.id in chosen.left_out:
        assert not selects(chosen, actor)
    elif actor.id in chosen.added:
        assert selects(chosen, actor)


@given(criteria, actors, st.sampled_from(["kinds", "regions", "sizes"]))
def test_one_more_criterion_never_lets_more_in_by_rule(
    chosen: Criteria, actor: Selectable, name: str
) -> None:
    from dataclasses import replace

    if getattr(chosen, name) or not chosen.is_by_rule:
        return
    narrower = replace(chosen, **{name: ("a",)})
    assert selects(chosen, actor) or not selects(narrower, actor)


@given(criteria.filter(lambda chosen: chosen.is_by_rule or chosen.added))
def test_criteria_read_back_the_same(chosen: Criteria) -> None:
    assert read_criteria(plain_criteria(chosen)) == chosen


@pytest.mark.parametrize(
    ("plain", "code"),
    [
        ({}, "population.nobody"),
        ({"left_out": [1]}, "population.nobody"),
        ({"kinds": "dentist"}, "population.values"),
        ({"kinds": [1]}, "population.values"),
        ({"added": ["1"]}, "population.values"),
        ({"added": [True]}, "population.values"),
        ({"kinds": ["a"], "colour": ["b"]}, "population.criterion_unknown"),
        ({"added": list(range(1, 2_002))}, "population.values"),
    ],
)
def test_what_is_no_criterion_is_refused(plain: dict[str, Any], code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_criteria(plain)
    assert code in [problem.code for problem in refused.value.problems]
