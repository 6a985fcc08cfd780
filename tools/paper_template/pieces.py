"""Pieces of WordprocessingML, the form in which Word keeps a document."""

from __future__ import annotations

from typing import Final

MAIN, INK, QUIET, RULE = "0B5563", "23211D", "5B564D", "D6D1C7"
HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
W: Final = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)


def run(text: str, look: str = "") -> str:
    """A run of text."""
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(content: str, style: str = "", more: str = "") -> str:
    """A paragraph of a style."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    properties = f"<w:pPr>{named}{more}</w:pPr>" if named or more else ""
    return f"<w:p>{properties}{content}</w:p>"


def said(name: str, look: str = "") -> str:
    """The pieces of a sentence; each figure is followed by a link to its source."""
    return (
        run(f"{{%r for piece in {name} %}}")
        + run("{{ piece.text }}", look)
        + run("{%r if piece.source %}")
        + source_mark("piece.source")
        + run("{%r endif %}")
        + run("{%r endfor %}")
    )


def source_mark(number: str) -> str:
    """The number of a source, which leads to it."""
    return (
        f'<w:hyperlink w:anchor="source_{{{{ {number} }}}}" w:history="1">'
        + run(
            f"[{{{{ {number} }}}}]",
            '<w:rStyle w:val="SourceMark"/><w:vertAlign w:val="superscript"/>',
        )
        + "</w:hyperlink>"
    )


def when(condition: str, *content: str) -> str:
    """Paragraphs or tables that stand there only if something holds."""
    return block_tag(f"if {condition}") + "".join(content) + block_tag("endif")


def each(loop: str, *content: str) -> str:
    """Paragraphs or tables, once for each of something."""
    return block_tag(f"for {loop}") + "".join(content) + block_tag("endfor")


def block_tag(tag: str) -> str:
    """A tag in a paragraph of its own, which goes away."""
    return paragraph(run(f"{{%p {tag} %}}"))


def cell(content: str, width: str = "", more: str = "") -> str:
    """A cell of a table."""
    wide = f'<w:tcW w:w="{width}" w:type="pct"/>' if width else ""
    return f"<w:tc><w:tcPr>{wide}{more}</w:tcPr>{content}</w:tc>"


def cells(loop: str, content: str) -> str:
    """Cells of a row, once for each of something."""
    return (
        cell(paragraph(run(f"{{%tc for {loop} %}}")))
        + content
        + cell(paragraph(run("{%tc endfor %}")))
    )


def row(content: str, *, is_head: bool = False) -> str:
    """A row that is not parted over pages; the head is repeated on each."""
    head = "<w:tblHeader/>" if is_head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{content}</w:tr>"


def rows(loop: str, content: str) -> str:
    """Rows, once for each of something."""
    first = row(cell(paragraph(run(f"{{%tr for {loop} %}}"))))
    return first + row(content) + row(cell(paragraph(run("{%tr endfor %}"))))


def table(content: str, style: str, caption: str = "", *, has_head: bool = True) -> str:
    """A table over the whole width; the caption is for who does not see it."""
    described = f'<w:tblCaption w:val="{{{{ {caption} }}}}"/>' if caption else ""
    look = f'<w:tblLook w:firstRow="{int(has_head)}" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="5000" w:type="pct"/>'
        f'{look}{described}</w:tblPr><w:tblGrid><w:gridCol w:w="9000"/></w:tblGrid>{content}</w:tbl>'
    )


def field(code: str) -> str:
    """What Word works out itself."""
    return f'<w:fldSimple w:instr="{code}">{run("1")}</w:fldSimple>'
