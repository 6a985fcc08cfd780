"""What judgements would have to be for a decided order to be possible.

Each judgement stays as it is, or is settled at a level. To settle an uncertain judgement at one
of its levels is to wait and see; to move it to a level that nobody thought possible is a change,
the larger the more levels it moves. The cheapest choice is found as a mixed-integer program: first
as few steps of change as possible, then as few settled judgements.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from samvern.engine.priority.reverse.draft import CellPlace, Draft, Option
from samvern.engine.priority.reverse.programs import solve
from samvern.engine.priority.reverse.proofs import Witness
from samvern.engine.priority.reverse.search import Question, answer, options_at
from samvern.engine.priority.reverse.system import Cell, System, climb_to

#: A step of change costs more than settling all the uncertain judgements there are.
_STEP = 1000

#: A change of so many steps found among small moves cannot be beaten by larger ones.
_SURELY_SMALLEST = 2

#: Larger programs of changes are not solved in seconds; then only small moves are looked at, or
#: none at all.
MAX_OPTIONS, MAX_OPTIONS_NEARBY = 400, 2_000


@dataclass(frozen=True)
class Settled:
    """A judgement that would have to stand at one level.

    Attributes
    ----------
    alternative, criterion
        Identifiers.
    judged
        The levels it may stand at as judged, lowest first.
    level
        The level it would have to stand at.
    chance
        How probable the judgement makes that level, 0..1; 0 for a change.
    steps
        How many levels that is from the nearest of those judged; 0 unless it is a change.
    """

    alternative: str
    criterion: str
    judged: tuple[str, ...]
    level: str
    chance: float
    steps: int

    def to_json(self) -> dict[str, object]:
        """Give the judgement as the plain values of the published schema."""
        return {
            "alternative": self.alternative,
            "criterion": self.criterion,
            "judged": list(self.judged),
            "level": self.level,
            "chance": self.chance,
            "steps": self.steps,
        }


@dataclass(frozen=True)
class Settlement:
    """Judgements that together make a decided order possible, all others standing at their mean.

    ``witness`` shows how the order holds then; ``is_smallest`` says whether it is certain that
    nothing smaller will do.
    """

    settled: tuple[Settled, ...]
    witness: Witness
    is_smallest: bool

    @property
    def steps(self) -> int:
        """How many levels judgements move in all."""
        return sum(found.steps for found in self.settled)


def cheapest_settlement(question: Question, *, with_changes: bool) -> Settlement | None:
    """Find what judgements must be settled, and perhaps changed, for an order to be possible.

    Parameters
    ----------
    question
        The statements; all alternatives that they speak of may be judged otherwise.
    with_changes
        Whether judgements may move to levels at which they cannot stand as judged.

    Returns
    -------
    Settlement or None
        None when no judgements make the order possible, or nothing was found within the limits.
        Its witness is checked in fractions.
    """
    if not with_changes:
        return _cheapest(question, farthest=0)
    # Judgements that move by one level need a far smaller program. What it finds is the smallest
    # of all if it is no more than two steps, for any other change moves at least one by two.
    if _count_options(question, farthest=1) > MAX_OPTIONS_NEARBY:
        return None
    near = _cheapest(question, farthest=1)
    if near is not None and near.steps <= _SURELY_SMALLEST:
        return near
    if _count_options(question, farthest=None) > MAX_OPTIONS:
        return near and replace(near, is_smallest=False)
    return _cheapest(question, farthest=None) or near


def _cheapest(question: Question, *, farthest: int | None) -> Settlement | None:
    system = question.system
    options = _options(question, farthest)
    climbs = {name: system.mean_climb(name) for name in question.firsts | question.seconds}
    climbs = dict(sorted(climbs.items()))
    draft = Draft(system, question.order, question.weights, climbs, options, are_whole=True)
    draft.program.lower[draft.margin] = Fraction(0)
    draft.program.gains = {
        column: Fraction(-option.cost)
        for cell, columns in draft.choices.items()
        for option, column in zip(options[cell], columns, strict=True)
    }
    solved = solve(draft.program)
    if solved is None:
        return None
    settled = tuple(_settled(system, draft.chosen(solved).items()))
    changed = _with_levels(system, settled)
    found = answer(replace(question, system=changed, are_readings_free=False))
    return Settlement(settled, found, solved.is_best) if isinstance(found, Witness) else None


def _options(question: Question, farthest: int | None) -> dict[CellPlace, list[Option]]:
    """The ways to settle each cell that more than one way is open for."""
    cells = {
        (name, at): list(_options_of(question, (name, at), farthest))
        for name in sorted(question.firsts | question.seconds)
        for at in range(len(question.system.criteria))
    }
    return {cell: found for cell, found in cells.items() if len(found) > 1}


def _count_options(question: Question, farthest: int | None) -> int:
    return sum(len(found) for found in _options(question, farthest).values())


def _options_of(question: Question, cell: CellPlace, farthest: int | None) -> Iterator[Option]:
    """As judged; and settled at each level that can help, no farther than so many steps."""
    system, (name, at) = question.system, cell
    judged = system.cells[name][at]
    yield Option(judged.mean)
    is_first, is_second = name in question.firsts, name in question.seconds
    for option in options_at(system, cell, range(len(system.heights[at]) + 1)):
        level = option.level or 0
        steps = _distance(level, judged.levels)
        if judged.levels == (level,) or (farthest is not None and steps > farthest):
            continue
        # What is only to be before others gains by higher levels alone, and so on.
        if (is_first and (is_second or level >= judged.levels[-1])) or (
            is_second and (is_first or level <= judged.levels[0])
        ):
            yield replace(option, cost=1 + _STEP * steps)


def _settled(system: System, chosen: Iterable[tuple[CellPlace, Option]]) -> Iterator[Settled]:
    for (name, at), option in chosen:
        if option.level is None:
            continue
        criterion, judged = system.criteria[at], system.cells[name][at]
        names = [level.level for level in criterion.levels]
        reached = [Fraction(1), *judged.mean, Fraction(0)]
        yield Settled(
            name,
            criterion.id,
            tuple(names[level] for level in judged.levels),
            names[option.level],
            float(reached[option.level] - reached[option.level + 1]),
            _distance(option.level, judged.levels),
        )


def _with_levels(system: System, settled: Iterable[Settled]) -> System:
    """Put the settled judgements in place of those that were made."""
    cells = {name: list(row) for name, row in system.cells.items()}
    for found in settled:
        at = next(n for n, each in enumerate(system.criteria) if each.id == found.criterion)
        names = [level.level for level in system.criteria[at].levels]
        level = names.index(found.level)
        cells[found.alternative][at] = Cell((level,), climb_to(level, len(names) - 1))
    return replace(system, cells={name: tuple(row) for name, row in cells.items()})


def _distance(level: int, judged: tuple[int, ...]) -> int:
    return min(abs(level - other) for other in judged)
