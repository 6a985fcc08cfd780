"""Words that several pages share."""

from __future__ import annotations

from django.utils.translation import get_language, gettext, gettext_lazy
from django.utils.translation import gettext as _

from samvern.engine.programme.document import LANGUAGES
from samvern.engine.roadmap import Period, PeriodLength
from samvern.ui.wording import roadmap as wording

#: The page among the tabs of a programme.
TAB = "roadmaps:plans"

EXAMPLE = gettext_lazy(
    "Example: how long it takes and what it costs is assumed, not from the report. Nobody has "
    "decided this."
)


def language() -> str:
    """The reader's language."""
    return get_language() or LANGUAGES[0]


def period_name(period: Period) -> str:
    """A half-year or quarter in words."""
    return wording.period_name(period, gettext)


def short_period(period: Period) -> str:
    """A half-year or quarter beneath its year."""
    if period.length == PeriodLength.HALF_YEAR:
        return _("H%(number)s") % {"number": period.number}
    return _("Q%(number)s") % {"number": period.number}
