"""Months, quarters, half-years and years as people write and say them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from samvern.engine.indicators import Frequency, frequency_of
from samvern.ui.numbers import month
from samvern.ui.wording.sentences import Gettext


def period_name(text: str, _: Gettext) -> str:
    """A year, half a year or a quarter in a few letters, as it stands in tables and lists.

    Examples
    --------
    >>> period_name("2027-H1", str), period_name("2027-Q3", str), period_name("2027", str)
    ('H1 2027', 'Q3 2027', '2027')
    """
    year, _dash, part = text.partition("-")
    params = {"number": part[1:], "year": year}
    if part.startswith("H"):
        return _("H%(number)s %(year)s") % params
    return _("Q%(number)s %(year)s") % params if part else year


def period_said(text: str, _: Gettext, language: str, *, in_text: bool = False) -> str:
    """A period as people say it, by itself or within a sentence; what is written in another way stays
    as it is.

    Examples
    --------
    >>> [period_said(text, str, "en") for text in ("2027-04", "2027-H1", "wave 3")]
    ['April 2027', 'First half of 2027', 'wave 3']
    """
    frequency = frequency_of(text)
    if frequency is None or frequency is Frequency.YEAR:
        return text
    year, part = text.split("-")
    if frequency is Frequency.MONTH:
        return month(date(int(year), int(part), 1), language)
    return (_parts_in_text if in_text else _parts)(_)[part] % {"year": year}


def _parts(_: Gettext) -> Mapping[str, str]:
    return {
        "H1": _("First half of %(year)s"),
        "H2": _("Second half of %(year)s"),
        "Q1": _("First quarter of %(year)s"),
        "Q2": _("Second quarter of %(year)s"),
        "Q3": _("Third quarter of %(year)s"),
        "Q4": _("Fourth quarter of %(year)s"),
    }


def _parts_in_text(_: Gettext) -> Mapping[str, str]:
    return {
        "H1": _("the first half of %(year)s"),
        "H2": _("the second half of %(year)s"),
        "Q1": _("the first quarter of %(year)s"),
        "Q2": _("the second quarter of %(year)s"),
        "Q3": _("the third quarter of %(year)s"),
        "Q4": _("the fourth quarter of %(year)s"),
    }
