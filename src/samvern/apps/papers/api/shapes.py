"""What snapshots and papers look like in the API."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

from samvern.apps.papers.models import Paper, PaperStage, PaperText, Snapshot
from samvern.apps.papers.models.texts import MAX_REASON, MAX_TEXT
from samvern.base.endpoints import Incoming

Key = Annotated[int, Field(ge=1, le=2**63 - 1)]
Code = Annotated[str, Field(min_length=1, max_length=60)]
Version = Annotated[int, Field(ge=1, le=2**31 - 1)]
TEXT = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"
Reason = Annotated[str, Field(max_length=MAX_REASON, pattern=TEXT)]
Language = Literal["nb", "nn", "en"]
Form = Literal["pdf", "docx", "xlsx"]
Section = Annotated[str, Field(min_length=1, max_length=60)]


class SnapshotIn(Incoming):
    """For which period a programme is frozen."""

    period: Annotated[str, Field(max_length=7)]


class SnapshotOut(Schema):
    """A snapshot: papers made from it say the same whatever happens later."""

    id: int
    programme: str
    number: int
    period: str
    frozen_at: datetime
    frozen_by: str
    sha256: str


class PaperIn(Incoming):
    """Which paper is begun, and for whom. `about` is the code of a measure or focus area."""

    kind: Literal["yearly_report", "board_status", "measure_sheet", "focus_area"]
    audience: Literal["authority", "owners", "sector", "public"]
    about: Annotated[str, Field(max_length=40)] = ""


class PaperOut(Schema):
    """A paper and where it stands. `snapshot` and `sha256` are digests; the last once it is approved.

    `is_approved_alone` says that who approved it wrote or sent it last, too: nobody else could.
    """

    id: int
    programme: str
    period: str
    kind: str
    about: str
    audience: str
    number: int
    stage: str
    replaces: int | None
    correction: str
    snapshot: str
    sha256: str
    is_approved_alone: bool
    published_at: datetime | None
    version: int


class PaperTextIn(Incoming):
    """What stands in a section, and the version that it was written over; 0 where there was none."""

    text: Annotated[str, Field(max_length=MAX_TEXT, pattern=TEXT)]
    version: Annotated[int, Field(ge=0, le=2**31 - 1)]


class PaperTextOut(Schema):
    """What stands in a section in a language."""

    section: str
    language: str
    text: str
    version: int
    changed_at: datetime
    changed_by: str


class PaperAnswerIn(Incoming):
    """Why something that the check found is so; an empty reason takes the answer back."""

    keys: Annotated[list[Annotated[str, Field(max_length=100)]], Field(max_length=5_000)]
    reason: Reason = ""


class PaperFinding(Schema):
    """Something that must be solved or explained before a paper is approved."""

    key: str
    code: str
    severity: str
    sentence: str
    advice: str
    reason: str


class PaperCheckOut(Schema):
    """What the check of a paper found. `missing_texts` are sections that must be written."""

    is_passed: bool
    findings: list[PaperFinding]
    missing_texts: list[str]


class PaperSeen(Incoming):
    """The version of a paper that whoever acts on it saw."""

    version: Version


class PaperCorrectionIn(Incoming):
    """From which snapshot the next version is made, and why."""

    snapshot: Key
    why: Reason


class PaperContent(Schema):
    """A paper as plain values in one language: every figure with its source and date."""

    paper: dict[str, Any]


def snapshot_out(found: Snapshot) -> SnapshotOut:
    """A snapshot as the API and the command line give it."""
    return SnapshotOut(
        id=found.pk,
        programme=found.programme.code,
        number=found.number,
        period=found.period,
        frozen_at=found.frozen_at,
        frozen_by=found.frozen_by_name,
        sha256=found.sha256,
    )


def paper_out(found: Paper) -> PaperOut:
    """A paper as the API and the command line give it."""
    is_frozen = found.stage in (PaperStage.APPROVED, PaperStage.PUBLISHED)
    return PaperOut(
        id=found.pk,
        programme=found.programme.code,
        period=found.snapshot.period,
        kind=found.kind,
        about=found.about,
        audience=found.audience,
        number=found.number,
        stage=found.stage,
        replaces=found.replaces_id,
        correction=found.correction,
        snapshot=found.snapshot.sha256,
        sha256=found.approved.sha256 if is_frozen else "",
        is_approved_alone=is_frozen and found.approved.is_alone,
        published_at=found.published_at,
        version=found.version,
    )


def text_out(found: PaperText) -> PaperTextOut:
    """A text as the API gives it."""
    return PaperTextOut(
        section=found.section,
        language=found.language,
        text=found.text,
        version=found.version,
        changed_at=found.changed_at,
        changed_by=found.changed_by_name,
    )
