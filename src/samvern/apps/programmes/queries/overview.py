"""A whole programme at a glance: what, for which goals, against which risks, by whom, when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from samvern.apps.actors import queries as actors
from samvern.apps.programmes.models import MeasureActor, Part, Programme
from samvern.apps.programmes.permissions import Permission
from samvern.apps.programmes.queries.document import document_of
from samvern.apps.programmes.queries.findings import findings_of
from samvern.apps.programmes.queries.lookup import programme_for
from samvern.apps.programmes.queries.programmes import ProgrammeHead, head_of
from samvern.apps.programmes.queries.rows import Judged, Ref, Spread, judged, refs, spread
from samvern.base.texts import in_language
from samvern.base.viewer import Viewer
from samvern.engine.programme import document as engine
from samvern.engine.programme.document import CriterionKind


@dataclass(frozen=True)
class Count:
    """How many of something the programme has."""

    key: str
    label: str
    number: int


@dataclass(frozen=True)
class Column:
    """A risk area or goal, as a column of the matrix; ``group`` is the heading above it."""

    code: str
    title: str
    criterion: str
    group: str


@dataclass(frozen=True)
class FocusAreaRow:
    """A focus area: a cell for each column, and how the levels of its measures are spread."""

    code: str
    title: str
    description: str
    is_new: bool
    needs: str
    measure_count: int
    cells: tuple[Judged, ...]
    cost: Spread
    support: Spread
    implementation_risk: Spread


@dataclass(frozen=True)
class OwnerCount:
    """Somebody who owns measures today; ``actor_id`` is None outside the register."""

    name: str
    actor_id: int | None
    measure_count: int


@dataclass(frozen=True)
class Period:
    """A measure that the programme gives a time."""

    code: str
    title: str
    start: str
    finish: str
    every: str


@dataclass(frozen=True)
class RecommendationRow:
    """What the programme recommends; what shares a tier may run in parallel."""

    tier: int
    chapter: str
    focus_area: Ref | None
    measures: tuple[Ref, ...]
    note: str


@dataclass(frozen=True)
class PartRow:
    """A goal, challenge, risk trend or risk area; ``feeds`` are the risk areas it leads to."""

    code: str
    title: str
    description: str
    group: str = ""
    reported_by: tuple[str, ...] = ()
    feeds: tuple[Ref, ...] = ()


@dataclass(frozen=True)
class Overview:
    """Everything the first page of a programme shows.

    ``findings_count`` is None for those who may not read findings. ``unowned_count`` measures
    have no owner stated. ``publisher_today`` is who holds the tasks of the publisher now, where
    that is another.
    """

    programme: ProgrammeHead
    publisher_today: str
    counts: tuple[Count, ...]
    columns: tuple[Column, ...]
    rows: tuple[FocusAreaRow, ...]
    owners: tuple[OwnerCount, ...]
    unowned_count: int
    when: tuple[Period, ...]
    recommendations: tuple[RecommendationRow, ...]
    basis_of_priority: tuple[str, ...]
    goals: tuple[PartRow, ...]
    challenges: tuple[PartRow, ...]
    risk_trends: tuple[PartRow, ...]
    risk_areas: tuple[PartRow, ...]
    findings_count: int | None


def overview(viewer: Viewer, code: str) -> Overview:
    """The first page of a programme. Raises ``NotFound``."""
    programme = programme_for(viewer, code)
    document = document_of(viewer, programme)
    columns = columns_of(document)
    may_read_findings = viewer.may_somewhere(Permission.READ_FINDINGS)
    return Overview(
        programme=head_of(viewer, programme),
        publisher_today=_publisher_today(programme),
        counts=tuple(counts_of(document)),
        columns=columns,
        rows=focus_area_rows(document, columns),
        owners=_owners(programme),
        unowned_count=sum(not measure.owners for measure in document.measures),
        when=tuple(
            Period(m.id, in_language(m.title), m.start, m.finish, m.every)
            for m in document.measures
            if m.start or m.finish or m.every
        ),
        recommendations=recommendation_rows(document),
        basis_of_priority=document.basis_of_priority,
        goals=tuple(_part(goal, group=goal_set_name(goal.goal_set)) for goal in document.goals),
        challenges=_sources(document, document.challenges),
        risk_trends=_sources(document, document.risk_trends),
        risk_areas=tuple(map(_part, document.risk_areas)),
        findings_count=len(findings_of(programme)) if may_read_findings else None,
    )


def goal_set_name(goal_set: str) -> str:
    """A set of goals in the reader's language."""
    return {"goals": _("Goals"), "strategic_goals": _("Strategic goals")}.get(goal_set, goal_set)


def columns_of(document: engine.Programme) -> tuple[Column, ...]:
    """What focus areas are judged by: the risk areas, then each set of goals."""
    risks = [
        Column(area.id, in_language(area.title), CriterionKind.CONTRIBUTION, _("Risk areas"))
        for area in document.risk_areas
    ]
    sets = dict.fromkeys(goal.goal_set for goal in document.goals)
    goals = [
        Column(goal.id, in_language(goal.title), CriterionKind.ATTAINMENT, goal_set_name(goal_set))
        for goal_set in sets
        for goal in document.goals
        if goal.goal_set == goal_set
    ]
    return (*risks, *goals)


