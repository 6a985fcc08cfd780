"""A book set by Typst: to PDF/UA-1, or to pictures of its pages."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, replace
from datetime import UTC, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final, Literal

from samvern.engine.errors import InvalidInput
from samvern.formats.programme_book.book import Book
from samvern.formats.programme_book.text import MISSING, every_text, printable

if TYPE_CHECKING:
    import typst

#: The template and its parts; Typst may read nothing outside this folder.
_FOLDER: Final = Path(__file__).parent
_STANDARD: Final = "ua-1"

#: The date that a PDF must carry where the book has none.
_NO_DATE: Final = datetime(2000, 1, 1, tzinfo=UTC)

#: Characters whose printing is tried one by one; a text with more rare ones is not for reading.
_MOST_TRIED: Final = 2_000
_REFUSED: Final = re.compile(r'the text `"(.+?)"` could not be displayed')
_ESCAPED: Final = re.compile(r"\\u\{([0-9a-f]+)\}")
_MOST_ROUNDS: Final = 20


def write(book: Book, stream: BinaryIO) -> None:
    """Print a book as PDF/UA-1.

    Raises
    ------
    InvalidInput
        ``book.not_printed`` when Typst refuses it, with what it says.
    """
    stream.write(_printed(book, "pdf")[0])


def preview(book: Book, *, ppi: int = 72) -> list[bytes]:
    """The pages of a book as PNG, for eyes and tests."""
    return _printed(book, "png", ppi=ppi)


def _printed(book: Book, kind: Literal["pdf", "png"], **options: Any) -> list[bytes]:
    """Set the book; what a font turns out not to have in its place is marked as missing."""
    import typst

    on = book.made_on
    content = every_text(asdict(replace(book, made_on=None)), _printable)
    content["date"] = [on.year, on.month, on.day] if on else None
    if kind == "pdf":
        at = datetime(on.year, on.month, on.day, tzinfo=UTC) if on else _NO_DATE
        options |= {"pdf_standards": [_STANDARD], "timestamp": at}
    for _round in range(_MOST_ROUNDS):
        try:
            pages: Any = _compiler(json.dumps(content)).compile(format=kind, **options)
        except typst.TypstError as error:
            refused = _REFUSED.search(error.message)
            if refused is None:
                raise InvalidInput("book.not_printed", detail=error.message) from None
            text = _ESCAPED.sub(lambda code: chr(int(code[1], 16)), refused[1])
            content = every_text(content, lambda each: each.replace(text, MISSING))  # noqa: B023
        else:
            return pages if isinstance(pages, list) else [pages]
    raise InvalidInput("book.not_printed", detail=_REFUSED.pattern)


def _compiler(content: str, source: bytes | None = None) -> typst.Compiler:
    import typst

    return typst.Compiler(
        source or (_FOLDER / "book.typ").read_bytes(),
        root=_FOLDER,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"book": content},
    )


@cache
def _fonts() -> typst.Fonts:
    """The fonts that Typst itself brings, so that a book is the same on every machine."""
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)


def _printable(text: str) -> str:
    return printable(text, _can_print)


@lru_cache(maxsize=_MOST_TRIED)
def _can_print(character: str) -> bool:
    """Whether one of the fonts has a character."""
    import typst

    source = b'#set document(title: "-")\n#set text(font: "Libertinus Serif")\n#sys.inputs.book'
    try:
        _compiler(f"x{character}", source).compile(format="pdf", pdf_standards=[_STANDARD])
    except typst.TypstError:
        return False
    return True
