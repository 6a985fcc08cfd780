"""What an organisation says of one requirement: four separate things, and what belongs to them.

How far the work with the answer has come, whether the requirement is met, how mature the practice
is and how sure the organisation is are asked apart, because each moves without the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from enum import StrEnum
from typing import Any, Final, Self

from samvern.engine.errors import InvalidInput, Problem


class Progress(StrEnum):
    """How far the work with an answer has come."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DONE = "done"


class Result(StrEnum):
    """Whether a requirement is met; not to know is an answer of its own."""

    FULFILLED = "fulfilled"
    PARTLY = "partly"
    NOT_FULFILLED = "not_fulfilled"
    NOT_APPLICABLE = "not_applicable"
    UNKNOWN = "unknown"


class DoneBy(StrEnum):
    """Who does what the requirement asks for."""

    UNSAID = ""
    OURSELVES = "ourselves"
    SUPPLIER = "supplier"


class Confidence(StrEnum):
    """How sure the organisation is of its result."""

    LOW = "low"  # we think so
    MEDIUM = "medium"  # we know it from our own work
    HIGH = "high"  # it has been checked or tested


#: Results that leave something to do, most pressing first.
GAPS: Final = (Result.NOT_FULFILLED, Result.PARTLY, Result.UNKNOWN)
#: Maturity runs from not there at all to bettered all the time.
MATURITY_LEVELS: Final = range(6)
MAX_COMMENT: Final = 5_000
MAX_REASON: Final = 1_000
MAX_NAME: Final = 200


@dataclass(frozen=True)
class AnswerValues:
    """Everything that is said of one requirement.

    ``reason`` is why the requirement does not apply. ``responsible`` names a person or a position,
    ``supplier`` whoever does it for the organisation.
    """

    progress: Progress = Progress.NOT_STARTED
    result: Result | None = None
    maturity: int | None = None
    confidence: Confidence | None = None
    reason: str = ""
    done_by: DoneBy = DoneBy.UNSAID
    supplier: str = ""
    comment: str = ""
    responsible: str = ""
    due_on: date | None = None

    @property
    def is_answered(self) -> bool:
        """Whether a result is given; a result that is being worked on counts."""
        return self.result is not None

    @property
    def is_gap(self) -> bool:
        """Whether the result leaves something to do."""
        return self.result in GAPS

    def to_json(self) -> dict[str, Any]:
        """The answer as plain values."""
        return {**asdict(self), "due_on": self.due_on.isoformat() if self.due_on else None}

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Self:
        """The answer that plain values of :meth:`to_json` hold; what is left out is not said."""
        result, confidence, due = (plain.get(key) for key in ("result", "confidence", "due_on"))
        return cls(
            progress=Progress(plain.get("progress", Progress.NOT_STARTED)),
            result=Result(result) if result else None,
            maturity=plain.get("maturity"),
            confidence=Confidence(confidence) if confidence else None,
            reason=plain.get("reason", ""),
            done_by=DoneBy(plain.get("done_by", "")),
            supplier=plain.get("supplier", ""),
            comment=plain.get("comment", ""),
            responsible=plain.get("responsible", ""),
            due_on=date.fromisoformat(due) if due else None,
        )


#: The names of everything that an answer holds, in order.
ANSWER_FIELDS: Final = tuple(each.name for each in fields(AnswerValues))

#: The texts of an answer, and how long each may be.
TEXT_LIMITS: Final[Mapping[str, int]] = {
    "reason": MAX_REASON,
    "supplier": MAX_NAME,
    "comment": MAX_COMMENT,
    "responsible": MAX_NAME,
}


def check_answer(values: AnswerValues) -> None:
    """Refuse an answer that contradicts itself.

    Raises
    ------
    InvalidInput
        ``answer.invalid``, whose problems are ``answer.reason_missing`` (not applicable without a
        reason), ``answer.done_without_result``, ``answer.maturity_outside``,
        ``answer.text_too_long`` and ``answer.text_unusable``, each where it is.

    Examples
    --------
    >>> check_answer(AnswerValues(result=Result.NOT_APPLICABLE, reason="No wireless network"))
    >>> check_answer(AnswerValues(result=Result.NOT_APPLICABLE))
    Traceback (most recent call last):
    samvern.engine.errors.InvalidInput: answer.invalid
    """
    if problems := tuple(find_answer_problems(values)):
        raise InvalidInput("answer.invalid", problems=problems)


def tidy(values: AnswerValues) -> AnswerValues:
    r"""An answer without stray blanks, and begun as soon as something is said.

    Examples
    --------
    >>> tidy(AnswerValues(comment=" Since May\\n")).progress.value
    'in_progress'
    """
    texts = {name: getattr(values, name).strip() for name in TEXT_LIMITS}
    found = replace(values, **texts)
    if found.progress is Progress.NOT_STARTED and found != AnswerValues():
        return replace(found, progress=Progress.IN_PROGRESS)
    return found


def find_answer_problems(values: AnswerValues) -> Iterator[Problem]:
    """Everything that is wrong with an answer; see :func:`check_answer`."""
    if values.result is Result.NOT_APPLICABLE and not values.reason.strip():
        yield Problem.of("answer.reason_missing", where="reason")
    if values.progress is Progress.DONE and values.result is None:
        yield Problem.of("answer.done_without_result", where="progress")
    if values.maturity is not None and values.maturity not in MATURITY_LEVELS:
        yield Problem.of("answer.maturity_outside", where="maturity", found=values.maturity)
    for name, most in TEXT_LIMITS.items():
        text = getattr(values, name)
        if len(text) > most:
            yield Problem.of("answer.text_too_long", where=name, most=most, found=len(text))
        if "\0" in text:
            yield Problem.of("answer.text_unusable", where=name)
