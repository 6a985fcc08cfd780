"""Indicators that are proposed to begin with: what a catalogue of them holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from samvern.engine.indicators.path import Direction
from samvern.engine.indicators.periods import Frequency
from samvern.engine.programme.document import Text


class MeasuredOn(StrEnum):
    """What an indicator says something of."""

    ORGANISATIONS = "organisations"  # each of them has a value of its own
    SECTOR = "sector"  # something there is once, such as a national plan


@dataclass(frozen=True)
class CatalogueSource:
    """A text that a catalogue rests on."""

    id: str
    title: str
    publisher: str = ""


@dataclass(frozen=True)
class CatalogueSubject:
    """What some of the indicators are about, such as plans and exercises."""

    id: str
    title: Text


@dataclass(frozen=True)
class ProposedIndicator:
    """An indicator that a programme can begin with. The definition is the catalogue's own.

    ``goals`` and ``measures`` are codes of the programme that the catalogue was written for; ``places``
    says, by source, what of the text it builds on. It has neither baseline nor targets: these are for
    the programme to say.
    """

    id: str
    subject: str
    title: Text
    definition: Text
    population: Text
    values_from: Text
    unit: Text
    direction: Direction
    frequency: Frequency
    measured_on: MeasuredOn
    lowest: float | None = None
    highest: float | None = None
    goals: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    places: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class IndicatorCatalogue:
    """Indicators to begin with, written for one programme (``programme`` is its code)."""

    id: str
    version: str
    title: Text
    programme: str
    description: Text = field(default_factory=dict)
    licence: Text = field(default_factory=dict)
    sources: tuple[CatalogueSource, ...] = ()
    subjects: tuple[CatalogueSubject, ...] = ()
    indicators: tuple[ProposedIndicator, ...] = ()
