"""How sentences with parameters are kept and filled in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import TypeVar

#: Turns an English sentence into the reader's language.
Gettext = Callable[[str], str]

#: The same for a sentence that counts: one, many, how many.
NGettext = Callable[[str, str, int], str]

#: Code to what is wrong and what to do, as patterns with ``%(name)s``; the second may be empty.
Sentences = Mapping[str, tuple[str, str]]

Said = TypeVar("Said")


@cache
def in_english(table: Callable[[Gettext], Mapping[str, Said]]) -> Mapping[str, Said]:
    """A table of patterns as its author wrote them, made once.

    Whoever needs one sentence finds it here and translates that one: a table has hundreds, and an
    error page needs two.
    """
    return table(str)


def translated(pattern: str, _: Gettext) -> str:
    """A pattern in the reader's language; nothing stays nothing, which gettext answers with a header."""
    return pattern and _(pattern)


class Filling(dict[str, object]):
    """Parameters of a sentence; one that is not given leaves nothing rather than an error."""

    def __missing__(self, key: str) -> str:
        """Nothing, for a parameter that is not given."""
        return ""


def fill(pattern: str, params: Mapping[str, object]) -> str:
    """Put parameters into a pattern.

    Examples
    --------
    >>> fill("“%(key)s” is not known.%(more)s", {"key": "gaols"})
    '“gaols” is not known.'
    """
    return (pattern % Filling(params)).strip()
