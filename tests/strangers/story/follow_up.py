"""Findings with their actions, and evidence that nothing else rests on."""

from __future__ import annotations

from samvern.apps.actions import operations as action_operations
from samvern.apps.actions.models import Action
from samvern.apps.evidence.operations import withdraw_evidence
from samvern.apps.programmes.models import Measure, Sharing
from samvern.apps.programmes.operations import tie_measure
from samvern.engine.follow_up import Verdict
from tests.factories import (
    actions,
    evidence,
)
from tests.factories import programmes as make
from tests.strangers.markers import Markers
from tests.strangers.sector import Sector
from tests.strangers.story.programmes import CODES

AT = make.AT


def follow_up(sector: Sector, say: Markers) -> None:
    """A finding for improvement and one that is reported, with all that became of them."""
    hospital, officer = sector.actors["hospital"], sector.viewer("officer")
    measure = Measure.objects.get(programme__code=CODES[Sharing.PUBLIC], code="1.1")
    for reported in (False, True):
        found = actions.finding(
            hospital, by=officer, reported=reported, title=say("Hole"), description=say()
        )
        actions.decided(found, by=officer, reason=say())
        planned = actions.action(found, sector.people["helper"], by=officer, what=say("Mend it"))
        actions.action(found, None, by=officer, what=say("Mend more"), position=say("Head"))
        tie_measure(by=officer, measure_id=measure.pk, finding_id=found.pk, at=AT)
        shown = evidence.link(
            hospital, by=officer, url=f"https://example.org/{say()}", title=say(), note=say()
        )
        action_operations.set_evidence(
            by=officer, action_id=planned.pk, evidence_ids=[shown.pk], at=AT
        )
        _closed(planned, sector, say)


def _closed(planned: Action, sector: Sector, say: Markers) -> None:
    planned.refresh_from_db()
    done = action_operations.say_done(
        by=sector.viewer("helper"),
        action_id=planned.pk,
        version=planned.version,
        note=say("Mended"),
        at=AT,
    )
    action_operations.verify_action(
        by=sector.viewer("officer"),
        action_id=done.pk,
        version=done.version,
        verdict=Verdict.WORKS,
        seen=say("Tried it"),
        at=AT,
    )


def papers(sector: Sector, say: Markers) -> None:
    """Evidence that nothing rests on: a link, and one that was withdrawn."""
    hospital, officer = sector.actors["hospital"], sector.viewer("officer")
    for withdrawn in (False, True):
        link = evidence.link(
            hospital, by=officer, url=f"https://example.org/{say()}", title=say(), note=say()
        )
        if withdrawn:
            withdraw_evidence(by=officer, evidence_id=link.pk, why=say("Wrong"), at=evidence.AT)
