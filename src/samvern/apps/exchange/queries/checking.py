"""The dry run: what a table would change, and everything that is wrong in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.utils import timezone

from samvern.apps.exchange.models import ImportDraft
from samvern.apps.exchange.permissions import Permission
from samvern.apps.exchange.queries.lookup import (
    DraftRow,
    RememberedRow,
    draft_for,
    draft_row,
    draft_table,
    language,
    mapping_of,
    remembered_as,
    remembered_row,
)
from samvern.apps.exchange.table import Table, fitted
from samvern.apps.programmes import queries as programmes
from samvern.apps.programmes.models import Programme
from samvern.apps.programmes.permissions import Permission as ProgrammePermission
from samvern.apps.programmes.queries import ProgrammeHead
from samvern.apps.programmes.queries.document import whole_document
from samvern.base.viewer import Viewer
from samvern.engine.errors import NotReady
from samvern.engine.programme import document as engine
from samvern.engine.programme.table_import import (
    FieldChange,
    Grounds,
    Heading,
    MeasureChange,
    TableCheck,
    TableMapping,
    check_table,
)
from samvern.engine.tables import cells_said_of


@dataclass(frozen=True)
class CheckPage:
    """The dry run of a file in waiting.

    ``version`` is that of the programme which the table was compared with; the import says it
    again. ``document`` is the programme as it is, for the names of fields. ``remembered`` is
    what was last used for tables with these headings, if anything. ``cells`` are the texts of
    the cells that problems and remarks are about, by their place such as ``B7``.
    """

    programme: ProgrammeHead
    version: int
    draft: DraftRow
    heading: Heading
    mapping: TableMapping
    check: TableCheck
    document: engine.Programme
    remembered: RememberedRow | None
    cells: Mapping[str, str]


def dry_run(viewer: Viewer, code: str, table: Table, mapping: TableMapping) -> TableCheck:
    """What taking a table in would change in a programme; nothing is changed.

    Raises
    ------
    NotFound
        ``programme.unknown``.
    NotAllowed
        Without ``IMPORT_TABLE`` on the programme.
    InvalidInput
        ``mapping.invalid`` with all problems; what is wrong in rows is in the result.
    """
    return checked(viewer, programmes.programme_for(viewer, code), table, mapping)


def checked(
    viewer: Viewer, programme: Programme, table: Table, mapping: TableMapping
) -> TableCheck:
    """The same for a programme that was looked up, so that its version is at hand."""
    viewer.require(Permission.IMPORT_TABLE, on=programme)
    document = whole_document(programme)
    heading = table.heading(document)
    check = check_table(
        document,
        table.sheet.rows,
        heading,
        fitted(mapping, heading, document),
        language=language(),
        grounds=Grounds(by=viewer.name, on=timezone.localdate()),
    )
    return replace(check, changes=readable(viewer, check.changes))


def draft_check(viewer: Viewer, draft_id: int) -> CheckPage:
    """The dry run of a file in waiting.

    Raises
    ------
    NotFound
        ``import.draft_unknown``.
    NotReady
        ``mapping.columns_missing`` until somebody has said what the columns stand for.
    NotAllowed, InvalidInput
        As :func:`dry_run`.
    """
    draft = draft_for(viewer, draft_id)
    programme = draft.programme
    mapping = confirmed(draft)
    table = draft_table(draft)
    check = checked(viewer, programme, table, mapping)
    document = programmes.document_of(viewer, programme)
    heading = table.heading(document)
    kept = remembered_as(viewer, programme, heading.signature)
    return CheckPage(
        programme=programmes.head_of(viewer, programme),
        version=programme.version,
        draft=draft_row(draft, programme),
        heading=heading,
        mapping=mapping,
        check=check,
        document=document,
        remembered=remembered_row(kept, programme) if kept is not None else None,
        cells=cells_said_of(table.sheet.rows, (*check.problems, *check.remarks)),
    )


def confirmed(draft: ImportDraft) -> TableMapping:
    """What the columns of a file stand for. Raises ``NotReady`` (``mapping.columns_missing``)."""
    if draft.mapping is None:
        raise NotReady("mapping.columns_missing")
    return mapping_of(draft.mapping)


def readable(viewer: Viewer, changes: Iterable[MeasureChange]) -> tuple[MeasureChange, ...]:
    """Changes without who judged and why, for viewers who may not read reasons."""
    if viewer.may_somewhere(ProgrammePermission.READ_JUDGEMENT_REASONS):
        return tuple(changes)
    return tuple(
        replace(change, fields=tuple(_without_reasons(each) for each in change.fields))
        for change in changes
    )


def _without_reasons(change: FieldChange) -> FieldChange:
    before, after = (
        {**value, "by": "", "why": ""} if isinstance(value, dict) else value
        for value in (change.before, change.after)
    )
    return FieldChange(change.key, before, after)
