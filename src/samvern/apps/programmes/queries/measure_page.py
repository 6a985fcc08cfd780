"""Everything about one measure: its fields, relations, judgements and history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from samvern.apps.programmes.models import (
    CRITERION_NAMES,
    Judgement,
    Measure,
    OwnerChange,
    OwnerChangeReason,
    Part,
    RelationKind,
)
from samvern.apps.programmes.permissions import Permission, may_edit_measure
from samvern.apps.programmes.queries.document import (
    document_of,
    judgement_value,
    without_reason,
)
from samvern.apps.programmes.queries.lookup import measure_for, owning_actors
from samvern.apps.programmes.queries.overview import (
    Column,
    RecommendationRow,
    columns_of,
    recommendation_rows,
)
from samvern.apps.programmes.queries.programmes import ProgrammeHead, head_of
from samvern.apps.programmes.queries.register import MeasureRow, measure_rows
from samvern.apps.programmes.queries.rows import Judged, Ref, judged
from samvern.base import queries as base
from samvern.base.models import AuditEntry
from samvern.base.texts import in_language
from samvern.base.viewer import Viewer
from samvern.engine.errors import NotFound
from samvern.engine.programme import document as engine
from samvern.engine.programme.document import CriterionKind

#: So much of the audit trail stands on the page; the trail itself has the rest.
HISTORY_SHOWN = 50
#: How the trail calls a judgement.
RECORDED = "judgement.recorded"


@dataclass(frozen=True)
class Relation:
    """Another measure that this one points at, or that points at this one (``is_incoming``)."""

    kind: str
    label: str
    is_incoming: bool
    ref: Ref


@dataclass(frozen=True)
class JudgementRow:
    """A judgement with its grounds; who and why are empty for those who may not read them."""

    judged: Judged
    criterion_name: str
    about_title: str
    by: str
    on: date | None
    why: str
    recorded_at: datetime
    superseded_at: datetime | None


@dataclass(frozen=True)
class OwnerChangeRow:
    """A part in the measure that went from one holder to another on a day, recorded ``at``."""

    on: date
    at: datetime
    part_name: str
    from_name: str
    to_name: str
    reason: str
    reason_name: str


@dataclass(frozen=True)
class MeasurePage:
    """A measure with everything that its page tells this viewer.

    ``columns`` are the risk areas and goals it may be judged against.
    """

    programme: ProgrammeHead
    measure: MeasureRow
    texts: engine.Measure
    version: int
    parent: Ref | None
    parts: tuple[Ref, ...]
    columns: tuple[Column, ...]
    interfaces: tuple[str, ...]
    relations: tuple[Relation, ...]
    judgements: tuple[JudgementRow, ...]
    focus_area_judgements: tuple[JudgementRow, ...]
    judgement_history: tuple[JudgementRow, ...]
    recommendations: tuple[RecommendationRow, ...]
    owner_changes: tuple[OwnerChangeRow, ...]
    history: tuple[base.AuditRow, ...]
    may_edit: bool
    may_judge: bool
    may_set_owners: bool
    may_read_reasons: bool


def measure_page(viewer: Viewer, programme_code: str, code: str) -> MeasurePage:
    """The page of a measure.

    Raises
    ------
    NotFound
        ``programme.unknown``, ``measure.unknown``; also for a measure that was withdrawn.
    """
    measure = measure_for(viewer, programme_code, code)
    programme = measure.programme
    document = document_of(viewer, programme)
    part = next((part for part in document.measures if part.id == measure.code), None)
    if part is None or measure.withdrawn_at:
        raise NotFound("measure.unknown", id=code[:60])
    head = head_of(viewer, programme)
    may_read_reasons = viewer.may_somewhere(Permission.READ_JUDGEMENT_REASONS)
    judgements = _Judgements(measure, document, with_reasons=may_read_reasons)
    titles = {each.id: in_language(each.title) for each in document.measures}
    (row,) = measure_rows(viewer, programme, only=measure)
    return MeasurePage(
        programme=head,
        measure=row,
        texts=part,
        version=measure.version,
        parent=_ref(part.parent, titles) if part.parent else None,
        parts=tuple(_ref(p.id, titles) for p in document.measures if p.parent == part.id),
        columns=columns_of(document),
        interfaces=part.interfaces,
        relations=tuple(_relations(part, document, titles)),
        judgements=judgements.in_force,
        focus_area_judgements=judgements.of_focus_area,
        judgement_history=judgements.superseded if may_read_reasons else (),
        recommendations=recommendation_rows(
            document,
            about=lambda said: part.id in said.measures or said.focus_area == part.focus_area,
        ),
        owner_changes=_owner_changes(measure),
        history=history_of(viewer, measure, with_judgements=not may_read_reasons),
        may_edit=may_edit_measure(viewer, programme, owning_actors(measure)),
        may_judge=head.may_judge,
        may_set_owners=head.may_govern,
        may_read_reasons=may_read_reasons,
    )


def history_of(
    viewer: Viewer, measure: Measure, *, with_judgements: bool
) -> tuple[base.AuditRow, ...]:
    """What the audit trail says of a measure, newest first, as far as the viewer may read it.

    Owners are left out, and judgements can be: the page has rows of their own for them.
    """
    told = ("measure.owners_set",) if with_judgements else ("measure.owners_set", RECORDED)
    entries = (
        AuditEntry.objects.visible_to(viewer)
        .filter(subject_type=measure._meta.label_lower, subject_id=str(measure.pk))
        .exclude(action__in=told)
    )
    return tuple(base.audit_rows(viewer, entries[:HISTORY_SHOWN]))


class _Judgements:
    """How a measure and its focus area were judged, now and before, in one query."""

    def __init__(self, measure: Measure, document: engine.Programme, *, with_reasons: bool) -> None:
        self.with_reasons = with_reasons
        self.titles = {
            CriterionKind.CONTRIBUTION: _titles(document.risk_areas),
            CriterionKind.ATTAINMENT: _titles(document.goals),
        }
        own = list(Judgement.objects.filter(measure=measure))
        area = Judgement.objects.filter(focus_area=measure.focus_area_id).in_force()
        self.in_force = tuple(self._row(row) for row in own if not row.superseded_at)
        self.of_focus_area = tuple(self._row(row) for row in area)
        past = sorted((row for row in own if row.superseded_at), key=lambda row: -row.pk)
        self.superseded = tuple(self._row(row) for row in past)

    def _row(self, row: Judgement) -> JudgementRow:
        criterion = CriterionKind(row.criterion)
        value = judgement_value(row)
        if not self.with_reasons:
            value = without_reason(value)
        return JudgementRow(
            judged=judged(criterion, value, row.about),
            criterion_name=str(CRITERION_NAMES[criterion]),
            about_title=self.titles.get(criterion, {}).get(row.about, ""),
            by=value.by,
            on=value.on,
            why=value.why,
            recorded_at=row.recorded_at,
            superseded_at=row.superseded_at,
        )


def _relations(
    part: engine.Measure, document: engine.Programme, titles: Mapping[str, str]
) -> Iterable[Relation]:
    """Relations both ways: first what this measure points at, then what points at it."""
    for kind in RelationKind:
        for code in getattr(part, kind.value):
            yield Relation(kind.value, str(kind.label), False, _ref(code, titles))
    for other in document.measures:
        for kind in RelationKind:
            if part.id in getattr(other, kind.value):
                ref = _ref(other.id, titles)
                yield Relation(kind.value, str(kind.reverse_label), True, ref)


def _owner_changes(measure: Measure) -> tuple[OwnerChangeRow, ...]:
    return tuple(
        OwnerChangeRow(
            on=row.on,
            at=row.at,
            part_name=str(Part(row.part).label),
            from_name=row.from_name,
            to_name=row.to_name,
            reason=row.reason,
            reason_name=str(OwnerChangeReason(row.reason).label),
        )
        for row in OwnerChange.objects.filter(measure=measure)
    )


def _titles(parts: Iterable[engine.RiskArea | engine.Goal]) -> dict[str, str]:
    return {part.id: in_language(part.title) for part in parts}


def _ref(code: str, titles: Mapping[str, str]) -> Ref:
    return Ref(code, titles.get(code, ""), exists=code in titles)
