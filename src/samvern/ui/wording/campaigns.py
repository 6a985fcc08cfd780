"""Sentences about campaigns: who has handed in, when reminders go out, what figures tell."""

from __future__ import annotations

from collections.abc import Iterable

from samvern.engine.assessments import SafeCount, Telling
from samvern.ui.numbers import number, percent
from samvern.ui.wording.sentences import Gettext, NGettext


def handed_in_sentence(handed_in: int, asked: int, language: str, _: Gettext) -> str:
    """How many have handed in, of how many; never a share without it.

    Examples
    --------
    >>> handed_in_sentence(3, 12, "en", str)
    '3 of 12 have handed in (25%).'
    """
    if not asked:
        return _("Nobody is asked.")
    return _("%(handed_in)s of %(asked)s have handed in (%(share)s).") % {
        "handed_in": number(handed_in, language=language),
        "asked": number(asked, language=language),
        "share": percent(handed_in / asked, language=language),
    }


def reminder_words(days: int, _: Gettext, ngettext: NGettext) -> str:
    """When a reminder goes out: so many days before (negative) or after the last day.

    Examples
    --------
    >>> reminder_words(-14, str, lambda one, many, n: one if n == 1 else many)
    '2 weeks before'
    """
    count = abs(days)
    if count % 7 == 0:
        weeks = count // 7
        return (
            ngettext("%(count)d week before", "%(count)d weeks before", weeks)
            if days < 0
            else ngettext("%(count)d week after", "%(count)d weeks after", weeks)
        ) % {"count": weeks}
    return (
        ngettext("%(count)d day before", "%(count)d days before", count)
        if days < 0
        else ngettext("%(count)d day after", "%(count)d days after", count)
    ) % {"count": count}


def reminders_sentence(days: Iterable[int], _: Gettext, ngettext: NGettext) -> str:
    """Every reminder of a campaign in words."""
    told = [reminder_words(each, _, ngettext) for each in sorted(days)]
    if not told:
        return _("No reminders")
    return ", ".join(told)


def days_left_words(left: int, _: Gettext, ngettext: NGettext) -> str:
    """How long is left until a day, or how long ago it was.

    Examples
    --------
    >>> days_left_words(0, str, lambda one, many, n: one if n == 1 else many)
    'The last day is today.'
    """
    if not left:
        return _("The last day is today.")
    if left > 0:
        return ngettext("%(count)d day is left.", "%(count)d days are left.", left) % {
            "count": left
        }
    return ngettext(
        "The last day was %(count)d day ago.", "The last day was %(count)d days ago.", -left
    ) % {"count": -left}


def count_words(told: SafeCount, language: str, _: Gettext) -> str:
    """A count as it may be told.

    Examples
    --------
    >>> count_words(SafeCount(Telling.FEW), "en", str)
    'Fewer than 5'
    """
    if told.telling is Telling.ROUNDED and told.count is not None:
        return _("About %(count)s") % {"count": number(told.count, language=language)}
    return {
        Telling.FEW: _("Fewer than 5"),
        Telling.NEARLY_ALL: _("All, or nearly all"),
    }.get(told.telling, _("Not told"))
