"""Who may find a text, reckoned from the cast and the row that it stands in.

Nothing here asks the code under test: an audience is said once more, in other words, so that a
mistake must be made twice to go unseen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.db.models import Model

from samvern.apps.programmes.models import Sharing
from tests.strangers.sector import CAST, Sector

Members = frozenset[str]


@dataclass(frozen=True)
class Audience:
    """Some of the cast, in words and for a row."""

    words: str
    who: Callable[[Sector, Model], Members]

    def __or__(self, other: Audience) -> Audience:
        """Either of the two."""
        return Audience(
            f"{self.words}; {other.words}",
            lambda sector, row: self.who(sector, row) | other.who(sector, row),
        )

    def __and__(self, other: Audience) -> Audience:
        """Those who are in both."""
        return Audience(
            f"{self.words}, of those {other.words}",
            lambda sector, row: self.who(sector, row) & other.who(sector, row),
        )


def members(words: str, *names: str) -> Audience:
    """The same for every row."""
    return Audience(words, lambda _sector, _row: frozenset(names))


EVERYBODY = members("everybody, logged in or not", *CAST)
WITH_ROLE = members("everybody with a role", *CAST[:-2])
NOBODY = members("nobody")
AUTHORITY = members("the sector authority", "authority")
SUPERVISOR = members("supervisors", "supervisor")
OVERSIGHT = members("the sector authority and supervisors", "authority", "supervisor")
#: ``READ_JUDGEMENT_REASONS``, and the results of panels.
REASONS = members(
    "the sector authority, measure owners and supervisors", "authority", "owner", "supervisor"
)
OFFICERS = members(
    "security officers",
    "officer",
    "region_officer",
    "officer_below",
    "officer_elsewhere",
    "supplier",
)
HELPER = members("whoever it was handed to", "helper")


def own_officers(place: str) -> Audience:
    """Security officers of the organisation that the row belongs to, and above; ``place`` leads there."""
    path = attrgetter(f"{place}.path" if place else "path")
    return Audience(
        "security officers of the organisation and those above it",
        lambda sector, row: sector.officers(path(row)),
    )


def person(field: str, words: str) -> Audience:
    """The one whom a column of the row names."""
    user = attrgetter(field)
    return Audience(words, lambda sector, row: sector.member(user(row)))


def people(words: str, users: Callable[[Any], Iterable[int | None]]) -> Audience:
    """Those whom other rows name."""
    return Audience(
        words,
        lambda sector, row: frozenset().union(*(sector.member(each) for each in users(row))),
    )


def when(place: str | Callable[[Any], str], words: str, **audiences: Audience) -> Audience:
    """Whom a column of the row says; ``words`` tells what it says."""
    value = attrgetter(place) if isinstance(place, str) else place
    told = "; ".join(f"{name.replace('_', ' ')}: {each.words}" for name, each in audiences.items())
    return Audience(
        f"{words} ({told})", lambda sector, row: audiences[str(value(row))].who(sector, row)
    )


def with_programme(place: str = "programme") -> Audience:
    """Those who see the programme that the row belongs to."""
    sharing = attrgetter(f"{place}.sharing" if place else "sharing")
    seen = {
        Sharing.PUBLIC: EVERYBODY,
        Sharing.SECTOR: WITH_ROLE,
        Sharing.AUTHORITY: AUTHORITY,
    }
    return Audience(
        "those who see the programme",
        lambda sector, row: seen[Sharing(sharing(row))].who(sector, row),
    )


def with_set(place: str) -> Audience:
    """Those who see the requirement set that the row belongs to."""
    sharing = attrgetter(f"{place}.sharing" if place else "sharing")
    return Audience(
        "those who see the requirement set",
        lambda sector, row: (EVERYBODY if sharing(row) == "public" else WITH_ROLE).who(sector, row),
    )
