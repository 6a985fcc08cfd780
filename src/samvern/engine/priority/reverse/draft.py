"""The program behind every question: weights, scales and choices of level that give an order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from samvern.engine.priority.reverse.decided import Before
from samvern.engine.priority.reverse.programs import Program, Row, Solved
from samvern.engine.priority.reverse.system import Climb, System, WeightStatement

_NOTHING, _ONE = Fraction(0), Fraction(1)
_HALF = 0.5

Figures = Sequence[float] | Sequence[Fraction]

#: Where judgements stand: alternative, and position of the criterion.
CellPlace = tuple[str, int]


@dataclass(frozen=True)
class Option:
    """One way to read a cell: how much of each step is climbed, and what choosing it costs.

    ``level`` is the position of the level, None for the mean.
    """

    climb: tuple[Fraction, ...]
    level: int | None = None
    cost: int = 0


Options = Mapping[CellPlace, Sequence[Option]]


class Draft:
    """A program that makes the smallest lead of an order as large as can be.

    Parameters
    ----------
    system, order, weights
        The model and the statements.
    climbs
        How far each alternative of the order has climbed, where no options say otherwise.
    options
        For some cells, ways to read them.
    are_whole
        Whether one option must be chosen for each cell; else the reading may lie between them.
    """

    def __init__(
        self,
        system: System,
        order: Sequence[Before],
        weights: Sequence[WeightStatement],
        climbs: Mapping[str, Climb],
        options: Options,
        *,
        are_whole: bool = False,
    ) -> None:
        self.system, self.options, self.are_whole = system, options, are_whole
        self.program = Program()
        self.one = self.program.column(_ONE, _ONE)
        self.worths = self._worth_columns()
        self.weight_rows = [self._weight_row(found) for found in weights]
        self.margin = self.program.column(Fraction(-2), Fraction(2))
        self.program.gains[self.margin] = _ONE
        self.choices: dict[CellPlace, list[int]] = {}
        values = {name: self._value(name, climb) for name, climb in climbs.items()}
        self.order_rows = [
            self.program.row(
                total(
                    (
                        (values[found.first], _ONE),
                        (values[found.second], -_ONE),
                        ({self.margin: _ONE}, -_ONE),
                    )
                )
            )
            for found in order
        ]

    def weights_of(self, values: Figures) -> dict[str, Fraction]:
        """The weights in a solution, made to sum to exactly 1."""
        raw = [_sum_at(values, row) for row in self.weights]
        whole = sum(raw) or _ONE
        return {g: value / whole for g, value in zip(self.system.groups, raw, strict=True)}

    def heights_of(self, values: Figures) -> tuple[tuple[Fraction, ...], ...]:
        """The heights of the steps in a solution; equal ones where a group weighs nothing."""
        if not self.system.is_ordinal:
            return self.system.heights
        heights = []
        for columns in self.worths:
            worths = [_sum_at(values, [column]) for column in columns]
            whole = sum(worths)
            even = Fraction(1, len(columns))
            heights.append(tuple(worth / whole if whole else even for worth in worths))
        return tuple(heights)

    def chosen(self, solved: Solved) -> dict[CellPlace, Option]:
        """The option of each cell in a solution with whole choices."""
        return {
            place: next(
                option
                for option, column in zip(self.options[place], columns, strict=True)
                if solved.values[column] > _HALF
            )
            for place, columns in self.choices.items()
        }

    def _worth_columns(self) -> list[list[int]]:
        """Columns by criterion: the worth of each step, or only the weight of the group."""
        system, program = self.system, self.program
        if system.is_ordinal:
            worths = [[program.column() for _step in heights] for heights in system.heights]
            self.weights = [
                [
                    c
                    for at, columns in enumerate(worths)
                    if system.group_of[at] == g
                    for c in columns
                ]
                for g in range(len(system.groups))
            ]
            for at, columns in enumerate(worths):
                first = worths[system.group_of.index(system.group_of[at])]
                if columns is not first:
                    # The criteria of a group are worth the same.
                    row = {**dict.fromkeys(columns, _ONE), **dict.fromkeys(first, -_ONE)}
                    program.row(row, is_zero=True)
        else:
            of_group = [program.column() for _group in system.groups]
            self.weights = [[column] for column in of_group]
            worths = [[of_group[group]] for group in system.group_of]
        row = {column: _ONE for columns in self.weights for column in columns}
        program.row({**row, self.one: -_ONE}, is_zero=True)
        return worths

    def _weight_row(self, statement: WeightStatement) -> int:
        factors = statement.coefficients(self.system.groups)
        return self.program.row(
            total(
                (dict.fromkeys(columns, _ONE), factor)
                for columns, factor in zip(self.weights, factors, strict=True)
            )
        )

    def _value(self, name: str, climb: Climb) -> Row:
        """The score of an alternative as a sum over columns."""
        parts: list[tuple[Row, Fraction]] = []
        for at, steps in enumerate(climb):
            if (name, at) in self.options:
                parts += self._open_value((name, at))
            else:
                parts.append((self._worth(at, self.worths[at], steps), _ONE))
        return total(parts)

    def _worth(self, at: int, columns: Sequence[int], climb: tuple[Fraction, ...]) -> Row:
        """What a climb is worth, by the worth of each step or the weight of the group."""
        if self.system.is_ordinal:
            return dict(zip(columns, climb, strict=True))
        return {columns[0]: self.system.worth(at, climb)}

    def _open_value(self, place: CellPlace) -> list[tuple[Row, Fraction]]:
        """Share out the worth of a cell's steps among its options."""
        at = place[1]
        program, base = self.program, self.worths[at]
        shares = [[program.column() for _column in base] for _option in self.options[place]]
        for column, parts in zip(base, zip(*shares, strict=True), strict=True):
            program.row({**dict.fromkeys(parts, _ONE), column: -_ONE}, is_zero=True)
        if self.are_whole:
            most = self.system.parts[at] if self.system.is_ordinal else _ONE
            self.choices[place] = choices = [
                program.column(_NOTHING, _ONE, whole=True) for _option in self.options[place]
            ]
            program.row({**dict.fromkeys(choices, _ONE), self.one: -_ONE}, is_zero=True)
            for choice, columns in zip(choices, shares, strict=True):
                program.row({choice: most, **dict.fromkeys(columns, -_ONE)})
        return [
            (self._worth(at, columns, option.climb), _ONE)
            for option, columns in zip(self.options[place], shares, strict=True)
        ]


def total(rows: Iterable[tuple[Row, Fraction]]) -> dict[int, Fraction]:
    """Add up rows, each times a factor."""
    added: dict[int, Fraction] = defaultdict(Fraction)
    for row, factor in rows:
        for column, value in row.items():
            if factor == 1:
                added[column] += value
            elif factor == -1:
                added[column] -= value
            else:
                added[column] += factor * value
    return added


def _sum_at(values: Figures, columns: Iterable[int]) -> Fraction:
    """Add up a few values of a solution, which may be a hair below zero."""
    return max(sum((Fraction(values[column]) for column in columns), _NOTHING), _NOTHING)
