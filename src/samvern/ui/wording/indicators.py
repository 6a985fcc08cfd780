"""Indicators in words: how they stand, what is withheld, figures with their unit."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from samvern.engine.assessments import BASE, LEAST_ANSWERS
from samvern.engine.indicators import Standing, Withheld
from samvern.ui.numbers import NO_BREAK_SPACE, number
from samvern.ui.wording.sentences import Gettext

#: The colours that repeat in colour what a standing says in words.
STANDING_COLOURS: Final[Mapping[Standing, str]] = MappingProxyType(
    {
        Standing.REACHED: "success",
        Standing.ON_PATH: "success",
        Standing.UNSURE: "warning",
        Standing.BEHIND: "danger",
        Standing.NO_VALUE: "neutral",
        Standing.NO_TARGET: "neutral",
    }
)


def standing_name(standing: Standing, _: Gettext) -> str:
    """How an indicator stands, in a word or two."""
    return {
        Standing.REACHED: _("Reached"),
        Standing.ON_PATH: _("On the way"),
        Standing.UNSURE: _("Too uncertain to say"),
        Standing.BEHIND: _("Behind"),
        Standing.NO_VALUE: _("Not measured"),
        Standing.NO_TARGET: _("No target"),
    }[standing]


def standing_meaning(standing: Standing, _: Gettext) -> str:
    """What a standing means."""
    return {
        Standing.REACHED: _("The newest value is at least as good as the last target."),
        Standing.ON_PATH: _(
            "The newest value is at least as good as what was aimed at by then: straight from the "
            "baseline to each target."
        ),
        Standing.UNSURE: _("What was aimed at lies within the uncertainty of the newest value."),
        Standing.BEHIND: _("The newest value is not as good as what was aimed at by then."),
        Standing.NO_VALUE: _("There is no value that you may be shown."),
        Standing.NO_TARGET: _("Nobody has said where it is to be by when."),
    }[standing]


def figure(value: float, unit: str, language: str) -> str:
    """A value with its unit. Two decimals are told where it has no more; what was computed has one.

    Examples
    --------
    >>> figure(12.25, "%", "en"), figure(125 / 9, "timer", "nb").replace(NO_BREAK_SPACE, "_")
    ('12.25%', '13,9_timer')
    """
    is_computed = round(value, 2) != value
    written = number(round(value, 1) if is_computed else value, None, language)
    if not unit:
        return written
    return f"{written}%" if unit == "%" and language == "en" else f"{written}{NO_BREAK_SPACE}{unit}"


def withheld_reason(withheld: Withheld, _: Gettext) -> str:
    """Why a value is not shown."""
    return {
        Withheld.FEW: _("Fewer than %(least)d organisations, or nobody said how many.")
        % {"least": LEAST_ANSWERS},
        Withheld.NEAR_AN_END: _(
            "All organisations but fewer than %(base)d are at one end of the scale, so it would say "
            "something of each."
        )
        % {"base": BASE},
        Withheld.SUBTRACTED: _(
            "Together with the others it would say something of a few organisations."
        ),
    }[withheld]


def standing_sentence(standing: Standing, value: str, aim: str, when: str, _: Gettext) -> str:
    """The answer to whether it gets there: the newest value, held against what was aimed at.

    ``value`` and ``aim`` are figures with their unit, ``when`` the period; empty where there is none.
    """
    params = {"value": value, "aim": aim, "when": when}
    if standing is Standing.REACHED:
        return _("Yes: %(value)s in %(when)s, and the last target is reached.") % params
    if standing is Standing.ON_PATH:
        return _("So far, yes: %(value)s in %(when)s, where %(aim)s was aimed at.") % params
    if standing is Standing.UNSURE:
        return (
            _(
                "That cannot be said: %(value)s in %(when)s, too uncertain beside the %(aim)s aimed at."
            )
            % params
        )
    if standing is Standing.BEHIND:
        return _("Not yet: %(value)s in %(when)s, where %(aim)s was aimed at.") % params
    if standing is Standing.NO_TARGET and value:
        return _("Nobody has said where it is to be: it was %(value)s in %(when)s.") % params
    return _("There is no value yet that you may be shown.")
