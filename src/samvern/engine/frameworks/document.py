"""A requirement set as one frozen value: what a file holds, what a version in the database amounts
to, and what comparing and following versions start from.

What a publisher has written is kept apart from what is only known of it. Every wording has a
*source*: a named entry of the set that says where the words are from and how far they can be
trusted. A wording that is known to exist and has not been found is *missing*, and stays visible.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from samvern.engine.programme.document import Text


class FrameworkKind(StrEnum):
    """What sort of requirements a set holds."""

    LAW = "law"  # binding by statute
    CODE = "code"  # a code of conduct, binding by agreement
    STANDARD = "standard"
    PRINCIPLES = "principles"  # advice of an authority
    MEASURES = "measures"  # a short list of what everybody should do


class WordingStatus(StrEnum):
    """How far a wording can be taken for the publisher's own."""

    VERIFIED = "verified"  # read in the publisher's own document
    REPORTED = "reported"  # as somebody else has printed it
    INFERRED = "inferred"  # printed by somebody else; its place in the set is inferred
    OWN = "own"  # what the requirement is about, in words of ours
    UNVERIFIED = "unverified"  # a working wording, to be held against the publisher's
    MISSING = "missing"  # known to exist, and not found
    UNSTATED = "unstated"  # whoever made the set says nothing of it


#: What must not be shown as the publisher's wording without saying so.
NOT_AS_PUBLISHED = frozenset(
    {
        WordingStatus.REPORTED,
        WordingStatus.INFERRED,
        WordingStatus.OWN,
        WordingStatus.UNVERIFIED,
        WordingStatus.MISSING,
    }
)


@dataclass(frozen=True)
class WordingSource:
    """Where wordings of a set are from; ``says`` is that in words."""

    id: str
    status: WordingStatus
    says: Text = field(default_factory=dict)


@dataclass(frozen=True)
class Reference:
    """A requirement of another set that a requirement points at, as its publisher has it."""

    framework: str
    id: str

    def __str__(self) -> str:
        return f"{self.framework} {self.id}"


#: The fields of a requirement that hold wordings.
WORDED_FIELDS = ("title", "text")


@dataclass(frozen=True)
class Requirement:
    """One requirement, or a heading over some; its place in the set is its place in the list.

    ``parent`` is the identifier of the heading it stands under. ``applies_to`` names kinds of
    actors; empty means everybody whom the set applies to. ``priority`` is the publisher's own.
    ``guidance`` names instruments that help with it. ``sources`` maps field and language to the
    identifier of a :class:`WordingSource`; what is left out has the default of the set.
    ``follows`` names requirements of the earlier version that live on in this one: empty says
    that it is new, None that nothing is said, and then the same identifier is the same requirement.
    """

    id: str
    title: Text = field(default_factory=dict)
    text: Text = field(default_factory=dict)
    parent: str = ""
    is_assessable: bool = True
    applies_to: tuple[str, ...] = ()
    priority: str = ""
    references: tuple[Reference, ...] = ()
    guidance: tuple[str, ...] = ()
    sources: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    follows: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Framework:
    """One version of a requirement set with all its requirements, in order of publication.

    ``follows_version`` is the version that ``follows`` of its requirements speaks of.
    ``source`` says what was read, and ``licence`` what may be done with the wordings. ``gaps`` are what is known to be missing
    beyond single wordings, each in words. ``default_source`` is the source of wordings that name
    none.
    """

    id: str
    version: str
    title: Text
    publisher: str
    kind: FrameworkKind
    source: Text = field(default_factory=dict)
    licence: Text = field(default_factory=dict)
    description: Text = field(default_factory=dict)
    effective_from: date | None = None
    effective_to: date | None = None
    applies_to: tuple[str, ...] = ()
    follows_version: str = ""
    gaps: tuple[Text, ...] = ()
    wording_sources: tuple[WordingSource, ...] = ()
    default_source: str = ""
    requirements: tuple[Requirement, ...] = ()

    @property
    def languages(self) -> frozenset[str]:
        """Every language that some wording is in, or is known to be missing in."""
        worded = (text for each in self.requirements for text in (each.title, each.text))
        said = (each.sources.get(name, {}) for each in self.requirements for name in WORDED_FIELDS)
        return frozenset().union(*worded, *said)

    def wording_source(
        self, requirement: Requirement, name: str, language: str
    ) -> WordingSource | None:
        """Where a wording of one of its requirements is from; None when nobody says."""
        by_id = {source.id: source for source in self.wording_sources}
        stated = requirement.sources.get(name, {}).get(language)
        if stated is None and language in getattr(requirement, name):
            stated = self.default_source
        return by_id.get(stated or "")

    def wordings(self) -> Iterator[Wording]:
        """Every wording of every requirement, those that are missing too."""
        by_id = {source.id: source for source in self.wording_sources}
        for requirement in self.requirements:
            yield from self._wordings_of(requirement, by_id)

    def wordings_of(self, requirement: Requirement) -> Iterator[Wording]:
        """Every wording of one requirement, those that are missing too."""
        return self._wordings_of(requirement, {each.id: each for each in self.wording_sources})

    def _wordings_of(
        self, requirement: Requirement, by_id: Mapping[str, WordingSource]
    ) -> Iterator[Wording]:
        default = by_id.get(self.default_source)
        for name in WORDED_FIELDS:
            text, said = getattr(requirement, name), requirement.sources.get(name, {})
            for language in dict.fromkeys((*text, *said)):
                source = by_id.get(said[language]) if language in said else default
                yield Wording(requirement.id, name, language, text.get(language, ""), source)


