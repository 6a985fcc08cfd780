"""A panel: what an indicator was at each organisation in each period, and who started when."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from samvern.engine.errors import InvalidInput, Problem

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]


#: A value farther from nothing is a slip, and squares of such are no longer numbers.
LARGEST: Final = 1e12


@dataclass(frozen=True)
class EffectPanel:
    """The outcome of a measure, by organisation and period.

    Parameters
    ----------
    organisations
        Identifiers, each once, in any order.
    periods
        Labels such as ``2025-1`` or ``2025-06-30``, each once, the earliest first. The step from
        one to the next counts as one period.
    outcomes
        One row for each organisation with one value for each period, in the unit of the
        indicator; None where the value is missing.
    starts
        For each organisation the period in which it first did the measure; None for never.

    Raises
    ------
    InvalidInput
        ``effect.panel_invalid`` with every problem: ``effect.empty``,
        ``effect.organisation_twice``, ``effect.period_twice``, ``effect.shape``,
        ``effect.start_unknown``, ``effect.value_not_finite``,
        ``effect.value_too_large``.

    Examples
    --------
    >>> panel = EffectPanel(("a", "b"), ("2024", "2025"), ((1, 2), (1, None)), ("2025", None))
    >>> panel.missing, panel.starters
    (1, ('a',))
    """

    organisations: tuple[str, ...]
    periods: tuple[str, ...]
    outcomes: tuple[tuple[float | None, ...], ...]
    starts: tuple[str | None, ...]

    def __post_init__(self) -> None:
        problems = list(self._problems())
        if problems:
            raise InvalidInput("effect.panel_invalid", problems=problems)

    @classmethod
    def of_values(
        cls,
        values: Iterable[tuple[str, str, float]],
        starts: Mapping[str, str | None],
        periods: Sequence[str],
    ) -> EffectPanel:
        """Make a panel of values one by one; their order carries no meaning.

        Parameters
        ----------
        values
            Organisation, period and value; at most one for each organisation and period. What is
            not there is missing.
        starts
            The first period of each organisation that takes part, None for never.
        periods
            Every period, the earliest first.

        Raises
        ------
        InvalidInput
            As the panel, and ``effect.organisation_unknown``, ``effect.period_unknown``,
            ``effect.value_twice``.

        Examples
        --------
        >>> values = [("b", "2025", 3.0), ("a", "2024", 1.0), ("a", "2025", 2.0)]
        >>> EffectPanel.of_values(values, {"b": None, "a": "2025"}, ["2024", "2025"]).outcomes
        ((1.0, 2.0), (None, 3.0))
        """
        organisations = sorted(starts)
        row = {name: at for at, name in enumerate(organisations)}
        column = {label: at for at, label in enumerate(periods)}
        table: list[list[float | None]] = [[None] * len(periods) for _ in organisations]
        problems = []
        for organisation, period, value in values:
            where = f"{organisation}, {period}"
            if organisation not in row:
                problems.append(
                    Problem.of("effect.organisation_unknown", where=where, found=organisation)
                )
            elif period not in column:
                problems.append(Problem.of("effect.period_unknown", where=where, found=period))
            elif table[row[organisation]][column[period]] is not None:
                problems.append(Problem.of("effect.value_twice", where=where, found=where))
            else:
                table[row[organisation]][column[period]] = value
        if problems:
            raise InvalidInput("effect.panel_invalid", problems=problems)
        return cls(
            tuple(organisations),
            tuple(periods),
            tuple(tuple(each) for each in table),
            tuple(starts[name] for name in organisations),
        )

    @property
    def missing(self) -> int:
        """How many values are missing."""
        return sum(value is None for row in self.outcomes for value in row)

    @property
    def starters(self) -> tuple[str, ...]:
        """Organisations that have started, in the order of the panel."""
        return tuple(
            name
            for name, start in zip(self.organisations, self.starts, strict=True)
            if start is not None
        )

    def table(self) -> FloatArray:
        """The outcomes as an array, organisations by periods; NaN where missing."""
        shape = (len(self.organisations), len(self.periods))
        return np.array(self.outcomes, dtype=np.float64).reshape(shape)

    def start_positions(self, never: int) -> IntArray:
        """The position of each start among the periods; ``never`` for who has not started."""
        position = {label: at for at, label in enumerate(self.periods)}
        found = [never if start is None else position[start] for start in self.starts]
        return np.array(found, dtype=np.int64)

    def _problems(self) -> Iterator[Problem]:
        if not self.organisations or not self.periods:
            yield Problem.of("effect.empty")
        for name in _repeated(self.organisations):
            yield Problem.of("effect.organisation_twice", where=name, found=name)
        for label in _repeated(self.periods):
            yield Problem.of("effect.period_twice", where=label, found=label)
        if (
            len(self.outcomes) != len(self.organisations)
            or len(self.starts) != len(self.organisations)
            or any(len(row) != len(self.periods) for row in self.outcomes)
        ):
            yield Problem.of(
                "effect.shape", organisations=len(self.organisations), periods=len(self.periods)
            )
            return
        known = set(self.periods)
        for name, row, start in zip(self.organisations, self.outcomes, self.starts, strict=True):
            if start is not None and start not in known:
                yield Problem.of("effect.start_unknown", where=name, found=start)
            for label, value in zip(self.periods, row, strict=True):
                if value is not None and not math.isfinite(value):
                    yield Problem.of("effect.value_not_finite", where=f"{name}, {label}")
                elif value is not None and abs(value) > LARGEST:
                    yield Problem.of("effect.value_too_large", where=f"{name}, {label}")


def _repeated(names: Sequence[str]) -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1]
