"""Traffic lights of a report: what they are about, and which one the figures give by the tolerances.

How far from plan something may be before it is yellow or red is published before anybody reports:
the *tolerances* of the round. Where figures say it, the light follows from them; where they do not,
a sentence for yellow and one for red say what is meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from samvern.engine.errors import Problem

#: No tolerance is wider: ten years, and ten times what was planned.
MOST_DAYS: Final = 3_660
MOST_PERCENT: Final = 1_000
MAX_CRITERION: Final = 500


class Dimension(StrEnum):
    """What a light is about, in the order in which it is told."""

    PROGRESS = "progress"
    TIME = "time"
    MONEY = "money"
    QUALITY = "quality"
    RISK = "risk"
    BENEFIT = "benefit"


class Light(StrEnum):
    """How it stands with one dimension, mildest first; that nobody knows is an answer too."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    UNKNOWN = "unknown"


#: How bad each is; what nobody knows is no worse than green and no better.
_SEVERITY: Final[Mapping[Light, int]] = MappingProxyType(
    {Light.UNKNOWN: 0, Light.GREEN: 0, Light.YELLOW: 1, Light.RED: 2}
)
#: The dimensions of which figures tell; the others are judged by worded criteria.
MEASURED: Final = (Dimension.PROGRESS, Dimension.TIME, Dimension.MONEY)
JUDGED: Final = tuple(each for each in Dimension if each not in MEASURED)


@dataclass(frozen=True)
class Criterion:
    """What yellow and what red means, in words."""

    yellow: str = ""
    red: str = ""


@dataclass(frozen=True)
class Tolerances:
    """How far from plan is still green, and how far still yellow; beyond that it is red.

    Days that the next milestone is late; percent that the forecast is over the budget; percentage
    points that what is done lies behind what was planned to be done by now. The rest in words.
    """

    green_days_late: int = 14
    yellow_days_late: int = 60
    green_percent_over: int = 5
    yellow_percent_over: int = 15
    green_points_behind: int = 10
    yellow_points_behind: int = 25
    criteria: Mapping[Dimension, Criterion] = field(default_factory=dict)

    def of(self, dimension: Dimension) -> tuple[int, int] | None:
        """The last figure that is green, and the last that is yellow; None where words say it."""
        return {
            Dimension.TIME: (self.green_days_late, self.yellow_days_late),
            Dimension.MONEY: (self.green_percent_over, self.yellow_percent_over),
            Dimension.PROGRESS: (self.green_points_behind, self.yellow_points_behind),
        }.get(dimension)

    def to_json(self) -> dict[str, Any]:
        """As plain values."""
        plain: dict[str, Any] = {name: getattr(self, name) for name in _FIGURES}
        plain["criteria"] = {
            each.value: {"yellow": said.yellow, "red": said.red}
            for each, said in sorted(self.criteria.items())
        }
        return plain

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Tolerances:
        """From :meth:`to_json`."""
        criteria = {
            Dimension(each): Criterion(said["yellow"], said["red"])
            for each, said in plain.get("criteria", {}).items()
        }
        return cls(**{name: int(plain[name]) for name in _FIGURES}, criteria=criteria)


_FIGURES: Final = (
    *("green_days_late", "yellow_days_late"),
    *("green_percent_over", "yellow_percent_over"),
    *("green_points_behind", "yellow_points_behind"),
)


@dataclass(frozen=True)
class Figures:
    """What is known of a measure in figures; None for what is not.

    ``days_late`` and ``points_behind`` are below zero for what is ahead of plan. Money is in whole
    øre.
    """

    days_late: int | None = None
    points_behind: int | None = None
    budget_nok_ore: int | None = None
    forecast_nok_ore: int | None = None


def suggest_light(dimension: Dimension, figures: Figures, tolerances: Tolerances) -> Light | None:
    """Which light the figures give; None where there are none to go by.

    Returns
    -------
    Light or None
        Green, yellow or red. The last day or percent of a tolerance still belongs to it.

    Source
    ------
    Management by exception within stated tolerances: Prosjektveiviseren (Digitaliseringsdirektoratet),
    as PRINCE2 has it. The figures of :class:`Tolerances` are our own proposal, for each round to set.

    Examples
    --------
    >>> late = Figures(days_late=60)
    >>> suggest_light(Dimension.TIME, late, Tolerances()).value
    'yellow'
    >>> dear = Figures(budget_nok_ore=1_000_00, forecast_nok_ore=1_150_01)
    >>> suggest_light(Dimension.MONEY, dear, Tolerances()).value
    'red'
    >>> suggest_light(Dimension.QUALITY, late, Tolerances()) is None
    True
    """
    bounds = tolerances.of(dimension)
    if bounds is None:
        return None
    if dimension is Dimension.MONEY:
        return _of_money(figures, bounds)
    found = figures.days_late if dimension is Dimension.TIME else figures.points_behind
    if found is None:
        return None
    green, yellow = bounds
    return Light.GREEN if found <= green else Light.YELLOW if found <= yellow else Light.RED


def is_milder(light: Light, than: Light | None) -> bool:
    """Whether a light says less than the figures do; to say that nobody knows is milder than yellow.

    Examples
    --------
    >>> is_milder(Light.UNKNOWN, Light.RED), is_milder(Light.UNKNOWN, Light.GREEN)
    (True, False)
    """
    return than is not None and _SEVERITY[light] < _SEVERITY[than]


def is_worse(light: Light, than: Light) -> bool:
    """Whether a light is worse than another."""
    return _SEVERITY[light] > _SEVERITY[than]


def find_tolerance_problems(tolerances: Tolerances, where: str = "tolerances") -> Iterator[Problem]:
    """Say what is wrong with tolerances: ``tolerance.outside``, ``tolerance.order``, ``field.too_long``."""
    for dimension in MEASURED:
        bounds = tolerances.of(dimension)
        assert bounds is not None, "these have figures"
        most = MOST_DAYS if dimension is Dimension.TIME else MOST_PERCENT
        place = f"{where}.{dimension}"
        for found in bounds:
            if not 0 <= found <= most:
                yield Problem.of("tolerance.outside", where=place, found=found, most=most)
        if bounds[0] > bounds[1]:
            yield Problem.of("tolerance.order", where=place, green=bounds[0], yellow=bounds[1])
    for dimension, said in tolerances.criteria.items():
        for words in (said.yellow, said.red):
            if len(words) > MAX_CRITERION:
                yield Problem.of("field.too_long", where=f"{where}.{dimension}", most=MAX_CRITERION)
            if "\0" in words:
                yield Problem.of("answer.text_unusable", where=f"{where}.{dimension}")


def _of_money(figures: Figures, bounds: tuple[int, int]) -> Light | None:
    """In whole øre and percent, so that nothing is rounded at a border."""
    budget, forecast = figures.budget_nok_ore, figures.forecast_nok_ore
    if budget is None or forecast is None:
        return None
    green, yellow = bounds
    if forecast * 100 <= budget * (100 + green):
        return Light.GREEN
    return Light.YELLOW if forecast * 100 <= budget * (100 + yellow) else Light.RED
