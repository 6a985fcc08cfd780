"""Reading the register against the directory: what would change, without changing it."""

from __future__ import annotations

import hashlib
import io
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, BinaryIO, Final, cast

from django.db import transaction
from django.db.models import Count, QuerySet

from samvern.apps.actors import catalogue
from samvern.apps.actors.models import (
    Actor,
    RegisterChange,
    RegisterChangeKind,
    RegisterEntry,
    RegisterImport,
)
from samvern.apps.actors.set_back import count_set_back
from samvern.engine.alphabet import search_key
from samvern.engine.directory import (
    ChangeKind,
    Facts,
    Placement,
    RegisterUnit,
    SubUnitMoved,
    compare,
    facts_of,
    find_mergers,
    kind_of_change,
    place,
    readable_name,
    with_standards,
    works_where_its_owner_is,
)
from samvern.engine.errors import Problem
from samvern.engine.org_number import is_synthetic
from samvern.formats import enhetsregisteret
from samvern.formats.enhetsregisteret import Row

#: Rows that are compared and saved at a time.
BATCH: Final = 1_000
#: Bad rows that are kept word for word; all are counted.
MOST_PROBLEMS: Final = 1_000
#: A tree of units is never so deep; what is lies in a circle.
DEEPEST: Final = 20
#: Turns after those of new units, which take one for each step down the tree.
TURN_OF_CHANGES, TURN_OF_CLOSINGS, TURN_OF_MERGERS = 30, 40, 50
#: When more than this share of the directory is missing, a file does not hold everybody.
MOST_GONE_SHARE: Final = 0.2
FEWEST_TO_DOUBT: Final = 20


@dataclass(frozen=True)
class RegisterFile:
    """A bulk file to read; the stream is read once, from where it stands."""

    name: str
    stream: BinaryIO


