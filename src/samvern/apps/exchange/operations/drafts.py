"""A file waits until somebody has said what is in it; nothing of a programme changes."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from samvern.apps.exchange import queries
from samvern.apps.exchange.models import KEPT_FOR, MOST_IN_WAITING, ImportDraft
from samvern.apps.exchange.permissions import Permission
from samvern.apps.exchange.rules import check_storable
from samvern.apps.exchange.table import fitted, read_table
from samvern.apps.programmes import queries as programmes
from samvern.base.viewer import Viewer
from samvern.engine.errors import InvalidInput, NotAllowed, Problem
from samvern.engine.programme.table_import import TableMapping, mapping_to_plain


@transaction.atomic
def keep_file(
    *, by: Viewer, code: str, name: str, content: bytes, at: datetime, sheet: str = ""
) -> ImportDraft:
    """Keep a file for a day, or until its table is taken in.

    Files that have waited too long go, and so do the oldest when there are too many.

    Parameters
    ----------
    name
        What the file is called.
    sheet
        Which sheet of a workbook; the first that holds anything when left out.

    Raises
    ------
    NotFound
        ``programme.unknown``.
    NotAllowed
        Without ``IMPORT_TABLE`` on the programme, and for viewers that are nobody in person.
    InvalidInput
        As :func:`read_table`: nothing is kept that is no table.
    """
    programme = programmes.programme_for(by, code)
    by.require(Permission.IMPORT_TABLE, on=programme)
    if by.user_id is None:
        raise NotAllowed("permission.missing", permission=str(Permission.IMPORT_TABLE))
    table = read_table(content, name=name, sheet=sheet)
    ImportDraft.objects.filter(created_at__lte=at - KEPT_FOR).delete()
    draft = ImportDraft.objects.create(
        programme=programme,
        user_id=by.user_id,
        file_name=table.file_name,
        content=content,
        sheet=table.sheet.name if sheet else "",
        created_at=at,
    )
    mine = ImportDraft.objects.filter(user_id=by.user_id).order_by("-created_at", "-pk")
    too_many = list(mine.values_list("pk", flat=True)[MOST_IN_WAITING:])
    ImportDraft.objects.filter(pk__in=too_many).delete()
    return draft


@transaction.atomic
def choose_sheet(
    *, by: Viewer, draft_id: int, sheet: str, heading_row: int | None, at: datetime
) -> ImportDraft:
    """Say which sheet holds the table, and in which row its headings stand.

    What was said of the columns no longer counts.

    Parameters
    ----------
    heading_row
        As the spreadsheet numbers rows; found when left out.

    Raises
    ------
    NotFound
        ``import.draft_unknown``.
    NotAllowed
        Without ``IMPORT_TABLE`` on the programme.
    InvalidInput
        ``table.sheet_unknown``, ``table.heading_row_unknown``, and as :func:`read_table`.
    """
    draft = _draft(by, draft_id, at)
    read_table(bytes(draft.content), name=draft.file_name, sheet=sheet, heading_row=heading_row)
    draft.sheet, draft.heading_row, draft.mapping = sheet, heading_row, None
    draft.save(update_fields=["sheet", "heading_row", "mapping"])
    return draft


@transaction.atomic
def say_columns(*, by: Viewer, draft_id: int, mapping: TableMapping, at: datetime) -> ImportDraft:
    """Say what each column of a file stands for.

    Raises
    ------
    NotFound, NotAllowed
        As :func:`choose_sheet`.
    InvalidInput
        ``mapping.invalid`` with all problems; ``mapping.columns_differ`` when the columns are
        not those of the table.
    """
    draft = _draft(by, draft_id, at)
    document = programmes.document_of(by, draft.programme)
    heading = queries.draft_table(draft).heading(document)
    if tuple(use.header for use in mapping.columns) != heading.names:
        known = ", ".join(filter(None, heading.names))[:300]
        problem = Problem.of("mapping.columns_differ", where="columns", known=known)
        raise InvalidInput("mapping.invalid", problems=[problem])
    plain = mapping_to_plain(fitted(mapping, heading, document))
    check_storable(plain)
    draft.mapping = plain
    draft.save(update_fields=["mapping"])
    return draft


@transaction.atomic
def discard_file(*, by: Viewer, draft_id: int) -> None:
    """Throw a file in waiting away. Raises ``NotFound`` (``import.draft_unknown``)."""
    queries.draft_for(by, draft_id).delete()


def _draft(by: Viewer, draft_id: int, at: datetime) -> ImportDraft:
    draft = queries.draft_for(by, draft_id, at=at)
    by.require(Permission.IMPORT_TABLE, on=draft.programme)
    return draft
