"""Charts as positions and texts: 0 is the left or lower end of the room to draw in, 1 the other.

How wide and high that room is, and how it is filled, is for whoever draws.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from samvern.engine.papers import Bars, Chart, Gantt, Kind, Lines, Shares

if TYPE_CHECKING:
    from samvern.formats.papers.telling import Teller

_TICKS: Final = 5
_STEPS: Final = (1, 2, 2.5, 5, 10)
_MOST_DECIMALS: Final = 6
#: So many turns of a line are told in figures.
_MOST_TURNS: Final = 4


def drawn(chart: Chart, teller: Teller) -> dict[str, Any]:
    """A chart as it is to be drawn."""
    axes = {"x_title": chart.x_title, "y_title": chart.y_title}
    match chart.data:
        case Bars():
            return {"is": "bars", **axes, **_bars(chart, chart.data, teller)}
        case Lines():
            return {"is": "lines", **axes, **_lines(chart, chart.data, teller)}
        case Shares():
            return {"is": "shares", **axes, **_shares(chart.data, teller)}
        case Gantt():
            return {"is": "gantt", **axes, **_gantt(chart.data, teller)}
    raise TypeError(type(chart.data))


class Scale:
    """Numbers along an axis, from one round number to another, zero always among them.

    Examples
    --------
    >>> scale = Scale([3, 42])
    >>> scale.ticks
    [0.0, 10.0, 20.0, 30.0, 40.0, 50.0]
    >>> scale.at(25)
    0.5
    """

    def __init__(self, values: Iterable[float]) -> None:
        known = [0.0, *values]
        low, high = min(known), max(known)
        step = _step((high - low) / _TICKS) if high > low else 1.0
        first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
        last = max(last, first + 1)
        self.ticks = [round(at * step, 12) for at in range(first, last + 1)]
        self.step = step
        self._low, self._high = self.ticks[0], self.ticks[-1]

    def at(self, value: float) -> float:
        """Where a number stands."""
        return (value - self._low) / (self._high - self._low)


def _step(least: float) -> float:
    """The smallest round step that is not less."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(step * power for step in _STEPS if step * power >= least * (1 - 1e-9))


def _known(*values: float | None) -> list[float]:
    return [each for each in values if each is not None]


def _ticks(scale: Scale, chart: Chart, teller: Teller) -> list[dict[str, Any]]:
    step = scale.step * (100 if chart.kind is Kind.SHARE else 1)
    decimals = next((n for n in range(_MOST_DECIMALS) if _is_whole(step * 10**n)), _MOST_DECIMALS)
    return [
        {"at": scale.at(tick), "text": teller.value(tick, chart.kind, decimals)}
        for tick in scale.ticks
    ]


def _is_whole(value: float) -> bool:
    return math.isclose(value, round(value), rel_tol=1e-9)


def _bars(chart: Chart, data: Bars, teller: Teller) -> dict[str, Any]:
    scale = Scale(_known(data.reference, *(x for r in data.rows for x in (r.value, r.low, r.high))))

    def place(value: float | None) -> float | None:
        return None if value is None else scale.at(value)

    rows = [
        {
            "name": row.name,
            "at": place(row.value),
            "low": place(row.low),
            "high": place(row.high),
            "text": teller.words.not_known
            if row.value is None
            else teller.number(row.value, chart.kind, chart.decimals, (row.low, row.high)),
        }
        for row in data.rows
    ]
    reference = None
    if data.reference is not None:
        said = teller.number(data.reference, chart.kind, chart.decimals)
        text = f"{data.reference_name}: {said}" if data.reference_name else said
        reference = {"at": scale.at(data.reference), "text": text}
    return {
        "rows": rows,
        "zero": scale.at(0),
        "ticks": _ticks(scale, chart, teller),
        "reference": reference,
        "x_title": _with_unit(chart.x_title, chart.unit),
    }


