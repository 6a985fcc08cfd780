"""Decisions that no longer agree with their records, the trail, or their own figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from samvern.apps.decisions.models import Decision
from samvern.apps.decisions.queries.lookup import decision_for
from samvern.apps.decisions.verifying import Columns, disagreements
from samvern.base.models import AuditEntry
from samvern.base.viewer import Viewer


@dataclass(frozen=True)
class Verified:
    """A decision with what of it does not agree; nothing when all does."""

    id: int
    programme: str
    title: str
    disagreements: tuple[str, ...]


def verified(
    viewer: Viewer, decision_id: int | None = None, *, with_figures: bool = False
) -> Iterator[Verified]:
    """Check one decision, or all that the viewer sees, the oldest first.

    Raises
    ------
    NotFound
        ``decision.unknown``.
    """
    if decision_id is not None:
        found = [decision_for(viewer, decision_id)]
    else:
        seen = Decision.objects.visible_to(viewer).select_related("programme").order_by("pk")
        found = list(seen.defer("record"))
    trail = AuditEntry.objects.filter(
        action="decision.taken",
        subject_type="decisions.decision",
        subject_id__in=[str(each.pk) for each in found],
    )
    traced = {entry.subject_id: entry.changes.get("sha256", "") for entry in trail}
    for each in found:
        row = _columns(each, traced.get(str(each.pk), ""))
        wrong = tuple(disagreements(row, with_figures=with_figures))
        yield Verified(each.pk, each.programme.code, each.title, wrong)


def _columns(decision: Decision, traced: str) -> Columns:
    return Columns(
        record=decision.record,
        sha256=decision.sha256,
        words={
            "title": decision.title,
            "decided": decision.decided,
            "reasons": decision.reasons,
            "body": decision.body,
            "decided_by": decision.decided_by,
            "decided_on": decision.decided_on.isoformat(),
            "tiers": decision.tiers,
        },
        level=decision.level,
        recorded_by=decision.recorded_by_name,
        recorded_at=decision.recorded_at,
        traced=traced,
    )
