"""Walking through a tree that somebody else made, with a problem for whatever is not as it must be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from samvern.engine.json_types import json_type
from samvern.formats.oscal.vocabulary import NAMESPACE, READABLE, Model
from samvern.formats.trees import Path, Tree


class Property(NamedTuple):
    """A property of a part; ``label`` is its class, ``text`` its value or what it remarks."""

    name: str
    text: str
    label: str
    group: str
    is_own: bool


@dataclass(frozen=True)
class Node:
    """An object of the file and where it stands."""

    tree: Tree
    path: Path
    value: Any
    is_group: bool = False

    def at(self, key: str) -> Path:
        """Where one of its keys stands."""
        return (*self.path, key)

    def say(self, code: str, path: Path | None = None, **params: Any) -> None:
        """Add a problem here, or at one of its keys."""
        self.tree.problems.append(self.tree.problem(code, path or self.path, **params))

    def child(self, key: str) -> Node | None:
        """An object under a key that must be there."""
        if not isinstance(self.value, dict) or key not in self.value:
            self.say("key.missing", key=key)
            return None
        held = self.value[key]
        if not isinstance(held, dict):
            self._wrong(self.at(key), "object", held)
            return None
        return Node(self.tree, self.at(key), held)

    def children(
        self, key: str, *, is_group: bool = False, may_be_single: bool = False
    ) -> Iterator[Node]:
        """The objects of a list under a key, if there is one; or the only one without a list."""
        held = self.value.get(key, [])
        if may_be_single and isinstance(held, dict):
            yield Node(self.tree, self.at(key), held, is_group)
            return
        if not isinstance(held, list):
            self._wrong(self.at(key), "array", held)
            return
        for place, each in enumerate(held):
            path = (*self.at(key), place)
            if isinstance(each, dict):
                yield Node(self.tree, path, each, is_group)
            else:
                self._wrong(path, "object", each)

    def strings(self, key: str) -> Iterator[str]:
        """The texts of a list under a key, if there is one."""
        held = self.value.get(key, [])
        if not isinstance(held, list):
            self._wrong(self.at(key), "array", held)
            return
        for place, each in enumerate(held):
            if isinstance(each, str):
                yield each
            else:
                self._wrong((*self.at(key), place), "string", each)

    def size(self, key: str) -> int:
        """How many things stand under a key that nobody goes through."""
        held = self.value.get(key)
        return len(held) if isinstance(held, list) else int(held is not None)

    def text(self, key: str, *, needed: bool = False) -> str:
        """The text under a key; empty when there is none."""
        held = self.value.get(key)
        if held is None:
            if needed:
                self.say("key.missing", key=key)
            return ""
        if isinstance(held, str):
            return held
        self._wrong(self.at(key), "string", held)
        return ""

    def properties(self) -> Iterator[Property]:
        """Its properties, ours and those of others."""
        for prop in self.children("props"):
            yield Property(
                prop.text("name"),
                prop.text("remarks") or prop.text("value"),
                prop.text("class"),
                prop.text("group"),
                prop.text("ns") == NAMESPACE,
            )

    def _wrong(self, path: Path, expected: str, found: object) -> None:
        self.say("value.wrong_type", path, expected=expected, found=json_type(found))


def open_model(tree: Tree, model: Model) -> tuple[Node, Node] | None:
    """A document and its metadata, with a problem when it is not one that can be read."""
    document = Node(tree, (), tree.data).child(model.value)
    metadata = document.child("metadata") if document else None
    if document is None or metadata is None:
        return None
    version = metadata.text("oscal-version")
    if not READABLE.fullmatch(version):
        metadata.say("oscal.version", metadata.at("oscal-version"), found=version[:60])
    return document, metadata


def own_properties(node: Node) -> list[Property]:
    """The properties of our namespace."""
    return [prop for prop in node.properties() if prop.is_own]
