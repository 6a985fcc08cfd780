"""What a duty asks for and by when: steps with their clocks and reminders."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from samvern.engine.deadlines.clock import Duration
from samvern.engine.programme.document import Text


class Side(StrEnum):
    """On which side of a deadline a reminder falls."""

    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True)
class Reminder:
    """A word to whoever owes a step, so long before or after it is due."""

    side: Side
    by: Duration

    def __str__(self) -> str:
        return f"{self.by} {self.side}"


@dataclass(frozen=True)
class PlanSource:
    """Where a plan is known from; ``is_read`` is whether that text itself has been read."""

    id: str
    title: str
    publisher: str = ""
    is_read: bool = True


@dataclass(frozen=True)
class Step:
    """One thing that is to be submitted.

    It is due ``within`` a duration, or ``on`` a day, one of the two. The clock of ``within``
    starts when the plan does, or at the first submission of the step ``after`` which it comes.
    With ``whole_day`` the last day counts to its end. ``is_verified`` says whether what is said
    here has been held against the text that it rests on.
    """

    id: str
    title: Text
    within: Duration | None = None
    on: date | None = None
    after: str = ""
    whole_day: bool = False
    reminders: tuple[Reminder, ...] = ()
    source: str = ""
    place: str = ""
    is_verified: bool = True
    remark: Text | None = None


@dataclass(frozen=True)
class DeadlinePlan:
    """A duty with its steps, in the order in which they are told.

    ``starts_when`` says in words which moment starts the clock.
    """

    id: str
    version: str
    title: Text
    steps: tuple[Step, ...]
    starts_when: Text | None = None
    description: Text | None = None
    licence: Text | None = None
    sources: tuple[PlanSource, ...] = ()

    def step(self, identifier: str) -> Step | None:
        """The step of an identifier, or None."""
        return next((step for step in self.steps if step.id == identifier), None)
