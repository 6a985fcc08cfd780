"""Published versions: one of them, and what changed from one to the next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from samvern.apps.programmes import queries as programmes
from samvern.apps.programmes.models import Measure
from samvern.apps.programmes.queries import ProgrammeHead
from samvern.apps.roadmaps.models import PublishedPlan
from samvern.apps.roadmaps.permissions import Permission
from samvern.apps.roadmaps.queries.lookup import published_for, published_of
from samvern.apps.roadmaps.queries.plans import VersionRow, area_titles, version_row
from samvern.apps.roadmaps.record import recorded_assumptions, recorded_roadmap
from samvern.base.texts import in_language
from samvern.base.viewer import Viewer
from samvern.engine.canonical import sha256_of
from samvern.engine.errors import NotFound
from samvern.engine.roadmap import Roadmap
from samvern.engine.roadmap.comparing import PlanChanges, plan_changes
from samvern.engine.roadmap.planning import Assumed


@dataclass(frozen=True)
class Version:
    """A published version as it was frozen; ``changes`` are those since the one before it."""

    programme: ProgrammeHead
    plan_id: int
    row: VersionRow
    roadmap: Roadmap
    assumed: tuple[Assumed, ...]
    basis: str
    money_unit: str
    effort_unit: str
    is_example: bool
    sha256: str
    is_whole: bool
    software: str
    record: str
    areas: Mapping[str, str]
    others: tuple[VersionRow, ...]
    changes: PlanChanges | None
    before: VersionRow | None
    may_withdraw: bool
    may_read_draft: bool


def version_page(viewer: Viewer, code: str, plan_id: int, number: int | None = None) -> Version:
    """A version of a plan, or the newest in force that the viewer sees. Raises ``NotFound``."""
    if number is None:
        newest = published_of(viewer, plan_id, code=code).in_force().first()
        if newest is None:
            raise NotFound("plan.unknown")
        number = int(newest.number)
    found = published_for(viewer, plan_id, number, code=code)
    plan, content = found.plan, found.content
    planning = content["planning"]
    units = planning.get("units", {})
    roadmap = recorded_roadmap(content)
    others = list(published_of(viewer, plan_id).defer(None))
    earlier = next((each for each in others if each.number < number), None)
    return Version(
        programme=programmes.head_of(viewer, plan.programme),
        plan_id=plan.pk,
        row=version_row(found),
        roadmap=roadmap,
        assumed=tuple(recorded_assumptions(content)),
        basis=in_language(planning["planning"].get("basis", {})),
        money_unit=in_language(units.get("money", {})),
        effort_unit=in_language(units.get("effort", {})),
        is_example=found.is_example,
        sha256=found.sha256,
        is_whole=sha256_of(found.record) == found.sha256,
        software=content["software"]["version"],
        record=found.record,
        areas=area_titles(plan.programme),
        others=tuple(version_row(each) for each in others),
        changes=None if earlier is None else plan_changes(_roadmap(earlier), roadmap),
        before=None if earlier is None else version_row(earlier),
        may_withdraw=viewer.may(Permission.PUBLISH, on=plan.programme),
        may_read_draft=viewer.may(Permission.READ_DRAFTS, on=plan.programme),
    )


def _roadmap(found: PublishedPlan) -> Roadmap:
    return recorded_roadmap(found.content)


def measure_codes(plan_id: int) -> list[str]:
    """The measures that the programme of a plan has today, by their codes."""
    codes = Measure.objects.filter(programme__plans=plan_id)
    return list(codes.values_list("code", flat=True))
