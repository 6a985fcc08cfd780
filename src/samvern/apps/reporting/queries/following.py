"""Rounds in a list, and who of one has handed in, with the lights that they gave."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, OuterRef, Q, Subquery
from django.http import QueryDict
from django.utils.timezone import localtime

from samvern.apps.actors.queries import RoleHolders
from samvern.apps.reporting.models import (
    WRITABLE,
    DimensionStatus,
    Report,
    ReportingLetter,
    ReportQuerySet,
    ReportStage,
    ReportSubmission,
    ReportVerdict,
    Round,
    RoundState,
)
from samvern.apps.reporting.permissions import Permission
from samvern.apps.reporting.queries.lookup import OWNERS
from samvern.base.jobs import letters
from samvern.base.jobs.letters import LetterState
from samvern.base.permissions import Role
from samvern.base.texts import in_language
from samvern.base.viewer import Viewer
from samvern.engine.programme.document import LANGUAGES
from samvern.engine.reporting import Dimension, Light
from samvern.engine.response import Response

#: What may be asked for of the reports of a round, besides one of the stages.
EVERYTHING, NOT_HANDED_IN, HANDED_IN, NOBODY = "", "out", "in", "nobody"


@dataclass(frozen=True)
class ReportRow:
    """A measure in a round. ``lights`` are of what was handed in last and may be seen; none before.

    ``responsible`` is who is to report, where somebody in particular is; ``is_mine`` when the viewer
    writes it.
    """

    id: int
    code: str
    title: str
    focus_area: str
    owners: str
    responsible: str
    stage: ReportStage
    submitted_at: datetime | None
    due_on: date
    lights: Mapping[Dimension, Light]
    submission_id: int | None
    is_mine: bool
    has_nobody: bool

    @property
    def is_handed_in(self) -> bool:
        """Whether it waits for review or is accepted."""
        return self.stage not in WRITABLE


@dataclass(frozen=True)
class RoundFilters:
    """Which reports of a round to show; what makes no sense is left out."""

    stage: str = EVERYTHING
    light: str = ""
    words: str = ""

    @classmethod
    def from_query(cls, query: QueryDict) -> RoundFilters:
        """The filters of an address."""
        stage, light = query.get("stage", ""), query.get("light", "")
        known = {NOT_HANDED_IN, HANDED_IN, NOBODY, *ReportStage.values}
        return cls(
            stage=stage if stage in known else EVERYTHING,
            light=light if light in {each.value for each in Light} else "",
            words=query.get("q", "").replace("\0", "").strip()[:100],
        )


def responses(found: Collection[Round]) -> Mapping[int, Response]:
    """How far each round has come: one query."""
    counts: dict[int, list[int]] = {each.pk: [0, 0] for each in found}
    counted = (
        Report.objects.filter(reporting_round__in=counts)
        .order_by()
        .values_list("reporting_round", "stage")
        .annotate(count=Count("pk"))
    )
    for pk, stage, count in counted:
        counts[pk][0] += count
        counts[pk][1] += 0 if stage in WRITABLE else count
    return {pk: Response(*each) for pk, each in counts.items()}


def follows(viewer: Viewer, found: Round) -> bool:
    """Whether the viewer sees who has handed in over the whole round, rather than their own reports."""
    return viewer.may(Permission.READ_SUBMITTED, on=found)


def reports_of(
    viewer: Viewer, found: Round, filters: RoundFilters | None = None, *, on: date
) -> ReportQuerySet:
    """The reports of a round that the viewer may know of, in the order of the programme."""
    filters = filters or RoundFilters()
    seen = Report.objects.all() if follows(viewer, found) else Report.objects.visible_to(viewer)
    seen = seen.filter(reporting_round=found)
    if filters.stage in (NOT_HANDED_IN, NOBODY):
        seen = seen.filter(stage__in=WRITABLE)
    elif filters.stage == HANDED_IN:
        seen = seen.exclude(stage__in=WRITABLE)
    elif filters.stage:
        seen = seen.filter(stage=filters.stage)
    if filters.stage == NOBODY:
        seen = seen.filter(pk__in=_with_nobody(found, on))
    if filters.words:
        named = Q(measure_code__startswith=filters.words)
        named |= Q(owner_names__icontains=filters.words)
        for language in LANGUAGES:
            named |= Q(**{f"measure_title__{language}__icontains": filters.words})
        seen = seen.filter(named)
    if filters.light:
        given = DimensionStatus.objects.filter(light=filters.light).order_by().values("submission")
        seen = with_newest(viewer, seen).filter(Q(("newest__in", given)))
    return seen.order_by("position", "pk")


def with_newest(viewer: Viewer, seen: ReportQuerySet) -> ReportQuerySet:
    """With ``newest``: the key of what was handed in last, as far as the viewer sees it."""
    submissions = (
        ReportSubmission.objects.visible_to(viewer)
        .filter(report=OuterRef("pk"))
        .exclude(verdict=ReportVerdict.RECALLED)
        .order_by("-number")
    )
    return seen.annotate(newest=Subquery(submissions.values("pk")[:1]))


def report_rows(viewer: Viewer, found: Round, seen: ReportQuerySet, *, on: date) -> list[ReportRow]:
    """Reports as a page shows them: five queries, however many there are."""
    rows = list(with_newest(viewer, seen).select_related("responsible").prefetch_related(OWNERS))
    lights = lights_of([each.newest for each in rows])  # type: ignore[attr-defined]
    mine = set(
        Report.objects.visible_to(viewer)
        .filter(reporting_round=found)
        .order_by()
        .values_list("pk", flat=True)
    )
    holders = RoleHolders.on(on, Role.MEASURE_OWNER)
    return [_row(found, each, lights, mine, holders) for each in rows]


def lights_of(submissions: Collection[int | None]) -> Mapping[int, Mapping[Dimension, Light]]:
    """The lights of submissions that the caller may see: one query."""
    found: dict[int, dict[Dimension, Light]] = defaultdict(dict)
    rows = DimensionStatus.objects.filter(submission__in=[each for each in submissions if each])
    for pk, dimension, light in rows.values_list("submission", "dimension", "light"):
        found[pk][Dimension(dimension)] = Light(light)
    return found


def light_counts(rows: Sequence[ReportRow]) -> Mapping[Dimension, Mapping[Light, int]]:
    """How many of these have which light, by dimension."""
    return {
        dimension: Counter(row.lights[dimension] for row in rows if dimension in row.lights)
        for dimension in Dimension
    }


def letter_counts(viewer: Viewer, found: Round) -> Mapping[LetterState, int]:
    """How many letters about a round stand how, for those who follow it: one query."""
    return letters.counts(ReportingLetter.objects.visible_to(viewer).filter(reporting_round=found))


def people_of(report: Report, holders: RoleHolders) -> set[int]:
    """Who is written to about a report: whoever is responsible, else the measure owners there."""
    if report.responsible_id:
        return {report.responsible_id}
    found = {user for each in report.owners.all() for user in holders.of(each.actor.path)}
    return found | ({report.on_behalf_by_id} if report.on_behalf_by_id else set())


def open_rounds(viewer: Viewer) -> Iterator[Round]:
    """Open rounds that the viewer follows, the first due first."""
    found = Round.objects.followed_by(viewer).filter(state=RoundState.OPEN)
    yield from found.select_related("programme__owner_actor").order_by("due_on", "pk")


def _with_nobody(found: Round, on: date) -> list[int]:
    holders = RoleHolders.on(on, Role.MEASURE_OWNER)
    waiting = Report.objects.filter(reporting_round=found, stage__in=WRITABLE)
    return [each.pk for each in waiting.prefetch_related(OWNERS) if not people_of(each, holders)]


def _row(
    found: Round,
    each: Report,
    lights: Mapping[int, Mapping[Dimension, Light]],
    mine: Collection[int],
    holders: RoleHolders,
) -> ReportRow:
    newest: int | None = each.newest  # type: ignore[attr-defined]
    each.reporting_round = found
    return ReportRow(
        id=each.pk,
        code=each.measure_code,
        title=in_language(each.measure_title),
        focus_area=each.focus_area_code,
        owners=each.owner_names,
        responsible=each.responsible.name if each.responsible else "",
        stage=ReportStage(each.stage),
        submitted_at=localtime(each.submitted_at) if each.submitted_at else None,
        due_on=each.asked_by_on,
        lights=lights.get(newest, {}) if newest else {},
        submission_id=newest,
        is_mine=each.pk in mine,
        has_nobody=not people_of(each, holders),
    )
