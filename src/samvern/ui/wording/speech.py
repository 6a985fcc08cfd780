"""A language with its translations: how whatever is written for print or for a file speaks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from samvern.engine.deadlines import in_oslo
from samvern.engine.programme.document import in_language
from samvern.ui import numbers
from samvern.ui.wording.sentences import Gettext


@dataclass(frozen=True)
class Speech:
    """A language with its translations."""

    language: str
    gettext: Gettext

    def text(self, text: Mapping[str, str]) -> str:
        """A text of the data, in this language or else the nearest that there is."""
        return in_language(text, self.language)

    def percent(self, share: float, decimals: int = 0) -> str:
        """A share as people write it."""
        return numbers.percent(share, decimals, self.language)

    def number(self, value: float, decimals: int | None = None) -> str:
        """A number as people write it."""
        return numbers.number(value, decimals, self.language)

    def day(self, on: date) -> str:
        """A day as people write it."""
        return numbers.day(on, self.language)

    def moment_at(self, at: datetime) -> str:
        """A moment by the clock in Oslo."""
        return numbers.moment(in_oslo(at), self.language)
