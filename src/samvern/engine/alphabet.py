"""Names as Norwegians look them up: found whatever the case, with æ, ø, å last.

Databases disagree on both (SQLite knows the case of a to z only, PostgreSQL does as its host
does), so the keys are computed here and stored beside the names.
"""

from __future__ import annotations

import unicodedata
from types import MappingProxyType

_LAST_LETTERS = MappingProxyType({"æ": "zz1", "ä": "zz1", "ø": "zz2", "ö": "zz2", "å": "zz3"})


def search_key(text: str) -> str:
    """The text without case, accents and extra spaces, for finding one text in another.

    What cannot be printed, such as NUL, which no database takes, counts as a space.

    Examples
    --------
    >>> search_key("  Helse  Møre og ROMSDAL ")
    'helse møre og romsdal'
    >>> search_key("Kárášjohka"), search_key("Ålesund") == search_key("ålesund")
    ('karasjohka', True)
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.lower().split())
    parts = unicodedata.normalize("NFKD", text)
    bare = "".join(part for part in parts if not unicodedata.combining(part))
    bare = "".join(part if part.isprintable() else " " for part in bare)
    return " ".join(unicodedata.normalize("NFKD", bare.casefold()).split())


def sort_key(text: str) -> str:
    """A key that puts names in Norwegian order, the same in every database.

    It holds ASCII letters and digits only. Words are parted by ``0``: whether a space comes
    before the letters or counts for nothing is another thing that databases disagree on.

    Examples
    --------
    >>> sorted(["Ås", "Ørland", "Ærlig", "Zoologisk", "Aure"], key=sort_key)
    ['Aure', 'Zoologisk', 'Ærlig', 'Ørland', 'Ås']
    >>> sort_key("St. Olavs hospital HF")
    'st0olavs0hospital0hf'
    """
    letters = unicodedata.normalize("NFC", text).casefold()
    keyed = search_key("".join(_LAST_LETTERS.get(letter, letter) for letter in letters))
    plain = "".join(c if c.isascii() and c.isalnum() else " " for c in keyed)
    return "0".join(plain.split())
