"""Snapshots of a programme that has everything, and papers in every stage."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from samvern.apps.decisions.models import DecisionSharing
from samvern.apps.papers import operations, queries
from samvern.apps.papers.models import Paper, Snapshot
from samvern.apps.programmes.models import Programme, Sharing
from samvern.apps.reporting.models import Round
from samvern.base.viewer import SYSTEM, Viewer
from samvern.engine.papers import PaperKind
from samvern.engine.reporting import Dimension, Light
from samvern.engine.snapshots import Audience
from tests.factories import decisions, reporting, roadmaps
from tests.factories import programmes as make

AT = datetime(2026, 11, 28, 12, tzinfo=UTC)
PERIOD = "2026-H2"
#: What only those may read who read reports; what only the authority and the supervisor may; drafts.
IN_REPORT, IN_DECISION, IN_DRAFT = "bankrupt supplier", "too dear for the sector", "still a draft"


def programme(
    code: str = "P-TOLD",
    *,
    sharing: str = Sharing.PUBLIC,
    owners: tuple[str, ...] = ("Fjordheim hospital",),
) -> Programme:
    """Three focus areas with a measure each, all of one owner, which can be ranked."""
    document = decisions.judged_document(code)
    measures = tuple(replace(each, owners=owners) for each in document.measures)
    return make.programme(replace(document, measures=measures), sharing=sharing)


def reported(on: Programme) -> Round:
    """A round in which one report is accepted, with a red light, and another is begun."""
    found = reporting.opened(on, period=PERIOD)
    said = reporting.light(Dimension.TIME, Light.RED, IN_REPORT)
    values = replace(reporting.GREEN, said=said, done_percent=40, spent_nok_ore=1_234_567_00)
    reporting.submitted(reporting.of(found), by=SYSTEM, values=values)
    reporting.says(reporting.of(found, "2.1"), by=SYSTEM, milestone=IN_DRAFT)
    return found


def told(on: Programme) -> Programme:
    """With a decision of the authority alone, a published roadmap and a round."""
    decisions.decision(on, sharing=DecisionSharing.AUTHORITY, reasons=IN_DECISION)
    roadmaps.published(roadmaps.plan(on))
    reported(on)
    return on


def snapshot(on: Programme | None = None, *, by: Viewer = SYSTEM, period: str = PERIOD) -> Snapshot:
    """A programme with everything, frozen."""
    programme_of = on or told(programme())
    return operations.freeze(by=by, programme_code=programme_of.code, period=period, at=AT)


def paper(
    of: Snapshot,
    kind: PaperKind = PaperKind.YEARLY_REPORT,
    audience: Audience = Audience.AUTHORITY,
    *,
    about: str = "",
    by: Viewer = SYSTEM,
) -> Paper:
    """A draft in which nothing is written."""
    return operations.start_paper(
        by=by, snapshot_id=of.pk, kind=kind, audience=audience, about=about, at=AT
    )


def answered(draft: Paper, *, by: Viewer = SYSTEM, text: str = "All goes well.") -> Paper:
    """A draft with its first section written and everything that the check finds answered."""
    section = queries.sections_of(draft.snapshot, PaperKind(draft.kind))[0]
    said: dict[str, Any] = {"paper_id": draft.pk, "at": AT}
    operations.save_text(by=by, section=section, language="en", text=text, version=0, **said)
    keys = queries.checked(draft).keys
    if keys:
        operations.answer_findings(by=by, keys=keys, reason="It is known.", **said)
    draft.refresh_from_db()
    return draft


def published(draft: Paper, *, by: Viewer = SYSTEM) -> Paper:
    """The same, sent, approved and published."""
    answered(draft, by=by)
    operations.send_paper(by=by, paper_id=draft.pk, version=draft.version, at=AT)
    operations.approve_paper(by=by, paper_id=draft.pk, version=draft.version + 1, at=AT)
    operations.publish_paper(by=by, paper_id=draft.pk, at=AT)
    return Paper.objects.select_related("snapshot", "approved", "programme__owner_actor").get(
        pk=draft.pk
    )
