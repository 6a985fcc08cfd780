"""What a search begins from, and which of two searches counts."""

from __future__ import annotations

from samvern.engine.roadmap.first_plans import ORDERS, filled_up, filled_up_along
from samvern.engine.roadmap.ledger import broken_constraints
from samvern.engine.roadmap.programs import Race, WholeProgram, relax
from samvern.engine.roadmap.starts import StartColumns
from tests.engine.roadmap.made_up import with_few_limits


def test_the_order_of_a_relaxation_gives_plans_that_are_nearer_the_best() -> None:
    problem = with_few_limits(60, 8, seed=1)
    model = StartColumns(problem)
    rows = [*model.structure, *(row for rows in model.rows.values() for row in rows)]
    relaxed = relax(WholeProgram(model.columns, model.gains(model.value), rows))

    plans = list(filled_up_along(model, relaxed.values, seed=0))

    def worth(starts: dict[str, int] | None) -> float:
        assert starts is not None
        assert not broken_constraints(problem, starts)
        return sum(model.value(problem.by_id[name], start) for name, start in starts.items())

    assert len(plans) == ORDERS
    lost = relaxed.bound - max(map(worth, plans))
    assert 0 <= lost < 0.5 * (relaxed.bound - worth(filled_up(problem, {})))
    assert plans == list(filled_up_along(model, relaxed.values, seed=0))


def test_the_search_that_takes_fewer_looks_wins_whoever_is_faster() -> None:
    for is_swapped in (False, True):
        race = Race()
        short, long = race.runner(), race.runner()
        assert all(short.goes_on() for _look in range(3))
        assert all(long.goes_on() for _look in range(5))
        for runner in (long, short) if is_swapped else (short, long):
            race.arrived(runner)
        assert race.winner is short
        assert not long.goes_on()


def test_a_search_goes_on_for_as_long_as_it_may_still_win() -> None:
    race = Race()
    first, second = race.runner(), race.runner()
    assert all(first.goes_on() for _look in range(3))
    race.arrived(first)
    assert [second.goes_on() for _look in range(4)] == [True, True, True, False]
