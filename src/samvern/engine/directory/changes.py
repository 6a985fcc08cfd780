"""What differs between two looks at the register, and what that does to the directory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from samvern.engine.alphabet import search_key
from samvern.engine.directory.unit import Facts

#: Field to what it was and what it is; None for nothing.
Diff = dict[str, tuple[Any, Any]]


class ChangeKind(StrEnum):
    """The weightiest thing that has happened to a unit, weightiest first."""

    MERGED = "merged"
    CLOSED = "closed"
    GONE = "gone"
    REOPENED = "reopened"
    NEW = "new"
    MATCHED = "matched"
    CLOSING = "closing"
    MOVED = "moved"
    CHANGED = "changed"


#: Who wrote a field: people outrank the register, which outranks what was shipped.
BY_HAND: Final = "hand"
BY_REGISTER: Final = "register"
SHIPPED: Final = ""

#: What was shipped with sources of its own and the register knows less well: it writes names in
#: capitals, knows no health region, and its codes do not tell an authority from an office.
_SHIPPED_STANDS: Final = frozenset({"name", "kind", "region", "valid_from"})


@dataclass(frozen=True)
class Settled:
    """``updates`` are to be written; ``overridden`` is what the register says to no effect."""

    updates: dict[str, Any]
    overridden: dict[str, Any]


@dataclass(frozen=True, slots=True)
class SubUnitMoved:
    """That a place of business passed from one owner to another, by organisation numbers."""

    sub_unit: str
    before: str
    after: str


def compare(before: Facts, after: Facts) -> Diff:
    """What differs, field by field, in alphabetical order.

    Examples
    --------
    >>> compare({"name": "A", "employees": 7}, {"name": "A", "address": "B"})
    {'address': (None, 'B'), 'employees': (7, None)}
    """
    return {
        key: (before.get(key), after.get(key))
        for key in sorted(before.keys() | after.keys())
        if before.get(key) != after.get(key)
    }


def kind_of_change(before: Facts | None, after: Facts, *, is_known: bool) -> ChangeKind | None:
    """What has happened to a unit; None when nothing has.

    Parameters
    ----------
    before
        What the register said last time; None when it has not been read of this unit.
    after
        What it says now.
    is_known
        Whether the directory has the actor all the same, from somewhere else.

    Examples
    --------
    >>> kind_of_change({"name": "A"}, {"name": "A", "closed_on": "2026-01-31"}, is_known=True)
    <ChangeKind.CLOSED: 'closed'>
    >>> kind_of_change(None, {"name": "A"}, is_known=False)
    <ChangeKind.NEW: 'new'>
    """
    if before is None:
        return ChangeKind.MATCHED if is_known else ChangeKind.NEW
    diff = compare(before, after)
    if not diff:
        return None
    if "closed_on" in diff:
        return ChangeKind.CLOSED if after.get("closed_on") else ChangeKind.REOPENED
    if "closing" in diff:
        return ChangeKind.CLOSING
    return ChangeKind.MOVED if "municipality_number" in diff else ChangeKind.CHANGED


def find_mergers(closed: Iterable[str], moved: Iterable[SubUnitMoved]) -> dict[str, str]:
    """Which of the units that closed went on inside which other.

    The register does not say what became of a unit. But when it closes and every place of
    business that leaves it goes to one and the same owner, it was merged into that.

    Parameters
    ----------
    closed
        Organisation numbers of units that closed.
    moved
        Places of business that changed owner in the same import, any order.

    Returns
    -------
    dict of str to str
        Predecessor to successor; nothing for those that leave to several or to nobody, or to
        one that closed itself.

    Examples
    --------
    >>> find_mergers({"1"}, [SubUnitMoved("8", "1", "2"), SubUnitMoved("9", "1", "2")])
    {'1': '2'}
    >>> find_mergers({"1"}, [SubUnitMoved("8", "1", "2"), SubUnitMoved("9", "1", "3")])
    {}
    """
    gone = set(closed)
    heirs: dict[str, set[str]] = defaultdict(set)
    for move in moved:
        if move.before in gone:
            heirs[move.before].add(move.after)
    return {
        number: next(iter(after))
        for number, after in sorted(heirs.items())
        if len(after) == 1 and not after & gone and "" not in after
    }


def settle(
    current: Mapping[str, Any], wanted: Mapping[str, Any], origins: Mapping[str, str]
) -> Settled:
    """Decide field by field between the directory and the register.

    What people wrote stays, and so does what was shipped where that is the better source. A
    register that says nothing takes nothing away, but for the day on which an actor ceased: that
    is how one reopens. A name that differs only in capitals is the same name.

    Parameters
    ----------
    current
        What the directory says now.
    wanted
        What it would say by the register alone; see
        :func:`samvern.engine.directory.sector.directory_values`.
    origins
        Who wrote each field: :data:`BY_HAND`, :data:`BY_REGISTER`, :data:`SHIPPED` if not listed.

    Examples
    --------
    >>> settle({"size": "1-9", "kind": "dentist"}, {"size": "10-49", "kind": "gp_office"},
    ...     {"size": "register", "kind": "hand"})
    Settled(updates={'size': '10-49'}, overridden={'kind': 'gp_office'})
    """
    updates, overridden = {}, {}
    for name, said in wanted.items():
        held, origin = current.get(name), origins.get(name, SHIPPED)
        if held == said or (name == "name" and search_key(held or "") == search_key(said)):
            continue
        is_open_again = name == "valid_to" and origin == BY_REGISTER
        if said in (None, "") and not is_open_again:
            continue
        stands = origin == BY_HAND or (origin == SHIPPED and name in _SHIPPED_STANDS)
        if (stands and held not in (None, "")) or origin == BY_HAND:
            overridden[name] = said
        else:
            updates[name] = said
    return Settled(updates, overridden)