@dataclass(frozen=True)
class Wording:
    """The words of one field of a requirement in one language, and where they are from."""

    requirement: str
    field: str
    language: str
    text: str
    source: WordingSource | None

    @property
    def status(self) -> WordingStatus:
        """How far it can be taken for the publisher's own.

        Examples
        --------
        >>> Wording("1.1", "title", "nb", "Kartlegg", None).status.value
        'unstated'
        """
        return self.source.status if self.source else WordingStatus.UNSTATED


def count_wordings(framework: Framework) -> Mapping[tuple[str, str], Mapping[WordingStatus, int]]:
    """How many wordings there are of each status, by field and language.

    Examples
    --------
    >>> u = WordingSource("U", WordingStatus.UNVERIFIED)
    >>> req = Requirement("1", {"nb": "Kartlegg"}, sources={"title": {"nb": "U"}})
    >>> one = Framework(
    ...     "F",
    ...     "1",
    ...     {},
    ...     "P",
    ...     FrameworkKind.LAW,
    ...     wording_sources=(u,),
    ...     requirements=(req,),
    ... )
    >>> count_wordings(one)["title", "nb"][WordingStatus.UNVERIFIED]
    1
    """
    found: dict[tuple[str, str], dict[WordingStatus, int]] = {}
    for wording in framework.wordings():
        counts = found.setdefault((wording.field, wording.language), {})
        counts[wording.status] = counts.get(wording.status, 0) + 1
    return found


def in_tree_order(requirements: Sequence[Requirement]) -> Iterator[tuple[Requirement, int]]:
    """Each requirement after the heading it stands under, with the number of headings above it.

    Examples
    --------
    >>> low, top = Requirement("1.1", {"nb": "Kartlegg"}, parent="1"), Requirement("1")
    >>> [(each.id, depth) for each, depth in in_tree_order([low, top])]
    [('1', 0), ('1.1', 1)]
    """
    below: dict[str, list[Requirement]] = {}
    for each in requirements:
        below.setdefault(each.parent, []).append(each)
    waiting = [(each, 0) for each in reversed(below.get("", []))]
    while waiting:
        each, depth = waiting.pop()
        yield each, depth
        waiting += [(child, depth + 1) for child in reversed(below.get(each.id, []))]
