"""What the template says, block by block; filled in by :mod:`samvern.formats.papers.telling`."""

from __future__ import annotations

from tools.paper_template.pieces import (
    HEAD,
    INK,
    W,
    cell,
    cells,
    each,
    field,
    paragraph,
    row,
    rows,
    run,
    said,
    source_mark,
    table,
    when,
)


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
        + notice("block.tone == 'warning'", "Warning")
        + notice("block.tone != 'warning'", "Notice")
        + when(
            "block.is == 'decision'",
            paragraph(run("{{ block.title }}", "<w:b/>"), "Decision"),
            each("each in block.paragraphs", paragraph(said("each"), "Decision")),
            each("item in block.proposals", proposal),
        )
    )


def notice(tone: str, style: str) -> str:
    """A notice in a tone, with its title where it has one."""
    return when(
        f"block.is == 'notice' and {tone}",
        when("block.title", paragraph(run("{{ block.title }}", "<w:b/>"), style)),
        each("each in block.paragraphs", paragraph(said("each"), style)),
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
    return f"{HEAD}<w:document {W}><w:body>{body}</w:body></w:document>"


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
        f"{HEAD}<w:hdr {W}>{paragraph(top, 'Header', tabs)}</w:hdr>",
        f"{HEAD}<w:ftr {W}>{paragraph(below + pages, 'Footer', tabs)}</w:ftr>",
    )
