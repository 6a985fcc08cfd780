"""Chains of successions."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from samvern.engine.succession import Step, holder

DAY = date(2024, 1, 1)
actors = st.integers(1, 8)
days = st.integers(0, 400).map(lambda n: DAY + timedelta(days=n))
chains = st.dictionaries(actors, st.builds(Step, on=days, successor=actors), max_size=8)


@given(chains, actors, days)
def test_always_ends_and_at_an_actor_of_the_chain(
    steps: dict[int, Step], actor: int, on: date
) -> None:
    known = {actor, *(step.successor for step in steps.values())}
    assert holder(steps, actor, on) in known


@given(chains, actors)
def test_nothing_passes_on_before_its_day(steps: dict[int, Step], actor: int) -> None:
    assert holder(steps, actor, DAY - timedelta(days=1)) == actor


@given(st.integers(1, 30), days)
def test_follows_a_chain_of_any_length(length: int, on: date) -> None:
    steps = {n: Step(on, n + 1) for n in range(length)}
    assert holder(steps, 0, on) == length


def test_a_circle_ends() -> None:
    steps = {1: Step(DAY, 2), 2: Step(DAY, 3), 3: Step(DAY, 1)}
    assert holder(steps, 1, DAY) == 3
