"""The short and the long form of a judgement in a file, and the judgement itself."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from samvern.engine.programme.document import SCALE_LEVELS, Judgement, Scale
from samvern.formats.trees.tree import Path, Tree

#: The word for "every level is as likely".
UNKNOWN: Final = "unknown"

_LETTERS: Final[Mapping[str, str]] = {
    "X": "substantial",
    "x": "some",
    "v": "possible",
    "none": "none",
}

#: How far the probabilities of a judgement may be from 1 in sum, for decimals written out.
_SUM_TOLERANCE: Final = 1e-6


def levels_of(scale: Scale, token: str | float) -> Mapping[str, float]:
    """Probability of each level for a short form.

    Examples
    --------
    >>> levels_of(Scale.LEVEL, 1.5)
    {'low': 0.5, 'medium': 0.5}
    >>> levels_of(Scale.CONTRIBUTION, "v")
    {'possible': 1.0}
    """
    names = SCALE_LEVELS[scale]
    if token == UNKNOWN:
        return dict.fromkeys(names, 1 / len(names))
    if isinstance(token, str):
        return {_LETTERS[token]: 1.0}
    below, above = names[math.floor(token) - 1], names[math.ceil(token) - 1]
    return {below: 1.0} if below == above else {below: 0.5, above: 0.5}


def read_judgement(scale: Scale, raw: Any, path: Path, tree: Tree) -> Judgement:
    """A judgement from data that the schema allows; what is left to be wrong joins the tree."""
    if not isinstance(raw, dict):
        short = _token(raw)
        return Judgement(levels_of(scale, short), short)
    token: str | float | None = _token(raw["value"]) if "value" in raw else None
    levels = levels_of(scale, token) if token is not None else raw.get("levels", {})
    total = math.fsum(levels.values())
    # Levels that the schema already refused are gone; there is nothing to add up then.
    if levels and abs(total - 1) > _SUM_TOLERANCE:
        place = (*path, "levels")
        tree.problems.append(tree.problem("judgement.sum", place, total=f"{total:.6g}"))
    judged_on = read_date(raw["on"], (*path, "on"), tree) if "on" in raw else None
    return Judgement(levels, token, raw.get("by", ""), judged_on, raw.get("why", ""))


def read_date(text: str, path: Path, tree: Tree) -> date | None:
    """A calendar day, or None with a problem."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        tree.problems.append(tree.problem("date.invalid", path, found=text))
        return None


def write_judgement(scale: Scale, judgement: Judgement) -> object:
    """The shortest form that holds all of a judgement."""
    token = judgement.token
    if token is None or levels_of(scale, token) != judgement.levels:
        value: dict[str, object] = {"levels": dict(judgement.levels)}
    elif not (judgement.by or judgement.on or judgement.why):
        return _token(token)
    else:
        value = {"value": _token(token)}
    beside = {"by": judgement.by, "on": judgement.on, "why": judgement.why}
    return value | {key: said for key, said in beside.items() if said}


def _token(raw: str | float) -> str | float:
    """A short form with 2.0 as 2, as people write it."""
    return int(raw) if isinstance(raw, float) and raw.is_integer() else raw
