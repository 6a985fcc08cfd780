"""What colleagues, earlier answers and other sets know, in the JSON API."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from ninja.responses import Status
from pydantic import Field

from samvern.apps.assessments import operations, queries
from samvern.apps.assessments.models import Delegation
from samvern.apps.assessments.operations import Invitation, Saved
from samvern.apps.assessments.queries import Carrying, CarryRow, DelegationRow, Suggestion
from samvern.base.endpoints import PROBLEMS, Incoming, idempotent, viewer_of
from samvern.engine.assessments import Result

router = Router(tags=["assessments"])

Key = Annotated[int, Field(ge=1, le=2**63 - 1)]
Code = Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[^\x00-\x1f\x7f]*$")]
Line = Annotated[str, Field(max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")]
LINES = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"
SaidResult = Literal["fulfilled", "partly", "not_fulfilled"]


class DelegationOut(Schema):
    """What a colleague is asked, and how far they have come."""

    id: int
    email: str
    accepted_by: str
    state: str
    requirements: list[str]
    answered: int
    expires_at: datetime


class DelegateIn(Incoming):
    """Whom to ask about what; ``invite`` gives who has no role there that of a contributor."""

    requirements: Annotated[list[Code], Field(max_length=2_000)]
    email: Annotated[str, Field(max_length=254, pattern=r"^[^\x00-\x1f\x7f]*$")]
    note: Annotated[str, Field(max_length=500, pattern=LINES)] = ""
    invite: bool = False
    name: Line = ""


class KeyIn(Incoming):
    """The key of a link."""

    key: Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[\w-]*$")]


class Done(Schema):
    """The key of what was made or changed."""

    id: int


class SettledOut(Schema):
    """The requirements whose answers were saved."""

    requirements: list[str]


class CarryOut(Schema):
    """How a requirement lives on from an earlier assessment, and what was said of it."""

    requirement: str
    lives: str
    was: list[str]
    results: list[str | None]
    is_answered: bool
    asks_again: bool
    stays_behind: list[str] = Field(
        description="What was written or shown for improvement, and is carried into what is reported "
        "only when the requirement is named."
    )


class EarlierOut(Schema):
    """An assessment beside an earlier one."""

    earlier: int
    is_for_other_readers: bool = Field(
        description="The earlier one was for improvement, and this one is reported."
    )
    requirements: list[CarryOut]


class CarryIn(Incoming):
    """The earlier assessment, and from which requirements what was written and shown comes along into
    an assessment with other readers: the sector authority and supervisors see it when it is submitted.
    """

    earlier: Key
    with_words: list[Code] = Field(default_factory=list, max_length=2_000)


class CodesIn(Incoming):
    """Requirements by number."""

    requirements: Annotated[list[Code], Field(max_length=2_000)]


class SuggestionOut(Schema):
    """What other answers say of a requirement; ``result`` is null where they contradict."""

    requirement: str
    result: str | None
    is_certain: bool
    is_open: bool
    rests_on: list[dict[str, Any]]


class AcceptIn(CodesIn):
    """What to take over; ``chosen`` settles contradictions."""

    chosen: dict[Code, SaidResult] = Field(default_factory=dict, max_length=2_000)


@router.get(
    "/assessments/{assessment_id}/delegations", response={200: list[DelegationOut], **PROBLEMS}
)
def list_delegations(request: HttpRequest, assessment_id: Key) -> list[DelegationOut]:
    """Who is asked what of an assessment that you own."""
    viewer = viewer_of(request)
    found = queries.assessment_for(viewer, assessment_id)
    return [_delegation(each) for each in queries.delegations_of(viewer, found, at=timezone.now())]


@router.post("/assessments/{assessment_id}/delegations", response={201: Done, **PROBLEMS})
@idempotent
def delegate(request: HttpRequest, assessment_id: Key, asked: DelegateIn) -> Status[Done]:
    """Ask a colleague to answer some requirements; they get an e-mail with a link."""
    handed = operations.delegate(
        by=viewer_of(request),
        assessment_id=assessment_id,
        codes=asked.requirements,
        email=asked.email,
        note=asked.note,
        invitation=Invitation(asked.name) if asked.invite else None,
        at=timezone.now(),
    )
    return Status(201, Done(id=handed.delegation.pk))


@router.post("/delegations/accept", response={200: Done, **PROBLEMS})
@idempotent
def accept_delegation(request: HttpRequest, asked: KeyIn) -> Done:
    """Take on what a link that was sent to your address asks for."""
    found = operations.accept_delegation(by=viewer_of(request), key=asked.key, at=timezone.now())
    return Done(id=found.pk)


@router.post("/delegations/{delegation_id}/anew", response={200: Done, **PROBLEMS})
@idempotent
def delegate_anew(request: HttpRequest, delegation_id: Key) -> Done:
    """Send a new link in place of the old one."""
    handed = operations.delegate_anew(
        by=viewer_of(request), delegation_id=delegation_id, at=timezone.now()
    )
    return Done(id=handed.delegation.pk)


@router.post("/delegations/{delegation_id}/revoke", response={200: Done, **PROBLEMS})
@idempotent
def revoke_delegation(request: HttpRequest, delegation_id: Key) -> Done:
    """Take requirements back from a colleague, at once."""
    found: Delegation = operations.revoke_delegation(
        by=viewer_of(request), delegation_id=delegation_id, at=timezone.now()
    )
    return Done(id=found.pk)


@router.get("/assessments/{assessment_id}/earlier", response={200: EarlierOut, **PROBLEMS})
def get_earlier(request: HttpRequest, assessment_id: Key, earlier: Key | None = None) -> EarlierOut:
    """What lives on from an earlier assessment against the same set: the newest, or one named."""
    viewer = viewer_of(request)
    found = queries.carrying(viewer, queries.assessment_for(viewer, assessment_id), earlier)
    return EarlierOut(
        earlier=found.earlier.pk,
        is_for_other_readers=found.crosses,
        requirements=[_carry(each, found) for each in found.rows],
    )


@router.post("/assessments/{assessment_id}/carry", response={200: SettledOut, **PROBLEMS})
@idempotent
def carry_forward(request: HttpRequest, assessment_id: Key, asked: CarryIn) -> SettledOut:
    """Carry over what an earlier assessment said, where nothing is said yet."""
    saved = operations.carry_forward(
        by=viewer_of(request),
        assessment_id=assessment_id,
        from_assessment_id=asked.earlier,
        with_words=asked.with_words,
        at=timezone.now(),
    )
    return saved_out(saved)


@router.post("/assessments/{assessment_id}/still-true", response={200: SettledOut, **PROBLEMS})
@idempotent
def confirm_carried(request: HttpRequest, assessment_id: Key, asked: CodesIn) -> SettledOut:
    """Say that what was carried over is still true."""
    saved = operations.confirm_carried(
        by=viewer_of(request),
        assessment_id=assessment_id,
        codes=asked.requirements,
        at=timezone.now(),
    )
    return saved_out(saved)


@router.get(
    "/assessments/{assessment_id}/suggestions", response={200: list[SuggestionOut], **PROBLEMS}
)
def list_answer_suggestions(request: HttpRequest, assessment_id: Key) -> list[SuggestionOut]:
    """What your other answers say of requirements, over mappings, with what it rests on."""
    viewer = viewer_of(request)
    found = queries.suggestions_of(viewer, queries.assessment_for(viewer, assessment_id))
    return [_suggestion(each) for each in found.values()]


@router.post("/assessments/{assessment_id}/suggestions", response={200: SettledOut, **PROBLEMS})
@idempotent
def accept_suggestions(request: HttpRequest, assessment_id: Key, asked: AcceptIn) -> SettledOut:
    """Take suggestions over, all or nothing."""
    saved = operations.accept_suggestions(
        by=viewer_of(request),
        assessment_id=assessment_id,
        codes=asked.requirements,
        chosen={code: Result(said) for code, said in asked.chosen.items()},
        at=timezone.now(),
    )
    return saved_out(saved)


def _delegation(row: DelegationRow) -> DelegationOut:
    found = row.delegation
    return DelegationOut(
        id=found.pk,
        email=found.email,
        accepted_by=found.accepted_by.name if found.accepted_by else "",
        state=row.state.value,
        requirements=[each.requirement.code for each in found.requirements.all()],
        answered=row.answered,
        expires_at=found.expires_at,
    )


def saved_out(saved: Saved) -> SettledOut:
    """What was saved, as the API gives it."""
    return SettledOut(requirements=list(saved.answers))


def _carry(row: CarryRow, found: Carrying) -> CarryOut:
    behind = [*row.written, *(["evidence"] if row.evidence else [])]
    return CarryOut(
        requirement=row.requirement.id,
        lives=row.lives.value,
        was=list(row.origins),
        results=[values.result.value if values.result else None for _code, values in row.before],
        is_answered=row.answer is not None,
        asks_again=row.asks_again,
        stays_behind=behind if row in found.to_choose else [],
    )


def _suggestion(found: Suggestion) -> SuggestionOut:
    return SuggestionOut(
        requirement=found.requirement.id,
        result=found.result.value if found.result else None,
        is_certain=found.is_certain,
        is_open=found.is_open,
        rests_on=[each.to_json() for each in found.sources],
    )
