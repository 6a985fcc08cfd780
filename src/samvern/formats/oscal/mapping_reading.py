"""An OSCAL mapping collection as mappings between requirements; what they have no room for is counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import product
from types import MappingProxyType
from typing import BinaryIO, Final
from urllib.parse import unquote

from samvern.engine.mappings import (
    Rationale,
    Relation,
    RequirementMapping,
    RequirementRef,
    ReviewState,
    Style,
)
from samvern.formats import trees
from samvern.formats.oscal.mapping_writing import RELATIONSHIPS
from samvern.formats.oscal.node import Node, open_model, own_properties
from samvern.formats.oscal.properties import choice, day, one
from samvern.formats.oscal.vocabulary import MAX_BYTES, NAMESPACE, Model, code_of, identifier_of
from samvern.formats.trees import Tree

#: Maps between many requirements are taken apart, each pair a mapping.
MAX_MAPPINGS: Final = 100_000

_NIST: Final = frozenset({"", "http://csrc.nist.gov/ns/oscal"})
_RELATIONS: Final[Mapping[str, Relation]] = MappingProxyType(
    {said: relation for relation, said in RELATIONSHIPS.items()} | {"equivalent-to": Relation.EQUAL}
)
_RATIONALES: Final = frozenset(each.value for each in Rationale)


@dataclass(frozen=True)
class MappingsReading:
    """The mappings of a collection, and how many parts of each kind were left out of it."""

    mappings: tuple[RequirementMapping, ...]
    left_out: Mapping[str, int] = field(default_factory=dict)


def read_mappings(stream: BinaryIO, *, name: str) -> MappingsReading:
    """Read a mapping collection in OSCAL's JSON.

    A map of others between several requirements is taken apart where that says no more than it
    does: all sources are parts of one target, one source covers all targets, or there is nothing
    in common. Maps of statements and those that cannot be taken apart are left out.

    Raises
    ------
    InvalidInput
        ``file.…`` as for any file; ``oscal_file.invalid``, whose ``problems`` are all that is
        wrong, with line and column.
    """
    return trees.read(
        stream, _collection, refused_as="oscal_file.invalid", name=name, limit=MAX_BYTES
    )


def _collection(tree: Tree) -> MappingsReading | None:
    opened = open_model(tree, Model.MAPPINGS)
    if opened is None:
        return None
    document, metadata = opened
    provenance = document.child("provenance")
    if provenance is None:
        return None
    reader = _Reader(provenance, _mapper(provenance, metadata))
    for each in document.children("mappings", may_be_single=True):
        reader.take(each)
    if reader.is_full:
        document.say("oscal.too_many_mappings", document.at("mappings"), limit=MAX_MAPPINGS)
    reader.left_out["back-matter"] += document.size("back-matter")
    reader.found.sort(key=lambda each: each[0])
    mappings = tuple(mapping for _place, mapping in reader.found)
    return MappingsReading(mappings, dict(sorted((+reader.left_out).items())))


def _mapper(provenance: Node, metadata: Node) -> str:
    """Who is responsible for a collection of others; whoever is named in it when nobody says."""
    names = {party.text("uuid"): party.text("name") for party in metadata.children("parties")}
    responsible = [
        names.get(uuid, "")
        for party in provenance.children("responsible-parties")
        for uuid in party.strings("party-uuids")
    ]
    named = [name for name in (responsible or names.values()) if name]
    return ", ".join(dict.fromkeys(named))


class _Reader:
    """Maps one by one, each with its place among all of them."""

    def __init__(self, provenance: Node, mapper: str) -> None:
        self.provenance = provenance
        self.mapper = mapper
        self.left_out: Counter[str] = Counter()
        self.found: list[tuple[int, RequirementMapping]] = []
        self.is_full = False

    def take(self, mapping: Node) -> None:
        """The maps between two sets."""
        source, target = (
            self._resource(mapping.child(f"{side}-resource")) for side in ("source", "target")
        )
        for key in ("source-gap-summary", "target-gap-summary", "coverage", "confidence-score"):
            self.left_out[key] += mapping.size(key)
        usual = mapping.text("matching-rationale") or self.provenance.text("matching-rationale")
        for each in mapping.children("maps"):
            self._map(each, source, target, usual)

    def _resource(self, resource: Node | None) -> tuple[str, str]:
        """The set that a map speaks of, and its version when that is known."""
        if resource is None:
            return "", ""
        own = own_properties(resource)
        if framework := one(own, "framework-id"):
            return framework, one(own, "framework-version")
        href = resource.text("href", needed=True)
        name = unquote(href).rstrip("/").rpartition("/")[2]
        return code_of(name.removesuffix(".json")), ""

    def _map(
        self, node: Node, source: tuple[str, str], target: tuple[str, str], usual: str
    ) -> None:
        own = own_properties(node)
        is_ours = bool(one(own, "id"))
        relation = self._relation(node)
        sources, targets = (self._items(node, side, is_ours) for side in ("sources", "targets"))
        if sources is None or targets is None:
            self.left_out["statements"] += 1
            return
        if not _may_be_taken_apart(relation, len(sources), len(targets)):
            self.left_out["maps"] += 1
            return
        self.is_full = self.is_full or len(self.found) + len(sources) * len(targets) > MAX_MAPPINGS
        if self.is_full:
            return
        said = RequirementMapping(
            id=one(own, "id") or node.text("uuid", needed=True),
            source=RequirementRef(source[0], ""),
            target=RequirementRef(target[0], ""),
            relation=choice(node, own, "relation", Relation, relation),
            mapper=one(own, "mapper") if is_ours else self.mapper,
            on=day(node, own, "on"),
            style=choice(node, own, "style", Style, Style.SET_THEORY),
            rationale=self._rationale(node, "" if is_ours else usual),
            why=node.text("remarks"),
            confidence=self._confidence(node),
            source_version=source[1],
            target_version=target[1],
            state=choice(node, own, "review", ReviewState, ReviewState.PROPOSED),
            reviewer=one(own, "reviewer"),
        )
        for key in ("qualifiers", "coverage", "links"):
            self.left_out[key] += node.size(key)
        place = one(own, "place")
        order = int(place) if place.isdecimal() and len(place) < 9 else len(self.found)
        self.found += [(order, each) for each in _apart(said, sources, targets)]

    def _relation(self, node: Node) -> Relation:
        said = node.text("relationship", needed=True)
        if node.text("ns") in _NIST and said in _RELATIONS:
            return _RELATIONS[said]
        self.left_out["relationship"] += node.text("ns") != NAMESPACE
        return Relation.UNKNOWN

    @staticmethod
    def _items(node: Node, key: str, is_ours: bool) -> list[str] | None:
        """The requirements on one side; None when a statement, a part of one, is among them."""
        items = list(node.children(key))
        if any(item.text("type", needed=True) != "control" for item in items):
            return None
        names = dict.fromkeys(item.text("id-ref", needed=True) for item in items)
        return [identifier_of(name) for name in names] if is_ours else list(names)

    def _rationale(self, node: Node, usual: str) -> Rationale | None:
        said = node.text("matching-rationale") or usual
        if said and said not in _RATIONALES:
            node.say("value.not_allowed", found=said[:60], allowed=", ".join(Rationale))
            return None
        return Rationale(said) if said else None

    def _confidence(self, node: Node) -> float | None:
        """A share; a category such as “high” is no figure, and none is made of it."""
        score = node.child("confidence-score") if "confidence-score" in node.value else None
        if score is None or "percentage" not in score.value:
            self.left_out["confidence-score"] += score is not None
            return None
        share = score.value["percentage"]
        is_number = isinstance(share, int | float) and not isinstance(share, bool)
        if not is_number or not 0 <= share <= 1:
            score.say("mappings.confidence", score.at("percentage"), found=str(share)[:40])
            return None
        return float(share)


def _may_be_taken_apart(relation: Relation, sources: int, targets: int) -> bool:
    """Whether what holds for all of them together holds for each pair too."""
    if not sources or not targets:
        return False
    return (
        sources == targets == 1
        or relation is Relation.NONE
        or (relation is Relation.SUPERSET and sources == 1)
        or (relation is Relation.SUBSET and targets == 1)
    )


def _apart(
    said: RequirementMapping, sources: list[str], targets: list[str]
) -> Iterator[RequirementMapping]:
    is_one = len(sources) == len(targets) == 1
    for number, (source, target) in enumerate(product(sources, targets), start=1):
        yield replace(
            said,
            id=said.id if is_one else f"{said.id}-{number}",
            source=RequirementRef(said.source.framework, source),
            target=RequirementRef(said.target.framework, target),
        )
