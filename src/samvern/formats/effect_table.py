"""Values by organisation and period, and who started when, as a table: CSV or XLSX.

Either a row for each organisation and period, with the columns ``organisation``, ``period``, ``value``
and ``start``; or a row for each organisation, with ``organisation``, ``start`` and a column for each
period. ``start`` is the period of the start, empty for who has not started; an empty value is missing.
Separators and encodings are taken as they come, as :func:`samvern.formats.tables.read_sheet` does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import isfinite
from typing import Final

from samvern.engine.effects import EffectPanel
from samvern.engine.errors import InvalidInput, Problem
from samvern.engine.tables import text_of
from samvern.formats.tables import Cell, Row, read_sheet

ORGANISATION, PERIOD, VALUE, START = "organisation", "period", "value", "start"

#: Two thousand organisations in 48 periods, a row for each.
MAX_ROWS: Final = 100_000


def read(content: bytes, *, name: str, sheet: str = "") -> EffectPanel:
    """Read a panel.

    Raises
    ------
    InvalidInput
        As :func:`samvern.formats.tables.read_sheet`; ``effect.panel_invalid``, whose ``problems`` are
        all that is wrong, with row and column where they have one.
    """
    found = read_sheet(content, name=name, sheet=sheet, most_rows=MAX_ROWS)
    if not found.rows:
        raise InvalidInput("table.empty", name=name)
    heading, *rows = found.rows
    found.check_width(heading.number, heading.cells, name=name)
    reading = _Reading([text_of(cell) for cell in heading.cells])
    reading.read(rows)
    if reading.problems:
        raise InvalidInput("effect.panel_invalid", problems=reading.problems)
    return EffectPanel.of_values(reading.values, reading.starts, _in_order(reading.periods))


@dataclass
class _Reading:
    """One reading: where each heading stands, what was read, and the problems met."""

    headings: Sequence[str]
    values: list[tuple[str, str, float]] = field(default_factory=list)
    starts: dict[str, str | None] = field(default_factory=dict)
    periods: dict[str, None] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        names = [heading.lower() for heading in self.headings]
        self.place = {name: at for at, name in reversed(list(enumerate(names)))}

    def read(self, rows: Iterable[Row]) -> None:
        """Take in every row, of whichever of the two forms the headings tell."""
        is_long = PERIOD in self.place or VALUE in self.place
        needed = (ORGANISATION, PERIOD, VALUE, START) if is_long else (ORGANISATION, START)
        missing = [name for name in needed if name not in self.place]
        self.problems += [
            Problem.of("effect_table.column_missing", where=name, heading=name) for name in missing
        ]
        if missing:
            return
        for row in rows:
            organisation = self._text(row, self.place[ORGANISATION])
            if not organisation:
                self._say("effect_table.cell_empty", row, self.place[ORGANISATION])
                continue
            self._begin(row, organisation)
            for period, place in self._cells(row, is_long=is_long):
                self.periods.setdefault(period)
                value = self._value(row, place)
                if value is not None:
                    self.values.append((organisation, period, value))

    def _begin(self, row: Row, organisation: str) -> None:
        start = self._text(row, self.place[START]) or None
        if self.starts.setdefault(organisation, start) != start:
            self._say(
                "effect_table.two_starts", row, self.place[START], organisation=organisation[:60]
            )

    def _cells(self, row: Row, *, is_long: bool) -> Iterator[tuple[str, int]]:
        if not is_long:
            others = {self.place[ORGANISATION], self.place[START]}
            for place, heading in enumerate(self.headings):
                if heading and place not in others:
                    yield heading, place
            return
        period = self._text(row, self.place[PERIOD])
        if period:
            yield period, self.place[VALUE]
        else:
            self._say("effect_table.cell_empty", row, self.place[PERIOD])

    def _value(self, row: Row, place: int) -> float | None:
        cell = self._cell(row, place)
        text = text_of(cell)
        if not text:
            return None
        try:
            plain = text.replace("\u00a0", "").replace(" ", "").replace(",", ".")
            value = float(plain)
        except ValueError:
            self._say("effect_table.not_a_number", row, place, found=text[:40])
            return None
        if not isfinite(value):
            self._say("effect_table.not_a_number", row, place, found=text[:40])
            return None
        return value

    def _cell(self, row: Row, place: int) -> Cell:
        return row.cells[place] if place < len(row.cells) else None

    def _text(self, row: Row, place: int) -> str:
        return text_of(self._cell(row, place))

    def _say(self, code: str, row: Row, place: int, **params: object) -> None:
        heading = self.headings[place]
        self.problems.append(
            Problem.of(
                code,
                where=heading,
                line=row.number,
                column=place + 1,
                heading=heading,
                **params,
            )
        )


def _in_order(periods: Iterable[str]) -> list[str]:
    """The earliest first: by their numbers where all are numbers, else as they are written."""
    found = list(periods)
    if all(period.isascii() and period.isdigit() for period in found):
        return sorted(found, key=int)
    return sorted(found)
