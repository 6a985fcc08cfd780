"""Values and starts as rows of a table that somebody keeps in a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Final, Generic, TypeVar

from samvern.engine import tables
from samvern.engine.alphabet import search_key
from samvern.engine.errors import InvalidInput, Problem
from samvern.engine.indicators.periods import (
    FIRST_YEAR,
    LAST_YEAR,
    Frequency,
    period_on,
    read_period,
)
from samvern.engine.tables import Cell, Heading, Line, Unreadable, column_letters, readable_text

_ORGANISATION: Final = (
    "organisasjon | virksomhet | verksemd | organisasjonsnummer | orgnr | org.nr. | org nr | aktør | "
    "organisation | organization | organisation number | actor | navn | namn | name"
)
_REASON: Final = (
    "begrunnelse | grunngjeving | grunn | årsak | hvorfor | kvifor | kommentar | reason | why | "
    "why it was changed | hvorfor den ble endret | kvifor han vart endra"
)

#: What a column of values can stand for, with the headings that are understood.
VALUE_FIELDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "period": "periode | dato | målt | måledato | dag | period | date | day | measured on | "
        "halvår | kvartal | år | månad | måned | year",
        "value": "verdi | måling | resultat | tall | tal | andel | value | result | share",
        "organisation": _ORGANISATION,
        "group": "gruppe | kategori | group | category",
        "count": "n | antall | antal | antall målt | talet på målte | number | number measured | count",
        "lower": "nedre | nedre grense | fra | frå | lower | lower end | low",
        "upper": "øvre | øvre grense | til | upper | upper end | high",
        "reason": _REASON,
    }
)
START_FIELDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "organisation": _ORGANISATION,
        "began_on": "begynte | starta | startet | startdato | dato | begynt | tatt i bruk | "
        "teke i bruk | began on | began | start | started | started on | date",
        "reason": _REASON,
    }
)
_NEEDED: Final = {"period", "value"}
_NEEDED_OF_STARTS: Final = {"organisation", "began_on"}
#: What stands in a cell of an organisation that has not begun.
_NOT_BEGUN: Final = frozenset(
    map(
        search_key,
        ("", "-", "–", "nei", "no", "ikke", "ikkje", "ikke begynt", "ikkje begynt", "not begun"),
    )
)

Row = TypeVar("Row")


@dataclass(frozen=True)
class ValueRow:
    """A row of values as it was read; ``organisation`` is a number or a name as it stands there."""

    line: int
    period: str
    value: float
    organisation: str = ""
    group: str = ""
    taken_on: date | None = None
    count: int | None = None
    lower: float | None = None
    upper: float | None = None
    reason: str = ""


@dataclass(frozen=True)
class StartRow:
    """A row of starts as it was read; without a day, that the organisation has not begun."""

    line: int
    organisation: str
    began_on: date | None
    reason: str = ""


@dataclass(frozen=True)
class ReadRows(Generic[Row]):
    """What a table holds: the rows that can be read, and everything that is wrong in the others."""

    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]


def heading_of(rows: Sequence[Line], fields: Mapping[str, str]) -> Heading:
    """Where the headings stand: where most of them are understood."""
    known = _synonyms(fields)
    return tables.find_heading(
        rows, lambda heading: sum(search_key(title) in known for title in heading.titles)
    )


def guess_fields(heading: Heading, fields: Mapping[str, str]) -> tuple[str, ...]:
    """What each column stands for, by its heading: the very word, else one like it, else nothing.

    Examples
    --------
    >>> guess_fields(Heading(1, 1, ("Orgnr", "Periode", "Verdi", "Farge"), ("",) * 4), VALUE_FIELDS)
    ('organisation', 'period', 'value', '')
    """
    known = _synonyms(fields)
    taken: set[str] = set()
    found = []
    for title in heading.titles:
        target = known.get(search_key(title), "")
        found.append(target if target not in taken else "")
        taken.add(found[-1])
    for place, title in enumerate(heading.titles):
        if title and not found[place]:
            target = tables.alike(title, known, ()).target
            if target and target not in taken:
                found[place] = target
                taken.add(target)
    return tuple(found)


def read_values(
    rows: Iterable[Line], heading: Heading, targets: Sequence[str], frequency: Frequency
) -> ReadRows[ValueRow]:
    """The values of a table, or everything that is wrong in it.

    Parameters
    ----------
    targets
        What each column stands for, one of :data:`VALUE_FIELDS` or nothing.
    frequency
        How long the periods are; a day is read as the period that it lies in.
    """

    def row(cells: _Cells) -> ValueRow:
        period, taken_on = cells.period(frequency)
        return ValueRow(
            line=cells.line,
            period=period,
            value=cells.number("value", is_needed=True) or 0.0,
            organisation=cells.text("organisation"),
            group=cells.text("group"),
            taken_on=taken_on,
            count=cells.whole("count"),
            lower=cells.number("lower"),
            upper=cells.number("upper"),
            reason=cells.text("reason"),
        )

    return _read(rows, heading, targets, _NEEDED, row)


def read_starts(
    rows: Iterable[Line], heading: Heading, targets: Sequence[str]
) -> ReadRows[StartRow]:
    """The starts of a table, or everything that is wrong in it; as :func:`read_values`."""

    def row(cells: _Cells) -> StartRow:
        name = cells.text("organisation", is_needed=True)
        return StartRow(cells.line, name, cells.day_or_none("began_on"), cells.text("reason"))

    return _read(rows, heading, targets, _NEEDED_OF_STARTS, row)


def _synonyms(fields: Mapping[str, str]) -> Mapping[str, str]:
    return {
        search_key(name): target
        for target, names in fields.items()
        for name in (target, *names.split(" | "))
    }


def _read(
    rows: Iterable[Line],
    heading: Heading,
    targets: Sequence[str],
    needed: Iterable[str],
    make: Callable[[_Cells], Row],
) -> ReadRows[Row]:
    places = {target: place for place, target in enumerate(targets) if target}
    known = ", ".join(filter(None, heading.names))[:300]
    missing = [
        Problem.of("indicator.column_missing", where=each, known=known)
        for each in sorted(set(needed) - places.keys())
    ]
    if missing:
        return ReadRows((), tuple(missing))
    made, problems = [], []
    for line in tables.rows_below(rows, heading):
        cells = _Cells(line.number, line.cells, places, [])
        found = make(cells)
        problems += cells.problems
        if not cells.problems:
            made.append(found)
    if not made and not problems:
        problems = [Problem.of("indicator.no_rows")]
    return ReadRows(tuple(made), tuple(problems))


@dataclass(frozen=True)
class _Cells:
    """The cells of a row by what they stand for; what cannot be read is noted as a problem."""

    line: int
    cells: Sequence[Cell]
    places: Mapping[str, int]
    problems: list[Problem]

    def text(self, target: str, *, is_needed: bool = False) -> str:
        try:
            text = " ".join(readable_text(self._cell(target)).split())
        except Unreadable as error:
            self._note(error.code, target, **error.params)
            return ""
        if is_needed and not text:
            self._note("indicator.cell_missing", target)
        return text

    def number(self, target: str, *, is_needed: bool = False) -> float | None:
        cell = self._cell(target)
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            return float(cell)
        text = self.text(target, is_needed=is_needed)
        if not text:
            return None
        try:
            return float(plain_number(text))
        except ValueError:
            self._note("indicator.number_unreadable", target, found=text[:40])
            return None

    def whole(self, target: str) -> int | None:
        found = self.number(target)
        if found is None:
            return None
        if not found.is_integer():
            self._note("indicator.number_unreadable", target, found=str(found))
            return None
        return int(found)

    def period(self, frequency: Frequency) -> tuple[str, date | None]:
        """The period, and the very day where one was given."""
        cell = self._cell("period")
        if isinstance(cell, date):
            day = cell.date() if isinstance(cell, datetime) else cell
            # A spreadsheet makes the first of the month of a month that is written in it.
            is_month = frequency is Frequency.MONTH and day.day == 1
            return self._period_on(day, frequency), None if is_month else day
        text = self.text("period", is_needed=True)
        try:
            return read_period(text, frequency).text, None
        except InvalidInput as error:
            found = plain_day(text)
            if found is None:
                if text:
                    self._note(error.code, "period", **error.params)
                return "", None
            return self._period_on(found, frequency), found

    def _period_on(self, day: date, frequency: Frequency) -> str:
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            self._note("indicator.date_out_of_range", "period")
            return ""
        return period_on(day, frequency).text

    def day_or_none(self, target: str) -> date | None:
        cell = self._cell(target)
        if isinstance(cell, date):
            return cell.date() if isinstance(cell, datetime) else cell
        text = self.text(target)
        if search_key(text) in _NOT_BEGUN:
            return None
        found = plain_day(text)
        if found is None:
            self._note("indicator.date_unreadable", target, found=text[:40])
        return found

    def _cell(self, target: str) -> Cell:
        place = self.places.get(target)
        return self.cells[place] if place is not None and place < len(self.cells) else None

    def _note(self, code: str, target: str, **params: object) -> None:
        place = self.places.get(target, 0)
        where = f"{column_letters(place)}{self.line}"
        self.problems.append(
            Problem.of(code, where=where, line=self.line, column=place + 1, **params)
        )


def plain_number(text: str) -> str:
    r"""A number as people write it, as Python reads it.

    Examples
    --------
    >>> [plain_number(text) for text in ("12,5 %", "1\u00a0234,5", "1.234,5", "1,234.5", "−3")]
    ['12.5', '1234.5', '1234.5', '1234.5', '-3']
    """
    plain = "".join(text.replace("−", "-").removesuffix("%").split())
    if "," in plain and "." in plain:
        thousands = "." if plain.rindex(",") > plain.rindex(".") else ","
        plain = plain.replace(thousands, "")
    return plain.replace(",", ".")


def plain_day(text: str) -> date | None:
    """A day as people write it, 2027-06-30 or 30.06.2027; None for what is none."""
    for form in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None
