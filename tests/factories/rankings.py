"""Ranking models, small and plain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hypothesis import strategies as st

from samvern.engine.priority import Criterion, Level, RankingModel, RankingScale, WeightRule

ANY_WEIGHTS = WeightRule()


def certain_model(
    values: Mapping[str, Sequence[float]],
    *,
    weights: WeightRule = ANY_WEIGHTS,
    scale: RankingScale = RankingScale.LINEAR,
) -> RankingModel:
    """Alternatives with known values, one criterion in each group ``g0``, ``g1``, …"""
    size = len(next(iter(values.values())))
    steps = sorted({0.0, 1.0, *(float(value) for row in values.values() for value in row)})
    levels = tuple(Level(str(value), value) for value in steps)
    return RankingModel(
        groups=tuple(f"g{group}" for group in range(size)),
        criteria=tuple(Criterion(f"c{group}", f"g{group}", levels) for group in range(size)),
        matrix={
            alternative: {f"c{group}": {str(float(value)): 1.0} for group, value in enumerate(row)}
            for alternative, row in values.items()
        },
        weights=weights,
        scale=scale,
    )


def chain(size: int) -> WeightRule:
    """Each group weighs at least as much as the next."""
    return WeightRule(tuple((f"g{group}", f"g{group + 1}") for group in range(size - 1)))


@st.composite
def weight_rules(draw: st.DrawFn, size: int, *, intervals: bool = False) -> WeightRule:
    """Any weights, any partial order of groups ``g0``, ``g1``, …, or fixed weights.

    With ``intervals`` never fixed, and bounds around one weighting that keeps the order.
    """
    groups = [f"g{group}" for group in range(size)]
    if intervals:
        return draw(_bounded_rules(groups))
    if draw(st.booleans()):
        weight = st.integers(1, 9).map(float)
        return WeightRule(fixed={group: draw(weight) for group in groups})
    order = draw(st.permutations(groups))
    pairs = [(one, other) for at, one in enumerate(order) for other in order[at + 1 :]]
    return WeightRule(tuple(pair for pair in pairs if draw(st.booleans())))


@st.composite
def _bounded_rules(draw: st.DrawFn, groups: list[str]) -> WeightRule:
    parts = draw(st.lists(st.integers(0, 9), min_size=len(groups), max_size=len(groups)))
    parts = sorted(parts if any(parts) else [1] * len(parts), reverse=True)
    order = draw(st.permutations(groups))
    pairs = [(one, other) for at, one in enumerate(order) for other in order[at + 1 :]]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=len(pairs)))
    room = st.sampled_from((0.0, 0.05, 0.2, 1.0))
    intervals = {
        group: (
            max(0.0, part / sum(parts) - draw(room)),
            min(1.0, part / sum(parts) + draw(room)),
        )
        for group, part in zip(order, parts, strict=True)
        if draw(st.integers(0, 3))
    }
    return WeightRule(tuple(chosen), intervals=intervals)


@st.composite
def models(
    draw: st.DrawFn,
    *,
    alternatives: int = 4,
    criteria: int = 4,
    groups: int = 3,
    scale: RankingScale | None = None,
    is_open: bool = False,
    intervals: bool = False,
) -> RankingModel:
    """Models with unequal steps and judgements both certain and uncertain.

    With ``is_open`` every level of every cell is possible.
    """
    criteria_of_model = []
    for number in range(criteria):
        inner = draw(st.lists(st.integers(1, 11), max_size=2, unique=True).map(sorted))
        levels = tuple(Level(f"l{step}", step / 12) for step in [0, *inner, 12])
        criteria_of_model.append(Criterion(f"c{number}", f"g{number % groups}", levels))
    least = 1 if is_open else 0
    matrix = {}
    for alternative in range(alternatives):
        row = {}
        for criterion in criteria_of_model:
            size = len(criterion.levels)
            parts = st.lists(st.integers(least, 3), min_size=size, max_size=size)
            shares = draw(parts.filter(any))
            row[criterion.id] = {
                level.level: share / sum(shares)
                for level, share in zip(criterion.levels, shares, strict=True)
            }
        matrix[f"a{alternative}"] = row
    return RankingModel(
        groups=tuple(f"g{group}" for group in range(groups)),
        criteria=tuple(criteria_of_model),
        matrix=matrix,
        weights=draw(weight_rules(groups, intervals=intervals)),
        scale=scale or draw(st.sampled_from(RankingScale)),
    )
