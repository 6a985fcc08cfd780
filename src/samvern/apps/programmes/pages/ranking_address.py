"""The state of the ranking page lies in its address, so that it can be kept and sent to others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.urls import reverse

from samvern.apps.programmes.queries import RankingChoices
from samvern.apps.programmes.queries.ranking import (
    FOCUS_AREA,
    LEAST,
    MOST,
    ORDER,
    PAGE_SAMPLES,
    SLIDERS,
    UNKNOWN,
)

#: The parameter that lays the decided order over the ranking.
DECIDED = "decided"


@dataclass(frozen=True)
class Address:
    """The parameters of the page as they are written, what is as default left out."""

    code: str
    params: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, code: str, choices: RankingChoices, *, with_decided: bool) -> Address:
        """The address of a programme's ranking with these choices."""
        params = {
            "level": choices.level if choices.level != FOCUS_AREA else "",
            "scale": choices.scale if choices.scale != "linear" else "",
            "samples": str(choices.samples) if choices.samples != PAGE_SAMPLES else "",
            DECIDED: "1" if with_decided else "",
            **_weighing(choices),
        }
        return cls(code, {key: value for key, value in params.items() if value})

    def url(self, name: str = "ranking", **changes: str) -> str:
        """The page, or another address of the ranking, with some parameters changed or emptied."""
        params = {key: value for key, value in {**self.params, **changes}.items() if value}
        address = reverse(f"programmes:{name}", args=[self.code])
        return f"{address}?{urlencode(params)}" if params else address

    def weighed(self, weighing: str = "", **more: str) -> str:
        """The page with another way to weigh; limits stay, but not beside exact weights."""
        gone = (_weighs, is_limit) if weighing == SLIDERS else (_weighs,)
        kept = {k: value for k, value in self.params.items() if not any(it(k) for it in gone)}
        return Address(self.code, kept).url(weighing=weighing, **more)

    def kept(self, *replaced: str) -> list[tuple[str, str]]:
        """What a form that says something else of the state must send along."""
        return [(key, value) for key, value in self.params.items() if key not in replaced]

    def kept_by_weights(self) -> list[tuple[str, str]]:
        """What a form that weighs anew must send along."""
        return [(key, value) for key, value in self.params.items() if not _weighs(key)]

    def kept_by_limits(self) -> list[tuple[str, str]]:
        """What a form that says the limits anew must send along."""
        return [(key, value) for key, value in self.params.items() if not is_limit(key)]

    def without_limits(self) -> str:
        """The page with every group free again."""
        return Address(self.code, dict(self.kept_by_limits())).url()


def moved(query: Mapping[str, str]) -> str:
    """The order after the move that the address asks for (``move=cost:up``).

    >>> moved({"order": "goals,cost", "move": "cost:up"})
    'cost,goals'
    """
    order = [group for group in query.get("order", "").split(",") if group]
    group, _colon, direction = query.get("move", "").partition(":")
    if group in order:
        place = order.index(group) + (-1 if direction == "up" else 1)
        order.remove(group)
        order.insert(max(place, 0), group)
    return ",".join(order)


def _weighs(key: str) -> bool:
    return key in ("weighing", "order") or key.startswith("weight-")


def is_limit(key: str) -> bool:
    """Whether a parameter is the least or the most share of a group."""
    return key.startswith((f"{LEAST}-", f"{MOST}-"))


def _weighing(choices: RankingChoices) -> dict[str, str]:
    weights = choices.weights or {}
    limits = {
        f"{side}-{group}": f"{100 * share:g}"
        for group, sides in choices.intervals.items()
        for side, share in sides.items()
    }
    if choices.weighing == ORDER:
        return {"weighing": ORDER, "order": ",".join(weights["order"]), **limits}
    if choices.weighing == SLIDERS:
        stands = {f"weight-{group}": f"{share:g}" for group, share in weights["fixed"].items()}
        return {"weighing": SLIDERS, **stands}
    return {"weighing": UNKNOWN, **limits} if choices.weighing == UNKNOWN else limits
