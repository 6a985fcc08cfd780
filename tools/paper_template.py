"""Build the template of papers for Word: ``python -m tools.paper_template``.

The template is shipped as ``src/samvern/formats/papers/document.docx`` and filled in by docxtpl. It
is written here in full, so that a change of it can be read in a review; a test holds that what is
shipped is what this builds. What is filled in is told by :mod:`samvern.formats.papers.telling`.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Final

TARGET: Final = Path(__file__).parent.parent / "src/samvern/formats/papers/document.docx"

MAIN, INK, QUIET, RULE = "0B5563", "23211D", "5B564D", "D6D1C7"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_W: Final = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
_TYPES: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_LINKS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


# ── Pieces of WordprocessingML ──────────────────────────────────────────────────────────────────


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


# ── The document ────────────────────────────────────────────────────────────────────────────────


def front() -> str:
    """Title, and for a long paper a page of its own with the contents."""
    entry = (
        '<w:hyperlink w:anchor="_Toc{{ entry.bookmark }}" w:history="1">'
        + run("{{ entry.text }}")
        + "</w:hyperlink>"
    )
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\h \\z \\u </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    new_page = paragraph('<w:r><w:br w:type="page"/></w:r>')
    return (
        when("is_long and reference", paragraph(run("{{ reference }}"), "FrontLine"))
        + paragraph(run("{{ title }}"), "Title")
        + when("subtitle", paragraph(run("{{ subtitle }}"), "Subtitle"))
        + when(
            "is_long",
            paragraph(run("{{ publisher }}"), "FrontLine"),
            when("mark", paragraph(run("{{ mark }}", "<w:b/>"), "FrontLine")),
            paragraph(run("{{ figures_of }}"), "Stated"),
            paragraph(run("{{ made_from }}"), "Stated"),
            new_page,
            paragraph(run("{{ contents }}"), "ContentsHeading"),
            paragraph(begin),
            each("entry in entries", paragraph(entry, "{{ entry.style }}")),
            paragraph(
                '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:br w:type="page"/></w:r>'
            ),
        )
    )


def heading(level: int) -> str:
    """A heading that the contents lead to."""
    mark = '<w:bookmarkStart w:id="{{ block.bookmark }}" w:name="_Toc{{ block.bookmark }}"/>'
    end = '<w:bookmarkEnd w:id="{{ block.bookmark }}"/>'
    return when(
        f"block.is == 'heading' and block.level == {level}",
        paragraph(mark + run("{{ block.text }}") + end, f"Heading{level}"),
    )


def texts() -> str:
    """Paragraphs, lists and facts."""
    bullet = paragraph(said("item"), "ListBullet")
    number = paragraph(
        run("{{ loop.index }}.") + "<w:r><w:tab/></w:r>" + said("item"), "ListNumber"
    )
    fact = cell(paragraph(run("{{ line.term }}"), "Term"), "1500") + cell(
        paragraph(said("line.runs"), "CellText"), "3500"
    )
    return (
        when("block.is == 'paragraph' and block.is_lead", paragraph(said("block.runs"), "Lead"))
        + when("block.is == 'paragraph' and not block.is_lead", paragraph(said("block.runs")))
        + when("block.is == 'items' and block.is_numbered", each("item in block['items']", number))
        + when(
            "block.is == 'items' and not block.is_numbered", each("item in block['items']", bullet)
        )
        + when(
            "block.is == 'facts' and block.lines",
            table(rows("line in block.lines", fact), "Plain", has_head=False),
            paragraph("", "After"),
        )
        + when("block.is == 'page_break'", paragraph('<w:r><w:br w:type="page"/></w:r>'))
    )


def boxes() -> str:
    """Key figures, notices and what is to be decided."""
    figure = cell(
        paragraph(run("{{ figure.text }}") + source_mark("figure.source"), "KeyFigure")
        + paragraph(run("{{ figure.name }}"), "CellText")
        + when("figure.span", paragraph(run("{{ figure.span }}"), "Stated")),
    )
    proposal = paragraph(run("{{ loop.index }}. ") + said("item"), "Decision")
    return (
        when(
            "block.is == 'key_figures'",
            table(row(cells("figure in block.figures", figure)), "Plain", has_head=False),
            paragraph("", "After"),
        )
        + when(
            "block.is == 'notice'",
            when("block.title", paragraph(run("{{ block.title }}", "<w:b/>"), "Notice")),
            each("each in block.paragraphs", paragraph(said("each"), "Notice")),
        )
        + when(
            "block.is == 'decision'",
            paragraph(run("{{ block.title }}", "<w:b/>"), "Decision"),
            each("each in block.paragraphs", paragraph(said("each"), "Decision")),
            each("item in block.proposals", proposal),
        )
    )


def stated() -> str:
    """The line below a table or a chart."""
    return (
        each(
            "each in block.stated",
            paragraph(run("{{ each.text }} ") + source_mark("each.source"), "Stated"),
        )
        + when("block.note", paragraph(run("{{ block.note }}"), "Stated"))
        + paragraph("", "After")
    )


def figure_table() -> str:
    """A table of figures, with its caption above and its source below."""
    side = '<w:jc w:val="{{ %s.side }}"/>'
    head = cell(
        paragraph(run("{{ column.text }}"), "TableHead", side % "column"), "{{ column.width }}"
    )
    one = cell(
        paragraph(
            run("{%r if one.sign %}")
            + run("{{ one.sign }} ", '<w:color w:val="{{ one.colour }}"/>')
            + run("{%r endif %}")
            + run("{{ one.text }}"),
            "CellText",
            side % "one",
        ),
        "{{ one.width }}",
    )
    return when(
        "block.is == 'table'",
        paragraph(run("{{ block.caption }}"), "Caption"),
        table(
            row(cells("column in block.columns", head), is_head=True)
            + rows("line in block.lines", cells("one in line", one)),
            "FigureTable",
            "block.caption",
        ),
        stated(),
    )


def chart() -> str:
    """A chart as a picture, with what there is to see in words."""
    size = 'cx="{{ picture.width }}" cy="{{ picture.height }}"'
    picture = (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        '<wp:docPr id="1" name="{{ picture.name }}" descr="{{ picture.alt }}"/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        '<pic:pic><pic:nvPicPr><pic:cNvPr id="0" name="{{ picture.name }}" '
        'descr="{{ picture.alt }}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        '<a:blip r:embed="{{ picture.relation }}"/><a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r>"
    )
    return when(
        "block.is == 'chart'",
        paragraph(run("{{ block.title }}"), "Caption"),
        each("picture in block.pictures", paragraph(picture, "Picture")),
        stated(),
    )


def sources() -> str:
    """The list of sources, which the numbers lead to."""
    mark = '<w:bookmarkStart w:id="{{ one.number }}" w:name="source_{{ one.number }}"/>'
    number = mark + run("{{ one.number }}") + '<w:bookmarkEnd w:id="{{ one.number }}"/>'
    line = (
        cell(paragraph(number, "CellText", '<w:jc w:val="right"/>'), "400")
        + cell(
            paragraph(
                run("{{ one.title }}{% if one.detail %}, {{ one.detail }}{% endif %}"), "CellText"
            )
            + when("one.address", paragraph(run("{{ one.address }}"), "Stated")),
            "3500",
        )
        + cell(paragraph(run("{{ one.day }}"), "CellText"), "1100")
    )
    head = "".join(
        cell(paragraph(run(f"{{{{ block.head[{at}] }}}}"), "TableHead"), width)
        for at, width in enumerate(("400", "3500", "1100"))
    )
    return when(
        "block.is == 'sources' and block.sources",
        when("block.title", paragraph(run("{{ block.title }}"), "Caption")),
        table(
            row(head, is_head=True) + rows("one in block.sources", line),
            "FigureTable",
            "block.title",
        ),
        paragraph("", "After"),
    )


def document() -> str:
    """The body."""
    blocks = (
        "".join(map(heading, (1, 2, 3))) + texts() + boxes() + figure_table() + chart() + sources()
    )
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId4"/>'
        '<w:footerReference w:type="default" r:id="rId5"/>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="{{ margins.top }}" '
        'w:right="{{ margins.side }}" w:bottom="{{ margins.bottom }}" w:left="{{ margins.side }}" '
        'w:header="600" w:footer="500" w:gutter="0"/><w:titlePg w:val="{{ is_long_flag }}"/></w:sectPr>'
    )
    body = front() + each("block in blocks", blocks) + section
    return f"{_HEAD}<w:document {_W}><w:body>{body}</w:body></w:document>"


def margin_texts() -> tuple[str, str]:
    """What stands above and below every page."""
    tabs = '<w:tabs><w:tab w:val="right" w:pos="9400"/></w:tabs>'
    top = (
        run("{{ running }}")
        + "<w:r><w:tab/></w:r>"
        + run("{{ mark }}", f'<w:b/><w:color w:val="{INK}"/>')
    )
    below = run("{{ figures_of }} · {{ made_from }}") + "<w:r><w:tab/></w:r>"
    pages = field("PAGE") + run(" / ") + field("NUMPAGES")
    return (
        f"{_HEAD}<w:hdr {_W}>{paragraph(top, 'Header', tabs)}</w:hdr>",
        f"{_HEAD}<w:ftr {_W}>{paragraph(below + pages, 'Footer', tabs)}</w:ftr>",
    )


# ── Styles, and the parts that every document has ───────────────────────────────────────────────


def style(
    name: str,
    title: str = "",
    *,
    based_on: str = "Normal",
    block: str = "",
    text: str = "",
    kind: str = "paragraph",
    more: str = "",
) -> str:
    """A style; Word knows its own by their English titles."""
    default = ' w:default="1"' if name == "Normal" else ""
    based = f'<w:basedOn w:val="{based_on}"/>' if based_on and name != based_on else ""
    return (
        f'<w:style w:type="{kind}"{default} w:styleId="{name}">'
        f'<w:name w:val="{title or name}"/>{based}<w:qFormat/>'
        + (f"<w:pPr>{block}</w:pPr>" if block else "")
        + (f"<w:rPr>{text}</w:rPr>" if text else "")
        + more
        + "</w:style>"
    )


def spacing(before: int, after: int, line: int = 264) -> str:
    """Room above and below in twentieths of a point."""
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"/>'


def size(half_points: int, colour: str = "") -> str:
    """The size of letters, and their colour."""
    coloured = f'<w:color w:val="{colour}"/>' if colour else ""
    return f'{coloured}<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def styles() -> str:
    """The look of every kind of paragraph, so that who edits on changes it in one place."""
    keep = "<w:keepNext/>"
    side = '<w:left w:val="single" w:sz="24" w:space="8" w:color="C98A1B"/>'
    box = "".join(
        f'<w:{at} w:val="single" w:sz="8" w:space="6" w:color="{MAIN}"/>'
        for at in ("top", "left", "bottom", "right")
    )
    line = f'<w:bottom w:val="single" w:sz="4" w:space="1" w:color="{RULE}"/>'
    notice = f'<w:pBdr>{side}</w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="FBF4E6"/>'
    indent = '<w:ind w:left="284" w:right="142"/>'
    numbered = (
        '<w:tabs><w:tab w:val="left" w:pos="357"/></w:tabs>%s<w:ind w:left="357" w:hanging="357"/>'
    )
    bullet = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    head_row = (
        '<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>'
        f'<w:bottom w:val="single" w:sz="8" w:space="0" w:color="{MAIN}"/>'
        "</w:tcBorders></w:tcPr></w:tblStylePr>"
    )
    borders = (
        f'<w:tblBorders><w:bottom w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/>'
        f'<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/></w:tblBorders>'
    )
    padding = (
        '<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="60" w:type="dxa"/>'
        '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar>'
    )
    made = [
        style("Normal", block=spacing(0, 120)),
        style("Title", block=spacing(240, 120, 240), text=size(48, MAIN)),
        style("Subtitle", block=spacing(0, 240), text=size(26, QUIET)),
        style("FrontLine", "Front line", block=spacing(120, 120), text=size(26)),
        *(
            style(
                f"Heading{level}",
                f"heading {level}",
                block=f"{keep}<w:keepLines/>{spacing(above, 100, 240)}"
                + f'<w:outlineLvl w:val="{level - 1}"/>',
                text="<w:b/>" + size(large, MAIN),
            )
            for level, above, large in ((1, 360, 36), (2, 300, 27), (3, 240, 23))
        ),
        style(
            "ContentsHeading",
            "Contents heading",
            block=keep + spacing(0, 200),
            text="<w:b/>" + size(36, MAIN),
        ),
        style("TOC1", "toc 1", block=spacing(60, 40, 240)),
        style("TOC2", "toc 2", block=spacing(0, 40, 240) + '<w:ind w:left="284"/>'),
        style("Lead", block=spacing(0, 160), text="<w:b/>" + size(25)),
        style("ListBullet", "List Bullet", block=bullet + spacing(0, 60)),
        style("ListNumber", "List Number", block=numbered % spacing(0, 60)),
        style("Caption", "caption", block=keep + spacing(240, 80), text="<w:b/>"),
        style("Picture", block=keep + spacing(0, 40, 240)),
        style("Stated", "Source line", block=spacing(40, 20, 240), text=size(16, QUIET)),
        style("After", "After a table", block=spacing(0, 60, 200), text=size(12)),
        style("CellText", "Cell", block=spacing(0, 0, 240), text=size(18)),
        style("TableHead", "Table head", based_on="CellText", block=keep, text="<w:b/>"),
        style("Term", based_on="CellText", text=f'<w:color w:val="{QUIET}"/>'),
        style(
            "KeyFigure",
            "Key figure",
            block=keep + spacing(60, 0, 240),
            text="<w:b/>" + size(36, MAIN),
        ),
        style("Notice", block=f"{keep}{notice}{spacing(0, 60)}{indent}"),
        style("Decision", block=f"{keep}<w:pBdr>{box}</w:pBdr>{spacing(0, 60)}{indent}"),
        style(
            "Header",
            "header",
            block=f"<w:pBdr>{line}</w:pBdr>" + spacing(0, 0),
            text=size(17, QUIET),
        ),
        style("Footer", "footer", block=spacing(0, 0), text=size(16, QUIET)),
        style(
            "SourceMark",
            "Source mark",
            based_on="",
            kind="character",
            text=f'<w:color w:val="{MAIN}"/><w:sz w:val="16"/>',
        ),
        style(
            "Plain", "Plain table", based_on="", kind="table", more=f"<w:tblPr>{padding}</w:tblPr>"
        ),
        style(
            "FigureTable",
            "Figure table",
            based_on="Plain",
            kind="table",
            more=f"<w:tblPr>{borders}{padding}</w:tblPr>{head_row}",
        ),
    ]
    defaults = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" '
        f'w:eastAsia="Calibri" w:cs="Calibri"/><w:color w:val="{INK}"/><w:sz w:val="21"/>'
        '<w:szCs w:val="21"/><w:lang w:val="nb-NO" w:eastAsia="nb-NO" w:bidi="ar-SA"/></w:rPr>'
        "</w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )
    return f"{_HEAD}<w:styles {_W}>{defaults}{''.join(made)}</w:styles>"


def numbering() -> str:
    """Bullets."""
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/>'
        '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="357" w:hanging="357"/></w:pPr></w:lvl>'
    )
    return (
        f'{_HEAD}<w:numbering {_W}><w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )


def parts() -> dict[str, str]:
    """Every part of the file by its name, in the order in which they stand in it."""
    top, below = margin_texts()
    overrides = {
        "/word/document.xml": "document.main+xml",
        "/word/styles.xml": "styles+xml",
        "/word/settings.xml": "settings+xml",
        "/word/numbering.xml": "numbering+xml",
        "/word/header1.xml": "header+xml",
        "/word/footer1.xml": "footer+xml",
    }
    core_type = "application/vnd.openxmlformats-package.core-properties+xml"
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    core = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
    kinds = ("styles", "settings", "numbering", "header", "footer")
    inner = "".join(
        f'<Relationship Id="rId{at}" Type="{_LINKS}{kind}" '
        f'Target="{kind}{"1" if kind in {"header", "footer"} else ""}.xml"/>'
        for at, kind in enumerate(kinds, start=1)
    )
    return {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{types}">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="png" ContentType="image/png"/>'
        + "".join(
            f'<Override PartName="{name}" ContentType="{_TYPES}{kind}"/>'
            for name, kind in overrides.items()
        )
        + f'<Override PartName="/docProps/core.xml" ContentType="{core_type}"/></Types>',
        "_rels/.rels": f'{_HEAD}<Relationships xmlns="{relations}">'
        f'<Relationship Id="rId1" Type="{_LINKS}officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{relations}/metadata/core-properties" '
        'Target="docProps/core.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'{_HEAD}<Relationships xmlns="{relations}">{inner}</Relationships>',
        "word/document.xml": document(),
        "word/styles.xml": styles(),
        "word/settings.xml": f"{_HEAD}<w:settings {_W}><w:compat><w:compatSetting "
        'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        "</w:compat></w:settings>",
        "word/numbering.xml": numbering(),
        "word/header1.xml": top,
        "word/footer1.xml": below,
        "docProps/core.xml": f'{_HEAD}<cp:coreProperties xmlns:cp="{core}" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"/>',
    }


def build() -> bytes:
    """The template, the same bytes each time."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name, text in parts().items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text.encode())
    return made.getvalue()


def main() -> None:
    """Write the template where it is shipped."""
    TARGET.write_bytes(build())


if __name__ == "__main__":
    main()
