"""The words that every paper has, and how its language writes figures and days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol


class Speaker(Protocol):
    """A language: how it writes shares, numbers and days."""

    def percent(self, share: float, decimals: int = 0) -> str:
        """A share as people write it."""

    def number(self, value: float, decimals: int | None = None) -> str:
        """A number as people write it."""

    def day(self, on: date) -> str:
        """A day as people write it."""


@dataclass(frozen=True)
class AnnexWords:
    """The fixed words of the workbook: its sheets, and the headings of its columns."""

    about: str
    figures: str
    sources: str
    table: str
    chart: str
    paper: str
    publisher: str
    reference: str
    mark: str
    as_of: str
    snapshot: str
    heading: str
    sentence: str
    name: str
    value: str
    unit: str
    low: str
    high: str
    low_of: str  # %(what)s
    high_of: str  # %(what)s
    source_of: str  # %(what)s
    as_of_of: str  # %(what)s
    level: str
    number: str
    source: str
    detail: str
    address: str
    target: str
    count: str
    group: str
    kind: str
    first: str
    last: str


@dataclass(frozen=True)
class PaperWords:
    """The fixed words of papers in one language; places in them as translations write them."""

    speaker: Speaker
    contents: str
    sources: str
    number: str
    source: str
    as_of: str
    figures_of: str  # %(day)s
    made_from: str  # %(digest)s
    stated: str  # %(source)s, %(day)s
    stated_of: str  # %(what)s, %(source)s, %(day)s
    span: str  # %(low)s, %(high)s
    span_with: str  # %(low)s, %(high)s, %(level)s
    level: str  # %(level)s
    not_known: str
    conditional: str
    milestone: str
    decision: str
    work: str
    cut: str  # %(shown)s, %(all)s
    continued: str  # %(part)s, %(parts)s
    annex: AnnexWords
