"""The list of programmes, and what every page of a programme says at its head."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet

from samvern.apps.programmes.models import FocusArea, Measure, Programme, Sharing
from samvern.apps.programmes.models.programme import ProgrammeQuerySet
from samvern.apps.programmes.permissions import Permission
from samvern.base import registry
from samvern.base.texts import in_language
from samvern.base.viewer import Viewer


@dataclass(frozen=True)
class ProgrammeRow:
    """A programme as a line of the list."""

    code: str
    title: str
    description: str
    publisher: str
    published: str
    sharing: str
    sharing_name: str
    focus_area_count: int
    measure_count: int
    changed_at: datetime


@dataclass(frozen=True)
class ProgrammeHead:
    """What every page of a programme knows of it, and what the viewer may do with it."""

    id: int
    code: str
    title: str
    description: str
    publisher: str
    governed_by: str
    published: str
    assignment: str
    builds_on: str
    successor_of_publisher: str
    reporting_to: str
    reporting_every: str
    sharing: str
    sharing_name: str
    version: int
    changed_at: datetime
    is_contribution_case_certain: bool
    may_govern: bool
    may_import: bool
    may_judge: bool
    may_read_findings: bool
    #: Where the programme stands on the actor tree.
    path: str
    #: Pages that other modules have beside those of a programme.
    more_tabs: tuple[registry.Tab, ...] = ()


def programmes(viewer: Viewer) -> list[ProgrammeRow]:
    """The programmes that the viewer sees, newest first."""
    visible = Programme.objects.visible_to(viewer)
    focus_areas = _count(FocusArea.objects.filter(programme__in=visible, withdrawn_at=None))
    measures = _count(Measure.objects.filter(programme__in=visible, withdrawn_at=None))
    return [
        ProgrammeRow(
            code=row.code,
            title=in_language(row.title),
            description=in_language(row.description),
            publisher=row.publisher,
            published=row.published,
            sharing=row.sharing,
            sharing_name=str(Sharing(row.sharing).label),
            focus_area_count=focus_areas.get(row.pk, 0),
            measure_count=measures.get(row.pk, 0),
            changed_at=row.changed_at,
        )
        for row in visible
    ]


def _count(parts: QuerySet[FocusArea] | QuerySet[Measure]) -> dict[int, int]:
    """How many of the parts each programme has, by its key."""
    counted = parts.order_by().values_list("programme").annotate(number=Count("pk"))
    return dict(counted)


def visible_programmes(viewer: Viewer) -> ProgrammeQuerySet:
    """The programmes that the viewer sees, as a queryset for pages of the API."""
    return Programme.objects.visible_to(viewer)


def head_of(viewer: Viewer, programme: Programme) -> ProgrammeHead:
    """A programme, loaded with its owner, as the head of its pages."""
    return ProgrammeHead(
        id=programme.pk,
        code=programme.code,
        title=in_language(programme.title),
        description=in_language(programme.description),
        publisher=programme.publisher,
        governed_by=programme.owner_actor.name if programme.owner_actor else "",
        published=programme.published,
        assignment=programme.assignment,
        builds_on=programme.builds_on,
        successor_of_publisher=programme.successor_of_publisher,
        reporting_to=programme.reporting_to,
        reporting_every=programme.reporting_every,
        sharing=programme.sharing,
        sharing_name=str(Sharing(programme.sharing).label),
        version=programme.version,
        changed_at=programme.changed_at,
        is_contribution_case_certain=programme.is_contribution_case_certain,
        may_govern=viewer.may(Permission.GOVERN_PROGRAMME, on=programme),
        may_import=viewer.may(Permission.IMPORT_PROGRAMME, on=programme),
        may_judge=viewer.may(Permission.RECORD_JUDGEMENT, on=programme),
        may_read_findings=viewer.may_somewhere(Permission.READ_FINDINGS),
        path=programme.path,
        more_tabs=tuple(registry.tabs_for(viewer, "programmes.programme")),
    )
