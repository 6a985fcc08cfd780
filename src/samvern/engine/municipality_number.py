"""Municipality numbers: four digits, of which the first two name the county."""

from __future__ import annotations

DIGITS = 4


def is_municipality_number(text: str) -> bool:
    """Whether the text has the form of a municipality number; not whether one has it.

    Source
    ------
    Statistics Norway, Standard for kommuneinndeling (Klass 131).

    Examples
    --------
    >>> is_municipality_number("0301"), is_municipality_number("301")
    (True, False)
    """
    return len(text) == DIGITS and text.isascii() and text.isdecimal() and text[:2] != "00"


def county_of(municipality_number: str) -> str:
    """The number of the county that a municipality lies in.

    Examples
    --------
    >>> county_of("4601")
    '46'
    """
    return municipality_number[:2]
