"""A paper as a document for Word, for those who edit on: real headings, tables and pictures.

The template (``document.docx``) is built by ``tools/paper_template``. Charts are pictures (PNG,
200 dots per inch): every version of Word, and what else opens such files, shows them alike, while
SVG needs a PNG beside it for older ones and EMF is not written by what draws our charts.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from html import escape
from pathlib import Path
from typing import Any, BinaryIO, Final

from samvern.engine.papers import Paper, PaperKind
from samvern.formats.archive import without_times
from samvern.formats.papers.fixed_words import PaperWords
from samvern.formats.papers.printing import pictures_of
from samvern.formats.papers.telling import Teller
from samvern.formats.printing import every_text, printable

_TEMPLATE: Final = Path(__file__).parent / "document.docx"
_LANGUAGES: Final[Mapping[str, str]] = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}

_PPI: Final = 200
#: English metric units, in which Word measures pictures.
_EMU_PER_INCH: Final = 914_400
_WIDEST, _TALLEST = int(6.3 * _EMU_PER_INCH), int(8.6 * _EMU_PER_INCH)
#: Rows of a chart in one picture; more go into further ones.
_MOST_ROWS: Final = 24

#: What stands before the words of a tag, and its colour; the shapes differ without it too.
_SIGNS: Final[Mapping[str, tuple[str, str]]] = {
    "good": ("●", "0B5563"),
    "attention": ("▲", "C98A1B"),
    "bad": ("■", "8F2D1C"),
    "unknown": ("○", "5B564D"),
}
#: Bookmarks of headings are numbered from here, those of sources by their numbers.
_FIRST_HEADING: Final = 10_001
_PROPERTY_LENGTH: Final = 255
#: Where there is one page, in points.
_SMALLER: Final[Mapping[str, float]] = {
    "Normal": 9.5,
    "Title": 18,
    "Subtitle": 11,
    "Heading 1": 12.5,
    "Heading 2": 10.5,
    "Heading 3": 9.5,
    "Lead": 11.5,
}
#: A page of A4 in twentieths of a point, and the whole of a width in fiftieths of a per cent.
_PAGE_WIDTH, _WHOLE = 11_906, 5_000
#: A table with no more rows stays on one page.
_FEW_ROWS: Final = 9


def write_document(paper: Paper, words: PaperWords, stream: BinaryIO) -> None:
    """Write a paper that holds and finds room."""
    # Loaded here, since it takes longer to load than most commands take to run.
    from docxtpl import DocxTemplate
    from jinja2 import Environment

    told: dict[str, Any] = every_text(Teller(paper, words).told(), _kept)
    template = DocxTemplate(_TEMPLATE)
    document = template.get_docx()
    layout = _layout(paper, told)
    _set_look(document, paper, layout["margins"]["side"])
    values = {**told, **layout, "blocks": _blocks(told, words, document.part)}
    values["entries"] = _entries(values["blocks"])
    template.render(every_text(values, _as_markup), Environment(autoescape=True))
    _tidy(template.docx.element.body, values["margins"]["side"])
    if not paper.kind.has_one_page:
        _keep_together(template.docx.element.body)
    # Not before: docxtpl takes what stands there for a template, too.
    _set_properties(template.docx.core_properties, paper)
    made = io.BytesIO()
    template.save(made)
    stream.write(without_times(made.getvalue()))


def _kept(text: str) -> str:
    """A text as a document can hold it; Word has fonts for every character."""
    return printable(text, lambda _character: True)


def _as_markup(text: str) -> Any:
    """A text in which nothing is markup, neither of Word nor of the template.

    docxtpl looks through what it has filled in for braces; as character references they are none.
    """
    from markupsafe import Markup

    return Markup(escape(text).replace("{", "&#123;").replace("}", "&#125;"))  # noqa: S704


def _layout(paper: Paper, told: Mapping[str, Any]) -> dict[str, Any]:
    is_long = paper.kind is PaperKind.YEARLY_REPORT
    running = [told["publisher"], told["reference"], "" if told["has_one_page"] else told["title"]]
    margins = {"top": 1500, "bottom": 1250, "side": 1250}
    if told["has_one_page"]:
        margins = {"top": 1150, "bottom": 900, "side": 1020}
    return {
        "is_long": is_long,
        "is_long_flag": int(is_long),
        "running": " · ".join(filter(None, running)),
        "margins": margins,
    }


def _blocks(told: Mapping[str, Any], words: PaperWords, part: Any) -> list[dict[str, Any]]:
    """The blocks with what only Word needs of them."""
    found = []
    pictures = _pictures(told, words, part)
    bookmark = _FIRST_HEADING
    for block in told["blocks"]:
        more: dict[str, Any] = {}
        if block["is"] == "heading":
            more = {"bookmark": bookmark}
            bookmark += 1
        elif block["is"] == "table":
            more = _table(block)
        elif block["is"] == "chart":
            more = {"pictures": next(pictures)}
        found.append({**block, **more})
    return found


def _entries(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What stands in the contents; Word adds the pages when it is told to renew them."""
    return [
        {**block, "style": f"TOC{block['level']}"}
        for block in blocks
        if block["is"] == "heading" and block["level"] <= 2
    ]


