"""A set or a table tried at once, without letting a file wait: for programs and the command line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from samvern.apps.frameworks.incoming import IncomingSet, IncomingTable
from samvern.apps.frameworks.models import RequirementSet
from samvern.apps.frameworks.queries.arriving import Arrival, arrival_of
from samvern.apps.frameworks.queries.drafts import table_check
from samvern.base.viewer import Viewer
from samvern.engine.errors import InvalidInput
from samvern.engine.frameworks.table_import import SheetCheck, SheetMapping
from samvern.ui.wording import framework_tables as wording


@dataclass(frozen=True)
class Trial:
    """What taking a file in would do; ``check`` and ``mapping`` are those of a table."""

    arrival: Arrival
    left_out: Mapping[str, int] = field(default_factory=dict)
    check: SheetCheck | None = None
    mapping: SheetMapping | None = None

    def to_json(self, _: Callable[[str], str]) -> dict[str, Any]:
        """The trial as plain values, remarks in words too."""
        table = None
        if self.check and self.mapping:
            table = wording.as_json(self.check, None, self.mapping, _)
            del table["problems"], table["changes"]
        return {**self.arrival.to_json(), "left_out": dict(self.left_out), "table": table}


def try_set(viewer: Viewer, incoming: IncomingSet, sharing: str | None = None) -> Trial:
    """What taking a set in would do.

    Raises
    ------
    NotAllowed
        Without ``IMPORT_FRAMEWORK``.
    InvalidInput
        ``framework.invalid`` with everything that hinders it.
    """
    arrival = _unhindered(arrival_of(viewer, incoming.framework, sharing))
    return Trial(arrival, incoming.left_out)


def try_table(
    viewer: Viewer,
    found: RequirementSet,
    table: IncomingTable,
    mapping: SheetMapping,
    *,
    licence: str = "",
    sharing: str | None = None,
) -> Trial:
    """What laying a table over a set that the viewer was given would do.

    Raises
    ------
    NotAllowed
        Without ``IMPORT_FRAMEWORK``.
    InvalidInput
        ``mapping.invalid``, ``table.has_errors`` and ``framework.invalid`` with all problems.
    """
    check = table_check(viewer, found, table, mapping, licence)
    if check.framework is None:
        raise InvalidInput("table.has_errors", problems=check.problems, count=len(check.problems))
    arrival = _unhindered(arrival_of(viewer, check.framework, sharing))
    return Trial(arrival, check=check, mapping=mapping)


def _unhindered(arrival: Arrival) -> Arrival:
    if arrival.problems:
        name = f"{arrival.framework.id} {arrival.framework.version}"
        raise InvalidInput("framework.invalid", problems=arrival.problems, name=name)
    return arrival
