"""Which measures a finding calls for, and what the sector's gaps call for of a measure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django.utils.timezone import localtime

from samvern.apps.actions import queries as actions
from samvern.apps.actions.models import Finding
from samvern.apps.actions.permissions import Permission as OfActions
from samvern.apps.programmes.models import Measure, MeasureTie
from samvern.base.viewer import Viewer
from samvern.engine.assessments import Confidentiality
from samvern.engine.errors import NotFound
from samvern.engine.follow_up import FindingState, safe_count


@dataclass(frozen=True)
class GapRow:
    """How many findings at an organisation call for a measure, and how many of them are closed."""

    actor_id: int
    actor: str
    findings: int
    closed: int


@dataclass(frozen=True)
class Gaps:
    """What calls for a measure: findings that the viewer sees, by organisation, most first.

    ``kept`` is a safe count of those that organisations keep for themselves, as of ``kept_until``;
    None where it is hidden. ``counts_kept`` is whether the viewer is told it at all.
    """

    rows: tuple[GapRow, ...]
    counts_kept: bool
    kept: int | None
    kept_until: datetime


def ties_of(viewer: Viewer, finding: Finding) -> list[MeasureTie]:
    """The ties of a finding that the viewer sees and nobody has untied, with their measures."""
    found = MeasureTie.objects.visible_to(viewer).in_force().filter(finding=finding)
    return list(found.select_related("measure__programme", "action"))


def tie_for(viewer: Viewer, tie_id: int) -> MeasureTie:
    """A tie with its finding. Raises ``NotFound`` (``tie.unknown``)."""
    found = MeasureTie.objects.visible_to(viewer).select_related("finding__actor")
    tie = found.filter(pk=tie_id).first()
    if tie is None:
        raise NotFound("tie.unknown")
    return tie


def measures_to_tie(viewer: Viewer) -> list[Measure]:
    """Every measure that a finding can be tied to, by programme."""
    found = Measure.objects.visible_to(viewer).filter(withdrawn_at__isnull=True)
    newest_first = ("-programme__published", "programme__code", "position", "pk")
    return list(found.select_related("programme").order_by(*newest_first))


def gaps_of(viewer: Viewer, measure_id: int, *, at: datetime) -> Gaps:
    """What the sector's gaps call for of a measure, as far as the viewer may know.

    Of findings that organisations keep for themselves there is one count and no parts of it. It
    holds what was raised and tied before the month began, and whether it has been closed or untied
    since changes nothing, so that it does not move with any one of them.
    """
    tied = MeasureTie.objects.in_force().filter(measure=measure_id).values("finding")
    seen = Finding.objects.visible_to(viewer).filter(pk__in=tied).select_related("actor")
    rows: dict[int, GapRow] = {}
    for finding in actions.with_state(seen, on=localtime(at).date()):
        row = rows.get(finding.actor_id, GapRow(finding.actor_id, finding.actor.name, 0, 0))
        is_closed = finding.state == FindingState.CLOSED.value
        rows[finding.actor_id] = GapRow(
            row.actor_id, row.actor, row.findings + 1, row.closed + is_closed
        )
    begun = localtime(at).replace(day=1, hour=0, minute=0, second=0, microsecond=0, fold=0)
    counts_kept = viewer.may(OfActions.READ_REPORTED)
    ordered = sorted(rows.values(), key=lambda row: (-row.findings, row.actor, row.actor_id))
    kept = _kept(measure_id, begun) if counts_kept else None
    return Gaps(tuple(ordered), counts_kept, kept, begun)


def _kept(measure_id: int, before: datetime) -> int | None:
    """The safe count of findings kept by organisations that call for a measure."""
    ties = MeasureTie.objects.filter(
        Q(untied_at__isnull=True) | Q(untied_at__gte=before),
        measure=measure_id,
        tied_at__lt=before,
        finding__raised_at__lt=before,
        finding__confidentiality=Confidentiality.IMPROVEMENT.value,
    )
    found: Mapping[str, int] = ties.aggregate(
        findings=Count("finding", distinct=True),
        organisations=Count("finding__actor", distinct=True),
    )
    return safe_count(found["findings"], found["organisations"])
