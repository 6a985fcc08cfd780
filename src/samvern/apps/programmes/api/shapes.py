"""The shapes of values in the API of programmes; what does not fit is refused before it is used."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

from samvern.engine.programme import document as engine

#: Text without control characters; lines of a description may be broken.
LINE = r"^[^\x00-\x1f\x7f]*$"
LINES = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"

Language = Literal["nb", "nn", "en"]
_LANGUAGES: tuple[Language, ...] = ("nb", "nn", "en")
#: In an address: a code as the programme gives it.
Code = Annotated[str, Field(min_length=1, max_length=60)]
Line = Annotated[str, Field(max_length=500, pattern=LINE)]
Title = Annotated[str, Field(max_length=500, pattern=LINE)]
Lines = Annotated[str, Field(max_length=20_000, pattern=LINES)]
Moment = Annotated[
    str,
    Field(
        pattern=r"^([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)?$",
        description="A year, a month or a day; empty for none.",
    ),
]
Version = Annotated[
    int, Field(strict=True, ge=1, le=2**31 - 1, description="The version that is changed.")
]
ActorId = Annotated[int, Field(strict=True, ge=1, le=2**63 - 1)]
Share = Annotated[float, Field(strict=True, ge=0, le=1, allow_inf_nan=False)]
Texts = dict[Language, str]
TitleTexts = Annotated[dict[Language, Title], Field(min_length=1)]
LongTexts = dict[Language, Lines]


def left_out() -> Any:
    """A field of a change that stays as it is unless it is sent; it cannot be null."""
    return Field(default_factory=lambda: None)


class Judgement(Schema):
    """A judgement as a probability for each level it may stand at.

    ``by`` and ``why`` are empty for those who may not read them.
    """

    levels: dict[str, float]
    by: str
    on: date | None
    why: str


class PastJudgement(Judgement):
    """A judgement that a newer one took the place of."""

    criterion: engine.CriterionKind
    about: str
    recorded_at: datetime
    superseded_at: datetime | None


def judgement(value: engine.Judgement) -> Judgement:
    """A judgement as the API gives it."""
    return Judgement(levels=dict(value.levels), by=value.by, on=value.on, why=value.why)


def judgements(values: Mapping[str, engine.Judgement]) -> dict[str, Judgement]:
    """Judgements by what they are about."""
    return {about: judgement(value) for about, value in values.items()}


def texts(text: engine.Text) -> Texts:
    """A text in the languages it has."""
    return {language: text[language] for language in _LANGUAGES if language in text}
