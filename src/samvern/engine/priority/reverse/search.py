"""Find weights, a reading and a scale under which statements hold, or prove that there are none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from samvern.engine.priority.reverse.decided import Before
from samvern.engine.priority.reverse.draft import CellPlace, Draft, Figures, Option
from samvern.engine.priority.reverse.programs import exact_multipliers, exact_values, solve
from samvern.engine.priority.reverse.proofs import Contradiction, Proof, Split, Witness, proves
from samvern.engine.priority.reverse.system import Climb, Held, System, WeightStatement, climb_to

_NOTHING = Fraction(0)

#: Splits of one proof; a proof with more says less than that none was found.
MAX_SPLITS = 400

#: A reading is chosen for a large lead, but not at any price: this near the largest is enough.
_GAP = 0.2

#: Leads within this of nothing are settled in fractions, not by the floating-point solver.
CLOSE = 1e-7


@dataclass(frozen=True)
class Question:
    """Can these statements hold together, and if so, how?

    Attributes
    ----------
    system
        The model.
    order, weights
        The statements, of the order at least one.
    are_readings_free
        Whether each uncertain judgement may be any of its levels; else all stand at their mean.
    """

    system: System
    order: tuple[Before, ...]
    weights: tuple[WeightStatement, ...]
    are_readings_free: bool

    @property
    def firsts(self) -> frozenset[str]:
        """Alternatives that are to be before another; a higher reading helps them."""
        return frozenset(found.first for found in self.order)

    @property
    def seconds(self) -> frozenset[str]:
        """Alternatives that are to be behind another; a lower reading helps them."""
        return frozenset(found.second for found in self.order)

    def climb(self, name: str, held: Held) -> Climb:
        """The climb of an alternative that suits the statements best, but for open cells."""
        if not self.are_readings_free or name not in self.firsts | self.seconds:
            return self.system.mean_climb(name)
        return self.system.extreme_climb(name, held, highest=name in self.firsts)

    def open_cells(self, held: Held) -> list[CellPlace]:
        """The cells of which a higher reading helps one statement and hurts another."""
        if not self.are_readings_free:
            return []
        return [
            (name, at)
            for name in sorted(self.firsts & self.seconds)
            for at in range(len(self.system.criteria))
            if len(self.system.levels_of(name, at, held)) > 1
        ]


#: A witness, a proof that there is none, or None when neither was found within the limits.
Answer = Witness | Proof | None


def answer(question: Question) -> Answer:
    """Find out whether statements can hold together."""
    found = _relaxed(question, {})
    if found is not None or not question.open_cells({}):
        return found
    reading = _choose_reading(question)
    if reading is not None:
        fixed = _relaxed(question, reading)
        if isinstance(fixed, Witness):
            return fixed
    return _prove_by_cases(question)


def holds(witness: Witness, question: Question) -> bool:
    """Check in fractions that every statement holds."""
    system = question.system
    weights = [witness.weights[group] for group in system.groups]
    are_weights_kept = all(
        sum(
            (f * w for f, w in zip(found.coefficients(system.groups), weights, strict=True)),
            _NOTHING,
        )
        >= 0
        for found in question.weights
    )
    leads = witness.leads(system, question.order)
    return are_weights_kept and all(lead >= 0 for lead in leads.values())


def _draft(
    question: Question, held: Held, cells: Sequence[CellPlace], *, are_whole: bool = False
) -> Draft:
    system = question.system
    levels = {cell: system.levels_of(*cell, held) for cell in cells}
    if not are_whole:  # between its extreme levels a cell can be everywhere
        levels = {cell: (found[0], found[-1]) for cell, found in levels.items()}
    return Draft(
        system,
        question.order,
        question.weights,
        {name: question.climb(name, held) for name in sorted(question.firsts | question.seconds)},
        {cell: options_at(system, cell, found) for cell, found in levels.items()},
        are_whole=are_whole,
    )


def options_at(system: System, cell: CellPlace, levels: Sequence[int]) -> list[Option]:
    """The levels of a cell as options that cost nothing."""
    steps = len(system.heights[cell[1]])
    return [Option(climb_to(level, steps), level) for level in levels]


def _relaxed(question: Question, held: Held) -> Witness | Contradiction | None:
    """Solve with open cells between their levels; None when that settles nothing."""
    cells = question.open_cells(held)
    draft = _draft(question, held, cells)
    solved = solve(draft.program)
    if solved is None:
        return None
    if solved.best <= CLOSE:
        for factors in (solved.multipliers, exact_multipliers(draft.program, solved)):
            proof = _contradiction(question, draft, factors or ())
            if proves(proof, question.system, held, are_readings_free=question.are_readings_free):
                return proof
    if solved.best < -CLOSE or cells:
        return None
    # What the floating-point solver gives may miss by a hair what binds exactly.
    for values in (solved.values, exact_values(draft.program, solved)):
        witness = values and _witness(question, draft, values, held)
        if witness:
            return witness
    return None


def _contradiction(question: Question, draft: Draft, factors: Figures) -> Contradiction:
    def above_zero(rows: Sequence[int]) -> list[Fraction]:
        return [max(Fraction(factors[row]), _NOTHING) if factors else _NOTHING for row in rows]

    order = dict(zip(question.order, above_zero(draft.order_rows), strict=True))
    weights = dict(zip(question.weights, above_zero(draft.weight_rows), strict=True))
    floor = max([*order.values(), *weights.values()], default=_NOTHING) * Fraction(1, 10**9)
    return Contradiction(
        {found: factor for found, factor in order.items() if factor > floor},
        {found: factor for found, factor in weights.items() if factor > floor},
    )


def _witness(question: Question, draft: Draft, values: Figures, held: Held) -> Witness | None:
    """Check a solution in fractions; None when it does not hold."""
    witness = Witness(
        draft.weights_of(values),
        draft.heights_of(values),
        {name: question.climb(name, held) for name in question.system.cells},
    )
    return witness if holds(witness, question) else None


def _choose_reading(question: Question) -> Held | None:
    """Choose a level for each open cell so that the smallest lead is as large as can be."""
    draft = _draft(question, {}, question.open_cells({}), are_whole=True)
    solved = solve(draft.program, gap=_GAP)
    if solved is None or solved.best < -CLOSE:
        return None
    return {cell: (option.level or 0,) for cell, option in draft.chosen(solved).items()}


def _prove_by_cases(question: Question) -> Answer:
    """Split open cells until every case is a contradiction, or one turns out to be a way."""
    left = [MAX_SPLITS]

    def prove(held: Held) -> Answer:
        found = _relaxed(question, held)
        cell = _widest(question, held)
        if found is not None or cell is None or not left[0]:
            return found
        left[0] -= 1
        levels = question.system.levels_of(*cell, held)
        middle = len(levels) // 2
        sides: list[Proof] = []
        for part in (levels[:middle], levels[middle:]):
            side = prove({**held, cell: part})
            if side is None or isinstance(side, Witness):
                return side
            sides.append(side)
        return Split(*cell, levels[middle], *sides)

    return prove({})


def _widest(question: Question, held: Held) -> CellPlace | None:
    """The open cell that matters most: with the largest part in the score."""
    system = question.system

    def width(cell: CellPlace) -> Fraction:
        levels = system.levels_of(*cell, held)
        heights = system.heights[cell[1]][levels[0] : levels[-1]]
        return system.parts[cell[1]] * sum(heights, _NOTHING)

    return max(question.open_cells(held), key=width, default=None)
