"""Names and addresses as the register writes them, made readable and comparable."""

from __future__ import annotations

import re
from typing import Final

from samvern.engine.alphabet import search_key

#: Words that stay in capitals: organisation forms and abbreviations of the field.
_CAPITALS: Final = frozenset(
    [
        "AS",
        "ASA",
        "HF",
        "RHF",
        "SF",
        "KF",
        "FKF",
        "IKS",
        "ANS",
        "DA",
        "ENK",
        "SA",
        "NUF",
        "BA",
        "KS",
        "STI",
        "IKT",
        "NAV",
        "BPA",
        "DPS",
        "BUP",
        "HMS",
        "AMK",
        "NKS",
        "UNN",
        "OUS",
        "II",
        "III",
        "IV",
    ]
)
#: Words that stay small inside a name.
_SMALL: Final = frozenset(
    [
        "og",
        "i",
        "på",
        "for",
        "av",
        "ved",
        "til",
        "den",
        "det",
        "de",
        "med",
        "om",
        "under",
        "over",
        "an",
    ]
)
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def readable_name(name: str) -> str:
    """A name that the register holds in capitals, as people write it.

    Names that have small letters already are left alone: somebody chose them.

    Examples
    --------
    >>> readable_name("HELSE MØRE OG ROMSDAL HF"), readable_name("ST. OLAVS HOSPITAL HF")
    ('Helse Møre og Romsdal HF', 'St. Olavs Hospital HF')
    >>> readable_name("iLege AS")
    'iLege AS'
    """
    if name != name.upper():
        return name
    first = True

    def written(found: re.Match[str]) -> str:
        nonlocal first
        word, is_first, first = found.group(), first, False
        if word in _CAPITALS:
            return word
        if word.lower() in _SMALL and not is_first:
            return word.lower()
        return word[0] + word[1:].lower()

    return _WORD.sub(written, name)


def place_key(address: str, municipality_number: str) -> str:
    """A key that two units share when their street addresses are the same place.

    Several doctors often practise, each with a unit of their own, behind one door. Empty
    without a street and its number, since a postal code alone is a whole town.

    Examples
    --------
    >>> place_key("Storgata 1 A, 0155 OSLO", "0301") == place_key("STORGATA 1A, 0155 Oslo", "0301")
    True
    >>> place_key("0155 OSLO", "0301")
    ''
    """
    parts = [part.strip() for part in address.split(",")]
    streets = [part for part in parts[:-1] if any(sign.isdecimal() for sign in part)]
    if not streets or not municipality_number:
        return ""
    bare = "".join(sign for sign in search_key(streets[0]) if sign.isalnum())
    return f"{municipality_number}:{bare}"[:100]