class _Digested(io.RawIOBase):
    """A stream that knows the digest of what was read from it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self.digest, self.size = stream, hashlib.sha256(), 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        content = self._stream.read(len(buffer))
        self.digest.update(content)
        self.size += len(content)
        buffer[: len(content)] = content
        return len(content)


class Reading:
    """One import while it is read. Memory holds the numbers of the sector, never the rows.

    ``standard`` is the version of the industry standard to take where nobody can tell, and
    ``with_made_up`` lets in numbers from the range of synthetic test data.
    """

    def __init__(self, saved: RegisterImport, *, standard: str, with_made_up: bool) -> None:
        self.saved, self.standard, self.with_made_up = saved, standard, with_made_up
        self.rules = catalogue.sector_rules()
        self.counts: Counter[str] = Counter()
        self.problems: list[dict[str, Any]] = []
        self.seen: set[int] = set()
        self.sorts_read: set[bool] = set()
        self.entries = _numbers(RegisterEntry.objects.all())
        self.actors = _numbers(Actor.objects.filter(org_number__isnull=False))
        self.nameless = _without_number()

    def read_file(self, file: RegisterFile) -> None:
        """Compare a whole file."""
        digested = _Digested(file.stream)
        rows = enhetsregisteret.read(cast("BinaryIO", digested), name=file.name)
        count = self.read_rows(rows, file.name)
        source = {
            "name": file.name,
            "rows": count,
            "bytes": digested.size,
            "sha256": digested.digest.hexdigest(),
        }
        self.saved.sources = [*self.saved.sources, source]

    def read_rows(self, rows: Iterable[Row], name: str) -> int:
        """Compare rows as they come; how many there were."""
        batch: list[_Candidate] = []
        count = 0
        for row in rows:
            count += 1
            if candidate := self._candidate(row, name):
                batch.append(candidate)
            if len(batch) >= BATCH:
                self._compare(batch)
                batch = []
        self._compare(batch)
        self.counts["rows"] += count
        return count

    def knows(self, org_number: str) -> bool:
        """Whether the directory has a unit of this number."""
        return int(org_number) in self.entries or int(org_number) in self.actors

    def note_problems(self, problems: Iterable[Problem], file: str) -> None:
        """Keep what was wrong with a page of the feed."""
        for problem in problems:
            self._note(Row(problem.line or 0, None), file, (problem,))

    def note_gone(self, days: Mapping[str, date]) -> None:
        """Units of the directory that the register holds no more, each from a day on."""
        entries = RegisterEntry.objects.filter(org_number__in=days)
        gone = [
            self._gone(entry, days[entry.org_number].isoformat())
            for entry in entries
            if int(entry.org_number) not in self.seen and not entry.facts.get("closed_on")
        ]
        with transaction.atomic():
            RegisterChange.objects.bulk_create(gone)

    def finish(self, *, is_complete: bool, today: date) -> None:
        """What only shows when everything has been read: places, owners, mergers, who is gone."""
        self.saved.is_complete = is_complete
        if is_complete:
            self._find_gone(today)
        self._order_new()
        self._find_entries_of_owners()
        self._find_merged()
        self.counts["set_back"] = sum(map(count_set_back, _batches(self._changes())))
        kinds = self._changes().order_by().values_list("kind").annotate(count=Count("pk"))
        self.saved.counts = {**self.counts, **dict(kinds)}
        self.saved.problems = self.problems

    def _changes(self) -> QuerySet[RegisterChange]:
        return RegisterChange.objects.filter(register_import=self.saved)

    def _candidate(self, row: Row, file: str) -> _Candidate | None:
        """The unit, if it concerns the directory; what is wrong with the row is noted."""
        number = int(row.org_number) if row.org_number.isdecimal() else 0
        if row.unit is None:
            self.seen.add(number)
            self._note(row, file, row.problems)
            return None
        unit = replace(
            row.unit, codes=with_standards(row.unit.codes, self.rules.names, self.standard)
        )
        placement = place(unit, self.rules)
        if placement is None and number not in self.entries and number not in self.actors:
            self.counts["outside"] += 1
            return None
        self.sorts_read.add(unit.is_sub_unit)
        problem = ""
        if number in self.seen:
            problem = "register_row.twice"
        elif is_synthetic(unit.org_number) and not self.with_made_up:
            problem = "org_number.synthetic"
        self.seen.add(number)
        if problem:
            found = Problem.of(problem, where="organisasjonsnummer", number=unit.org_number)
            self._note(row, file, (found,))
            return None
        self.counts["of_sector"] += 1
        return _Candidate(row.number, unit, placement)

    def _note(self, row: Row, file: str, problems: Iterable[Problem]) -> None:
        self.counts["bad"] += 1
        if len(self.problems) < MOST_PROBLEMS:
            self.problems += [
                {
                    "file": file,
                    "row": row.number,
                    "org_number": row.org_number,
                    "code": problem.code,
                    "params": dict(problem.params),
                    "where": problem.where,
                }
                for problem in problems
            ]

    def _compare(self, batch: list[_Candidate]) -> None:
        numbers = {each.unit.org_number for each in batch}
        known = [number for number in numbers if int(number) in self.entries]
        there = [number for number in numbers if int(number) in self.actors]
        entries = {e.org_number: e for e in _of(RegisterEntry.objects.all(), known)}
        actors = dict(_of(Actor.objects.all(), there).values_list("org_number", "pk"))
        changes = []
        for each in batch:
            entry = entries.get(each.unit.org_number)
            actor_id = entry.actor_id if entry else actors.get(each.unit.org_number)
            if entry is None and actor_id is None:
                actor_id = self._by_name(each.unit)
            change = self._change(each, entry.facts if entry else None, actor_id)
            if change:
                changes.append(change)
        with transaction.atomic():
            RegisterChange.objects.bulk_create(changes)

    def _by_name(self, unit: RegisterUnit) -> int | None:
        """The one actor whose number nobody knew yet and whose name this is; taken once."""
        found = self.nameless.get(search_key(readable_name(unit.name)), [])
        if unit.is_sub_unit or len(found) != 1:
            return None
        return found.pop()

    def _change(
        self, each: _Candidate, before: Facts | None, actor_id: int | None
    ) -> RegisterChange | None:
        unit, facts = each.unit, facts_of(each.unit)
        kind = kind_of_change(before, facts, is_known=actor_id is not None)
        if kind is ChangeKind.NEW and (unit.closed_on or not each.placement):
            self.counts["closed_before"] += 1
            return None
        if kind is None:
            self.counts["unchanged"] += 1
            return None
        closes = kind is ChangeKind.CLOSED
        later = TURN_OF_CLOSINGS if closes else TURN_OF_CHANGES
        return RegisterChange(
            register_import=self.saved,
            kind=kind.value,
            turn=0 if kind is ChangeKind.NEW else later,
            org_number=unit.org_number,
            name=readable_name(unit.name),
            row=each.row,
            is_sub_unit=unit.is_sub_unit,
            parent_number=unit.parent,
            actor_id=actor_id,
            actor_kind=each.placement.kind if each.placement else "",
            because=each.placement.because if each.placement else "",
            facts=facts,
            diff={} if before is None else compare(before, facts),
        )

    def _find_gone(self, today: date) -> None:
        """Entries that a file of everybody does not hold any more."""
        missing = self.entries - self.seen
        gone = [
            entry
            for entry in _in_batches(RegisterEntry.objects.all())
            if int(entry.org_number) in missing
            and entry.is_sub_unit in self.sorts_read
            and not entry.facts.get("closed_on")
        ]
        if len(gone) > max(FEWEST_TO_DOUBT, MOST_GONE_SHARE * len(self.entries)):
            self.counts["missing"] = len(gone)
            return
        day = today.isoformat()
        with transaction.atomic():
            RegisterChange.objects.bulk_create(self._gone(entry, day) for entry in gone)

    def _gone(self, entry: RegisterEntry, day: str) -> RegisterChange:
        return RegisterChange(
            register_import=self.saved,
            kind=RegisterChangeKind.GONE,
            turn=TURN_OF_CLOSINGS,
            org_number=entry.org_number,
            name=readable_name(entry.facts["name"]),
            is_sub_unit=entry.is_sub_unit,
            parent_number=entry.parent_number,
            actor_id=entry.actor_id,
            because=entry.because,
            actor_kind=entry.actor_kind,
            facts={**entry.facts, "closed_on": day},
            diff={"closed_on": [None, day]},
        )

    def _order_new(self) -> None:
        """Put new units that belong to other new ones after those."""
        new = self._changes().filter(kind=RegisterChangeKind.NEW)
        for turn in range(DEEPEST):
            above = new.filter(turn=turn).values("org_number")
            if not new.filter(turn=turn, parent_number__in=above).update(turn=turn + 1):
                return
        circle = new.filter(turn=DEEPEST)
        self.counts["in_a_circle"] = circle.count()
        circle.update(turn=0, parent_number="")

    def _find_entries_of_owners(self) -> None:
        """Sub-units that are only the second entry of the unit that owns them."""
        new = self._changes().filter(kind=RegisterChangeKind.NEW)
        places = new.filter(is_sub_unit=True).exclude(parent_number="")
        for batch in _batches(places):
            numbers = {change.parent_number for change in batch}
            owners = _owners(new, numbers)
            siblings = _sub_units(new, numbers)
            second = [
                change.pk
                for change in batch
                if _is_of_owner(change, owners, siblings[change.parent_number] - 1)
            ]
            with transaction.atomic():
                new.filter(pk__in=second).update(is_of_owner=True)

    def _find_merged(self) -> None:
        """Units that closed while all their places of business passed to one other unit."""
        closed = self._changes().filter(kind=RegisterChangeKind.CLOSED, is_sub_unit=False)
        moved = [
            SubUnitMoved(change.org_number, *(number or "" for number in change.diff["parent"]))
            for change in _in_batches(self._changes().filter(is_sub_unit=True, turn__gt=DEEPEST))
            if "parent" in change.diff
        ]
        for number, successor in find_mergers(
            closed.values_list("org_number", flat=True).iterator(), moved
        ).items():
            closed.filter(org_number=number).update(
                kind=RegisterChangeKind.MERGED, turn=TURN_OF_MERGERS, successor_number=successor
            )


@dataclass(frozen=True, slots=True)
class _Candidate:
    row: int
    unit: RegisterUnit
    placement: Placement | None


def _numbers(rows: QuerySet[Any]) -> set[int]:
    return {int(number) for number in rows.values_list("org_number", flat=True).iterator()}


def _without_number() -> dict[str, list[int]]:
    """The actors that are known by name only, by the key of that name."""
    named: dict[str, list[int]] = defaultdict(list)
    for pk, name in Actor.objects.filter(org_number__isnull=True).values_list("pk", "name"):
        named[search_key(name)].append(pk)
    return named


def _of(rows: QuerySet[Any], numbers: list[str]) -> QuerySet[Any]:
    return rows.filter(org_number__in=numbers) if numbers else rows.none()


def _owners(new: QuerySet[RegisterChange], numbers: set[str]) -> dict[str, tuple[Facts, str]]:
    """What the register says of the units that own others, and what kind of actor each is."""
    units = {"org_number__in": numbers, "is_sub_unit": False}
    there = RegisterEntry.objects.filter(**units).values_list("org_number", "facts", "actor__kind")
    added = new.filter(**units).values_list("org_number", "facts", "actor_kind")
    return {number: (facts, kind) for number, facts, kind in (*there, *added)}


def _is_of_owner(
    change: RegisterChange, owners: dict[str, tuple[Facts, str]], siblings: int
) -> bool:
    owner, kind = owners.get(change.parent_number, (None, ""))
    is_same_kind = kind == change.actor_kind
    return works_where_its_owner_is(
        change.facts, owner, is_same_kind=is_same_kind, siblings=siblings
    )


def _sub_units(new: QuerySet[RegisterChange], numbers: set[str]) -> Counter[str]:
    """How many sub-units of the sector each owner has, new ones included."""
    counted: Counter[str] = Counter()
    for rows in (new, RegisterEntry.objects.all()):
        places = rows.filter(is_sub_unit=True, parent_number__in=numbers).order_by()
        for number, count in places.values_list("parent_number").annotate(count=Count("pk")):
            counted[number] += count
    return counted


def _batches(rows: QuerySet[Any]) -> Iterator[list[Any]]:
    """Rows in pieces by key, so that what is done to one piece does not disturb the next."""
    last = 0
    while piece := list(rows.filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield piece
        last = piece[-1].pk


def _in_batches(rows: QuerySet[Any]) -> Iterator[Any]:
    for piece in _batches(rows):
        yield from piece
