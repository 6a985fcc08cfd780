"""Measures and judgements in the API."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema, Status
from pydantic import Field
from pydantic.json_schema import SkipJsonSchema

from samvern.apps.programmes import operations, queries
from samvern.apps.programmes.api.shapes import (
    LINE,
    ActorId,
    Code,
    Judgement,
    Line,
    Lines,
    LongTexts,
    Moment,
    PastJudgement,
    Share,
    Texts,
    TitleTexts,
    Version,
    judgement,
    judgements,
    left_out,
    texts,
)
from samvern.apps.programmes.models import FocusArea as FocusAreaRow
from samvern.apps.programmes.models import Measure as MeasureModel
from samvern.apps.programmes.models import OwnerChangeReason
from samvern.base.endpoints import (
    ANYBODY,
    Cursor,
    CursorPage,
    Incoming,
    Limit,
    idempotent,
    page_of,
    viewer_of,
)
from samvern.engine.programme import document as engine
from samvern.engine.programme.document import CriterionKind, MeasureKind, MeasureStatus

router = Router()


class MeasureQuery(Incoming):
    """What part of the register is asked for."""

    focus_area: str = Field("", max_length=40, description="Code of a focus area.")
    kind: MeasureKind | SkipJsonSchema[None] = None
    status: MeasureStatus | SkipJsonSchema[None] = None
    owner: str = Field("", max_length=500, description="Name of an owner; `-` for nobody.")
    target_group: str = Field("", max_length=500)
    q: str = Field("", max_length=100, description="Words in codes, texts and names.")
    cursor: Cursor = ""
    limit: Limit = 50


class ActorName(Schema):
    """An actor of the register."""

    id: int
    name: str


class Holder(Schema):
    """A name as published, and the actors that hold its part today, where they are known."""

    name: str
    actors: list[ActorName]


class Measure(Schema):
    """A measure. Codes of other parts are as published, and may lead nowhere.

    ``owners`` is null when the source says nothing of owners, and empty when it says that there
    is none. ``version`` counts the changes; send it with yours.
    """

    id: str
    version: int
    title: Texts
    description: Texts
    focus_area: str
    parent: str
    kind: MeasureKind | None
    status: MeasureStatus | None
    owners: list[Holder] | None
    owner_note: str
    involved: list[Holder]
    target_group: str
    relevant_for: str
    interfaces: list[str]
    after: list[str]
    related: list[str]
    overlaps: list[str]
    start: str
    finish: str
    every: str
    cost: Judgement | None
    support: Judgement | None
    implementation_risk: Judgement | None
    contribution: dict[str, Judgement]
    attainment: dict[str, Judgement]


class OwnerChange(Schema):
    """A part in the measure that went from one holder to another."""

    on: date
    from_name: str
    to_name: str
    reason: OwnerChangeReason


class MeasureDetail(Measure):
    """A measure with what points at it, and with what was before."""

    parts: list[str]
    before: list[str] = Field(description="Measures that must come after this one.")
    judgement_history: list[PastJudgement]
    owner_changes: list[OwnerChange]


class MeasureChange(Incoming):
    """What is to change about a measure; what is left out stays as it is."""

    version: Version
    title: TitleTexts = left_out()
    description: LongTexts = left_out()
    kind: MeasureKind | Literal[""] = left_out()
    status: MeasureStatus | Literal[""] = left_out()
    start: Moment = left_out()
    finish: Moment = left_out()
    every: Line = left_out()
    owner_note: Line = left_out()
    target_group: Line = left_out()
    relevant_for: Line = left_out()
    interfaces: Annotated[list[Line], Field(max_length=100)] = left_out()


class Owner(Incoming):
    """An owner: a name, an actor of the register, or both."""

    name: Line = ""
    actor_id: ActorId | None = None


class Owners(Incoming):
    """Who owns a measure from now on; an empty list says that nobody does."""

    version: Version
    owners: Annotated[list[Owner], Field(max_length=100)]


class NewJudgement(Incoming):
    """A judgement with its reason; several levels say that it is uncertain."""

    criterion: CriterionKind
    about: str = Field("", max_length=40, pattern=LINE, description="A risk area or goal.")
    levels: Annotated[
        dict[str, Share],
        Field(min_length=1, max_length=5, description="Level to probability; they sum to 1."),
    ]
    why: Annotated[Lines, Field(min_length=1)]


@router.get("/programmes/{code}/measures", auth=ANYBODY, response=CursorPage[Measure])
def list_measures(
    request: HttpRequest, code: Code, query: Query[MeasureQuery]
) -> CursorPage[Measure]:
    """The measures of a programme, in the order of publication."""
    viewer = viewer_of(request)
    filters = queries.MeasureFilters(
        focus_area=query.focus_area,
        kind=query.kind or "",
        status=query.status or "",
        owner=query.owner,
        target_group=query.target_group,
        words=query.q,
    )
    asked, rows = queries.measures_asked_for(viewer, code, filters)
    found, following = page_of(asked, cursor=query.cursor, limit=query.limit, order="position")
    items = [Measure.model_validate(_values(*rows[each.pk])) for each in found]
    return CursorPage(items=items, next_cursor=following)


@router.get("/programmes/{code}/measures/{measure}", auth=ANYBODY, response=MeasureDetail)
def get_measure(request: HttpRequest, code: Code, measure: Code) -> MeasureDetail:
    """One measure, by its code in the programme."""
    return _detail(queries.measure_page(viewer_of(request), code, measure))


@router.patch("/programmes/{code}/measures/{measure}", response=MeasureDetail)
@idempotent
def edit_measure(
    request: HttpRequest, code: Code, measure: Code, change: MeasureChange
) -> MeasureDetail:
    """Change fields of a measure, unless somebody else has changed it since `version`."""
    viewer = viewer_of(request)
    edited = operations.edit_measure(
        by=viewer,
        measure_id=queries.measure_for(viewer, code, measure).pk,
        version=change.version,
        changes=change.model_dump(exclude={"version"}, exclude_unset=True),
        at=timezone.now(),
    )
    return _detail(queries.measure_page(viewer, code, edited.code))


@router.put("/programmes/{code}/measures/{measure}/owners", response=MeasureDetail)
@idempotent
def set_owners(request: HttpRequest, code: Code, measure: Code, owners: Owners) -> MeasureDetail:
    """Say who owns a measure from now on."""
    viewer = viewer_of(request)
    owned = operations.set_owners(
        by=viewer,
        measure_id=queries.measure_for(viewer, code, measure).pk,
        version=owners.version,
        owners=[operations.OwnerEntry(each.name, each.actor_id) for each in owners.owners],
        at=timezone.now(),
    )
    return _detail(queries.measure_page(viewer, code, owned.code))


@router.post("/programmes/{code}/measures/{measure}/judgements", response={201: Judgement})
@idempotent
def judge_measure(
    request: HttpRequest, code: Code, measure: Code, judgement: NewJudgement
) -> Status[Judgement]:
    """Judge a measure, in place of how it was judged before."""
    subject = queries.measure_for(viewer_of(request), code, measure)
    return Status(201, _judge(request, subject, judgement))


@router.post("/programmes/{code}/focus-areas/{area}/judgements", response={201: Judgement})
@idempotent
def judge_focus_area(
    request: HttpRequest, code: Code, area: Code, judgement: NewJudgement
) -> Status[Judgement]:
    """Judge a focus area against a risk area or goal, in place of how it was judged before."""
    subject = queries.focus_area_for(viewer_of(request), code, area)
    return Status(201, _judge(request, subject, judgement))


def _judge(
    request: HttpRequest, subject: MeasureModel | FocusAreaRow, sent: NewJudgement
) -> Judgement:
    recorded = operations.record_judgement(
        by=viewer_of(request), subject=subject, at=timezone.now(), **sent.model_dump()
    )
    return judgement(queries.judgement_value(recorded))


def _holders(holders: tuple[queries.Holder, ...]) -> list[Holder]:
    return [
        Holder(
            name=holder.name,
            actors=[ActorName(id=actor.id, name=actor.name) for actor in holder.actors],
        )
        for holder in holders
    ]


def _values(row: queries.MeasureRow, part: engine.Measure) -> Mapping[str, object]:
    """What the register and the document know of a measure, as fields of its shape."""
    single = {
        "cost": part.cost,
        "support": part.support,
        "implementation_risk": part.implementation_risk,
    }
    return {
        "id": part.id,
        "version": row.version,
        "title": texts(part.title),
        "description": texts(part.description),
        "focus_area": part.focus_area,
        "parent": part.parent,
        "kind": part.kind,
        "status": part.status,
        "owners": None if part.owners is None else _holders(row.owners),
        "owner_note": part.owner_note,
        "involved": _holders(row.involved),
        "target_group": part.target_group,
        "relevant_for": part.relevant_for,
        "interfaces": part.interfaces,
        "after": part.after,
        "related": part.related,
        "overlaps": part.overlaps,
        "start": part.start,
        "finish": part.finish,
        "every": part.every,
        **{name: value and judgement(value) for name, value in single.items()},
        "contribution": judgements(part.contribution),
        "attainment": judgements(part.attainment),
    }


def _detail(page: queries.MeasurePage) -> MeasureDetail:
    return MeasureDetail.model_validate(
        {
            **_values(page.measure, page.texts),
            "parts": [ref.code for ref in page.parts],
            "before": [
                relation.ref.code
                for relation in page.relations
                if relation.is_incoming and relation.kind == "after"
            ],
            "judgement_history": [_past(row) for row in page.judgement_history],
            "owner_changes": [
                OwnerChange(
                    on=row.on,
                    from_name=row.from_name,
                    to_name=row.to_name,
                    reason=OwnerChangeReason(row.reason),
                )
                for row in page.owner_changes
            ],
        }
    )


def _past(row: queries.JudgementRow) -> PastJudgement:
    return PastJudgement(
        criterion=CriterionKind(row.judged.criterion),
        about=row.judged.about,
        levels={each.level: each.share for each in row.judged.levels if each.share},
        by=row.by,
        on=row.on,
        why=row.why,
        recorded_at=row.recorded_at,
        superseded_at=row.superseded_at,
    )
