"""What taking a table in would change, measure by measure and field by field."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from samvern.engine.errors import Problem
from samvern.engine.programme.document import Measure, Programme
from samvern.engine.programme.table_import.plain import Plain, whole

ChangeKind = Literal["added", "changed", "withdrawn"]


@dataclass(frozen=True)
class Grounds:
    """Who judges by taking the table in, when, and on what grounds."""

    by: str = ""
    on: date | None = None
    why: str = ""


@dataclass(frozen=True)
class FieldChange:
    """A field of a measure, before and after, as plain values."""

    key: str
    before: Plain
    after: Plain


@dataclass(frozen=True)
class MeasureChange:
    """What becomes of a measure; ``row`` is where the table says so, 0 when it does not.

    ``follows`` is the measure that it stood behind, for one that is withdrawn.
    """

    code: str
    kind: ChangeKind
    fields: tuple[FieldChange, ...]
    row: int = 0
    title: str = ""
    follows: str = ""


@dataclass(frozen=True)
class TableCheck:
    """What taking a table in would do.

    ``problems`` hinder it, ``remarks`` do not. ``document`` is the programme as it would be;
    None when there is any problem. ``missing`` are stored measures that the table does not have.
    """

    rows: int
    problems: tuple[Problem, ...]
    remarks: tuple[Problem, ...]
    changes: tuple[MeasureChange, ...]
    unchanged: tuple[str, ...]
    missing: tuple[str, ...]
    added_areas: tuple[str, ...]
    document: Programme | None

    def of_kind(self, kind: ChangeKind) -> tuple[MeasureChange, ...]:
        """The changes of one kind."""
        return tuple(change for change in self.changes if change.kind == kind)


def differences(before: Measure, after: Measure) -> tuple[FieldChange, ...]:
    """What two states of a measure differ in, field by field."""
    earlier, later = whole(before), whole(after)
    return tuple(
        FieldChange(key, earlier.get(key), later.get(key))
        for key in dict.fromkeys((*earlier, *later))
        if earlier.get(key) != later.get(key)
    )
