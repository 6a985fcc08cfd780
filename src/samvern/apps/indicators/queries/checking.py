"""Values and starts held against what is here: what is new, the same, or another one; nothing is changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import Generic, TypeVar

from samvern.apps.actors.models import Actor
from samvern.apps.indicators.models import Indicator, IndicatorValue, MeasureStart, StartRegister
from samvern.apps.indicators.permissions import Permission
from samvern.apps.indicators.queries.lookup import (
    may_give_any,
    may_give_of,
    may_give_starts,
    may_give_whole,
)
from samvern.apps.indicators.rules import GivenStart, GivenValue, start_problems, value_problems
from samvern.base.viewer import Viewer
from samvern.engine.errors import NotAllowed, Problem

#: SQLite takes so many identifiers in one query, and more.
_AT_ONCE = 500

Given = TypeVar("Given", GivenValue, GivenStart)
Here = TypeVar("Here", IndicatorValue, MeasureStart)


class Change(StrEnum):
    """What a row is to what is here."""

    NEW = "new"
    REVISED = "revised"
    SAME = "same"


@dataclass(frozen=True)
class CheckedRow(Generic[Given, Here]):
    """A row that can be taken in, whom it is of, and what it takes the place of."""

    change: Change
    given: Given
    actor: Actor | None
    existing: Here | None


@dataclass(frozen=True)
class GivenCheck(Generic[Given, Here]):
    """All rows held against what is here; there are none when there are problems.

    ``seen`` is another with every change of what they are held against.
    """

    rows: tuple[CheckedRow[Given, Here], ...]
    problems: tuple[Problem, ...]
    seen: str = ""

    def of(self, change: Change) -> list[CheckedRow[Given, Here]]:
        """The rows of one kind, in the order given."""
        return [row for row in self.rows if row.change is change]


ValueCheck = GivenCheck[GivenValue, IndicatorValue]
StartCheck = GivenCheck[GivenStart, MeasureStart]


def check_values(
    viewer: Viewer, indicator: Indicator, given: Sequence[GivenValue], *, on: date, reason: str = ""
) -> ValueCheck:
    """Say what giving these values would do, and everything that is wrong with them.

    Parameters
    ----------
    on
        Today.
    reason
        Why values are revised that give no reason of their own.

    Raises
    ------
    NotAllowed
        Whoever can give no value of the indicator.
    """
    if not may_give_any(viewer, indicator):
        raise NotAllowed("permission.missing", permission=str(Permission.GIVE_VALUES))
    actors = _actors(each.actor_id for each in given)
    problems = [*_value_problems(viewer, indicator, given, actors, on)]
    problems += _twice((each, (each.period, each.actor_id, each.group)) for each in given)
    if problems:
        return GivenCheck((), tuple(problems))
    here = {(row.period, row.actor_id, row.group): row for row in _values_here(indicator, given)}
    rows, missing = [], []
    for each in given:
        existing = here.get((each.period, each.actor_id, each.group))
        change = _change(existing, existing is not None and existing.content == each.content)
        if change is Change.REVISED and not (each.reason or reason).strip():
            missing.append(Problem.of("indicator.reason_missing", where="reason", line=each.line))
        actor = actors[each.actor_id] if each.actor_id is not None else None
        rows.append(CheckedRow(change, each, actor, existing))
    if missing:
        return GivenCheck((), tuple(missing))
    return GivenCheck(tuple(rows), (), _seen(rows))


def check_starts(
    viewer: Viewer,
    register: StartRegister,
    given: Sequence[GivenStart],
    *,
    on: date,
    reason: str = "",
) -> StartCheck:
    """Say what giving these starts would do, and everything that is wrong with them; as
    :func:`check_values`.
    """
    if not may_give_starts(viewer, register):
        raise NotAllowed("permission.missing", permission=str(Permission.GIVE_VALUES))
    actors = _actors(each.actor_id for each in given)
    problems: list[Problem] = []
    for each in given:
        problems += start_problems(each, on=on)
        actor = actors.get(each.actor_id)
        if actor is None or not may_give_of(viewer, register, actor):
            problems.append(Problem.of("indicator.not_yours", where="organisation", line=each.line))
    problems += _twice(((each, each.actor_id) for each in given), code="start.row_twice")
    if problems:
        return GivenCheck((), tuple(problems))
    here = {row.actor_id: row for row in _starts_here(register, given)}
    rows, missing = [], []
    for each in given:
        existing = here.get(each.actor_id)
        change = _change(existing, existing is not None and existing.began_on == each.began_on)
        if change is Change.REVISED and not (each.reason or reason).strip():
            missing.append(Problem.of("indicator.reason_missing", where="reason", line=each.line))
        rows.append(CheckedRow(change, each, actors[each.actor_id], existing))
    if missing:
        return GivenCheck((), tuple(missing))
    return GivenCheck(tuple(rows), (), _seen(rows))


def _value_problems(
    viewer: Viewer,
    indicator: Indicator,
    given: Iterable[GivenValue],
    actors: Mapping[int, Actor],
    on: date,
) -> Iterator[Problem]:
    gives_whole = may_give_whole(viewer, indicator)
    for each in given:
        yield from value_problems(indicator, each, on=on)
        if each.actor_id is None:
            if not gives_whole:
                yield Problem.of("indicator.not_yours", where="group", line=each.line)
        elif each.actor_id not in actors or not may_give_of(
            viewer, indicator, actors[each.actor_id]
        ):
            yield Problem.of("indicator.not_yours", where="organisation", line=each.line)


def _twice(
    keyed: Iterable[tuple[GivenValue | GivenStart, object]], *, code: str = "indicator.row_twice"
) -> Iterator[Problem]:
    seen: dict[object, GivenValue | GivenStart] = {}
    for each, key in keyed:
        first = seen.setdefault(key, each)
        if first is not each:
            yield Problem.of(code, where="organisation", line=each.line, first=first.line or "")


def _change(existing: object | None, is_same: bool) -> Change:
    if existing is None:
        return Change.NEW
    return Change.SAME if is_same else Change.REVISED


def _actors(ids: Iterable[int | None]) -> dict[int, Actor]:
    return Actor.objects.in_bulk({each for each in ids if each is not None})


def _values_here(indicator: Indicator, given: Sequence[GivenValue]) -> list[IndicatorValue]:
    periods = sorted({each.period for each in given})
    here = IndicatorValue.objects.filter(indicator=indicator, replaced_at__isnull=True)
    found: list[IndicatorValue] = []
    for start in range(0, len(periods), _AT_ONCE):
        found += here.filter(period__in=periods[start : start + _AT_ONCE])
    return found


def _starts_here(register: StartRegister, given: Sequence[GivenStart]) -> list[MeasureStart]:
    actors = sorted({each.actor_id for each in given})
    here = MeasureStart.objects.filter(measure=register.measure, replaced_at__isnull=True)
    found: list[MeasureStart] = []
    for start in range(0, len(actors), _AT_ONCE):
        found += here.filter(actor__in=actors[start : start + _AT_ONCE])
    return found


def _seen(rows: Iterable[CheckedRow[Given, Here]]) -> str:
    """Another for every other state of what is here."""
    keys = [(row.existing.pk if row.existing else 0, row.change.value) for row in rows]
    return sha256(repr(keys).encode()).hexdigest()[:32]
