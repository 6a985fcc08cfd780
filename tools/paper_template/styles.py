"""The look of every kind of paragraph and table, and the bullets of lists."""

from __future__ import annotations

from tools.paper_template.pieces import HEAD, INK, MAIN, QUIET, RULE, W


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


def _box(edge: str, ground: str) -> str:
    side = f'<w:left w:val="single" w:sz="24" w:space="8" w:color="{edge}"/>'
    return f'<w:pBdr>{side}</w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="{ground}"/>'


def styles() -> str:
    """The look of every kind of paragraph, so that who edits on changes it in one place."""
    keep = "<w:keepNext/>"
    box = "".join(
        f'<w:{at} w:val="single" w:sz="8" w:space="6" w:color="{MAIN}"/>'
        for at in ("top", "left", "bottom", "right")
    )
    line = f'<w:bottom w:val="single" w:sz="4" w:space="1" w:color="{RULE}"/>'
    notice, warning = _box(MAIN, "F0F5F6"), _box("C98A1B", "FBF4E6")
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
        style("Warning", block=f"{keep}{warning}{spacing(0, 60)}{indent}"),
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
    return f"{HEAD}<w:styles {W}>{defaults}{''.join(made)}</w:styles>"


def numbering() -> str:
    """Bullets."""
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/>'
        '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="357" w:hanging="357"/></w:pPr></w:lvl>'
    )
    return (
        f'{HEAD}<w:numbering {W}><w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
