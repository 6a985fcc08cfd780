"""Indicators with their targets and values, and who began when with a measure."""

from samvern.apps.indicators.models.indicator import (
    DIRECTION_NAMES,
    FREQUENCY_NAMES,
    MEASURED_ON_NAMES,
    Indicator,
    IndicatorQuerySet,
    IndicatorTarget,
)
from samvern.apps.indicators.models.start import MeasureStart, MeasureStartQuerySet, StartRegister
from samvern.apps.indicators.models.value import IndicatorValue, IndicatorValueQuerySet

__all__ = [
    "DIRECTION_NAMES",
    "FREQUENCY_NAMES",
    "MEASURED_ON_NAMES",
    "Indicator",
    "IndicatorQuerySet",
    "IndicatorTarget",
    "IndicatorValue",
    "IndicatorValueQuerySet",
    "MeasureStart",
    "MeasureStartQuerySet",
    "StartRegister",
]
