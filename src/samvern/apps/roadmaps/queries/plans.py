"""The list of plans, the page of one, and of a scenario beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from samvern.apps.programmes import queries as programmes
from samvern.apps.programmes.models import Programme
from samvern.apps.programmes.queries import ProgrammeHead
from samvern.apps.programmes.queries.document import whole_document
from samvern.apps.roadmaps.models import Plan, PlanScenario, PublishedPlan
from samvern.apps.roadmaps.permissions import Permission
from samvern.apps.roadmaps.queries.lookup import drafts, plan_for, published, scenario_for
from samvern.apps.roadmaps.queries.results import Answer, answer_of
from samvern.base.texts import in_language
from samvern.base.viewer import Viewer


@dataclass(frozen=True)
class PlanRow:
    """A plan in a list; ``number`` and ``published_at`` are those of its newest version in force.

    ``is_draft`` where the viewer sees what is worked on; ``title`` is then that of the draft.
    """

    id: int
    title: str
    author: str
    number: int | None
    published_at: datetime | None
    changed_at: datetime | None
    is_draft: bool
    is_archived: bool
    is_example: bool


@dataclass(frozen=True)
class VersionRow:
    """A published version in a list."""

    number: int
    title: str
    note: str
    by: str
    at: datetime
    withdrawn_at: datetime | None
    withdrawn_by: str
    why_withdrawn: str


@dataclass(frozen=True)
class PlanList:
    """The plans of a programme."""

    programme: ProgrammeHead
    rows: tuple[PlanRow, ...]
    with_archived: bool
    may_plan: bool
    may_read_drafts: bool


@dataclass(frozen=True)
class PlanPage:
    """A plan as it is worked on, or a scenario beside it, with what its viewer may do."""

    programme: ProgrammeHead
    plan: Plan
    scenario: PlanScenario | None
    answer: Answer
    scenarios: tuple[PlanScenario, ...]
    versions: tuple[VersionRow, ...]
    areas: Mapping[str, str]
    may_plan: bool
    may_publish: bool


def plan_list(viewer: Viewer, code: str, *, with_archived: bool = False) -> PlanList:
    """The plans of a programme, as far as the viewer sees them. Raises ``NotFound``."""
    programme = programmes.programme_for(viewer, code)
    may_read_drafts = viewer.may(Permission.READ_DRAFTS, on=programme)
    newest: dict[int, PublishedPlan] = {}
    for version in published(viewer).in_force().filter(plan__programme=programme):
        newest.setdefault(version.plan_id, version)
    if may_read_drafts:
        found = drafts(viewer).filter(programme=programme)
        plans = found if with_archived else found.current()
        rows = [_draft_row(plan, newest.get(plan.pk)) for plan in plans]
    else:
        rows = [_published_row(version) for version in newest.values()]
    return PlanList(
        programme=programmes.head_of(viewer, programme),
        rows=tuple(rows),
        with_archived=with_archived,
        may_plan=viewer.may(Permission.PLAN, on=programme),
        may_read_drafts=may_read_drafts,
    )


def plan_page(
    viewer: Viewer, code: str, plan_id: int, *, scenario_id: int | None = None
) -> PlanPage:
    """A plan, or a scenario beside it. Raises ``NotFound``."""
    plan = plan_for(viewer, plan_id, code=code)
    scenario = None
    if scenario_id is not None:
        scenario = scenario_for(viewer, scenario_id, plan_id=plan.pk)
        scenario.plan = plan
    is_open = plan.archived_at is None
    return PlanPage(
        programme=programmes.head_of(viewer, plan.programme),
        plan=plan,
        scenario=scenario,
        answer=answer_of(plan, scenario),
        scenarios=tuple(plan.scenarios.current()),
        versions=version_rows(viewer, plan),
        areas=area_titles(plan.programme),
        may_plan=is_open and viewer.may(Permission.PLAN, on=plan.programme),
        may_publish=is_open and viewer.may(Permission.PUBLISH, on=plan.programme),
    )


def version_rows(viewer: Viewer, plan: Plan) -> tuple[VersionRow, ...]:
    """The published versions of a plan that the viewer sees, newest first."""
    return tuple(version_row(version) for version in published(viewer).filter(plan=plan))


def version_row(version: PublishedPlan) -> VersionRow:
    """A published version as a line of a list."""
    withdrawal = getattr(version, "withdrawal", None)
    return VersionRow(
        number=version.number,
        title=version.title,
        note=version.note,
        by=version.published_by_name,
        at=version.published_at,
        withdrawn_at=withdrawal.at if withdrawal else None,
        withdrawn_by=withdrawal.by_name if withdrawal else "",
        why_withdrawn=withdrawal.why if withdrawal else "",
    )


def area_titles(programme: Programme) -> Mapping[str, str]:
    """The focus areas of a programme by their codes, in order."""
    areas = whole_document(programme).focus_areas
    return {area.id: f"{area.id} {in_language(area.title)}" for area in areas}


def _draft_row(plan: Plan, newest: PublishedPlan | None) -> PlanRow:
    return PlanRow(
        id=plan.pk,
        title=plan.title,
        author=plan.author_name,
        number=newest.number if newest else None,
        published_at=newest.published_at if newest else None,
        changed_at=plan.changed_at,
        is_draft=True,
        is_archived=plan.archived_at is not None,
        is_example=plan.is_example,
    )


def _published_row(version: PublishedPlan) -> PlanRow:
    return PlanRow(
        id=version.plan_id,
        title=version.title,
        author=version.published_by_name,
        number=version.number,
        published_at=version.published_at,
        changed_at=None,
        is_draft=False,
        is_archived=False,
        is_example=version.is_example,
    )
