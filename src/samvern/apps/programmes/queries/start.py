"""What a viewer's own work with programmes comes to, for the first page."""

from __future__ import annotations

from dataclasses import dataclass

from samvern.apps.programmes.models import Measure, Part, Programme
from samvern.apps.programmes.permissions import Permission
from samvern.apps.programmes.queries.findings import findings_of
from samvern.base.texts import in_language
from samvern.base.viewer import Viewer


@dataclass(frozen=True)
class OwnWork:
    """The newest programme that the viewer sees, and what in it waits for the viewer.

    ``owned_count`` measures are owned by actors that the viewer edits for, the first of which is
    ``owner``; ``findings_count`` is None for those who may not read findings.
    """

    code: str
    title: str
    owned_count: int
    owner: str
    findings_count: int | None


def own_work(viewer: Viewer) -> OwnWork | None:
    """What waits for the viewer; None when there is no programme to see."""
    programme = Programme.objects.visible_to(viewer).first()
    if programme is None:
        return None
    may_read_findings = viewer.may_somewhere(Permission.READ_FINDINGS)
    owned = _owned(viewer, programme)
    return OwnWork(
        code=programme.code,
        title=in_language(programme.title),
        owned_count=len({measure for measure, _owner in owned}),
        owner=owned[0][1] if owned else "",
        findings_count=len(findings_of(programme)) if may_read_findings else None,
    )


def _owned(viewer: Viewer, programme: Programme) -> list[tuple[int, str]]:
    """Measures that the viewer may edit because of who owns them, with the owner."""
    if viewer.may(Permission.GOVERN_PROGRAMME, on=programme):
        return []
    mine = viewer.within(Permission.EDIT_MEASURE, "actors__actor__path")
    found = Measure.objects.filter(
        mine, programme=programme, withdrawn_at=None, actors__part=Part.OWNER
    ).exclude(actors__actor=None)
    return list(found.order_by("position").values_list("pk", "actors__actor__name"))