def cells_of(
    part: engine.FocusArea | engine.Measure, columns: Sequence[Column]
) -> tuple[Judged, ...]:
    """How a focus area or measure was judged in each column."""
    found = {
        CriterionKind.CONTRIBUTION.value: part.contribution,
        CriterionKind.ATTAINMENT.value: part.attainment,
    }
    return tuple(
        judged(
            CriterionKind(column.criterion), found[column.criterion].get(column.code), column.code
        )
        for column in columns
    )


def focus_area_rows(
    document: engine.Programme, columns: Sequence[Column]
) -> tuple[FocusAreaRow, ...]:
    """The matrix: focus areas by risk areas and goals, with the spreads of their measures."""
    measures: dict[str, list[engine.Measure]] = defaultdict(list)
    for measure in document.measures:
        measures[measure.focus_area].append(measure)
    return tuple(
        FocusAreaRow(
            code=area.id,
            title=in_language(area.title),
            description=in_language(area.description),
            is_new=area.is_new,
            needs=area.needs,
            measure_count=len(mine := measures[area.id]),
            cells=cells_of(area, columns),
            cost=spread(CriterionKind.COST, [m.cost for m in mine]),
            support=spread(CriterionKind.SUPPORT, [m.support for m in mine]),
            implementation_risk=spread(
                CriterionKind.IMPLEMENTATION_RISK, [m.implementation_risk for m in mine]
            ),
        )
        for area in document.focus_areas
    )


def counts_of(document: engine.Programme) -> Iterable[Count]:
    """How many of each part there are, those without any left out."""
    own = sum(goal.goal_set == "goals" for goal in document.goals)
    numbers = (
        ("focus_areas", _("Focus areas"), len(document.focus_areas)),
        ("measures", _("Measures"), len(document.measures)),
        ("goals", _("Goals"), own),
        ("strategic_goals", _("Strategic goals"), len(document.goals) - own),
        ("challenges", _("Challenges"), len(document.challenges)),
        ("risk_trends", _("Risk trends"), len(document.risk_trends)),
        ("risk_areas", _("Risk areas"), len(document.risk_areas)),
    )
    return (Count(key, label, number) for key, label, number in numbers if number)


def recommendation_rows(
    document: engine.Programme,
    *,
    about: Callable[[engine.Recommendation], bool] = lambda _said: True,
) -> tuple[RecommendationRow, ...]:
    """What the programme recommends, by tier; ``about`` picks some of it."""
    areas = {area.id: in_language(area.title) for area in document.focus_areas}
    measures = {measure.id: in_language(measure.title) for measure in document.measures}
    rows = [
        RecommendationRow(
            tier=said.tier,
            chapter=said.chapter,
            focus_area=refs([said.focus_area], areas)[0] if said.focus_area else None,
            measures=refs(said.measures, measures),
            note=said.note,
        )
        for said in document.recommendations
        if about(said)
    ]
    return tuple(sorted(rows, key=lambda row: row.tier))


def _owners(programme: Programme) -> tuple[OwnerCount, ...]:
    """Who owns measures today, most first; a name outside the register stands for itself."""
    rows = MeasureActor.objects.filter(
        measure__programme=programme, measure__withdrawn_at=None, part=Part.OWNER
    )
    measures: dict[tuple[int | None, str], set[int]] = defaultdict(set)
    for measure_id, name, actor_id, actor in rows.values_list(
        "measure_id", "name", "actor_id", "actor__name"
    ):
        measures[actor_id, actor or name].add(measure_id)
    counts = [OwnerCount(name, key, len(found)) for (key, name), found in measures.items()]
    return tuple(sorted(counts, key=lambda owner: (-owner.measure_count, owner.name)))


def _publisher_today(programme: Programme) -> str:
    if programme.publisher_actor_id is None:
        return ""
    holder = actors.holder_on(programme.publisher_actor_id, timezone.localdate())
    return "" if holder.pk == programme.publisher_actor_id else holder.name


def _sources(
    document: engine.Programme, parts: Iterable[engine.Challenge | engine.RiskTrend]
) -> tuple[PartRow, ...]:
    titles = {area.id: in_language(area.title) for area in document.risk_areas}
    feeds: dict[str, list[str]] = defaultdict(list)
    for link in document.risk_area_links:
        feeds[link.source].append(link.risk_area)
    return tuple(
        _part(
            part,
            reported_by=getattr(part, "reported_by", ()),
            feeds=refs(feeds[part.id], titles),
        )
        for part in parts
    )


def _part(
    part: engine.Goal | engine.Challenge | engine.RiskTrend | engine.RiskArea,
    *,
    group: str = "",
    reported_by: tuple[str, ...] = (),
    feeds: tuple[Ref, ...] = (),
) -> PartRow:
    return PartRow(
        part.id,
        in_language(part.title),
        in_language(part.description),
        group,
        reported_by,
        feeds,
    )
