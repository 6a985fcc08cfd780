"""The sector, its story, and every marker with those who may find it."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.core import mail
from django.test import TestCase
from django.utils import translation

from tests.strangers.confidentiality import CONFIDENTIALITY, Texts
from tests.strangers.markers import Markers
from tests.strangers.sector import CAST, Sector, small_sector
from tests.strangers.story import tell


@dataclass(frozen=True)
class Planted:
    """A sector in which every text is marked."""

    sector: Sector
    #: Marker to the columns it stands in, and to those of the cast who may find it.
    columns: Mapping[str, frozenset[str]]
    allowed: Mapping[str, frozenset[str]]
    secret: frozenset[str]
    #: What went to the log and by mail while the story was told.
    log: str
    letters: tuple[tuple[tuple[str, ...], str], ...]


def plant() -> Planted:
    """Tell the story and mark what it left unmarked; to be rolled back."""
    say, lines = Markers(), _Lines()
    root = logging.getLogger()
    root.addHandler(lines)
    mail.outbox = []
    try:
        with translation.override("en"), TestCase.captureOnCommitCallbacks(execute=True):
            sector = small_sector()
            tell(sector, say)
    finally:
        root.removeHandler(lines)
    fields: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for texts in CONFIDENTIALITY:
        fields[texts.label] += texts.fields
    say.plant(fields)
    say.locate(fields)
    by_column = {f"{each.label}.{field}": each for each in CONFIDENTIALITY for field in each.fields}
    return Planted(
        sector=sector,
        columns={m: frozenset(column for column, _row in found) for m, found in say.places.items()},
        allowed=_allowed(sector, say, by_column),
        secret=frozenset(
            marker
            for marker, found in say.places.items()
            if all(by_column[column].is_secret for column, _row in found)
        ),
        log="\n".join(lines.said),
        letters=tuple(
            (tuple(each.to), f"{each.subject}\n{each.body}\n{getattr(each, 'alternatives', '')}")
            for each in mail.outbox
        ),
    )


def _allowed(
    sector: Sector, say: Markers, by_column: Mapping[str, Texts]
) -> dict[str, frozenset[str]]:
    """Who may find each marker: whoever may find one of the places in which it stands."""
    allowed = {}
    for marker, found in say.places.items():
        who = (by_column[column].audience.who(sector, row) for column, row in found)
        allowed[marker] = frozenset().union(*who)
        assert allowed[marker] <= set(CAST)
    return allowed


class _Lines(logging.Handler):
    """Keeps what is logged, whatever the level."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())
