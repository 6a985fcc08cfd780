"""What a viewer's own work with programmes comes to, for the first page."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from samvern.apps.programmes.models import MeasureActor, Part, Programme
from samvern.apps.programmes.permissions import Permission
from samvern.apps.programmes.queries.findings import findings_of
from samvern.base.texts import in_language
from samvern.base.viewer import Viewer

#: So many owners are named; an actor with many below it has the register.
OWNERS_SHOWN = 3


@dataclass(frozen=True)
class OwnedBy:
    """An actor that the viewer edits for, and how many measures it owns."""

    owner: str
    count: int


@dataclass(frozen=True)
class OwnWork:
    """The newest programme that the viewer sees, and what in it waits for the viewer.

    ``findings_count`` is None for those who may not read findings.
    """

    code: str
    title: str
    owned: tuple[OwnedBy, ...]
    findings_count: int | None


def own_work(viewer: Viewer) -> OwnWork | None:
    """What waits for the viewer; None when there is no programme to see."""
    programme = Programme.objects.visible_to(viewer).select_related("owner_actor").first()
    if programme is None:
        return None
    may_read_findings = viewer.may_somewhere(Permission.READ_FINDINGS)
    return OwnWork(
        code=programme.code,
        title=in_language(programme.title),
        owned=_owned(viewer, programme),
        findings_count=len(findings_of(programme)) if may_read_findings else None,
    )


def _owned(viewer: Viewer, programme: Programme) -> tuple[OwnedBy, ...]:
    """Measures that the viewer may edit because of who owns them; most first."""
    if viewer.may(Permission.GOVERN_PROGRAMME, on=programme):
        return ()
    found = (
        MeasureActor.objects.filter(viewer.within(Permission.EDIT_MEASURE, "actor__path"))
        .filter(measure__programme=programme, measure__withdrawn_at=None)
        .filter(part=Part.OWNER, actor__isnull=False)
        .order_by()
        .values_list("actor__name")
        .annotate(count=Count("measure", distinct=True))
        .order_by("-count", "actor__name")
    )
    return tuple(OwnedBy(owner, count) for owner, count in found[:OWNERS_SHOWN])
