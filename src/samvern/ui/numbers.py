"""Figures and dates as people of each language write them; shared by pages and command line.

No-break spaces keep a figure and its unit on one line. A share that is not quite nothing or
not quite everything never reads as 0 % or 100 %.
"""

from __future__ import annotations

from datetime import date, datetime

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"

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
