"""Mappings between requirements as a table, CSV or XLSX, for people who work in a spreadsheet.

One row for each mapping. Headings are those of :data:`COLUMNS`, in any order; the words for
relations, styles, rationales and reviews are those of the engine. Separators and encodings are
taken as they come, as :func:`samvern.formats.tables.read_sheet` does.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import BinaryIO, Final, Literal, TypeVar

from samvern.engine.errors import InvalidInput, Problem
from samvern.engine.mappings import (
    Rationale,
    Relation,
    RequirementMapping,
    RequirementRef,
    ReviewState,
    Style,
)
from samvern.formats.tables import Cell, Column, Row, read_sheet, write_csv, write_xlsx

Kind = Literal["csv", "xlsx"]

COLUMNS: Final = (
    Column("id", 14),
    Column("source_framework", 18),
    Column("source", 12),
    Column("source_title", 40),
    Column("relation", 12),
    Column("target_framework", 18),
    Column("target", 12),
    Column("target_title", 40),
    Column("style", 12),
    Column("rationale", 12),
    Column("why", 50),
    Column("confidence", 12, "0.00"),
    Column("mapper", 20),
    Column("on", 12),
    Column("source_version", 14),
    Column("target_version", 14),
    Column("review", 12),
    Column("reviewer", 20),
)
_NEEDED: Final = ("source_framework", "source", "relation", "target_framework", "target")

Word = TypeVar("Word", bound=StrEnum)


def write(
    mappings: Iterable[RequirementMapping],
    stream: BinaryIO,
    *,
    kind: Kind,
    titles: Mapping[RequirementRef, str] = MappingProxyType({}),
) -> None:
    """Write mappings so that :func:`read` gives the same ones back; titles are for people."""
    rows = (_cells(mapping, titles) for mapping in mappings)
    if kind == "csv":
        write_csv(COLUMNS, rows, stream)
    else:
        write_xlsx(COLUMNS, rows, stream)


def _cells(mapping: RequirementMapping, titles: Mapping[RequirementRef, str]) -> Sequence[Cell]:
    return (
        mapping.id,
        mapping.source.framework,
        mapping.source.id,
        titles.get(mapping.source, ""),
        mapping.relation.value,
        mapping.target.framework,
        mapping.target.id,
        titles.get(mapping.target, ""),
        mapping.style.value,
        mapping.rationale.value if mapping.rationale else "",
        mapping.why,
        mapping.confidence,
        mapping.mapper,
        mapping.on,
        mapping.source_version,
        mapping.target_version,
        mapping.state.value,
        mapping.reviewer,
    )


def read(content: bytes, *, name: str, sheet: str = "") -> tuple[RequirementMapping, ...]:
    """Read mappings from a table.

    Raises
    ------
    InvalidInput
        As :func:`samvern.formats.tables.read_sheet`; ``mapping_table.invalid``, whose
        ``problems`` are all that is wrong, with row and column.
    """
    found = read_sheet(content, name=name, sheet=sheet)
    if not found.rows:
        raise InvalidInput("table.empty", name=name)
    heading, *rows = found.rows
    found.check_width(heading.number, heading.cells, name=name)
    reading = _Reading(heading)
    mappings = tuple(reading.mappings(rows))
    if reading.problems:
        raise InvalidInput("mapping_table.invalid", problems=reading.problems, name=name)
    return mappings


@dataclass
class _Reading:
    """One reading: where each heading stands, and the problems met."""

    heading: Row
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        titles = [str(cell or "").strip().lower() for cell in self.heading.cells]
        self.place = {title: place for place, title in reversed(list(enumerate(titles)))}

    def mappings(self, rows: Iterable[Row]) -> Iterator[RequirementMapping]:
        """The mappings of the rows that can be read."""
        known = ", ".join(column.title for column in COLUMNS)
        self.problems += [
            Problem.of(
                "mapping_table.heading_missing",
                where=title,
                line=self.heading.number,
                heading=title,
                known=known,
            )
            for title in _NEEDED
            if title not in self.place
        ]
        if not self.problems:
            yield from filter(None, map(self._mapping, rows))

    def _mapping(self, row: Row) -> RequirementMapping | None:
        told = len(self.problems)
        relation = self._word(Relation, row, "relation")
        for title in _NEEDED:
            if not self._text(row, title):
                self._say("value.missing", row, title)
        style = self._word(Style, row, "style")
        rationale = self._word(Rationale, row, "rationale")
        state = self._word(ReviewState, row, "review")
        confidence, on = self._confidence(row), self._day(row)
        if len(self.problems) > told or relation is None:
            return None
        return RequirementMapping(
            id=self._text(row, "id") or str(row.number),
            source=RequirementRef(self._text(row, "source_framework"), self._text(row, "source")),
            target=RequirementRef(self._text(row, "target_framework"), self._text(row, "target")),
            relation=relation,
            mapper=self._text(row, "mapper"),
            on=on,
            style=style or Style.SET_THEORY,
            rationale=rationale,
            why=self._text(row, "why"),
            confidence=confidence,
            source_version=self._text(row, "source_version"),
            target_version=self._text(row, "target_version"),
            state=state or ReviewState.PROPOSED,
            reviewer=self._text(row, "reviewer"),
        )

    def _cell(self, row: Row, title: str) -> Cell:
        place = self.place.get(title, len(row.cells))
        return row.cells[place] if place < len(row.cells) else None

    def _text(self, row: Row, title: str) -> str:
        cell = self._cell(row, title)
        if isinstance(cell, float) and cell.is_integer():
            cell = int(cell)
        if isinstance(cell, datetime | date) and title in ("source", "target"):
            self._say("cell.code_is_date", row, title, found=cell.isoformat()[:10])
        return "" if cell is None else str(cell).replace("\r\n", "\n").strip()

    def _say(self, code: str, row: Row, title: str, **params: object) -> None:
        column = self.place[title] + 1 if title in self.place else None
        self.problems.append(
            Problem.of(code, where=title, line=row.number, column=column, header=title, **params)
        )

    def _word(self, words: type[Word], row: Row, title: str) -> Word | None:
        text = self._text(row, title).lower()
        if not text:
            return None
        try:
            return words(text)
        except ValueError:
            known = ", ".join(word.value for word in words)
            self._say("value.unknown", row, title, found=text[:40], known=known)
            return None

    def _confidence(self, row: Row) -> float | None:
        text = self._text(row, "confidence")
        if not text:
            return None
        try:
            found = float(text.replace(",", "."))
        except ValueError:
            found = math.nan
        if not 0 <= found <= 1:
            self._say("mappings.confidence", row, "confidence", found=text[:40])
            return None
        return found

    def _day(self, row: Row) -> date | None:
        cell = self._cell(row, "on")
        if isinstance(cell, datetime):
            return cell.date()
        if isinstance(cell, date) or cell is None:
            return cell
        try:
            return date.fromisoformat(str(cell).strip())
        except ValueError:
            self._say("date.invalid", row, "on", found=str(cell)[:40])
            return None
