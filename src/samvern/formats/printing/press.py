"""Values set by Typst: to PDF/UA-1, or to pictures of the pages."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from samvern.engine.errors import InvalidInput
from samvern.formats.printing.text import MISSING, every_text, printable

if TYPE_CHECKING:
    import typst

#: The folder of the templates; Typst may read nothing outside it.
_FOLDER: Final = Path(__file__).parent.parent
_STANDARD: Final = "ua-1"

#: The date that a PDF must carry where the paper has none.
_NO_DATE: Final = datetime(2000, 1, 1, tzinfo=UTC)

#: Characters whose printing is tried one by one; a text with more rare ones is not for reading.
_MOST_TRIED: Final = 2_000
_REFUSED: Final = re.compile(r'the text `"(.+?)"` could not be displayed')
_ESCAPED: Final = re.compile(r"\\u\{([0-9a-f]+)\}")
_MOST_ROUNDS: Final = 20


def set_pages(
    template: str,
    values: Mapping[str, Any],
    *,
    on: date | None,
    kind: Literal["pdf", "png"] = "pdf",
    **options: Any,
) -> list[bytes]:
    """Set values by a template; what a font turns out not to have is marked where it stood.

    Parameters
    ----------
    template
        The template by its path below ``formats``; it reads the values from ``sys.inputs.content``.
    values
        Texts, numbers, and lists and mappings of them. ``date`` is added to them.
    on
        The date that the paper carries; None for none. Nothing depends on the clock.
    kind
        One PDF, or a picture of each page.

    Raises
    ------
    InvalidInput
        ``paper.not_printed`` when Typst refuses it, with what it says.
    """
    import typst

    content = _content(values, on)
    if kind == "pdf":
        at = datetime(on.year, on.month, on.day, tzinfo=UTC) if on else _NO_DATE
        options |= {"pdf_standards": [_STANDARD], "timestamp": at}
    source = (_FOLDER / template).read_bytes()
    for _round in range(_MOST_ROUNDS):
        try:
            pages: Any = _compiler(json.dumps(content), source).compile(format=kind, **options)
        except typst.TypstError as error:
            refused = _REFUSED.search(error.message)
            if refused is None:
                raise InvalidInput("paper.not_printed", detail=error.message) from None
            text = _ESCAPED.sub(lambda code: chr(int(code[1], 16)), refused[1])
            content = every_text(content, lambda each: each.replace(text, MISSING))  # noqa: B023
        else:
            return pages if isinstance(pages, list) else [pages]
    raise InvalidInput("paper.not_printed", detail=_REFUSED.pattern)


def find_said(template: str, values: Mapping[str, Any], *, on: date | None, label: str) -> Any:
    """What a template says of the paper that it sets, under a label; nothing is drawn.

    Raises
    ------
    InvalidInput
        ``paper.not_printed`` when Typst refuses it, with what it says.
    """
    import typst

    source = (_FOLDER / template).read_bytes()
    try:
        found = _compiler(json.dumps(_content(values, on)), source).query(
            f"<{label}>", field="value", one=True
        )
    except typst.TypstError as error:
        raise InvalidInput("paper.not_printed", detail=error.message) from None
    return json.loads(found)


def _content(values: Mapping[str, Any], on: date | None) -> dict[str, Any]:
    content: dict[str, Any] = every_text(values, _printable)
    content["date"] = [on.year, on.month, on.day] if on else None
    return content


def _compiler(content: str, source: bytes) -> typst.Compiler:
    import typst

    return typst.Compiler(
        source,
        root=_FOLDER,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"content": content},
    )


@cache
def _fonts() -> typst.Fonts:
    """The fonts that Typst itself brings, so that a paper is the same on every machine."""
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)


def _printable(text: str) -> str:
    return printable(text, _can_print)


@lru_cache(maxsize=_MOST_TRIED)
def _can_print(character: str) -> bool:
    """Whether one of the fonts has a character."""
    import typst

    source = b'#set document(title: "-")\n#set text(font: "Libertinus Serif")\n#sys.inputs.content'
    try:
        _compiler(f"x{character}", source).compile(format="pdf", pdf_standards=[_STANDARD])
    except typst.TypstError:
        return False
    return True
