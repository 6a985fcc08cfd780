"""How sure a statement about a ranking is, in seven fixed words with stated ranges.

A share says in how many of all admissible weightings and readings something holds. Its word is
the one whose range it lies in. A share from samples is known only to its half width: where that
crosses a limit, the weaker word stands, the one nearer to "about as likely as not".

Source
------
The limits are those of Intelligence Community Directive 203, "Analytic standards" (2015), for
expressions of likelihood. Why this scale and not another stands in ``docs/decisions/0007-words-of-certainty.md``.
"""

from __future__ import annotations

from dataclasses import dataclass

from samvern.ui.numbers import percent
from samvern.ui.wording.sentences import Gettext

_EVEN = 0.5
#: Shares are fractions of samples; what is lost in a sum of them moves no word.
_ROUNDING = 1e-9


@dataclass(frozen=True)
class Grade:
    """One word: what it is called in the code, and the shares from ``least`` to ``most``."""

    key: str
    least: float
    most: float


#: The whole scale, the surest first. A limit belongs to the surer of the two words beside it.
GRADES = (
    Grade("almost_certainly", 0.95, 1.0),
    Grade("very_probably", 0.80, 0.95),
    Grade("more_likely", 0.55, 0.80),
    Grade("even", 0.45, 0.55),
    Grade("less_likely", 0.20, 0.45),
    Grade("very_probably_not", 0.05, 0.20),
    Grade("almost_certainly_not", 0.0, 0.05),
)


def grade(share: float, half_width: float = 0.0) -> Grade:
    """Find the word of a share (0..1) that is known to within ``half_width``.

    Examples
    --------
    >>> grade(0.96).key, grade(0.96, half_width=0.02).key, grade(0.03).key
    ('almost_certainly', 'very_probably', 'almost_certainly_not')
    """
    if share < _EVEN:
        weakest = min(_EVEN, share + half_width) - _ROUNDING
        return next(found for found in reversed(GRADES) if weakest <= found.most)
    weakest = max(_EVEN, share - half_width) + _ROUNDING
    return next(found for found in GRADES if weakest >= found.least)


def words(_: Gettext) -> dict[str, str]:
    """Every word of the scale, by the key of its grade."""
    return {
        "almost_certainly": _("almost certainly"),
        "very_probably": _("very probably"),
        "more_likely": _("more likely than not"),
        "even": _("about as likely as not"),
        "less_likely": _("less likely than not"),
        "very_probably_not": _("very probably not"),
        "almost_certainly_not": _("almost certainly not"),
    }


def likelihood(share: float, _: Gettext, half_width: float = 0.0) -> str:
    """Name a share (0..1) with the word of the scale.

    Examples
    --------
    >>> likelihood(0.97, str), likelihood(0.6, str), likelihood(0.56, str, half_width=0.03)
    ('almost certainly', 'more likely than not', 'about as likely as not')
    """
    return words(_)[grade(share, half_width).key]


def stated_range(found: Grade, language: str, _: Gettext) -> str:
    """The range of a word as it is printed beside it.

    Examples
    --------
    >>> stated_range(GRADES[2], "en", str)
    '55% to 80%'
    """
    params = {
        "least": percent(found.least, language=language),
        "most": percent(found.most, language=language),
    }
    if found is GRADES[0]:
        return _("at least %(least)s") % params
    if found is GRADES[-1]:
        return _("at most %(most)s") % params
    return _("%(least)s to %(most)s") % params


def scale(language: str, _: Gettext) -> list[tuple[str, str]]:
    """Each word with its range, the surest first, as pages and the command line state them."""
    named = words(_)
    return [(named[found.key], stated_range(found, language, _)) for found in GRADES]


def scale_in_a_line(language: str, _: Gettext) -> str:
    """The whole scale in one line, for a terminal."""
    parts = [f"{word} ({of})" for word, of in scale(language, _)]
    return _("The words: %(words)s.") % {"words": ", ".join(parts)}
