"""A book set to PDF/UA-1, or to pictures of its pages."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any, BinaryIO, Final, Literal

from samvern.formats.printing import set_pages
from samvern.formats.programme_book.book import Book

_TEMPLATE: Final = "programme_book/book.typ"


def write(book: Book, stream: BinaryIO) -> None:
    """Print a book as PDF/UA-1.

    Raises
    ------
    InvalidInput
        ``paper.not_printed`` when Typst refuses it, with what it says.
    """
    stream.write(_printed(book, "pdf")[0])


def preview(book: Book, *, ppi: int = 72) -> list[bytes]:
    """The pages of a book as PNG, for eyes and tests."""
    return _printed(book, "png", ppi=ppi)


def _printed(book: Book, kind: Literal["pdf", "png"], **options: Any) -> list[bytes]:
    values = asdict(replace(book, made_on=None))
    return set_pages(_TEMPLATE, values, on=book.made_on, kind=kind, **options)
