"""How long is left until a day."""

from __future__ import annotations

from datetime import date

from samvern.ui.wording.sentences import Gettext, NGettext


def left_words(due_on: date | None, on: date, _: Gettext, ngettext: NGettext) -> str:
    """How long is left until a day, such as «9 days left»; empty without one.

    Examples
    --------
    >>> def plural(one, many, n):
    ...     return one if n == 1 else many
    >>> left_words(date(2027, 1, 15), date(2027, 1, 6), str, plural)
    '9 days left'
    >>> left_words(date(2027, 1, 15), date(2027, 1, 16), str, plural)
    '1 day late'
    """
    if due_on is None:
        return ""
    days = (due_on - on).days
    if days == 0:
        return _("today is the last day")
    if days > 0:
        return ngettext("%(days)d day left", "%(days)d days left", days) % {"days": days}
    return ngettext("%(days)d day late", "%(days)d days late", -days) % {"days": -days}
