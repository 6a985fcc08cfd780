"""A table of values or starts, held against the register of actors and what is here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Generic, TypeVar

from samvern.apps.actors import queries as actors
from samvern.apps.actors.models import Actor
from samvern.apps.indicators.models import Indicator, StartRegister
from samvern.apps.indicators.queries.checking import (
    StartCheck,
    ValueCheck,
    check_starts,
    check_values,
)
from samvern.apps.indicators.rules import GivenStart, GivenValue
from samvern.base.viewer import Viewer
from samvern.engine import org_number
from samvern.engine.errors import Problem
from samvern.engine.indicators import (
    START_FIELDS,
    VALUE_FIELDS,
    StartRow,
    ValueRow,
    guess_fields,
    heading_of,
    read_starts,
    read_values,
)
from samvern.engine.tables import Heading
from samvern.formats.incoming import file_name
from samvern.formats.tables import Sheet, read_sheet_below

#: SQLite takes at most a thousand identifiers in one query.
_AT_ONCE: Final = 500
#: Every organisation of the sector in all periods of some years.
_MOST_ROWS: Final = 100_000

Check = TypeVar("Check", ValueCheck, StartCheck)
SomeRow = TypeVar("SomeRow", ValueRow, StartRow)
SomeGiven = TypeVar("SomeGiven", GivenValue, GivenStart)


@dataclass(frozen=True)
class IncomingTable:
    """A table as somebody sent it; ``targets`` is what each column stands for."""

    sheet: Sheet
    heading: Heading
    targets: tuple[str, ...]


@dataclass(frozen=True)
class IncomingCheck(Generic[Check]):
    """A table, and what taking it in would do."""

    table: IncomingTable
    check: Check


def table_of(
    content: bytes, name: str, fields: Mapping[str, str], targets: Sequence[str] = ()
) -> IncomingTable:
    """A CSV or XLSX file; ``targets`` is what somebody says that its columns stand for, in their order,
    and guessed where nobody says.

    Raises
    ------
    InvalidInput
        As :func:`samvern.formats.tables.read_sheet_below`; ``table.row_too_wide``.
    """
    sheet = read_sheet_below(content, name=file_name(name), most_rows=_MOST_ROWS)
    heading = heading_of(sheet.rows, fields)
    sheet.check_width(heading.last_row, heading.titles, name=file_name(name))
    is_said = len(targets) == len(heading.titles) and set(targets) <= {"", *fields}
    return IncomingTable(
        sheet, heading, tuple(targets) if is_said else guess_fields(heading, fields)
    )


def values_in(
    viewer: Viewer,
    indicator: Indicator,
    content: bytes,
    *,
    name: str,
    on: date,
    reason: str = "",
    targets: Sequence[str] = (),
) -> IncomingCheck[ValueCheck]:
    """Say what taking in a table of values would do, and everything that is wrong with it.

    Raises
    ------
    NotAllowed
        Whoever can give no value of the indicator.
    InvalidInput
        When the file cannot be read.
    """
    check_values(viewer, indicator, (), on=on)
    table = table_of(content, name, VALUE_FIELDS, targets)
    read = read_values(table.sheet.rows, table.heading, table.targets, indicator.often)
    given, unknown = _with_actors(viewer, read.rows, _as_value)
    check = check_values(viewer, indicator, given, on=on, reason=reason)
    return IncomingCheck(table, _placed(check, table, (*read.problems, *unknown)))


def starts_in(
    viewer: Viewer,
    register: StartRegister,
    content: bytes,
    *,
    name: str,
    on: date,
    reason: str = "",
    targets: Sequence[str] = (),
) -> IncomingCheck[StartCheck]:
    """Say what taking in a table of starts would do; as :func:`values_in`."""
    check_starts(viewer, register, (), on=on)
    table = table_of(content, name, START_FIELDS, targets)
    read = read_starts(table.sheet.rows, table.heading, table.targets)
    given, unknown = _with_actors(viewer, read.rows, _as_start)
    check = check_starts(viewer, register, given, on=on, reason=reason)
    return IncomingCheck(table, _placed(check, table, (*read.problems, *unknown)))


def _as_value(row: ValueRow, actor: Actor | None) -> GivenValue:
    return GivenValue(
        period=row.period,
        value=row.value,
        actor_id=actor.pk if actor else None,
        group=row.group,
        taken_on=row.taken_on,
        count=row.count,
        lower=row.lower,
        upper=row.upper,
        reason=row.reason,
        line=row.line,
    )


def _as_start(row: StartRow, actor: Actor | None) -> GivenStart:
    return GivenStart(actor.pk if actor else 0, row.began_on, row.reason, row.line)


def _with_actors(
    viewer: Viewer,
    rows: Sequence[SomeRow],
    make: Callable[[SomeRow, Actor | None], SomeGiven],
) -> tuple[list[SomeGiven], list[Problem]]:
    """The rows with the organisations of the register that they name."""
    found = _named(viewer, {row.organisation for row in rows if row.organisation})
    given, problems = [], []
    for row in rows:
        actors_of = found.get(row.organisation, ())
        if row.organisation and len(actors_of) != 1:
            code = "several" if actors_of else "unknown"
            problems.append(
                Problem.of(
                    f"indicator.organisation_{code}",
                    where="organisation",
                    line=row.line,
                    found=row.organisation[:60],
                )
            )
            continue
        given.append(make(row, actors_of[0] if row.organisation else None))
    return given, problems


def _named(viewer: Viewer, names: Iterable[str]) -> Mapping[str, Sequence[Actor]]:
    """The organisations that go by a number or a name."""
    numbers = {name: "".join(name.split()) for name in names}
    by_number = {name: each for name, each in numbers.items() if _is_number(each)}
    known: dict[str, Actor] = {}
    wanted = sorted(set(by_number.values()))
    for start in range(0, len(wanted), _AT_ONCE):
        part = Actor.objects.visible_to(viewer).filter(
            org_number__in=wanted[start : start + _AT_ONCE]
        )
        known |= {each.org_number or "": each for each in part}
    by_name = actors.actors_by_name([name for name in names if name not in by_number])
    found: dict[str, Sequence[Actor]] = dict(by_name)
    for name, number in by_number.items():
        found[name] = (known[number],) if number in known else ()
    return found


def _is_number(text: str) -> bool:
    return len(text) == org_number.DIGITS and text.isascii() and text.isdigit()


def _placed(check: Check, table: IncomingTable, unread: Sequence[Problem]) -> Check:
    """What is wrong with rows, with the cell that it stands in; none is taken in where some were not
    read.
    """
    places = {target: place + 1 for place, target in enumerate(table.targets) if target}
    problems = tuple(
        replace(each, column=each.column or places.get(each.where)) if each.line else each
        for each in (*unread, *check.problems)
    )
    return replace(check, rows=() if problems else check.rows, problems=problems)
