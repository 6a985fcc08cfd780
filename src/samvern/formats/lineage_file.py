"""The lineage file: which measures of one programme live on in which of another.

YAML or JSON, described by ``lineage.schema.json`` (``samvern programme schema lineage``)::

    lineage: {earlier: IE-1108, later: IE-1125, source: "IE-1125, vedlegg C"}
    links:
      - {earlier: C1, later: "1.1"}
      - {earlier: C9, status: confirmed, by: Kari Nordmann, on: 2026-11-27, why: …}   # dropped

Whether the measures exist is for :func:`samvern.engine.programme.lineage.check_links` to say.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO, Final

from samvern.engine.programme.lineage import Link, LinkStatus
from samvern.formats import trees
from samvern.formats.trees import Tree

MAX_BYTES: Final = 4 * 2**20


@dataclass(frozen=True)
class Lineage:
    """The identifiers of two programmes, and what is said of their measures."""

    earlier: str
    later: str
    links: tuple[Link, ...]
    source: str = ""


def read(stream: BinaryIO, *, name: str) -> Lineage:
    """Read a lineage file.

    Raises
    ------
    InvalidInput
        ``file.…`` as for any file; ``lineage_file.invalid``, whose ``problems`` are all that is
        wrong, with line and column.
    """
    return trees.read(
        stream,
        _lineage,
        refused_as="lineage_file.invalid",
        schema="lineage",
        name=name,
        limit=MAX_BYTES,
    )


def write(lineage: Lineage, stream: BinaryIO) -> None:
    """Write a lineage as JSON, so that :func:`read` gives the same one back.

    Proposals and how alike measures are is left out: they are computed, not said.
    """
    head = {"earlier": lineage.earlier, "later": lineage.later, "source": lineage.source}
    tree = {
        "lineage": {key: value for key, value in head.items() if value},
        "links": [_plain(link) for link in said(lineage.links)],
    }
    stream.write(json.dumps(tree, ensure_ascii=False, indent=2).encode())


def said(links: Iterable[Link]) -> list[Link]:
    """The links that somebody has said, without the proposals."""
    return [link for link in links if link.status is not LinkStatus.PROPOSED]


def _plain(link: Link) -> dict[str, str]:
    values = {
        "earlier": link.earlier,
        "later": link.later,
        "status": link.status.value,
        "by": link.by,
        "on": link.on.isoformat() if link.on else "",
        "why": link.why,
    }
    return {key: value for key, value in values.items() if value}


def _lineage(tree: Tree) -> Lineage | None:
    data: Any = tree.data
    if not isinstance(data, Mapping) or not isinstance(data.get("lineage"), Mapping):
        return None
    head, listed = data["lineage"], data.get("links")
    source = head.get("source") or ""
    links = [
        _link(entry, place, source, tree)
        for place, entry in enumerate(listed if isinstance(listed, list) else [])
        if isinstance(entry, Mapping)
    ]
    return Lineage(head.get("earlier") or "", head.get("later") or "", tuple(links), source)


def _link(entry: Mapping[str, Any], place: int, source: str, tree: Tree) -> Link:
    path = ("links", place)
    if not entry.get("earlier") and not entry.get("later"):
        tree.problems.append(tree.problem("lineage.no_measure", path))
    default = LinkStatus.PUBLISHED if source else LinkStatus.CONFIRMED
    status = LinkStatus(entry["status"]) if entry.get("status") else default
    return Link(
        earlier=entry.get("earlier") or "",
        later=entry.get("later") or "",
        status=status,
        source=source if status is LinkStatus.PUBLISHED else "",
        by=entry.get("by") or "",
        on=_day(entry.get("on"), (*path, "on"), tree),
        why=entry.get("why") or "",
    )


def _day(written: str | None, path: tuple[str | int, ...], tree: Tree) -> date | None:
    if not written:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        tree.problems.append(tree.problem("date.invalid", path, found=written))
        return None
