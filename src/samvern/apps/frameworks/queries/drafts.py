"""Files in waiting, columns that are remembered, and what would come of a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO

from samvern.apps.frameworks.incoming import IncomingTable, laid_over, read_table
from samvern.apps.frameworks.models import (
    KEPT_FOR,
    RequirementSet,
    SetDraft,
    Sharing,
    SheetColumns,
)
from samvern.apps.frameworks.permissions import Permission
from samvern.apps.frameworks.queries.arriving import Arrival, arrival_of
from samvern.apps.frameworks.queries.documents import document_of
from samvern.base.kept import Kept
from samvern.base.viewer import Viewer
from samvern.engine.errors import NotFound, NotReady, Problem
from samvern.engine.frameworks import Framework, WordingStatus
from samvern.engine.frameworks.table_import import (
    SheetCheck,
    SheetMapping,
    mapping_from_plain,
)
from samvern.engine.tables import Heading, cells_said_of
from samvern.formats import framework_file, trees


@dataclass(frozen=True)
class DraftRow:
    """A file in waiting. ``laid_over`` is the set that a table is laid over, None for a set."""

    id: int
    file_name: str
    laid_over: RequirementSet | None
    is_oscal: bool
    left_out: Mapping[str, int]
    has_columns: bool
    sharing: str
    created_at: datetime
    kept_until: datetime

    @property
    def is_table(self) -> bool:
        """Whether it is a table, whose columns somebody says the meaning of."""
        return self.laid_over is not None


@dataclass(frozen=True)
class DraftCheck:
    """What taking a file in would do, or everything that hinders it.

    ``check`` is what was read of a table, and ``cells`` what stands in the cells that problems
    and remarks are about, by their place such as ``B7``. ``arrival`` is None while the table
    itself has problems.
    """

    draft: DraftRow
    problems: tuple[Problem, ...]
    arrival: Arrival | None
    check: SheetCheck | None = None
    cells: Mapping[str, str] | None = None
    removes_missing: bool = False


def draft_for(viewer: Viewer, draft_id: int, *, lock: bool = False) -> SetDraft:
    """The viewer's own file in waiting. Raises ``NotFound`` (``import.draft_unknown``)."""
    rows = SetDraft.objects.visible_to(viewer)
    # Only the file itself is locked: the set that it is laid over is locked when it is changed.
    rows = rows.select_for_update(of=("self",)) if lock else rows
    found = rows.select_related("laid_over").filter(pk=draft_id).first()
    if found is None:
        raise NotFound("import.draft_unknown")
    return found


def drafts(viewer: Viewer) -> list[DraftRow]:
    """The viewer's own files in waiting, the newest first."""
    rows = SetDraft.objects.visible_to(viewer).select_related("laid_over")
    return [draft_row(row) for row in rows.defer("content", "document")]


def draft_row(row: SetDraft) -> DraftRow:
    """A file in waiting as a row."""
    return DraftRow(
        id=row.pk,
        file_name=row.file_name,
        laid_over=row.laid_over,
        is_oscal=row.is_oscal,
        left_out=row.left_out,
        has_columns=row.mapping is not None,
        sharing=row.sharing,
        created_at=row.created_at,
        kept_until=row.created_at + KEPT_FOR,
    )


#: Sets in waiting, which never change while they wait.
_sets: Kept[Framework] = Kept(limit=10_000, weigh=lambda kept: 20 + len(kept.requirements))


def draft_set(draft: SetDraft) -> Framework:
    """The set that was read from a file in waiting."""

    def read() -> Framework:
        text = trees.as_json(draft.document, str)
        return framework_file.read(BytesIO(text.encode()), name=f"{draft.file_name}.json")

    return _sets.get((draft.pk, draft.created_at), read)


def draft_table(draft: SetDraft) -> IncomingTable:
    """The table of a file in waiting. Raises ``InvalidInput`` as :func:`read_table`."""
    return read_table(
        bytes(draft.content or b""),
        name=draft.file_name,
        sheet=draft.sheet,
        heading_row=draft.heading_row,
    )


def said_of(draft: SetDraft) -> SheetMapping:
    """What its owner said of the columns and the wordings of a table.

    Raises
    ------
    NotReady
        ``mapping.columns_missing`` until somebody has said what the columns stand for,
        ``framework.statement_missing`` until somebody has said who may see the wordings.
    """
    if draft.mapping is None:
        raise NotReady("mapping.columns_missing")
    _said(draft)
    return replace(mapping_from_plain(draft.mapping), status=WordingStatus(draft.status))


