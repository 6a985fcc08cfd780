"""A programme of the database as the frozen value that files hold and calculations take."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from samvern.apps.programmes import models as tables
from samvern.apps.programmes.models import Part, RelationKind
from samvern.apps.programmes.models.parts import CodedPart
from samvern.apps.programmes.permissions import Permission
from samvern.base.kept import Kept
from samvern.base.viewer import Viewer
from samvern.engine.programme import document
from samvern.engine.programme.document import LANGUAGES, SCALE_LEVELS, CriterionKind

#: Twenty thousand measures take about 60 MB.
_documents: Kept[document.Programme] = Kept(
    limit=20_000, weigh=lambda kept: 100 + len(kept.measures)
)

Judged = Mapping[tuple[CriterionKind, str], document.Judgement]


def document_of(viewer: Viewer, programme: tables.Programme) -> document.Programme:
    """The programme as one value, the same that was imported and what was changed since.

    Who judged and why are left out for viewers who may not read reasons.
    """
    if viewer.may_somewhere(Permission.READ_JUDGEMENT_REASONS):
        return whole_document(programme)
    key = (programme.pk, programme.revision, "without reasons")
    return _documents.get(key, lambda: _without_reasons(whole_document(programme)))


def whole_document(programme: tables.Programme) -> document.Programme:
    """The programme with who judged and why: for calculations, which speak of neither."""
    key = (programme.pk, programme.revision)
    return _documents.get(key, lambda: read_document(programme))


def read_document(programme: tables.Programme) -> document.Programme:
    """The programme as one value, read now: inside a change, what is kept may be out of date."""
    return _Reading(programme).read()


def judgement_value(row: tables.Judgement) -> document.Judgement:
    """A judgement of the database as a value."""
    scale = SCALE_LEVELS[tables.SCALE_OF[CriterionKind(row.criterion)]]
    return document.Judgement(
        levels={level: row.levels[level] for level in scale if level in row.levels},
        token=row.token,
        by=row.by_name,
        on=row.judged_on,
        why=row.reason,
    )


def without_reason(judgement: document.Judgement) -> document.Judgement:
    """The judgement without who judged and why."""
    if not judgement.by and not judgement.why:
        return judgement
    return replace(judgement, by="", why="")


def _without_reasons(programme: document.Programme) -> document.Programme:
    return replace(
        programme,
        focus_areas=tuple(
            replace(
                area,
                contribution=_all_without(area.contribution),
                attainment=_all_without(area.attainment),
            )
            for area in programme.focus_areas
        ),
        measures=tuple(
            replace(
                measure,
                cost=measure.cost and without_reason(measure.cost),
                support=measure.support and without_reason(measure.support),
                implementation_risk=measure.implementation_risk
                and without_reason(measure.implementation_risk),
                contribution=_all_without(measure.contribution),
                attainment=_all_without(measure.attainment),
            )
            for measure in programme.measures
        ),
    )


def _all_without(
    judgements: Mapping[str, document.Judgement],
) -> Mapping[str, document.Judgement]:
    return {about: without_reason(judgement) for about, judgement in judgements.items()}


class _Reading:
    """One reading of the tables, with a query for each whatever the number of rows."""

    def __init__(self, programme: tables.Programme) -> None:
        self.programme = programme
        self.of_focus_area: dict[int, dict[tuple[CriterionKind, str], document.Judgement]]
        self.of_measure: dict[int, dict[tuple[CriterionKind, str], document.Judgement]]
        self.of_focus_area, self.of_measure = defaultdict(dict), defaultdict(dict)

    def read(self) -> document.Programme:
        programme = self.programme
        self._read_judgements()
        goals = tables.Goal.objects.filter(programme=programme)
        challenges = tables.Challenge.objects.filter(programme=programme)
        trends = tables.RiskTrend.objects.filter(programme=programme)
        risk_areas = tables.RiskArea.objects.filter(programme=programme)
        links = tables.RiskAreaLink.objects.filter(programme=programme)
        focus_areas = tables.FocusArea.objects.filter(programme=programme, withdrawn_at=None)
        recommendations = tables.Recommendation.objects.filter(programme=programme)
        basis = tables.PriorityBasis.objects.filter(programme=programme)
        averages = tables.PublishedAverages.objects.filter(programme=programme)
        counts = tables.PublishedCount.objects.filter(programme=programme)
        return document.Programme(
            id=programme.code,
            title=_text(programme.title),
            publisher=programme.publisher,
            published=programme.published,
            assignment=programme.assignment,
            builds_on=programme.builds_on,
            successor_of_publisher=programme.successor_of_publisher,
            reporting_to=programme.reporting_to,
            reporting_every=programme.reporting_every,
            contribution_case_certain=programme.is_contribution_case_certain,
            description=_text(programme.description),
            goals=tuple(document.Goal(**_part(row), goal_set=row.goal_set) for row in goals),
            challenges=tuple(document.Challenge(**_part(row)) for row in challenges),
            risk_trends=tuple(
                document.RiskTrend(**_part(row), reported_by=tuple(row.reported_by))
                for row in trends
            ),
            risk_areas=tuple(document.RiskArea(**_part(row)) for row in risk_areas),
            risk_area_links=tuple(
                document.RiskAreaLink(row.source_code, row.risk_area_code) for row in links
            ),
            focus_areas=tuple(self._focus_area(row) for row in focus_areas),
            attainment_columns=tuple(programme.attainment_columns),
            measures=tuple(self._measures()),
            recommendations=tuple(
                document.Recommendation(
                    tier=row.tier,
                    chapter=row.chapter,
                    focus_area=row.focus_area_code,
                    measures=tuple(row.measure_codes),
                    note=row.note,
                )
                for row in recommendations
            ),
            basis_of_priority=tuple(row.text for row in basis),
            published_averages=tuple(
                document.PublishedAverages(row.goal_set, tuple(row.averages), tuple(row.labels))
                for row in averages
            ),
            published_counts=tuple(document.PublishedCount(row.what, row.count) for row in counts),
        )

    def _read_judgements(self) -> None:
        rows = tables.Judgement.objects.filter(programme=self.programme).in_force()
        for row in rows:
            criterion = CriterionKind(row.criterion)
            judgement = judgement_value(row)
            if row.measure_id:
                self.of_measure[row.measure_id][criterion, row.about] = judgement
            elif row.focus_area_id:
                self.of_focus_area[row.focus_area_id][criterion, row.about] = judgement

    def _focus_area(self, row: tables.FocusArea) -> document.FocusArea:
        judged = self.of_focus_area[row.pk]
        return document.FocusArea(
            **_part(row),
            is_new=row.is_new,
            needs=row.needs,
            contribution=_about(judged, CriterionKind.CONTRIBUTION),
            attainment=_about(judged, CriterionKind.ATTAINMENT),
        )

    def _measures(self) -> Iterable[document.Measure]:
        current = {"measure__programme": self.programme, "measure__withdrawn_at": None}
        # A name that stands for several actors has a row for each, at one position.
        names: dict[tuple[int, str], dict[int, str]] = defaultdict(dict)
        for actor in tables.MeasureActor.objects.filter(**current):
            names[actor.measure_id, actor.part][actor.position] = actor.name
        interfaces: dict[int, list[str]] = defaultdict(list)
        for interface in tables.MeasureInterface.objects.filter(**current):
            interfaces[interface.measure_id].append(interface.name)
        relations: dict[tuple[int, str], list[str]] = defaultdict(list)
        for relation in tables.MeasureRelation.objects.filter(**current):
            relations[relation.measure_id, relation.kind].append(relation.to_code)
        rows = tables.Measure.objects.filter(programme=self.programme, withdrawn_at=None)
        for row in rows.select_related("focus_area"):
            judged = self.of_measure[row.pk]
            owners = tuple(names[row.pk, Part.OWNER].values())
            yield document.Measure(
                **_part(row),
                focus_area=row.focus_area.code,
                focus_area_from_id=row.is_focus_area_from_code,
                parent=row.parent_code,
                kind=document.MeasureKind(row.kind) if row.kind else None,
                status=document.MeasureStatus(row.status) if row.status else None,
                owners=owners if row.is_owner_stated else None,
                owner_note=row.owner_note,
                involved=tuple(names[row.pk, Part.INVOLVED].values()),
                target_group=row.target_group,
                relevant_for=row.relevant_for,
                interfaces=tuple(interfaces[row.pk]),
                after=tuple(relations[row.pk, RelationKind.AFTER]),
                related=tuple(relations[row.pk, RelationKind.RELATED]),
                overlaps=tuple(relations[row.pk, RelationKind.OVERLAPS]),
                start=row.start,
                finish=row.finish,
                every=row.every,
                cost=judged.get((CriterionKind.COST, "")),
                support=judged.get((CriterionKind.SUPPORT, "")),
                implementation_risk=judged.get((CriterionKind.IMPLEMENTATION_RISK, "")),
                contribution=_about(judged, CriterionKind.CONTRIBUTION),
                attainment=_about(judged, CriterionKind.ATTAINMENT),
            )


def _about(judged: Judged, criterion: CriterionKind) -> dict[str, document.Judgement]:
    return {about: found for (kind, about), found in judged.items() if kind == criterion}


def _part(row: CodedPart) -> dict[str, Any]:
    """What every part has: identifier, title, description."""
    return {"id": row.code, "title": _text(row.title), "description": _text(row.description)}


def _text(stored: Mapping[str, str]) -> document.Text:
    """A text with its languages in the order of the interface; databases forget the order."""
    return {language: stored[language] for language in LANGUAGES if language in stored}
