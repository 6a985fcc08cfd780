"""The catalogue of guidance: which national instruments, aids and networks there are.

An entry says what it is, who owns it, whom it is for and what it helps with, and for each of
these where that is known from. What nobody has said is empty, never guessed: a language, an
address, the day its owner last looked through it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from samvern.engine.frameworks import Reference
from samvern.engine.programme.document import Text


class GuidanceGroup(StrEnum):
    """The three sorts that measure 4.3 of IE-1125 asks to have compiled."""

    INSTRUMENT = "instrument"
    AID = "aid"
    NETWORK = "network"


class GuidanceKind(StrEnum):
    """What sort of thing an entry is."""

    REQUIREMENTS = "requirements"  # a set of requirements or of advice
    PLAN = "plan"  # a plan or strategy of the state
    PROGRAMME = "programme"  # organised work that organisations take part in
    SERVICE = "service"  # somebody does something for the organisation
    GUIDE = "guide"
    FACTSHEET = "factsheet"
    METHOD = "method"  # a model or way of working
    TOOL = "tool"  # a sheet, a form, a template
    COURSE = "course"  # training and its materials
    REPORT = "report"  # a picture of threats, risks or the state of things
    ADVICE = "advice"  # somebody answers questions
    NETWORK = "network"
    CONFERENCE = "conference"


#: Which group each kind belongs to.
GROUP_OF: Final[Mapping[GuidanceKind, GuidanceGroup]] = MappingProxyType(
    {
        GuidanceKind.REQUIREMENTS: GuidanceGroup.INSTRUMENT,
        GuidanceKind.PLAN: GuidanceGroup.INSTRUMENT,
        GuidanceKind.PROGRAMME: GuidanceGroup.INSTRUMENT,
        GuidanceKind.SERVICE: GuidanceGroup.INSTRUMENT,
        GuidanceKind.GUIDE: GuidanceGroup.AID,
        GuidanceKind.FACTSHEET: GuidanceGroup.AID,
        GuidanceKind.METHOD: GuidanceGroup.AID,
        GuidanceKind.TOOL: GuidanceGroup.AID,
        GuidanceKind.COURSE: GuidanceGroup.AID,
        GuidanceKind.REPORT: GuidanceGroup.AID,
        GuidanceKind.ADVICE: GuidanceGroup.AID,
        GuidanceKind.NETWORK: GuidanceGroup.NETWORK,
        GuidanceKind.CONFERENCE: GuidanceGroup.NETWORK,
    }
)


class Life(StrEnum):
    """Whether it can be used."""

    IN_USE = "in_use"  # the source speaks of it as something that is there
    PLANNED = "planned"  # proposed or begun, not there yet
    MOVED = "moved"  # its content has become part of another entry
    ENDED = "ended"


class Standing(StrEnum):
    """How far an entry can be relied on."""

    CONFIRMED = "confirmed"  # its owner stands by what is said of it
    NAMED = "named"  # a source names it; its owner has not been asked
    UNVERIFIED = "unverified"  # to be checked before anybody relies on it


class LinkState(StrEnum):
    """Whether its address leads to it."""

    UNKNOWN = "unknown"
    WORKS = "works"
    BROKEN = "broken"


class Medium(StrEnum):
    """In what form it comes."""

    UNKNOWN = "unknown"
    WEB = "web"
    DOCUMENT = "document"
    SPREADSHEET = "spreadsheet"
    COURSE = "course"
    MEETING = "meeting"
    SERVICE = "service"


@dataclass(frozen=True)
class GuidanceSource:
    """A document that entries are known from; ``is_read`` when the document itself was read.

    A source that was not read is somebody's notes about it, which may be wrong.
    """

    id: str
    title: str
    publisher: str = ""
    published_on: date | None = None
    is_read: bool = True


@dataclass(frozen=True)
class Provenance:
    """Where something is known from: a source, and the place in it."""

    source: str
    place: str = ""


@dataclass(frozen=True)
class Subject:
    """What guidance can be about, and plain words by which people look for it."""

    id: str
    title: Text
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Help:
    """That an entry helps with a requirement, at a place in it.

    ``said_in`` is where a publisher says so; None when it is the reading of whoever keeps the
    catalogue, which nobody has reviewed.
    """

    with_: Reference
    place: str = ""
    said_in: Provenance | None = None

    @property
    def is_published(self) -> bool:
        """Whether a source says that it helps."""
        return self.said_in is not None


@dataclass(frozen=True)
class GuidanceEntry:
    """One instrument, aid or network.

    ``audience`` names kinds of actors; empty is everybody in the sector, and ``audience_note``
    says what kinds cannot, such as the size. ``languages`` are those it is written in and
    ``reviewed_on`` is the day its owner last looked through it: empty when not known.
    ``review_months`` overrides how often the catalogue asks for that. ``moved_into`` is the
    entry that its content has become part of.
    """

    id: str
    kind: GuidanceKind
    title: Text
    owner: str = ""
    also_known_as: tuple[str, ...] = ()
    description: Text = field(default_factory=dict)
    audience: tuple[str, ...] = ()
    audience_note: Text = field(default_factory=dict)
    subjects: tuple[str, ...] = ()
    helps: tuple[Help, ...] = ()
    languages: tuple[str, ...] = ()
    medium: Medium = Medium.UNKNOWN
    address: str = ""
    link: LinkState = LinkState.UNKNOWN
    link_checked_on: date | None = None
    reviewed_on: date | None = None
    review_months: int | None = None
    life: Life = Life.IN_USE
    moved_into: str = ""
    standing: Standing = Standing.NAMED
    remark: Text = field(default_factory=dict)
    found_in: tuple[Provenance, ...] = ()

    @property
    def group(self) -> GuidanceGroup:
        """Instrument, aid or network."""
        return GROUP_OF[self.kind]

    def is_for(self, kind_of_actor: str) -> bool:
        """Whether a kind of actor is among those it is for.

        Examples
        --------
        >>> guide = GuidanceEntry("a", GuidanceKind.GUIDE, {"nb": "A"}, audience=("gp_office",))
        >>> guide.is_for("gp_office"), guide.is_for("municipality")
        (True, False)
        """
        return not self.audience or kind_of_actor in self.audience


@dataclass(frozen=True)
class GuidanceCatalogue:
    """Everything somebody has compiled, with the sources it rests on and what is known to miss.

    ``review_months`` is how long an owner's review is good for.
    """

    id: str
    version: str
    title: Text
    publisher: str
    description: Text = field(default_factory=dict)
    licence: Text = field(default_factory=dict)
    review_months: int | None = None
    gaps: tuple[Text, ...] = ()
    sources: tuple[GuidanceSource, ...] = ()
    subjects: tuple[Subject, ...] = ()
    entries: tuple[GuidanceEntry, ...] = ()

    def entry(self, identifier: str) -> GuidanceEntry | None:
        """The entry of that identifier, or None."""
        return next((each for each in self.entries if each.id == identifier), None)

    def successor(self, entry: GuidanceEntry) -> GuidanceEntry | None:
        """What to use in place of an entry: itself when in use, else what it was moved into.

        None when there is nothing to use: it is planned, has ended, or was moved into something
        that is not there.
        """
        by_id = {each.id: each for each in self.entries}
        seen: set[str] = set()
        here: GuidanceEntry | None = entry
        while here is not None and here.life is Life.MOVED and here.id not in seen:
            seen.add(here.id)
            here = by_id.get(here.moved_into)
        return here if here is not None and here.life is Life.IN_USE else None

    def provenances(self) -> Iterator[Provenance]:
        """Every place in a source that something of the catalogue is known from."""
        for entry in self.entries:
            yield from entry.found_in
            yield from (help_.said_in for help_ in entry.helps if help_.said_in)
