"""Problems of any size, made up at random with a seed, in whole numbers.

The sizes and shares are those that planning a national programme met: 200 measures over four years,
where there is money and time for about 60 % of what is wanted.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

from samvern.engine.roadmap import (
    Alternatives,
    Limit,
    PlannedMeasure,
    Resource,
    RoadmapProblem,
    Use,
)
from tests.engine.roadmap.problems import FIRST

#: How much there is of what is wanted.
SHARE = 0.6


def with_few_limits(measures: int, periods: int, seed: int, owners: int = 1) -> RoadmapProblem:
    """One budget, and one capacity or one of each owner; chains within focus areas."""
    rng = random.Random(seed)
    areas: dict[int, str] = {}
    made = []
    for number in range(measures):
        duration, area = rng.randint(1, 3), number % max(1, measures // 12)
        owner = f"o{rng.randrange(owners)}"
        cost, effort = float(rng.randint(1, 20)), float(rng.randint(1, 10))
        after = (areas[area],) if area in areas and rng.random() < 0.6 else ()
        areas[area] = f"m{number}"
        uses = (
            Use(Resource.MONEY, "ministry", (cost,) * duration),
            Use(Resource.EFFORT, owner, (effort,) * duration),
        )
        made.append(PlannedMeasure(f"m{number}", duration, float(rng.randint(1, 100)), uses, after))
    return RoadmapProblem(FIRST, periods, tuple(made), tuple(_limits_of(made, periods)))


def as_in_a_programme(
    measures: int, periods: int, seed: int, *, owners: int = 20, share: float = SHARE
) -> RoadmapProblem:
    """Mapping, study and measures in chains; four payers, many owners, and everything there is.

    Effort and cost differ from period to period, what is done may cost on, some measures must be,
    some have a deadline or an earliest start, and some are alternatives.
    """
    rng = random.Random(seed)
    made: list[PlannedMeasure] = []
    groups: list[Alternatives] = []

    def add(duration: int, cost: int, value: int | None, after: tuple[str, ...]) -> str:
        amounts = tuple(float(rng.randint(1, cost)) for _ in range(duration))
        efforts = tuple(float(rng.randint(2, 20)) for _ in range(duration))
        uses = (
            Use(Resource.MONEY, f"p{rng.randrange(4)}", amounts, float(rng.choice([0, 0, 0, 1]))),
            Use(Resource.EFFORT, f"o{rng.randrange(owners)}", efforts),
        )
        worth = None if value is None else float(value)
        measure = PlannedMeasure(
            f"m{len(made)}", duration, worth, uses, after, rng.choice([0, 0, 0, 0, 1])
        )
        made.append(measure)
        return measure.id

    while len(made) < measures:
        before: tuple[str, ...] = ()
        if rng.random() < 0.6:
            before = (add(1, 3, None, ()),)
        if rng.random() < 0.6:
            before = (add(rng.choice([1, 1, 2]), 5, rng.randint(1, 20), before),)
        follow = [add(rng.randint(1, 4), 12, rng.randint(5, 100), before) for _ in range(3)]
        follow += [add(rng.randint(1, 3), 12, rng.randint(5, 100), (follow[0],))]
        if rng.random() < 0.25:
            groups.append(Alternatives(f"g{len(groups)}", tuple(follow[1:3])))
    made = made[:measures]
    names = {measure.id for measure in made}
    for at in rng.sample(range(measures), measures // 20):
        made[at] = replace(made[at], deadline=rng.randint(periods // 2 + 1, periods - 1))
    free = [at for at in range(measures) if made[at].deadline is None]
    for at in rng.sample(free, max(1, measures // 40)):
        made[at] = replace(made[at], is_must=True)
    return RoadmapProblem(
        FIRST,
        periods,
        tuple(made),
        tuple(_limits_of(made, periods, share)),
        tuple(group for group in groups if names.issuperset(group.members)),
    )


def _limits_of(
    measures: list[PlannedMeasure], periods: int, share: float = SHARE
) -> Iterator[Limit]:
    """A limit for each payer and owner, and never less than the largest amount of one measure."""
    taken: dict[tuple[Resource, str], float] = {}
    largest: dict[tuple[Resource, str], float] = {}
    for measure in measures:
        for use in measure.uses:
            key = (use.resource, use.of)
            amounts = sum(use.during) + use.running * periods / 2
            taken[key] = taken.get(key, 0.0) + amounts
            largest[key] = max(largest.get(key, 0.0), *use.during)
    for (resource, of), amount in sorted(taken.items()):
        least = largest[resource, of] if resource == Resource.EFFORT else 0.0
        each = float(max(round(share * amount / periods), least))
        yield Limit(f"{resource.value} of {of}", resource, (of,), (each,) * periods)
