"""An OSCAL profile: a part of a requirement set, and how it is taken out of its catalogue."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from fnmatch import translate
from typing import BinaryIO, Final

from samvern.engine.errors import InvalidInput
from samvern.engine.frameworks import Framework, narrowed
from samvern.engine.programme.document import Text, in_language
from samvern.formats import trees
from samvern.formats.oscal.catalog_writing import controls_of
from samvern.formats.oscal.node import Node, open_model, own_properties
from samvern.formats.oscal.properties import (
    Plain,
    each_written,
    every,
    in_line,
    one,
    text_written,
    texts,
    written,
)
from samvern.formats.oscal.vocabulary import (
    MAX_BYTES,
    OSCAL_VERSION,
    Model,
    catalog_href,
    token,
    uuid_of,
)
from samvern.formats.trees import Tree

#: Each pattern is held against every requirement.
MOST_PATTERNS: Final = 200
_LONGEST_PATTERN: Final = 200


@dataclass(frozen=True)
class Pick:
    """Controls that are named, or whose names match a pattern; ``with_children``: those below too."""

    ids: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    with_children: bool = False


@dataclass(frozen=True)
class Import:
    """What is taken from one catalogue; ``included`` is None when that is everything."""

    href: str
    included: tuple[Pick, ...] | None = None
    excluded: tuple[Pick, ...] = ()


@dataclass(frozen=True)
class Profile:
    """A part of a requirement set, as a document says it.

    ``framework`` and its version are empty in profiles of others. ``kinds`` are the kinds of actors
    that the part is for, if it was made so.
    """

    title: Text
    version: str
    imports: tuple[Import, ...]
    framework: str = ""
    framework_version: str = ""
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class ProfileReading:
    """A profile, and how many parts of each kind were left out of it."""

    profile: Profile
    left_out: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Resolution:
    """What a profile takes of a set, and the names that it names in vain."""

    framework: Framework
    unknown: tuple[str, ...] = ()


def profile_of(
    framework: Framework, chosen: Collection[str], *, title: Text, kinds: Collection[str] = ()
) -> Profile:
    """The profile that takes some requirements of a set, and the headings over them.

    Raises
    ------
    InvalidInput
        ``oscal.nothing_chosen``, since no profile can say so.
    """
    controls = controls_of(framework)
    taken = [each.id for each in narrowed(framework, chosen).requirements if each.id in controls]
    if not taken:
        raise InvalidInput("oscal.nothing_chosen", framework=framework.id)
    href = catalog_href(framework.id, framework.version)
    pick = Pick(tuple(token(identifier) for identifier in taken))
    return Profile(
        title=title,
        version=framework.version,
        imports=(Import(href, (pick,)),),
        framework=framework.id,
        framework_version=framework.version,
        kinds=tuple(kinds),
    )


def write_profile(profile: Profile, stream: BinaryIO, *, at: datetime) -> None:
    """Write a profile so that :func:`read_profile` gives the same one back."""
    own = {"framework-id": profile.framework, "framework-version": profile.framework_version}
    props = [
        *(written(name, value) for name, value in own.items() if value),
        *each_written("applies-to", profile.kinds),
        *text_written("title", profile.title),
    ]
    metadata: Plain = {
        "title": in_line(in_language(profile.title, "en")) or "–",
        "last-modified": at.isoformat(),
        "version": profile.version,
        "oscal-version": OSCAL_VERSION,
        "props": props,
    }
    content: Plain = {
        "uuid": uuid_of("profile", repr(profile)),
        "metadata": metadata,
        "imports": [_import_written(each) for each in profile.imports],
        "merge": {"as-is": True},
    }
    stream.write(trees.as_json({"profile": content}).encode())


def _import_written(taken: Import) -> Plain:
    said: Plain = {"href": taken.href}
    if taken.included is None:
        said["include-all"] = {}
    else:
        said["include-controls"] = [_pick_written(pick) for pick in taken.included]
    excluded = [_pick_written(pick) for pick in taken.excluded]
    return said | ({"exclude-controls": excluded} if excluded else {})


def _pick_written(pick: Pick) -> Plain:
    said = {
        "with-child-controls": "yes" if pick.with_children else "",
        "with-ids": list(pick.ids),
        "matching": [{"pattern": pattern} for pattern in pick.patterns],
    }
    return {key: value for key, value in said.items() if value}


def read_profile(stream: BinaryIO, *, name: str) -> ProfileReading:
    """Read a profile in OSCAL's JSON.

    Raises
    ------
    InvalidInput
        ``file.…`` as for any file; ``oscal_file.invalid``, whose ``problems`` are all that is
        wrong, with line and column.
    """
    return trees.read(stream, _profile, refused_as="oscal_file.invalid", name=name, limit=MAX_BYTES)


def _profile(tree: Tree) -> ProfileReading | None:
    opened = open_model(tree, Model.PROFILE)
    if opened is None:
        return None
    document, metadata = opened
    own = own_properties(metadata)
    imports = tuple(_import(each) for each in document.children("imports"))
    if not document.size("imports"):
        document.say("key.missing", key="imports")
    patterns = sum(
        len(pick.patterns) for each in imports for pick in (*(each.included or ()), *each.excluded)
    )
    if patterns > MOST_PATTERNS:
        document.say("oscal.too_many_patterns", document.at("imports"), limit=MOST_PATTERNS)
    if not imports:
        return None
    profile = Profile(
        title=texts(own, "title") or {"en": metadata.text("title", needed=True)},
        version=metadata.text("version"),
        imports=imports,
        framework=one(own, "framework-id"),
        framework_version=one(own, "framework-version"),
        kinds=every(own, "applies-to"),
    )
    return ProfileReading(profile, dict(sorted((+_left_out(document)).items())))


def _left_out(document: Node) -> Counter[str]:
    """What a profile changes in its controls or how it groups them anew."""
    found = Counter(
        {
            "back-matter": document.size("back-matter"),
            "imports": max(document.size("imports") - 1, 0),
        }
    )
    for key, parts in (("modify", ("set-parameters", "alters")), ("merge", ("custom", "combine"))):
        below = document.child(key) if key in document.value else None
        found.update({part: below.size(part) for part in parts} if below else {})
    return found


def _import(node: Node) -> Import:
    if "include-all" not in node.value and "include-controls" not in node.value:
        node.say("key.missing", key="include-controls")
    included = tuple(_pick(each) for each in node.children("include-controls"))
    return Import(
        href=node.text("href"),
        included=None if "include-all" in node.value else included,
        excluded=tuple(_pick(each) for each in node.children("exclude-controls")),
    )


def _pick(node: Node) -> Pick:
    patterns = tuple(each.text("pattern") for each in node.children("matching"))
    for pattern in patterns:
        if len(pattern) > _LONGEST_PATTERN:
            node.say("oscal.pattern_too_long", node.at("matching"), limit=_LONGEST_PATTERN)
    return Pick(
        ids=tuple(node.strings("with-ids")),
        patterns=tuple(filter(None, patterns)),
        with_children=node.text("with-child-controls") == "yes",
    )


def resolve(profile: Profile, framework: Framework) -> Resolution:
    """What a profile takes of a set.

    Only its first import is looked at; profiles that bring several sets together take their further
    ones from elsewhere. Title is the profile's; code and version stay those of the set.
    """
    taken = profile.imports[0]
    names = _Names(framework)
    included = names.all if taken.included is None else names.every(taken.included)
    found = narrowed(framework, included - names.every(taken.excluded))
    return Resolution(replace(found, title=profile.title), tuple(dict.fromkeys(names.unknown)))


class _Names:
    """Requirements of a set by the names that they have in its catalogue."""

    def __init__(self, framework: Framework) -> None:
        every = framework.requirements
        self.below: dict[str, list[str]] = {}
        for each in every:
            self.below.setdefault(each.parent, []).append(each.id)
        # A name that ours are written by goes before the identifier of a catalogue of others.
        self.named = {each.id: each.id for each in every} | {
            token(each.id): each.id for each in every
        }
        self.assessable = tuple(each.id for each in every if each.is_assessable)
        self.all = frozenset(
            each.id for each in every if each.is_assessable or each.id not in self.below
        )
        self.unknown: list[str] = []

    def every(self, picks: Iterable[Pick]) -> frozenset[str]:
        """Whatever any of the picks takes."""
        return frozenset().union(*map(self._taken, picks))

    def _taken(self, pick: Pick) -> set[str]:
        self.unknown += [name for name in pick.ids if name not in self.named]
        found = {self.named[name] for name in pick.ids if name in self.named}
        found.update(self._matching(pick.patterns))
        waiting = list(found) if pick.with_children else []
        while waiting:
            below = [each for each in self.below.get(waiting.pop(), []) if each not in found]
            found.update(below)
            waiting += below
        return found

    def _matching(self, patterns: Iterable[str]) -> Iterator[str]:
        for pattern in patterns:
            matches = re.compile(translate(pattern)).match
            yield from (each for each in self.assessable if matches(token(each)) or matches(each))
