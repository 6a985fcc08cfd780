"""How sure something is, in words: the scale of certainty, and spread-out judgements.

The scale itself lies with the rest of what rankings say, in :mod:`samvern.ui.wording.certainty`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from samvern.ui.parts import Share
from samvern.ui.wording.certainty import grade, likelihood

__all__ = ["grade", "judgement_words", "likelihood"]

#: Shares this close to 0 or 1 count as impossible or certain among levels of a judgement.
_NEGLIGIBLE = 0.005


def judgement_words(shares: Sequence[Share], _: Callable[[str], str]) -> str:
    """Say in words how a judgement, or many together, lies over the levels of a scale.

    Examples
    --------
    >>> judgement_words([Share("low", 0.5), Share("medium", 0.5), Share("high", 0)], str)
    'low or medium'
    >>> judgement_words([Share("low", 0.2), Share("medium", 0.1), Share("high", 0.7)], str)
    'mostly high'
    >>> judgement_words([], str)
    'not known'
    """
    possible = [part for part in shares if part.share > _NEGLIGIBLE]
    if not possible:
        return _("not known")
    if len(possible) == 1:
        return possible[0].label
    likeliest = max(possible, key=lambda part: part.share)
    if likeliest.share > 0.5:
        return _("mostly {level}").format(level=likeliest.label)
    if len(possible) == len(shares) and len(shares) > 2:
        return _("varies")
    names = [part.label for part in possible]
    return _("{levels} or {last}").format(levels=", ".join(names[:-1]), last=names[-1])
