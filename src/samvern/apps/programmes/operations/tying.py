"""Findings are tied to the measures that would better them, and untied."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from samvern.apps.actions import queries as actions
from samvern.apps.actions.models import Action, Finding
from samvern.apps.programmes import queries
from samvern.apps.programmes.models import MeasureTie
from samvern.apps.programmes.permissions import Permission
from samvern.base import audit
from samvern.base.viewer import Viewer
from samvern.engine.errors import InvalidInput, NotReady


@transaction.atomic
def tie_measure(
    *, by: Viewer, measure_id: int, finding_id: int, action_id: int | None = None, at: datetime
) -> MeasureTie:
    """Say that a finding, or one of its actions, calls for a measure; said again, it is one tie.

    The trail tells that it was tied, and not to which measure: that would tell what is wrong.

    Raises
    ------
    NotFound
        ``finding.unknown``, ``measure.unknown``.
    NotAllowed
        Without ``TIE_FINDINGS`` at the organisation.
    InvalidInput
        ``tie.other_action`` for an action on another finding.
    NotReady
        ``tie.withdrawn`` for a measure that is no longer in the programme.
    """
    finding = actions.finding_for(by, finding_id, lock=True)
    by.require(Permission.TIE_FINDINGS, on=finding)
    measure = queries.measure_by_id(by, measure_id)
    if measure.withdrawn_at is not None:
        raise NotReady("tie.withdrawn")
    if action_id and not Action.objects.filter(pk=action_id, finding=finding).exists():
        raise InvalidInput("tie.other_action")
    tie, is_new = MeasureTie.objects.get_or_create(
        measure=measure,
        finding=finding,
        action_id=action_id,
        untied_at=None,
        defaults={"tied_by_id": by.user_id, "tied_by_name": by.name, "tied_at": at},
    )
    if is_new:
        _record(by, "finding.tied", finding, at)
    return tie


@transaction.atomic
def untie_measure(*, by: Viewer, tie_id: int, at: datetime) -> MeasureTie:
    """Take a tie back; it is kept as having been. Taken back again, nothing more changes.

    Raises ``NotFound`` (``tie.unknown``) and ``NotAllowed``.
    """
    tie = queries.tie_for(by, tie_id)
    by.require(Permission.TIE_FINDINGS, on=tie.finding)
    if MeasureTie.objects.filter(pk=tie.pk, untied_at=None).update(
        untied_at=at, untied_by_name=by.name
    ):
        tie.untied_at, tie.untied_by_name = at, by.name
        _record(by, "finding.untied", tie.finding, at)
    return tie


def _record(by: Viewer, action: str, finding: Finding, at: datetime) -> None:
    """Tell the trail; of a finding that is not reported, only that of the organisation itself."""
    is_private = not finding.is_reported
    audit.record(by, action, finding, at=at, path=finding.path, is_private=is_private)
