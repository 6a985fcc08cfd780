"""What a roadmap is made of: measures with what they take and need, and what there is to spend.

Periods are counted from 0, the first of the horizon. Amounts of money and effort are whole or
broken numbers in one unit of the writer's choice; the engine adds and compares them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from samvern.engine.programme.document import Text

#: A plan may come from anywhere; these limits keep it within seconds and megabytes.
MAX_MEASURES = 1_000
MAX_PERIODS = 40
MAX_LIMITS = 500
MAX_AMOUNT = 1e15

#: What is done still counts so many years after the last period, when nothing else is said: else
#: nothing would be begun that is only finished at the end.
YEARS_AFTER = 2


class Resource(StrEnum):
    """What a measure takes and of which there is not enough."""

    MONEY = "money"  # paid by a payer
    EFFORT = "effort"  # done by an owner


@dataclass(frozen=True)
class Use:
    """What a measure takes from one payer or owner.

    ``during`` holds an amount for each period of work; ``running`` is the amount of each period
    after it is done.
    """

    resource: Resource
    of: str
    during: tuple[float, ...]
    running: float = 0.0


@dataclass(frozen=True)
class PlannedMeasure:
    """A measure as the plan sees it.

    Attributes
    ----------
    duration
        Periods of work, 1 or more.
    value
        What it is worth each period from the one after it is done. None when nobody has judged
        it: it is then planned only if it must be, or if another that is worth something needs it.
    after
        Measures, or alternatives, that must be done before it starts; of alternatives, one.
    earliest
        The first period in which it may start.
    deadline
        The last period in which it may be at work, if it is planned at all.
    is_must
        It has to be in the plan.
    is_decision_point
        What comes after it is decided on when it is done, and so is only conditional until then.
    """

    id: str
    duration: int
    value: float | None = None
    uses: tuple[Use, ...] = ()
    after: tuple[str, ...] = ()
    earliest: int = 0
    deadline: int | None = None
    is_must: bool = False
    is_decision_point: bool = False
    title: Text = field(default_factory=dict)
    focus_area: str = ""
    owner: str = ""

    def cost(self, periods: int) -> float:
        """Money over its work, and over so many periods of being done."""
        money = [use for use in self.uses if use.resource == Resource.MONEY]
        return sum(sum(use.during) + periods * use.running for use in money)


@dataclass(frozen=True)
class Limit:
    """How much there is in each period: a budget of payers, or what owners can do.

    ``of`` names the payers or owners whose uses count together; None counts everybody's. With
    ``carries_over`` what is not used in a period is there in the next.
    """

    id: str
    resource: Resource
    of: tuple[str, ...] | None
    amounts: tuple[float, ...]
    carries_over: bool = False
    title: Text = field(default_factory=dict)

    def counts(self, use: Use) -> bool:
        """Whether a use is taken from it."""
        return use.resource == self.resource and (self.of is None or use.of in self.of)


@dataclass(frozen=True)
class Alternatives:
    """Measures of which at most one is chosen, or exactly one when ``is_must``."""

    id: str
    members: tuple[str, ...]
    is_must: bool = False
    title: Text = field(default_factory=dict)
