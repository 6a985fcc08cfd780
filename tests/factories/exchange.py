"""Tables of measures on their way in: as bytes, as files in waiting, and taken in."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from samvern.apps.exchange import operations
from samvern.apps.exchange.models import ColumnMapping, ImportDraft, TableImport
from samvern.apps.exchange.table import Table, read_table
from samvern.apps.programmes import queries as programmes
from samvern.apps.programmes.models import Programme, Sharing
from samvern.base.permissions import Role
from samvern.base.viewer import SYSTEM, Viewer, viewer_for
from samvern.engine.programme import document as engine
from samvern.engine.programme.document import Judgement
from samvern.engine.programme.table_import import ColumnUse, TableMapping
from samvern.formats.tables import Column, write_csv, write_xlsx
from samvern.formats.tables.table import Cell
from tests.factories import actors, users
from tests.factories import programmes as make

AT = make.AT
WHY = "The working group has gone through all of them."

#: Headings of a small table, and what they stand for.
HEADINGS = ("Kode", "Tittel", "Status", "Eier", "Kostnad")
TARGETS = ("code", "title.nb", "status", "owners", "cost")


def judged(**levels: float) -> Judgement:
    """A judgement that somebody made for a reason that not everybody may read."""
    return Judgement(levels, None, "A group", None, "A secret reason")


def document(code: str = "", **fields: Any) -> engine.Programme:
    """A programme of three measures that say something in most of what a table can change."""
    measures = tuple(
        make.measure(
            f"1.{number}",
            owners=("The hospital", "The directorate"),
            involved=("The whole sector",),
            cost=judged(low=1.0),
            contribution={"R1": Judgement({"some": 1.0}, "x")},
            start="2024",
            after=(f"1.{number - 1}",) if number > 1 else (),
        )
        for number in (1, 2, 3)
    )
    return make.document(code, **{"measures": measures, **fields})


def programme(code: str = "", *, sharing: str = Sharing.PUBLIC, **fields: Any) -> Programme:
    """The same in the database."""
    return make.programme(document(code, **fields), sharing=sharing)


def csv(rows: Iterable[Sequence[Cell]], headings: Sequence[str] = HEADINGS) -> bytes:
    """A table as CSV."""
    stream = BytesIO()
    write_csv([Column(title) for title in headings], map(tuple, rows), stream)
    return stream.getvalue()


def xlsx(rows: Iterable[Sequence[Cell]], headings: Sequence[str] = HEADINGS) -> bytes:
    """A table as a workbook."""
    stream = BytesIO()
    columns = [Column(title) for title in headings]
    write_xlsx(columns, [tuple(row) for row in rows], stream)
    return stream.getvalue()


#: A changed status and cost, a new measure, and one that is as it is stored.
ROWS: tuple[tuple[Cell, ...], ...] = (
    ("1.1", "Measure 1.1", "Pågår", "The hospital; The directorate", "middels"),
    ("1.2", "Measure 1.2", None, "The hospital; The directorate", "lav"),
    ("1.4", "A new measure", "Foreslått", "The hospital", "høy"),
)


def table(rows: Iterable[Sequence[Cell]] = ROWS, headings: Sequence[str] = HEADINGS) -> Table:
    """A table as operations take it."""
    return read_table(csv(rows, headings), name="measures.csv")


def mapping(
    headings: Sequence[str] = HEADINGS, targets: Sequence[str] = TARGETS, **options: Any
) -> TableMapping:
    """What the headings stand for."""
    pairs = zip(headings, targets, strict=True)
    return TableMapping(tuple(ColumnUse(*pair) for pair in pairs), **options)


def draft(on: Programme, *, by: Viewer, content: bytes | None = None, **fields: Any) -> ImportDraft:
    """A file in waiting, whose columns nobody has confirmed."""
    fields = {"name": "measures.csv", "at": AT, **fields}
    content = csv(ROWS) if content is None else content
    return operations.keep_file(by=by, code=on.code, content=content, **fields)


def taken(
    on: Programme,
    rows: Iterable[Sequence[Cell]] = ROWS,
    *,
    by: Viewer = SYSTEM,
    uses: TableMapping | None = None,
    headings: Sequence[str] = HEADINGS,
    **fields: Any,
) -> TableImport:
    """A table taken in."""
    version = programmes.programme_for(by, on.code).version
    fields = {"why": WHY, "version": version, "at": AT, **fields}
    return operations.import_table(
        by=by, code=on.code, table=table(rows, headings), mapping=uses or mapping(), **fields
    )


def remembered(on: Programme, *, by: Viewer = SYSTEM, **fields: Any) -> ColumnMapping:
    """The columns of the small table, remembered."""
    heading = table().heading(programmes.document_of(by, on))
    fields = {"name": "From the hospital", "mapping": mapping(), "at": AT, **fields}
    return operations.remember_columns(by=by, code=on.code, signature=heading.signature, **fields)


def bomb() -> bytes:
    """A workbook of a few kilobytes that unpacks to more than anybody should."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as parts:
        for number in range(3):
            parts.writestr(f"xl/worksheets/sheet{number}.xml", b" " * 30 * 2**20)
    return stream.getvalue()


def uncomputed() -> bytes:
    """A workbook with a formula whose value was never computed."""
    return workbook({"Plan": [HEADINGS, ("1.1", "=CONCATENATE(A2)")]})


def workbook(sheets: Mapping[str, Iterable[Sequence[Cell]]]) -> bytes:
    """A workbook with several sheets, as people keep them."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def another_authority() -> Viewer:
    """Somebody else who holds the same role as the authority of the cast."""
    person = users.user("Another authority")
    actors.grant(person, Role.SECTOR_AUTHORITY, None)
    return viewer_for(person)