def _table(block: Mapping[str, Any]) -> dict[str, Any]:
    total = sum(block["widths"])
    columns = [
        {
            "text": text,
            "width": round(_WHOLE * width / total),
            "side": "right" if at in block["numeric"] else "left",
        }
        for at, (text, width) in enumerate(zip(block["head"], block["widths"], strict=True))
    ]
    lines = [
        [
            {**column, "text": cell["text"], **_sign(cell["tone"])}
            for cell, column in zip(row, columns, strict=True)
        ]
        for row in block["rows"]
    ]
    return {"columns": columns, "lines": lines}


def _sign(tone: str) -> dict[str, str]:
    sign, colour = _SIGNS.get(tone, ("", ""))
    return {"sign": sign, "colour": colour}


def _pictures(
    told: Mapping[str, Any], words: PaperWords, part: Any
) -> Iterator[list[dict[str, Any]]]:
    """For each chart its pictures, brought into the document."""
    charts = [block for block in told["blocks"] if block["is"] == "chart"]
    pieces = [list(_pieces(chart["drawing"])) for chart in charts]
    drawings = [piece for chart in pieces for piece in chart]
    drawn = iter(pictures_of(dict(told), drawings, ppi=_PPI))
    number = 0
    for chart, parts in zip(charts, pieces, strict=True):
        found = []
        for at in range(1, len(parts) + 1):
            number += 1
            relation, image = part.get_or_add_image(io.BytesIO(next(drawn)))
            width = min(_WIDEST, image.px_width * _EMU_PER_INCH // _PPI)
            height = width * image.px_height // image.px_width
            if height > _TALLEST:
                width, height = width * _TALLEST // height, _TALLEST
            said = words.continued % {"part": at, "parts": len(parts)} if len(parts) > 1 else ""
            found.append(
                {
                    "relation": relation,
                    "width": width,
                    "height": height,
                    "name": f"chart {number}",
                    "alt": f"{chart['alt']} {said}".strip(),
                }
            )
        yield found


def _pieces(drawing: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A drawing, or one for each page that its rows come to."""
    rows = drawing.get("rows", [])
    if len(rows) <= _MOST_ROWS:
        yield drawing
        return
    for at in range(0, len(rows), _MOST_ROWS):
        yield {**drawing, "rows": rows[at : at + _MOST_ROWS]}


def _set_look(document: Any, paper: Paper, margin: int) -> None:
    """The language that Word checks the spelling in, smaller letters where there is one page, and where
    what stands to the right in head and foot ends.
    """
    from docx.oxml.ns import qn
    from docx.shared import Pt

    (language,) = document.styles.element.iter(qn("w:lang"))
    for name in ("w:val", "w:eastAsia"):
        language.set(qn(name), _LANGUAGES[paper.language])
    for story in (document.sections[0].header, document.sections[0].footer):
        for stop in story._element.iter(qn("w:tab")):
            if stop.get(qn("w:pos")):
                stop.set(qn("w:pos"), str(_PAGE_WIDTH - 2 * margin))
    if paper.kind.has_one_page:
        for name, points in _SMALLER.items():
            document.styles[name].font.size = Pt(points)
        _set_closer(document)


def _set_closer(document: Any) -> None:
    """Half the room between paragraphs, where there is one page."""
    for style in document.styles:
        look = getattr(style, "paragraph_format", None)
        for name in ("space_before", "space_after"):
            if look is not None and getattr(look, name):
                setattr(look, name, getattr(look, name) // 2)


def _set_properties(properties: Any, paper: Paper) -> None:
    made_at = _midnight(paper.as_of)
    properties.title = _kept(paper.title)[:_PROPERTY_LENGTH]
    properties.author = _kept(paper.publisher)[:_PROPERTY_LENGTH]
    properties.subject = _kept(paper.subtitle)[:_PROPERTY_LENGTH]
    properties.identifier = paper.snapshot
    properties.language = _LANGUAGES[paper.language]
    properties.created = properties.modified = made_at


def _midnight(on: date) -> datetime:
    return datetime(on.year, on.month, on.day)


def _tidy(body: Any, margin: int) -> None:
    """Take away the runs without text that the tags leave behind, and say how wide columns are."""
    from docx.oxml.ns import qn

    text, look = qn("w:t"), qn("w:rPr")
    for run in list(body.iter(qn("w:r"))):
        held = [each for each in run if each.tag != look]
        if all(each.tag == text and not each.text for each in held):
            run.getparent().remove(run)
    for table in body.iter(qn("w:tbl")):
        first = next(table.iter(qn("w:tr")))
        widths = [int(width.get(qn("w:w"))) for width in first.iter(qn("w:tcW"))]
        columns = list(table.iter(qn("w:gridCol")))
        for column, width in zip(
            columns, widths or [_WHOLE // len(columns)] * len(columns), strict=True
        ):
            column.set(qn("w:w"), str(width * (_PAGE_WIDTH - 2 * margin) // _WHOLE))


def _keep_together(body: Any) -> None:
    """Have the rows of each short table stand on one page: every row with the next."""
    from docx.oxml.ns import qn
    from docx.text.paragraph import Paragraph

    for table in body.iter(qn("w:tbl")):
        *rows, _last = table.tr_lst
        if len(rows) < _FEW_ROWS:
            for each in (each for row in rows for each in row.iter(qn("w:p"))):
                Paragraph(each, None).paragraph_format.keep_with_next = True
