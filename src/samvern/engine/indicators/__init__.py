"""Indicators: periods, the path from a baseline to targets, and what may be told of groups."""

from samvern.engine.indicators.catalogue import (
    CatalogueSource,
    CatalogueSubject,
    IndicatorCatalogue,
    MeasuredOn,
    ProposedIndicator,
)
from samvern.engine.indicators.path import (
    Direction,
    Measured,
    Point,
    Standing,
    aimed_at,
    standing,
)
from samvern.engine.indicators.periods import (
    Frequency,
    IndicatorPeriod,
    last_ended,
    period_on,
    periods_between,
    read_period,
)
from samvern.engine.indicators.table import (
    START_FIELDS,
    VALUE_FIELDS,
    ReadRows,
    StartRow,
    ValueRow,
    guess_fields,
    heading_of,
    plain_number,
    read_starts,
    read_values,
)
from samvern.engine.indicators.telling import WHOLE, OfGroup, Told, Withheld, told_values

__all__ = [
    "START_FIELDS",
    "VALUE_FIELDS",
    "WHOLE",
    "CatalogueSource",
    "CatalogueSubject",
    "Direction",
    "Frequency",
    "IndicatorCatalogue",
    "IndicatorPeriod",
    "Measured",
    "MeasuredOn",
    "OfGroup",
    "Point",
    "ProposedIndicator",
    "ReadRows",
    "Standing",
    "StartRow",
    "Told",
    "ValueRow",
    "Withheld",
    "aimed_at",
    "guess_fields",
    "heading_of",
    "last_ended",
    "period_on",
    "periods_between",
    "plain_number",
    "read_period",
    "read_starts",
    "read_values",
    "standing",
    "told_values",
]