def draft_source(viewer: Viewer, draft_id: int) -> tuple[DraftRow, Mapping[str, str]]:
    """A file in waiting, and what its owner says of its wordings, as the form begins with it.

    A set that is here is seen by the same people, until the owner says otherwise. A table never
    begins with everybody: its owner has to say so.

    Raises
    ------
    NotFound
        ``import.draft_unknown``.
    """
    draft = draft_for(viewer, draft_id)
    sharing = draft.sharing
    if not sharing:
        here = draft.laid_over or _version_here(viewer, draft)
        sharing = here.sharing if here else ""
        if draft.laid_over and sharing == Sharing.PUBLIC:
            sharing = ""
    return draft_row(draft), {
        "sharing": sharing,
        "status": draft.status,
        "licence": draft.licence,
    }


def _version_here(viewer: Viewer, draft: SetDraft) -> RequirementSet | None:
    framework = draft_set(draft)
    rows = RequirementSet.objects.visible_to(viewer)
    return rows.filter(code=framework.id, version=framework.version).first()


def sharing_said(draft: SetDraft) -> str:
    """Who may see it, as its owner says. Raises ``NotReady`` (``framework.statement_missing``)."""
    _said(draft)
    return draft.sharing


def only_tables(draft: SetDraft) -> SetDraft:
    """The file in waiting, if it is a table. Raises ``NotFound`` (``import.draft_unknown``)."""
    if draft.laid_over is None:
        raise NotFound("import.draft_unknown")
    return draft


def draft_check(viewer: Viewer, draft_id: int) -> DraftCheck:
    """What taking a file in waiting in would do.

    Raises
    ------
    NotFound
        ``import.draft_unknown``.
    NotReady
        As :func:`said_of`.
    """
    draft = draft_for(viewer, draft_id)
    if draft.laid_over is not None:
        return _check_of_table(viewer, draft, draft.laid_over)
    _said(draft)
    arrival = arrival_of(viewer, draft_set(draft), draft.sharing)
    return DraftCheck(draft_row(draft), arrival.problems, arrival)


def table_check(
    viewer: Viewer, found: RequirementSet, table: IncomingTable, mapping: SheetMapping, licence: str
) -> SheetCheck:
    """A table laid over a set that the viewer was given; nothing is changed.

    Raises
    ------
    NotAllowed
        Without ``IMPORT_FRAMEWORK``.
    InvalidInput
        ``mapping.invalid``; what is wrong in rows is in the result.
    """
    viewer.require(Permission.IMPORT_FRAMEWORK)
    return laid_over(document_of(found), table, mapping, licence)


def columns_remembered(viewer: Viewer) -> list[SheetColumns]:
    """Every remembered table, that which was used last first."""
    return list(SheetColumns.objects.visible_to(viewer).select_related("by_user"))


def columns_for(viewer: Viewer, columns_id: int) -> SheetColumns:
    """Remembered columns. Raises ``NotFound`` (``mapping.unknown``)."""
    found = SheetColumns.objects.visible_to(viewer).filter(pk=columns_id).first()
    if found is None:
        raise NotFound("mapping.unknown")
    return found


def remembered_for(viewer: Viewer, code: str, heading: Heading) -> SheetColumns | None:
    """What is remembered of tables with these headings, of the same set before all others."""
    rows = SheetColumns.objects.visible_to(viewer).filter(signature=heading.signature)
    return min(rows, key=lambda row: row.code != code, default=None)


def _said(draft: SetDraft) -> None:
    if not draft.sharing or (draft.laid_over is not None and not draft.status):
        raise NotReady("framework.statement_missing")


def _check_of_table(viewer: Viewer, draft: SetDraft, found: RequirementSet) -> DraftCheck:
    mapping = said_of(draft)
    table = draft_table(draft)
    check = table_check(viewer, found, table, mapping, draft.licence)
    cells = cells_said_of(table.sheet.rows, (*check.problems, *check.remarks))
    arrival = None
    if check.framework is not None:
        arrival = arrival_of(viewer, check.framework, draft.sharing)
    problems = arrival.problems if arrival else check.problems
    return DraftCheck(draft_row(draft), problems, arrival, check, cells, mapping.removes_missing)
