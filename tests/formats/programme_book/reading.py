"""A printed book read back."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from pypdf import PdfReader


@dataclass(frozen=True)
class ReadBook:
    """What a PDF says of itself, its text, and how often each kind of tag is in it."""

    language: str
    title: str
    author: str
    xmp: str
    is_marked: bool
    shows_title: bool
    tags: dict[str, int]
    alternatives: tuple[str, ...]
    bookmarks: tuple[str, ...]
    pages: int
    text: str


def read_book(content: bytes) -> ReadBook:
    """Read a PDF."""
    reader = PdfReader(io.BytesIO(content))
    root: Any = reader.root_object
    tags: dict[str, int] = {}
    alternatives: list[str] = []
    _count(root["/StructTreeRoot"], tags, alternatives)
    words = " ".join(page.extract_text() for page in reader.pages)
    return ReadBook(
        language=root["/Lang"],
        title=str(reader.metadata.title),
        author=str(reader.metadata.author),
        xmp=root["/Metadata"].get_object().get_data().decode(),
        is_marked=root["/MarkInfo"]["/Marked"],
        shows_title=root["/ViewerPreferences"]["/DisplayDocTitle"],
        tags=tags,
        alternatives=tuple(alternatives),
        bookmarks=tuple(_titles(reader.outline)),
        pages=len(reader.pages),
        text=" ".join(words.replace("\u200b", "").replace("\u00a0", " ").split()),
    )


def _count(element: Any, tags: dict[str, int], alternatives: list[str]) -> None:
    if kind := element.get("/S"):
        tags[kind.removeprefix("/")] = tags.get(kind.removeprefix("/"), 0) + 1
    if kind == "/Figure":
        alternatives.append(element.get("/Alt", ""))
    below = element.get("/K", [])
    for each in below if isinstance(below, list) else [below]:
        found = each.get_object() if hasattr(each, "get_object") else each
        if isinstance(found, dict):
            _count(found, tags, alternatives)


def _titles(outline: list[Any]) -> list[str]:
    found: list[str] = []
    for each in outline:
        found += _titles(each) if isinstance(each, list) else [each.title]
    return found
