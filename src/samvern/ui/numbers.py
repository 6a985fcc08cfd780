"""Figures and dates as people of each language write them; shared by pages and command line.

No-break spaces keep a figure and its unit on one line. A share that is not quite nothing or
not quite everything never reads as 0 % or 100 %.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Final

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"

#: What a number looks like once nothing groups its thousands: far more digits than anything here has.
_PLAIN: Final = re.compile(r"-?[0-9]{1,18}(?:\.[0-9]{1,9})?")
#: The same with thousands grouped, by the mark that groups them.
_GROUPED: Final = {
    mark: re.compile(rf"-?[1-9][0-9]{{0,2}}((?:{re.escape(mark)}[0-9]{{3}})+)([.,][0-9]+)?")
    for mark in ",."
}

_ENGLISH_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
#: The same in bokmål and nynorsk.
_NORWEGIAN_MONTHS = (
    *("januar", "februar", "mars", "april", "mai", "juni"),
    *("juli", "august", "september", "oktober", "november", "desember"),
)


def number(value: float, decimals: int | None = None, language: str = "nb") -> str:
    """Write a number with the thousands and decimal marks of a language.

    Parameters
    ----------
    value
        Any finite number.
    decimals
        Decimals to show; when not given, as many as the value needs, two at most.
    language
        ``nb``, ``nn`` or ``en``.

    Examples
    --------
    >>> number(1234.5).replace(NO_BREAK_SPACE, "_")
    '1_234,5'
    >>> number(1234.5, language="en")
    '1,234.5'
    """
    text = f"{abs(value):,.{2 if decimals is None else decimals}f}"
    if decimals is None:
        text = text.rstrip("0").rstrip(".")
    if language != "en":
        text = text.translate({ord(","): NO_BREAK_SPACE, ord("."): ","})
    is_below_zero = value < 0 and any(digit in text for digit in "123456789")
    return MINUS + text if is_below_zero else text


def typed_number(value: float | Decimal, decimals: int | None = None, language: str = "nb") -> str:
    """Write a number as it stands in a field: whole, and so that :func:`read_number` reads the same.

    Thousands stand apart in every language, so that a form that is opened in one language and sent
    in another says the same.

    Examples
    --------
    >>> typed_number(1234.125, language="en").replace(NO_BREAK_SPACE, "_")
    '1_234.125'
    """
    text = f"{value:,.{6 if decimals is None else decimals}f}"
    if decimals is None:
        text = text.rstrip("0").rstrip(".")
    whole, point, rest = text.replace(",", NO_BREAK_SPACE).partition(".")
    return f"{whole}{point if language == 'en' else ',' * len(point)}{rest}"


def read_number(text: str, language: str = "nb") -> Decimal | None:
    """Read a number as people write it; None for what is none.

    A comma before three figures groups thousands in English and is a decimal mark in Norwegian,
    where a point groups them; where a number can only be read one way, it is read so in both.

    Examples
    --------
    >>> [str(read_number(text)) for text in ("1 234,5", "1.234,5", "1,234.5", "1.250", "1,250")]
    ['1234.5', '1234.5', '1234.5', '1250', '1.250']
    >>> [str(read_number(text, "en")) for text in ("1,250", "1.250", "3,5", "1e9", "1,25,0")]
    ['1250', '1.250', '3.5', 'None', 'None']
    """
    plain = "".join(text.split()).replace(MINUS, "-")
    own = "," if language == "en" else "."
    for mark, grouped in _GROUPED.items():
        found = grouped.fullmatch(plain)
        if (
            found
            and mark not in (found[2] or "")
            and (mark == own or found[2] or len(found[1]) > 4)
        ):
            plain = plain.replace(mark, "")
            break
    plain = plain.replace(",", ".")
    return Decimal(plain) if _PLAIN.fullmatch(plain) else None


def percent(share: float, decimals: int = 0, language: str = "nb") -> str:
    """Write a share (0..1) as a percentage.

    Examples
    --------
    >>> percent(0.874).replace(NO_BREAK_SPACE, "_")
    '87_%'
    >>> percent(0.9999, language="en")
    '>99%'
    """
    step = 10.0**-decimals
    shown, bound = share * 100, ""
    if share > 0 and round(shown, decimals) == 0:
        shown, bound = step, "<"
    elif share < 1 and round(shown, decimals) == 100:
        shown, bound = 100 - step, ">"
    figure = number(shown, decimals, language)
    if language == "en":
        return f"{bound}{figure}%"
    bound = f"{bound}{NO_BREAK_SPACE}" if bound else ""
    return f"{bound}{figure}{NO_BREAK_SPACE}%"


def plus_minus(share: float, decimals: int = 1, language: str = "nb") -> str:
    """Write a half width (share, 0..1) in percentage points: ``± 0,3``.

    Examples
    --------
    >>> plus_minus(0.003, language="en")
    '±0.3'
    """
    figure = number(share * 100, decimals, language)
    return f"±{figure}" if language == "en" else f"±{NO_BREAK_SPACE}{figure}"


def day(on: date, language: str = "nb") -> str:
    """Write a date: 22.11.2026, in English 22 November 2026.

    Examples
    --------
    >>> day(date(2026, 11, 2))
    '02.11.2026'
    """
    if language == "en":
        return f"{on.day} {_ENGLISH_MONTHS[on.month - 1]} {on.year}"
    return f"{on:%d.%m.%Y}"


def month(of: date, language: str = "nb") -> str:
    """Write a month: juni 2024, in English June 2024.

    Examples
    --------
    >>> month(date(2024, 6, 1))
    'juni 2024'
    """
    names = _ENGLISH_MONTHS if language == "en" else _NORWEGIAN_MONTHS
    return f"{names[of.month - 1]} {of.year}"


def moment(at: datetime, language: str = "nb") -> str:
    """Write a date with the time of day: ``22.11.2026 kl. 14:32``."""
    joint = "at" if language == "en" else "kl."
    return f"{day(at, language)} {joint}{NO_BREAK_SPACE}{at:%H:%M}"
