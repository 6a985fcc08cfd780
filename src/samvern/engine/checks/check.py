"""The short check of a small clinic: what each question needs beyond the requirement that it is.

The questions themselves are requirements of a set; their titles and explanations stand there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from samvern.engine.assessments import AnswerValues, DoneBy, Progress, Result
from samvern.engine.programme.document import Text, in_language

#: Weights run from one that can wait to one that goes first.
WEIGHTS: Final = range(1, 6)


class Offer(StrEnum):
    """An answer that a question may offer; not to know is always among them."""

    FULFILLED = "fulfilled"
    PARTLY = "partly"
    NOT_FULFILLED = "not_fulfilled"
    SUPPLIER = "supplier"
    NOT_APPLICABLE = "not_applicable"
    UNKNOWN = "unknown"


#: What every question offers.
ALWAYS_OFFERED: Final = (Offer.FULFILLED, Offer.PARTLY, Offer.NOT_FULFILLED, Offer.UNKNOWN)


@dataclass(frozen=True)
class CheckSource:
    """Where a weight is from; ``is_read`` is whether that text itself has been read."""

    id: str
    title: Text
    publisher: str = ""
    is_read: bool = True


@dataclass(frozen=True)
class FactRule:
    """What the directory must say of a clinic for a fact to be settled; every part must hold.

    An empty part asks for nothing. ``owner_kinds`` are kinds of the actor that owns the clinic,
    ``with_supplier`` asks for a known supplier.
    """

    settles: bool
    kinds: tuple[str, ...] = ()
    sizes: tuple[str, ...] = ()
    owner_kinds: tuple[str, ...] = ()
    with_supplier: bool = False


@dataclass(frozen=True)
class ClinicFact:
    """Something that a clinic has or has not, which decides what it is asked.

    ``title`` is the sentence that it ticks; the first of ``known_from`` that holds ticks it, or
    leaves it, beforehand.
    """

    id: str
    title: Text
    known_from: tuple[FactRule, ...] = ()


@dataclass(frozen=True)
class Weight:
    """How early a question comes among next steps, because of what, and who says so."""

    value: int
    source: str
    because: Text


@dataclass(frozen=True)
class Task:
    """Something to do in plain words, about how long it takes, and who can help."""

    do: Text
    minutes: int
    who: Text | None = None


@dataclass(frozen=True)
class Question:
    """A question: how to find its answer, why it matters, what to answer, and what then.

    ``id`` is that of the requirement. ``help`` says what to look for, ``patients`` why it matters
    to them. ``step`` is for an answer that leaves something to do, ``find_out`` for whoever does
    not know, ``ask`` the question to send to a supplier. ``when`` names the fact without which the
    question is not asked. ``guidance`` are entries of the catalogue of guidance, ``poster`` is the
    line for the wall.
    """

    id: str
    help: Text
    patients: Text
    answers: Mapping[Offer, Text]
    step: Task
    find_out: Task
    weight: Weight
    poster: Text
    ask: Text | None = None
    when: str = ""
    guidance: tuple[str, ...] = ()

    @property
    def offers(self) -> tuple[Offer, ...]:
        """The answers in the order in which they are shown; not to know comes last."""
        return tuple(offer for offer in Offer if offer in self.answers)

    def values(self, offer: Offer, language: str, *, supplier: str = "") -> AnswerValues:
        """What choosing an answer says of the requirement.

        What a supplier does is not known until the supplier has said how it is.

        Raises
        ------
        KeyError
            When the question does not offer it.
        """
        words = in_language(self.answers[offer], language)
        if offer is Offer.SUPPLIER:
            return AnswerValues(
                Progress.DONE, Result.UNKNOWN, done_by=DoneBy.SUPPLIER, supplier=supplier
            )
        reason = words if offer is Offer.NOT_APPLICABLE else ""
        return AnswerValues(Progress.DONE, Result(offer.value), reason=reason)


def offer_of(values: AnswerValues) -> Offer | None:
    """The answer that was chosen; None when none was.

    Examples
    --------
    >>> offer_of(AnswerValues(result=Result.UNKNOWN, done_by=DoneBy.SUPPLIER))
    <Offer.SUPPLIER: 'supplier'>
    """
    if values.result is None:
        return None
    if values.result is Result.UNKNOWN and values.done_by is DoneBy.SUPPLIER:
        return Offer.SUPPLIER
    return Offer(values.result.value)


@dataclass(frozen=True)
class Letter:
    """What is written around the questions to a supplier; ``task`` is the step of sending it."""

    opening: Text
    closing: Text
    task: Task


@dataclass(frozen=True)
class Check:
    """The whole check: the requirement set it asks about, its facts and its questions in order.

    ``endings`` are the sentences at the end, by :class:`samvern.engine.checks.Ending`.
    """

    id: str
    version: str
    title: Text
    framework: str
    framework_version: str
    guidance: str
    letter: Letter
    endings: Mapping[str, Text]
    questions: tuple[Question, ...]
    facts: tuple[ClinicFact, ...] = ()
    sources: tuple[CheckSource, ...] = ()
    description: Text | None = None
    licence: Text | None = None

    def question(self, identifier: str) -> Question | None:
        """The question of an identifier, or None."""
        return next((each for each in self.questions if each.id == identifier), None)
