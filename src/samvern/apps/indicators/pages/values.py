"""Giving values: what stands beside the form, and the rows of a file."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samvern.apps.actors import queries as actors
from samvern.apps.indicators import queries
from samvern.apps.indicators.models import Indicator, IndicatorValue
from samvern.apps.indicators.operations import Given
from samvern.apps.indicators.pages.frame import (
    figure,
    indicator_frame,
    indicator_url,
    period,
    period_in_text,
)
from samvern.apps.indicators.pages.importing import ChangeLine, change_line, field_name
from samvern.apps.indicators.pages.indicator import value_words, whose_words
from samvern.apps.indicators.queries import CheckedRow, IndicatorPage
from samvern.apps.indicators.rules import GivenValue
from samvern.base.texts import in_language
from samvern.base.viewer import Viewer
from samvern.engine.indicators import last_ended
from samvern.ui.parts import Link

__all__ = [
    "columns_known",
    "give_page",
    "given_words",
    "indicator_url",
    "initial_value",
    "line",
    "may_withdraw",
    "withdraw_page",
]


def give_page(indicator: Indicator) -> dict[str, Any]:
    """What stands beside the form of one value."""
    unit = in_language(indicator.unit)
    return {
        "question": _("What was it?"),
        "answer": in_language(indicator.definition),
        "unit": _("The unit is %(unit)s.") % {"unit": unit} if unit else "",
    }


def initial_value(viewer: Viewer, indicator: Indicator, on: date) -> dict[str, str]:
    """The last period that is over, and the viewer's organisation where it is one."""
    own = actors.own_actors(viewer, on=on) if indicator.is_of_organisations else []
    name = own[0].name if len(own) == 1 and not queries.may_give_whole(viewer, indicator) else ""
    return {"period": last_ended(indicator.often, on).text, "organisation": name}


def given_words(given: Given) -> str:
    """What came of giving values or starts."""
    if not given.new and not given.revised:
        return _("Nothing was new, so nothing is changed.")
    said = ngettext("%(count)d is new", "%(count)d are new", given.new) % {"count": given.new}
    changed = ngettext("%(count)d is changed", "%(count)d are changed", given.revised)
    return f"{said}, {changed % {'count': given.revised}}."


def columns_known(indicator: Indicator) -> str:
    """Which columns a file of values can have."""
    names = ["period", "value"]
    if indicator.is_of_organisations:
        names += ["organisation", "group"]
    names += ["count", "lower", "upper", "reason"]
    return ", ".join(field_name(name) for name in names)


def line(row: CheckedRow[Any, Any], indicator: Indicator, reason: str) -> ChangeLine:
    """A row of a file of values."""
    given: GivenValue = row.given
    here = IndicatorValue(
        actor=row.actor,
        group=given.group,
        value=given.value,
        count=given.count,
        lower=given.lower,
        upper=given.upper,
    )
    existing: IndicatorValue | None = row.existing
    return change_line(
        row,
        whose=whose_words(here),
        when=period(given.period),
        before=value_words(existing, indicator) if existing is not None else "",
        after=value_words(here, indicator),
        reason=reason,
    )


def may_withdraw(viewer: Viewer, found: IndicatorPage, value: IndicatorValue) -> bool:
    """Whether the viewer can take back a value that is in force."""
    indicator = found.row.indicator
    if indicator.retired_at is not None or value.replaced_at is not None or value.value is None:
        return False
    if value.actor is not None:
        return queries.may_give_of(viewer, indicator, value.actor)
    return found.may_give_whole


def withdraw_page(found: IndicatorPage, value: IndicatorValue) -> dict[str, Any]:
    """What stands around the reason for taking a value back."""
    indicator = found.row.indicator
    params = {
        "value": figure(value.value, indicator),
        "whose": whose_words(value),
        "period": period_in_text(value.period),
    }
    return {
        **indicator_frame(found.programme, indicator, Link(_("Withdraw"), "")),
        "question": _("Shall the value be withdrawn?"),
        "answer": _("%(whose)s, %(period)s: %(value)s.") % params,
        "value": value,
    }
