"""An owner writes a report, until it is handed in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from samvern.apps.reporting import queries
from samvern.apps.reporting.models import Report, ReportState
from samvern.apps.reporting.recording import record
from samvern.base.viewer import Viewer
from samvern.engine.errors import Conflict, InvalidInput, Problem
from samvern.engine.merging import MergedValues, changed_names, merge_values
from samvern.engine.reporting import ReportValues, find_report_problems, tidy


@dataclass(frozen=True)
class Saved:
    """What was saved. ``merged`` names what somebody else had changed meanwhile and is kept beside it."""

    report: Report
    merged: tuple[str, ...]


@transaction.atomic
def save_report(
    *, by: Viewer, report_id: int, values: ReportValues, version: int, at: datetime
) -> Saved:
    """Say how a measure stands, for now.

    Who started from an older version is not refused: what the two have changed apart from each other is
    put together. The trail tells that something was saved, never what.

    Parameters
    ----------
    version
        The version of the draft that was looked at; 0 when there was none.

    Raises
    ------
    NotFound
        ``report.unknown``.
    NotAllowed
        For those who may not report.
    NotReady
        ``report.locked``.
    InvalidInput
        ``report.invalid`` with all problems; ``report.version_unknown``.
    Conflict
        ``report.changed``: somebody else has changed the same otherwise meanwhile. Its problems name
        what, with both values; nothing is saved.
    """
    report = queries.report_for(by, report_id, lock=True)
    queries.require_writer(by, report)
    queries.require_open(report)
    questions = report.reporting_round.asked
    if problems := list(find_report_problems(values, questions)):
        raise InvalidInput("report.invalid", problems=problems)
    base = queries.flat_at(report, version)
    if base is None:
        raise InvalidInput("report.version_unknown", found=version)
    mine, theirs = tidy(values).to_flat(questions), report.flat
    found = merge_values(base, mine, theirs)
    if found.clashes:
        raise Conflict("report.changed", about=report, problems=list(_clashes(found, mine)))
    merged = tuple(name for name in changed_names(base, theirs) if mine[name] != theirs[name])
    if changed_names(theirs, found.values):
        _write(report, found.values, by=by, at=at)
        record(by, "report.saved", report, at=at)
    return Saved(report, merged)


def _clashes(found: MergedValues, mine: Mapping[str, Any]) -> Iterator[Problem]:
    for name in found.clashes:
        yield Problem.of("report.changed", where=name, mine=mine[name], theirs=found.values[name])


def _write(report: Report, values: Mapping[str, Any], *, by: Viewer, at: datetime) -> None:
    report.values, report.version = dict(values), report.version + 1
    report.changed_at, report.changed_by_id = at, by.user_id
    report.save(update_fields=["values", "version", "changed_at", "changed_by"])
    ReportState.objects.create(
        report=report,
        number=report.version,
        values=report.values,
        by_user_id=by.user_id,
        by_name=by.name,
        at=at,
    )
