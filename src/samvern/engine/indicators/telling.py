"""What of the values of groups may be told to those who see no organisation's own.

The reader is taken to know these rules, and perhaps to be one of those measured. See the rules of
:mod:`samvern.engine.assessments.statistics`, whose least number and base are used here too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from samvern.engine.assessments import BASE, LEAST_ANSWERS, rounded

#: The key of the value of the sector as a whole among those of groups.
WHOLE: Final = ""


class Withheld(StrEnum):
    """Why a value is not told."""

    FEW = "few"  # too few organisations, or nobody knows how many
    NEAR_AN_END = "near_an_end"  # all of them, or nearly, are at one end of the scale
    SUBTRACTED = "subtracted"  # with others that are told, a few organisations could be worked out


@dataclass(frozen=True)
class OfGroup:
    """The value of a group, or of the sector as a whole, in one period; ``count`` is its number of
    organisations, None where nobody said.
    """

    group: str
    value: float
    count: int | None


@dataclass(frozen=True)
class Told:
    """What is told of it: the value with a rounded count, or why not."""

    value: float | None = None
    count: int | None = None
    withheld: Withheld | None = None


def told_values(
    found: Sequence[OfGroup], *, lowest: float | None = None, highest: float | None = None
) -> Mapping[str, Told]:
    """Tell what may be told of one period.

    A value is told of ten organisations or more, with their number to the nearest five. Where the scale
    has ends and the value lies so near to one that fewer than five can be away from it, it says
    something of everybody, and is not told. Groups do not overlap. What they leave of the whole can be
    worked out; where that could not be told, neither are they.

    Parameters
    ----------
    found
        Groups, each once; the sector as a whole under :data:`WHOLE`.
    lowest, highest
        The ends of the scale, such as 0 and 100 for a share in per cent; None where it has none.

    Returns
    -------
    mapping of str to Told
        One for each group, in the order given.

    Examples
    --------
    >>> told = told_values([OfGroup("", 40.0, 62), OfGroup("a", 30.0, 55), OfGroup("b", 60.0, 7)])
    >>> [(key, each.count, each.withheld) for key, each in told.items()]
    [('', 60, None), ('a', None, <Withheld.SUBTRACTED: 'subtracted'>), ('b', None, <Withheld.FEW: 'few'>)]
    """
    told = {each.group: _alone(each, lowest, highest) for each in found}
    whole = next((each for each in found if each.group == WHOLE), None)
    parts = [each for each in found if each is not whole and told[each.group].withheld is None]
    if whole is not None and parts and not _can_be_left(whole, parts, lowest, highest):
        told |= {each.group: Told(withheld=Withheld.SUBTRACTED) for each in parts}
    return told


def _can_be_left(
    whole: OfGroup, parts: Sequence[OfGroup], lowest: float | None, highest: float | None
) -> bool:
    """Whether what is left of the whole without the parts could be told itself; nothing can."""
    left = (whole.count or 0) - sum(each.count or 0 for each in parts)
    if left == 0:
        return True
    if left < LEAST_ANSWERS:
        return False
    total = whole.value * (whole.count or 0) - sum(each.value * (each.count or 0) for each in parts)
    return _alone(OfGroup("", total / left, left), lowest, highest).withheld is None


def _alone(each: OfGroup, lowest: float | None, highest: float | None) -> Told:
    if each.count is None or each.count < LEAST_ANSWERS:
        return Told(withheld=Withheld.FEW)
    if lowest is not None and highest is not None and highest > lowest:
        away = each.count * (each.value - lowest) / (highest - lowest)
        if away < BASE or away > each.count - BASE:
            return Told(withheld=Withheld.NEAR_AN_END)
    return Told(each.value, rounded(each.count))
