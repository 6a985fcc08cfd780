"""Rounds, and reports in every stage."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from samvern.apps.programmes.models import Programme
from samvern.apps.reporting import operations
from samvern.apps.reporting.models import Report, ReportSubmission, Round
from samvern.apps.reporting.rules import RoundPlan
from samvern.base.jobs.worker import Worker
from samvern.base.viewer import SYSTEM, Viewer
from samvern.engine.reporting import Dimension, Light, Question, ReportValues, Said
from tests.factories import programmes as make

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
LATER = datetime(2026, 11, 25, 12, tzinfo=UTC)
GREEN = ReportValues(dict.fromkeys(Dimension, Said(Light.GREEN)), answers={"q1": "We go on."})


def programme(code: str = "P-REPORTED", *, owners: Any = ("Fjordheim hospital",)) -> Programme:
    """A public programme of three measures: the hospital's, the department's and nobody's known."""
    content = make.document(
        code,
        measures=(
            make.measure("1.1", owners=owners),
            make.measure("1.2", owners=("Fjordheim laboratory",)),
            make.measure("1.3", owners=("Somebody unknown",)),
        ),
    )
    return make.programme(content)


def plan(**fields: Any) -> RoundPlan:
    """Half a year, by the end of the year, with a question that must be answered."""
    said: dict[str, Any] = {
        "period": "2026-H2",
        "due_on": date(2026, 12, 31),
        "questions": (Question("q1", "What comes next?", is_required=True),),
    }
    return RoundPlan(**{**said, **fields})


def planned(on: Programme, *, by: Viewer = SYSTEM, at: datetime = AT, **fields: Any) -> Round:
    """A round that nobody is asked in yet."""
    return operations.plan_round(by=by, programme_code=on.code, plan=plan(**fields), at=at)


def opened(on: Programme, *, by: Viewer = SYSTEM, at: datetime = AT, **fields: Any) -> Round:
    """A round whose reports are there."""
    found = planned(on, by=by, at=at, **fields)
    operations.open_round(by=by, round_id=found.pk, at=at)
    Worker(clock=lambda: at).run_until_idle()
    found.refresh_from_db()
    return found


def of(found: Round, code: str = "1.1") -> Report:
    """The report on a measure in a round."""
    return found.reports.get(measure_code=code)


def says(
    report: Report, *, by: Viewer, values: ReportValues = GREEN, at: datetime = AT, **changes: Any
) -> Report:
    """The report, with something in its draft; ``changes`` are of the values."""
    report.refresh_from_db()
    operations.save_report(
        by=by,
        report_id=report.pk,
        values=replace(values, **changes),
        version=report.version,
        at=at,
    )
    report.refresh_from_db()
    return report


def submitted(report: Report, *, by: Viewer, at: datetime = AT, **changes: Any) -> ReportSubmission:
    """The report, handed in."""
    says(report, by=by, at=at, **changes)
    return operations.submit_report(by=by, report_id=report.pk, at=at)


def light(dimension: Dimension, found: Light, reason: str = "") -> dict[Dimension, Said]:
    """All green but one."""
    return {**dict.fromkeys(Dimension, Said(Light.GREEN)), dimension: Said(found, reason)}
