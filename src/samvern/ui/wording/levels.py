"""The levels of judgements in words; the same on pages, in the API and on the command line."""

from __future__ import annotations

from collections.abc import Mapping

from samvern.engine.programme.document import Scale
from samvern.ui.numbers import percent
from samvern.ui.wording.sentences import Gettext


def level_names(scale: Scale, _: Gettext) -> dict[str, str]:
    """The levels of a scale in the reader's language, lowest first."""
    if scale is Scale.LEVEL:
        return {"low": _("low"), "medium": _("medium"), "high": _("high")}
    if scale is Scale.ATTAINMENT:
        return {
            "1": _("negligibly"),
            "2": _("a little"),
            "3": _("middling"),
            "4": _("to a large degree"),
            "5": _("fully"),
        }
    if scale is Scale.CONTRIBUTION:
        return {
            "none": _("none"),
            "possible": _("possible and indirect"),
            "some": _("some"),
            "substantial": _("substantial"),
        }
    return {"later": _("later work"), "study": _("study"), "mapping": _("mapping")}


def judgement_words(
    scale: Scale, levels: Mapping[str, float] | None, language: str, _: Gettext
) -> str:
    """A judgement in words, its uncertainty included.

    Examples
    --------
    >>> judgement_words(Scale.LEVEL, {"low": 0.5, "medium": 0.5}, "en", str)
    'low / medium'
    >>> judgement_words(Scale.LEVEL, {"low": 0.25, "high": 0.75}, "en", str)
    'low (25%) or high (75%)'
    >>> judgement_words(Scale.LEVEL, None, "en", str)
    'Not judged'
    """
    if levels is None:
        return _("Not judged")
    names = level_names(scale, _)
    possible = {level: levels[level] for level in names if levels.get(level, 0) > 0}
    is_even = len(set(possible.values())) == 1
    if is_even and len(possible) == len(names):
        return _("Not known")
    if is_even:
        return " / ".join(names[level] for level in possible)
    parts = [f"{names[level]} ({percent(p, language=language)})" for level, p in possible.items()]
    return _("%(all_but_last)s or %(last)s") % {
        "all_but_last": ", ".join(parts[:-1]),
        "last": parts[-1],
    }
