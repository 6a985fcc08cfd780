"""How likely something is, in words.

The five words and their limits are those that the Norwegian intelligence, security and police
services share in their open assessments (FOKUS, NTV), which follow NATO's scale.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from samvern.ui.parts import Share

#: Shares this close to 0 or 1 count as impossible or certain among levels of a judgement.
_NEGLIGIBLE = 0.005


def likelihood(share: float, _: Callable[[str], str]) -> str:
    """Name a probability (0..1) with the word of the common scale.

    Examples
    --------
    >>> likelihood(0.92, str), likelihood(0.5, str)
    ('very likely', 'possible')
    """
    if share > 0.9:
        return _("very likely")
    if share > 0.6:
        return _("likely")
    if share >= 0.4:
        return _("possible")
    if share >= 0.1:
        return _("unlikely")
    return _("very unlikely")


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
