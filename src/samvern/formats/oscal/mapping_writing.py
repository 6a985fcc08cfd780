"""Mappings between requirements as an OSCAL mapping collection."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from types import MappingProxyType
from typing import BinaryIO, Final

from samvern.engine.errors import InvalidInput
from samvern.engine.mappings import (
    Rationale,
    Relation,
    RequirementMapping,
    RequirementRef,
    ReviewState,
    Style,
)
from samvern.formats import trees
from samvern.formats.oscal.properties import Plain, in_line, written
from samvern.formats.oscal.vocabulary import (
    NAMESPACE,
    OSCAL_VERSION,
    Model,
    catalog_href,
    token,
    uuid_of,
)

#: What a source is to a target, as OSCAL says it.
RELATIONSHIPS: Final[Mapping[Relation, str]] = MappingProxyType(
    {
        Relation.EQUAL: "equal-to",
        Relation.SUBSET: "subset-of",
        Relation.SUPERSET: "superset-of",
        Relation.INTERSECTS: "intersects-with",
        Relation.NONE: "no-relationship",
    }
)
_EXACT: Final = (Style.SET_THEORY, Style.STRUCTURAL)

#: The two sets of a mapping, each with its version.
_Pair = tuple[str, str, str, str]


def write_mappings(
    mappings: Iterable[RequirementMapping],
    stream: BinaryIO,
    *,
    at: datetime,
    title: str = "",
    titles: Mapping[RequirementRef, str] = MappingProxyType({}),
) -> None:
    """Write mappings so that :func:`read_mappings` gives the same ones back.

    A relation that nobody vouches for as one between sets (a crosswalk, a supportive mapping, one
    that was rejected or has not been settled) is written under our namespace, so that nobody takes
    it for more than it says.

    Parameters
    ----------
    at
        When it is written, with its time zone: a collection says when it was last modified.
    titles
        What each requirement is called, for readers of the file.

    Raises
    ------
    InvalidInput
        ``oscal.no_mappings``: a collection holds at least one.
    """
    pairs: dict[_Pair, list[Plain]] = {}
    every = list(mappings)
    uuids = _uuids(every)
    between = [_pair(mapping) for mapping in every]
    is_in_order = len(list(groupby(between))) == len(set(between))
    for place, (mapping, pair) in enumerate(zip(every, between, strict=True)):
        said = _map(mapping, "" if is_in_order else str(place), next(uuids), titles)
        pairs.setdefault(pair, []).append(said)
    if not every:
        raise InvalidInput("oscal.no_mappings")
    collection: Plain = {
        "uuid": uuid_of("mapping-collection", *(":".join(pair) for pair in pairs)),
        "metadata": {
            "title": in_line(title) or _title(pairs),
            "last-modified": at.isoformat(),
            "version": at.date().isoformat(),
            "oscal-version": OSCAL_VERSION,
        },
        "provenance": _provenance(every),
        "mappings": [
            {
                "uuid": uuid_of("mapping", *pair),
                "source-resource": _resource(*pair[:2]),
                "target-resource": _resource(*pair[2:]),
                "maps": maps,
            }
            for pair, maps in pairs.items()
        ],
    }
    stream.write(trees.as_json({Model.MAPPINGS.value: collection}).encode())


def _pair(mapping: RequirementMapping) -> _Pair:
    source, target = mapping.source.framework, mapping.target.framework
    return source, mapping.source_version, target, mapping.target_version


def _title(pairs: Iterable[_Pair]) -> str:
    named = dict.fromkeys(name for pair in pairs for name in (pair[0], pair[2]))
    return in_line(f"Mappings between {', '.join(named)}")


def _provenance(mappings: Sequence[RequirementMapping]) -> Plain:
    """What holds for all of them; OSCAL wants a rationale here too, and each map has its own."""
    is_draft = any(not mapping.is_reviewed for mapping in mappings)
    rationales = Counter(mapping.rationale for mapping in mappings if mapping.rationale)
    usual = rationales.most_common(1)[0][0] if rationales else Rationale.SEMANTIC
    return {
        "method": "human",
        "matching-rationale": usual.value,
        "status": "draft" if is_draft else "not-complete",
        "mapping-description": "What each mapper says that one requirement asks for against "
        "another. Mapper, reviewer, day and style of each stand in its properties; a map that does "
        "not name its matching-rationale has none that is known.",
    }


def _resource(framework: str, version: str) -> Plain:
    props = [written("framework-id", framework)]
    props += [written("framework-version", version)] if version else []
    return {"type": "catalog", "href": catalog_href(framework, version), "props": props}


def _uuids(mappings: Iterable[RequirementMapping]) -> Iterator[str]:
    """One for each: the same for the same identifier, which need not be the only one of its kind."""
    seen: Counter[str] = Counter()
    for mapping in mappings:
        yield uuid_of("map", mapping.id, str(seen[mapping.id]))
        seen[mapping.id] += 1


def _map(
    mapping: RequirementMapping, place: str, uuid: str, titles: Mapping[RequirementRef, str]
) -> Plain:
    said: Plain = {"uuid": uuid} | _relationship(mapping)
    if mapping.rationale:
        said["matching-rationale"] = mapping.rationale.value
    said["sources"] = [_item(mapping.source, titles)]
    said["targets"] = [_item(mapping.target, titles)]
    if mapping.confidence is not None:
        said["confidence-score"] = {"percentage": mapping.confidence}
    said["props"] = list(_props(mapping, place))
    if mapping.why:
        said["remarks"] = mapping.why
    return said


def _relationship(mapping: RequirementMapping) -> Plain:
    if mapping.state is ReviewState.REJECTED:
        return {"ns": NAMESPACE, "relationship": ReviewState.REJECTED.value}
    if mapping.relation is Relation.UNKNOWN:
        return {"ns": NAMESPACE, "relationship": Relation.UNKNOWN.value}
    if mapping.style not in _EXACT and mapping.relation is not Relation.NONE:
        return {"ns": NAMESPACE, "relationship": mapping.style.value}
    return {"relationship": RELATIONSHIPS[mapping.relation]}


def _item(requirement: RequirementRef, titles: Mapping[RequirementRef, str]) -> Plain:
    said: Plain = {"type": "control", "id-ref": token(requirement.id)}
    title = titles.get(requirement, "")
    return said | ({"remarks": title} if title else {})


def _props(mapping: RequirementMapping, place: str) -> Iterator[Plain]:
    """What OSCAL has no word for, where it is not what goes without saying."""
    is_told = "ns" not in _relationship(mapping)
    said = {
        "id": mapping.id,
        "place": place,
        "relation": "" if is_told else mapping.relation.value,
        "style": "" if mapping.style is Style.SET_THEORY else mapping.style.value,
        "review": "" if mapping.state is ReviewState.PROPOSED else mapping.state.value,
        "mapper": mapping.mapper,
        "reviewer": mapping.reviewer,
        "on": mapping.on.isoformat() if mapping.on else "",
    }
    return (written(name, value) for name, value in said.items() if value)