def _lines(chart: Chart, data: Lines, teller: Teller) -> dict[str, Any]:
    every = (each for line in data.lines for each in (*line.values, *line.low, *line.high))
    scale = Scale(_known(*data.target, *every))
    width = len(data.points) - 1

    def across(at: int) -> float:
        return at / width if width else 0.5

    def pieces(values: Sequence[float | None]) -> list[list[list[float]]]:
        """The stretches without a gap, as positions."""
        found: list[list[list[float]]] = [[]]
        for at, value in enumerate(values):
            if value is not None:
                found[-1].append([across(at), scale.at(value)])
            elif found[-1]:
                found.append([])
        return [piece for piece in found if piece]

    def line(name: str, values: Sequence[float | None]) -> dict[str, Any]:
        said = [
            f"{teller.number(value, chart.kind, chart.decimals)} ({data.points[at]})"
            for at, value in told_points(values)
        ]
        text = ", ".join(said) or teller.words.not_known
        return {"name": name, "pieces": pieces(values), "text": text}

    def band(low: Sequence[float | None], high: Sequence[float | None]) -> list[Any]:
        both = [
            (a, b) if a is not None and b is not None else (None, None)
            for a, b in zip(low, high, strict=True)
        ]
        return [
            [*under, *reversed(over)]
            for under, over in zip(
                pieces([low for low, _ in both]), pieces([high for _, high in both]), strict=True
            )
        ]

    return {
        "points": [{"at": across(at), "text": text} for at, text in enumerate(data.points)],
        "ticks": _ticks(scale, chart, teller),
        "lines": [
            {**line(each.name, each.values), "band": band(each.low, each.high)}
            for each in data.lines
        ],
        "target": line(data.target_name, data.target) if data.target else None,
        "y_title": _with_unit(chart.y_title, chart.unit),
    }


def told_points(values: Sequence[float | None]) -> list[tuple[int, float]]:
    """The points of a line that are told in figures: the first, the last and those where it turns.

    Where it turns more often than can be read, only the highest and the lowest turn is told.

    Examples
    --------
    >>> told_points([None, 1, 2, 5, 4, 4, 6])
    [(1, 1), (3, 5), (4, 4), (6, 6)]
    >>> told_points([None, None])
    []
    """
    known = [(at, value) for at, value in enumerate(values) if value is not None]
    # A stretch that is level turns once, where it begins.
    steep = [
        each for place, each in enumerate(known) if not place or each[1] != known[place - 1][1]
    ]
    turns = [
        here
        for before, here, after in zip(steep, steep[1:], steep[2:], strict=False)
        if (here[1] - before[1]) * (after[1] - here[1]) < 0
    ]
    if len(turns) > _MOST_TURNS:
        turns = [max(turns, key=itemgetter(1)), min(turns, key=itemgetter(1))]
    return sorted({*known[:1], *turns, *known[-1:]})


def _shares(data: Shares, teller: Teller) -> dict[str, Any]:
    scale = Scale([1.0])
    return {
        "parts": list(data.parts),
        "rows": [
            {
                "name": row.name,
                "shares": [{"share": each, "text": _share(each, teller)} for each in row.shares],
                "text": ""
                if row.count is None
                else f"n = {teller.words.speaker.number(row.count)}",
            }
            for row in data.rows
        ],
        "ticks": [{"at": scale.at(tick), "text": _share(tick, teller)} for tick in scale.ticks],
    }


def _share(share: float, teller: Teller) -> str:
    return teller.value(share, Kind.SHARE, 0)


def _gantt(data: Gantt, teller: Teller) -> dict[str, Any]:
    width, words = len(data.periods), teller.words
    groups = ["", *(row.group for row in data.rows)]
    rows = [
        {
            "name": row.name,
            "group": row.group if row.group != before else "",
            "spans": [
                {
                    "from": span.first / width,
                    "to": (span.last + 1) / width,
                    "is_conditional": span.is_conditional,
                }
                for span in row.spans
            ],
            "milestones": [
                {
                    "at": (each.period + 1) / width,
                    "is_decision": each.is_decision,
                    "text": f"{data.periods[each.period]}: {each.name}",
                }
                for each in row.milestones
            ],
        }
        for row, before in zip(data.rows, groups, strict=False)
    ]
    has = {
        "work": any(row.spans for row in data.rows),
        "conditional": any(span.is_conditional for row in data.rows for span in row.spans),
        "milestone": any(not each.is_decision for row in data.rows for each in row.milestones),
        "decision": any(each.is_decision for row in data.rows for each in row.milestones),
    }
    said = {
        "work": words.work,
        "conditional": words.conditional,
        "milestone": words.milestone,
        "decision": words.decision,
    }
    return {
        "periods": list(data.periods),
        "rows": rows,
        "legend": [{"is": name, "text": said[name]} for name, is_there in has.items() if is_there],
    }


def _with_unit(title: str, unit: str) -> str:
    return f"{title} ({unit})" if title and unit else title or unit
