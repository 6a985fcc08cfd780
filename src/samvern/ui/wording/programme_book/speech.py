"""How the book of a programme speaks: judgements, moments and intervals in its language."""

from __future__ import annotations

import re
from datetime import date

from samvern.engine.programme.document import Judgement, Scale
from samvern.ui import numbers
from samvern.ui.wording import speech
from samvern.ui.wording.levels import judgement_words

_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")
_INTERVAL = re.compile(r"((?P<count>[1-9][0-9]{0,2}) )?(?P<unit>year|month|week)s?")


class Speech(speech.Speech):
    """A language, and what a programme says in it."""

    def judged(self, scale: Scale, judgement: Judgement | None) -> str:
        """A judgement in words, with its uncertainty."""
        levels = judgement.levels if judgement else None
        return judgement_words(scale, levels, self.language, self.gettext)

    def moment(self, moment: str) -> str:
        """A year, month or day as published, as exact as it is known.

        Examples
        --------
        >>> speech = Speech("en", str)
        >>> speech.moment("2024-06-01"), speech.moment("2024-06"), speech.moment("2024")
        ('1 June 2024', 'June 2024', '2024')
        """
        try:
            if _MONTH.fullmatch(moment):
                return numbers.month(date.fromisoformat(f"{moment}-01"), self.language)
            return numbers.day(date.fromisoformat(moment), self.language)
        except ValueError:
            return moment

    def interval(self, every: str) -> str:
        """How often something is repeated, as files write it, in words."""
        found, _ = _INTERVAL.fullmatch(every), self.gettext
        if found is None:
            return every
        count = int(found["count"] or 1)
        if count == 1:
            once = {"year": _("once a year"), "month": _("once a month"), "week": _("once a week")}
            return once[found["unit"]]
        often = {
            "year": _("every %(number)s years"),
            "month": _("every %(number)s months"),
            "week": _("every %(number)s weeks"),
        }
        return often[found["unit"]] % {"number": count}
