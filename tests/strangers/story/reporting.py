"""Rounds, and the reports of the hospital in every state that decides who sees them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from django.utils.timezone import localdate

from samvern.apps.programmes.models import Sharing
from samvern.apps.programmes.operations import OwnerEntry, set_owners
from samvern.apps.reporting import operations
from samvern.apps.reporting.models import Report, Round
from samvern.apps.reporting.rules import RoundPlan
from samvern.base.jobs.worker import Worker
from samvern.base.viewer import Viewer
from samvern.engine.reporting import (
    Criterion,
    Dimension,
    Light,
    Question,
    ReportValues,
    Said,
    Tolerances,
)
from tests.factories import evidence
from tests.factories import programmes as make
from tests.strangers.markers import Markers
from tests.strangers.sector import Sector
from tests.strangers.story.programmes import CODES

AT = make.AT


def reporting(sector: Sector, say: Markers) -> None:
    """A round that is planned, one that was before the hospital owned anything, and one that runs."""
    authority, owner = sector.viewer("authority"), sector.viewer("owner")
    _planned(authority, CODES[Sharing.PUBLIC], "2026-H1", say)
    _of_another_time(authority, say)
    found = _planned(authority, CODES[Sharing.SECTOR], "2026-H2", say)
    _own_all(found, sector)
    operations.open_round(by=authority, round_id=found.pk, at=AT)
    Worker(clock=lambda: AT).run_until_idle()
    draft, handed, accepted, returned, recalled, taken_on = found.reports.order_by("pk")[:6]
    _save(draft, owner, say)
    _handed(handed, sector, say)
    _judged(accepted, sector, say, is_accepted=True)
    _judged(returned, sector, say, is_accepted=False)
    _save(returned, owner, say)
    _submit(recalled, owner, say)
    operations.recall_report(by=owner, report_id=recalled.pk, at=AT)
    operations.take_on(by=authority, report_id=taken_on.pk, reason=say("Asked"), at=AT)
    _submit(taken_on, authority, say)
    Worker(clock=lambda: AT).run_until_idle()


def _of_another_time(authority: Viewer, say: Markers) -> None:
    """A report of a measure that the hospital owns only since."""
    found = _planned(authority, CODES[Sharing.SECTOR], "2026-H1", say)
    operations.open_round(by=authority, round_id=found.pk, at=AT)
    Worker(clock=lambda: AT).run_until_idle()
    report = found.reports.order_by("pk")[0]
    operations.take_on(by=authority, report_id=report.pk, reason=say("Asked"), at=AT)
    _submit(report, authority, say)
    operations.close_round(by=authority, round_id=found.pk, at=AT)


def _own_all(found: Round, sector: Sector) -> None:
    hospital = sector.actors["hospital"]
    for measure in found.programme.measures.all():
        set_owners(
            by=sector.viewer("authority"),
            measure_id=measure.pk,
            version=measure.version,
            owners=[OwnerEntry(hospital.name, hospital.pk)],
            at=AT,
        )


def _planned(authority: Viewer, code: str, period: str, say: Markers) -> Round:
    plan = RoundPlan(
        period=period,
        due_on=localdate(AT) + timedelta(days=30),
        purpose=say("Purpose"),
        questions=(Question("q1", say("What next?"), is_required=True),),
        tolerances=Tolerances(criteria={Dimension.RISK: Criterion(say("Grows"), say("Out"))}),
    )
    return operations.plan_round(by=authority, programme_code=code, plan=plan, at=AT)


def _save(report: Report, by: Viewer, say: Markers) -> None:
    report.refresh_from_db()
    lights = {each: Said(Light.YELLOW, say(str(each))) for each in Dimension}
    values = ReportValues(lights, milestone=say("Next"), answers={"q1": say("This")})
    operations.save_report(by=by, report_id=report.pk, values=values, version=report.version, at=AT)


def _submit(report: Report, by: Viewer, say: Markers) -> int:
    _save(report, by, say)
    return operations.submit_report(by=by, report_id=report.pk, at=AT).pk


def _handed(report: Report, sector: Sector, say: Markers) -> None:
    """The helper has it, and rests it on something."""
    helper = sector.people["helper"]
    operations.hand_over(by=sector.viewer("owner"), report_id=report.pk, email=helper.email, at=AT)
    _attach(report, sector.viewer("helper"), say)
    _save(report, sector.viewer("helper"), say)


def _attach(report: Report, by: Viewer, say: Markers) -> None:
    url = f"https://example.org/{say()}"
    piece = replace(evidence.said(), title=say("Minutes"), note=say(), url=url)
    operations.attach_new_evidence(by=by, report_id=report.pk, said=piece, at=AT)


def _judged(report: Report, sector: Sector, say: Markers, *, is_accepted: bool) -> None:
    owner, authority = sector.viewer("owner"), sector.viewer("authority")
    _attach(report, owner, say)
    key = _submit(report, owner, say)
    operations.remark(by=authority, submission_id=key, part="time", text=say("Hm"), at=AT)
    act = operations.accept_report if is_accepted else operations.return_report
    act(by=authority, submission_id=key, message=say("So"), at=AT)
    operations.follow_up(
        by=authority, submission_id=key, dimensions=["time"], description=say("Mend"), at=AT
    )
