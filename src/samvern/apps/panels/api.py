"""Panels in the JSON API: the same reads and operations as the pages."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from ninja.responses import Status
from pydantic import Field

from samvern.apps.panels import operations, queries
from samvern.apps.panels.models import Panel
from samvern.apps.panels.queries import CellResult, PanelResult
from samvern.apps.panels.rules import JudgeEntry, OpinionEntry, Plan
from samvern.base.endpoints import (
    PROBLEMS,
    Cursor,
    CursorPage,
    Incoming,
    Limit,
    idempotent,
    page_of,
    viewer_of,
)

router = Router(tags=["panels"])

Code = Annotated[str, Field(min_length=1, max_length=60)]
Key = Annotated[int, Field(ge=1, le=2**63 - 1)]
LINES = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"
Lines = Annotated[str, Field(max_length=2_000, pattern=LINES)]
Share = Annotated[float, Field(strict=True, ge=0, le=1, allow_inf_nan=False)]


class _Incoming(Incoming):
    """What comes in has these fields and no others."""


class PanelOut(Schema):
    """A panel with what was stated up front."""

    id: int
    programme: str
    title: str
    purpose: str
    level: str
    rule: str
    unknowns: str
    names: str
    answer_by: date
    opened_at: datetime | None
    closed_at: datetime | None
    version: int


class JudgeIn(_Incoming):
    """Somebody to invite, by the address they log in with."""

    email: Annotated[str, Field(max_length=254)]
    weight: Annotated[float, Field(gt=0, le=1000, allow_inf_nan=False)] = 1.0


class PlanIn(_Incoming):
    """What is stated up front of a panel."""

    title: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")]
    purpose: Lines = ""
    level: Literal["focus-area", "measure"]
    rule: Literal["linear", "logarithmic", "median"]
    unknowns: Literal["left_out", "every_level"] = "left_out"
    names: Literal["nobody", "authority", "all"] = "nobody"
    answer_by: date
    alternatives: Annotated[list[Code], Field(max_length=400)]
    criteria: Annotated[list[Code], Field(max_length=400)]
    judges: list[JudgeIn] = Field(default_factory=list, max_length=100)


class Question(Schema):
    """A cell of a panel and what the asker has said of it; ``levels`` is null before that."""

    cell: int
    alternative: str
    criterion: str
    levels: dict[str, float] | None
    is_unknown: bool
    why: str


class OpinionIn(_Incoming):
    """What a judge says of a cell; without levels, an earlier opinion is taken back."""

    cell: Key
    levels: dict[Annotated[str, Field(max_length=40)], Share] | None
    is_unknown: bool = False
    why: Lines = ""


class OpinionsIn(_Incoming):
    """What a judge says."""

    opinions: Annotated[list[OpinionIn], Field(max_length=400)]


class Answered(Schema):
    """How many cells the judge has judged now."""

    answered: int


class SaidOut(Schema):
    """One opinion; ``by`` is empty where the name is not to be seen."""

    by: str
    levels: dict[str, float]
    is_unknown: bool
    why: str


class SpreadOut(Schema):
    """How far opinions lie apart; see the glossary for each figure."""

    judges: int
    shares: dict[str, float]
    median: str
    lowest: str
    highest: str
    disagreement: float
    doubt: float
    agreement: float
    bits_between: float
    bits_within: float


class CellOut(Schema):
    """What came of a cell. ``is_shown`` is false where too few answered to hide who said what."""

    alternative: str
    criterion: str
    answered: int
    unknown: int
    is_shown: bool
    opinions: list[SaidOut]
    spread: SpreadOut | None
    combined: dict[str, float] | None
    programme: dict[str, float] | None


class ResultOut(Schema):
    """A closed panel, the most disputed cell first."""

    panel: PanelOut
    cells: list[CellOut]


class ScenarioIn(_Incoming):
    """What a scenario made of the panel is called, and why it is made."""

    title: Annotated[str, Field(min_length=1, max_length=200)]
    reason: Lines


class Made(Schema):
    """The key of the scenario that was made."""

    scenario: int


class Recorded(Schema):
    """How many judgements were recorded."""

    judgements: int


def panel_out(panel: Panel) -> PanelOut:
    """A panel as the API gives it."""
    return PanelOut(
        id=panel.pk,
        programme=panel.programme.code,
        title=panel.title,
        purpose=panel.purpose,
        level=panel.level,
        rule=panel.rule,
        unknowns=panel.unknowns,
        names=panel.names,
        answer_by=panel.answer_by,
        opened_at=panel.opened_at,
        closed_at=panel.closed_at,
        version=panel.version,
    )


def result_out(found: PanelResult) -> ResultOut:
    """A result as the API and the command line give it."""
    return ResultOut(panel=panel_out(found.panel), cells=[_cell(cell) for cell in found.cells])


def _cell(cell: CellResult) -> CellOut:
    return CellOut(
        alternative=cell.code,
        criterion=cell.criterion,
        answered=cell.answered,
        unknown=cell.unknown,
        is_shown=cell.is_shown,
        opinions=[
            SaidOut(
                by=said.name, levels=dict(said.levels), is_unknown=said.is_unknown, why=said.why
            )
            for said in cell.said
        ],
        spread=SpreadOut(**{**vars(cell.spread), "shares": dict(cell.spread.shares)})
        if cell.spread
        else None,
        combined=dict(cell.combined) if cell.combined else None,
        programme=dict(cell.own) if cell.own else None,
    )


@router.get("/programmes/{code}/panels", response={200: CursorPage[PanelOut], **PROBLEMS})
def list_panels(
    request: HttpRequest, code: Code, cursor: Cursor = "", limit: Limit = 50
) -> CursorPage[PanelOut]:
    """The panels of a programme that you see."""
    viewer = viewer_of(request)
    found = queries.panels_of(viewer, code)
    rows, following = page_of(found, cursor=cursor, limit=limit)
    return CursorPage(items=[panel_out(row) for row in rows], next_cursor=following)


@router.post("/programmes/{code}/panels", response={201: PanelOut, **PROBLEMS})
@idempotent
def plan_panel(request: HttpRequest, code: Code, asked: PlanIn) -> Status[PanelOut]:
    """Plan a panel; only those who run it see it until it is opened."""
    plan = Plan(
        title=asked.title,
        purpose=asked.purpose,
        level=asked.level,
        rule=asked.rule,
        unknowns=asked.unknowns,
        names=asked.names,
        answer_by=asked.answer_by,
        alternatives=tuple(asked.alternatives),
        criteria=tuple(asked.criteria),
        judges=tuple(JudgeEntry(each.email, each.weight) for each in asked.judges),
    )
    saved = operations.plan_panel(by=viewer_of(request), code=code, plan=plan, at=timezone.now())
    return Status(201, panel_out(saved))


@router.get("/panels/{panel_id}", response={200: PanelOut, **PROBLEMS})
def get_panel(request: HttpRequest, panel_id: Key) -> PanelOut:
    """A panel with what was stated up front."""
    return panel_out(queries.panel_for(viewer_of(request), panel_id))


@router.post("/panels/{panel_id}/open", response={200: PanelOut, **PROBLEMS})
@idempotent
def open_panel(request: HttpRequest, panel_id: Key) -> PanelOut:
    """Let those who are invited judge; what was stated up front then stays."""
    return panel_out(
        operations.open_panel(by=viewer_of(request), panel_id=panel_id, at=timezone.now())
    )


@router.post("/panels/{panel_id}/close", response={200: PanelOut, **PROBLEMS})
@idempotent
def close_panel(request: HttpRequest, panel_id: Key) -> PanelOut:
    """Take no more opinions, and show the result; it cannot be opened again."""
    return panel_out(
        operations.close_panel(by=viewer_of(request), panel_id=panel_id, at=timezone.now())
    )


@router.get("/panels/{panel_id}/questions", response={200: list[Question], **PROBLEMS})
def get_questions(request: HttpRequest, panel_id: Key) -> list[Question]:
    """Everything you are asked in a panel, with what you have said of it."""
    return [
        Question(
            cell=each.cell_id,
            alternative=code,
            criterion=each.criterion.id,
            levels=dict(each.levels) if each.levels else None,
            is_unknown=each.is_unknown,
            why=each.why,
        )
        for code, each in queries.questions(viewer_of(request), panel_id)
    ]


@router.put("/panels/{panel_id}/opinions", response={200: Answered, **PROBLEMS})
@idempotent
def give_opinions(request: HttpRequest, panel_id: Key, asked: OpinionsIn) -> Answered:
    """Say what you think, in place of what you said of the same before."""
    answered = operations.give_opinions(
        by=viewer_of(request),
        panel_id=panel_id,
        opinions=[
            OpinionEntry(each.cell, each.levels, each.is_unknown, each.why)
            for each in asked.opinions
        ],
        at=timezone.now(),
    )
    return Answered(answered=answered)


@router.get("/panels/{panel_id}/result", response={200: ResultOut, **PROBLEMS})
def get_result(request: HttpRequest, panel_id: Key) -> ResultOut:
    """Each opinion of a closed panel, how far they lie apart, and what they combine to."""
    viewer = viewer_of(request)
    panel = queries.panel_for(viewer, panel_id)
    return result_out(queries.result(viewer, panel.programme.code, panel_id))


@router.post("/panels/{panel_id}/scenario", response={201: Made, **PROBLEMS})
@idempotent
def save_as_scenario(request: HttpRequest, panel_id: Key, asked: ScenarioIn) -> Status[Made]:
    """Make a scenario in which everything stands as the opinions combine to."""
    saved = operations.save_as_scenario(
        by=viewer_of(request),
        panel_id=panel_id,
        title=asked.title,
        reason=asked.reason,
        at=timezone.now(),
    )
    return Status(201, Made(scenario=saved.pk))


@router.post("/panels/{panel_id}/record", response={200: Recorded, **PROBLEMS})
@idempotent
def record_result(request: HttpRequest, panel_id: Key) -> Recorded:
    """Make what the opinions combine to the programme's judgements."""
    count = operations.record_result(by=viewer_of(request), panel_id=panel_id, at=timezone.now())
    return Recorded(judgements=count)
