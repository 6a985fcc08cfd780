"""Papers on the made-up programme, so that a newcomer sees a published report, a sheet and a draft."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from samvern.apps.papers import operations, queries
from samvern.apps.papers.models import Paper, Snapshot
from samvern.apps.programmes.models import Programme
from samvern.apps.reporting import demo as reporting
from samvern.apps.reporting.models import Round, RoundState
from samvern.base.jobs.worker import Worker
from samvern.base.models import User
from samvern.base.viewer import Viewer, viewer_for
from samvern.engine.papers import PaperKind
from samvern.engine.snapshots import Audience

_RUN_BY: Final = "authority@demo.samvern.example"
_SUMMARY: Final = {
    "nb": "Oppdiktet eksempel. Det meste går som planlagt, men leverandøren er forsinket.",
    "nn": "Oppdikta døme. Det meste går som planlagt, men leverandøren er forseinka.",
    "en": "A made-up example. Most of it goes as planned, but the supplier is late.",
}
_PROPOSAL: Final = {
    "nb": "Styret tar statusen til etterretning.\nStyret ber om en ny plan for 1.4.",
    "nn": "Styret tek statusen til vitande.\nStyret ber om ein ny plan for 1.4.",
    "en": "The board takes note of the status.\nThe board asks for a new plan for 1.4.",
}
_REASON: Final = "Oppdiktet eksempel: dette er kjent."
_MEASURE: Final = "2.1"


def load_examples(*, at: datetime) -> int:
    """Hold the examples unless there are any; how many papers are new."""
    person = User.objects.filter(email=_RUN_BY, is_demo=True, is_active=True).first()
    programme = Programme.objects.filter(code=reporting.CODE).first()
    if person is None or programme is None or Snapshot.objects.exists():
        return 0
    by = viewer_for(person, channel="system")
    closed = Round.objects.filter(programme=programme, state=RoundState.CLOSED).first()
    running = Round.objects.filter(programme=programme, state=RoundState.OPEN).first()
    made = 0
    if closed is not None:
        snapshot = _frozen(by, closed, at)
        yearly = _begun(by, snapshot, PaperKind.YEARLY_REPORT, Audience.SECTOR, at)
        sheet = _begun(by, snapshot, PaperKind.MEASURE_SHEET, Audience.OWNERS, at, about=_MEASURE)
        for paper in (yearly, sheet):
            _publish(by, paper, at)
        made += 2
    if running is not None:
        _begun(by, _frozen(by, running, at), PaperKind.BOARD_STATUS, Audience.AUTHORITY, at)
        made += 1
    Worker(clock=lambda: at).run_until_idle()
    return made


def _frozen(by: Viewer, found: Round, at: datetime) -> Snapshot:
    return operations.freeze(by=by, programme_code=reporting.CODE, period=found.period, at=at)


def _begun(
    by: Viewer,
    snapshot: Snapshot,
    kind: PaperKind,
    audience: Audience,
    at: datetime,
    *,
    about: str = "",
) -> Paper:
    paper = operations.start_paper(
        by=by, snapshot_id=snapshot.pk, kind=kind, audience=audience, about=about, at=at
    )
    texts = {"summary": _SUMMARY}
    if kind is PaperKind.BOARD_STATUS:
        texts["proposal"] = _PROPOSAL
    for section, said in texts.items():
        for language, text in said.items():
            operations.save_text(
                by=by,
                paper_id=paper.pk,
                section=section,
                language=language,
                text=text,
                version=0,
                at=at,
            )
    return paper


def _publish(by: Viewer, paper: Paper, at: datetime) -> None:
    keys = queries.checked(paper).keys
    if keys:
        operations.answer_findings(by=by, paper_id=paper.pk, keys=keys, reason=_REASON, at=at)
    version = paper.version
    operations.send_paper(by=by, paper_id=paper.pk, version=version, at=at)
    operations.approve_paper(by=by, paper_id=paper.pk, version=version + 1, at=at)
    operations.publish_paper(by=by, paper_id=paper.pk, at=at)
