"""What can be said of a piece of evidence, and when it can be saved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import urlsplit

from samvern.engine.errors import InvalidInput, Problem

MAX_TITLE: Final = 200
MAX_URL: Final = 1000
MAX_NOTE: Final = 2000
MAX_WHY: Final = 500
_UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True)
class Said:
    """A piece of evidence in words; ``url`` is empty where a file is handed in."""

    title: str
    note: str = ""
    url: str = ""
    event_on: date | None = None
    document_on: date | None = None
    expires_on: date | None = None

    @property
    def fields(self) -> list[str]:
        """The names of what is said, for the trail, which never tells the content."""
        return [name for name, value in vars(self).items() if value]


def check(said: Said, *, has_file: bool, on: date) -> None:
    """Check what is said of a piece on a day.

    Raises
    ------
    InvalidInput
        ``evidence.invalid`` with all problems.
    """
    problems = [*_of_texts(said), *_of_place(said, has_file=has_file), *_of_dates(said, on)]
    if problems:
        raise InvalidInput("evidence.invalid", problems=problems)


def check_why(why: str) -> str:
    """Give the reason of a withdrawal without the space around it; raises as :func:`check`."""
    kept = why.strip()
    problems = [] if kept else [Problem.of("evidence.why_missing", where="why")]
    problems += _of_text("why", kept, MAX_WHY)
    if problems:
        raise InvalidInput("evidence.invalid", problems=problems)
    return kept


def _of_texts(said: Said) -> Iterator[Problem]:
    if not said.title.strip():
        yield Problem.of("evidence.title_missing", where="title")
    yield from _of_text("title", said.title, MAX_TITLE)
    yield from _of_text("note", said.note, MAX_NOTE)
    yield from _of_text("url", said.url, MAX_URL)


def _of_text(where: str, text: str, most: int) -> list[Problem]:
    if len(text) > most:
        return [Problem.of("evidence.too_long", where=where, most=most)]
    if _UNREADABLE.search(text) or (where == "title" and "\n" in text):
        return [Problem.of("evidence.unreadable_text", where=where)]
    return []


def _of_place(said: Said, *, has_file: bool) -> Iterator[Problem]:
    if not has_file and not said.url:
        yield Problem.of("evidence.nothing", where="file")
    if has_file and said.url:
        yield Problem.of("evidence.both", where="url")
    if said.url and not _is_page(said.url):
        yield Problem.of("evidence.address", where="url", found=said.url[:200])


def _is_page(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and " " not in url
    except ValueError:
        return False


def _of_dates(said: Said, on: date) -> Iterator[Problem]:
    for name in ("event_on", "document_on"):
        found = getattr(said, name)
        if found and found > on:
            yield Problem.of("evidence.in_the_future", where=name, found=found.isoformat())
    if said.expires_on and said.document_on and said.expires_on < said.document_on:
        yield Problem.of("evidence.holds_before_its_date", where="expires_on")
