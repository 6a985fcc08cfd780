"""The feed of changes, ``/oppdateringer/enheter`` and ``…/underenheter``, page by page."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from samvern.engine.errors import InvalidInput, Problem
from samvern.engine.org_number import is_org_number
from samvern.formats.enhetsregisteret.bulk import Row
from samvern.formats.enhetsregisteret.row import read_row

_EVENTS: Final = ("oppdaterteEnheter", "oppdaterteUnderenheter")
_UNITS: Final = ("enheter", "underenheter")


class UnitChange(StrEnum):
    """What the feed says has happened to a unit, in its own words."""

    NEW = "Ny"
    CHANGED = "Endring"
    DELETED = "Sletting"
    REMOVED = "Fjernet"
    UNKNOWN = "Ukjent"


_CHANGES: Final = {change.value: change for change in UnitChange}


@dataclass(frozen=True, slots=True)
class Update:
    """One event of the feed; ``id`` only ever grows."""

    id: int
    org_number: str
    change: UnitChange
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class UpdatePage:
    """A page of the feed, oldest first. The page after it begins behind the last ``id``."""

    updates: tuple[Update, ...]
    problems: tuple[Problem, ...] = ()


def read_updates(content: bytes, *, name: str) -> UpdatePage:
    """A page of the feed; events that cannot be read are told of, the others kept.

    Raises ``InvalidInput`` (``register_feed.unreadable``) when it is no page at all.
    """
    page = _page(content, name)
    problems: list[Problem] = []
    updates = []
    for number, event in enumerate(_listed(page, _EVENTS), 1):
        update = _update(event)
        if update is None:
            problems.append(Problem.of("register_feed.event", line=number))
        else:
            updates.append(update)
    return UpdatePage(tuple(updates), tuple(problems))


def read_units(content: bytes, *, name: str) -> list[Row]:
    """The units of an answer to a question: one unit, or a page of them.

    Raises ``InvalidInput`` (``register_feed.unreadable``).
    """
    page = _page(content, name)
    found = [page] if "organisasjonsnummer" in page else _listed(page, _UNITS)
    rows = []
    for number, values in enumerate(found, 1):
        unit, problems = read_row(values)
        called = values.get("organisasjonsnummer") if isinstance(values, dict) else ""
        rows.append(Row(number, unit, tuple(problems), str(called or "")[:20]))
    return rows


def _page(content: bytes, name: str) -> Mapping[str, Any]:
    try:
        page = json.loads(content)
    except (ValueError, RecursionError):
        raise InvalidInput("register_feed.unreadable", name=name) from None
    if not isinstance(page, dict):
        raise InvalidInput("register_feed.unreadable", name=name)
    return page


def _listed(page: Mapping[str, Any], names: tuple[str, ...]) -> list[Any]:
    embedded = page.get("_embedded")
    if not isinstance(embedded, dict):
        return []
    for name in names:
        listed = embedded.get(name)
        if isinstance(listed, list):
            return listed
    return []


def _update(event: Any) -> Update | None:
    if not isinstance(event, dict):
        return None
    number, org_number = event.get("oppdateringsid"), event.get("organisasjonsnummer")
    if not isinstance(number, int) or isinstance(number, bool) or not 0 < number < 2**63:
        return None
    if not isinstance(org_number, str) or not is_org_number(org_number):
        return None
    change = _CHANGES.get(str(event.get("endringstype")), UnitChange.UNKNOWN)
    return Update(number, org_number, change, _moment(event.get("dato")))


def _moment(said: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(said) if isinstance(said, str) else None
    except ValueError:
        return None
