"""A file waits until its owner has looked it over; no set changes."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.db import transaction

from samvern.apps.frameworks import queries
from samvern.apps.frameworks.incoming import fitted, read_set, read_table
from samvern.apps.frameworks.models import KEPT_FOR, MOST_IN_WAITING, SetDraft, SheetColumns
from samvern.apps.frameworks.permissions import Permission
from samvern.apps.frameworks.rules import check_said, storable
from samvern.base import audit
from samvern.base.viewer import Viewer
from samvern.engine.errors import InvalidInput, NotAllowed, NotReady, Problem
from samvern.engine.frameworks import WordingStatus
from samvern.engine.frameworks.table_import import SheetMapping, mapping_to_plain
from samvern.formats import mapping_file


@transaction.atomic
def keep_file(*, by: Viewer, name: str, content: bytes, at: datetime) -> SetDraft:
    """Read a framework file or an OSCAL catalogue, and let it wait to be looked over.

    Files that have waited too long go, and so do the oldest when there are too many.

    Raises
    ------
    NotAllowed
        Without ``IMPORT_FRAMEWORK``, and for viewers that are nobody in person.
    InvalidInput
        As :func:`read_set`: nothing is kept that is no set.
    """
    person = _person(by)
    read = read_set(content, name=name)
    document, _digest = storable(read.framework)
    return _keep(
        person,
        at,
        file_name=read.file_name,
        document=document,
        is_oscal=read.is_oscal,
        left_out=dict(read.left_out),
    )


@transaction.atomic
def keep_table(
    *, by: Viewer, name: str, content: bytes, code: str, version: str, at: datetime
) -> SetDraft:
    """Keep a table that is to be laid over a version of a set.

    Raises
    ------
    NotFound
        ``framework.unknown`` or ``framework.version_unknown``.
    NotAllowed
        As :func:`keep_file`.
    InvalidInput
        As :func:`read_table`: nothing is kept that is no table.
    """
    found = queries.set_for(by, code, version)
    person = _person(by)
    table = read_table(content, name=name)
    return _keep(person, at, file_name=table.file_name, content=content, laid_over=found)


@transaction.atomic
def choose_sheet(*, by: Viewer, draft_id: int, sheet: str, heading_row: int | None) -> SetDraft:
    """Say which sheet holds the table, and in which row its headings stand.

    What was said of the columns no longer counts. ``heading_row`` is as the spreadsheet numbers
    rows; found when left out.

    Raises
    ------
    NotFound
        ``import.draft_unknown``.
    InvalidInput
        ``table.sheet_unknown``, ``table.heading_row_unknown``, and as :func:`read_table`.
    """
    draft = _table_draft(by, draft_id)
    content = bytes(draft.content or b"")
    read_table(content, name=draft.file_name, sheet=sheet, heading_row=heading_row)
    draft.sheet, draft.heading_row = sheet, heading_row
    draft.mapping, draft.signature = None, ""
    draft.save(update_fields=["sheet", "heading_row", "mapping", "signature"])
    return draft


@transaction.atomic
def say_columns(*, by: Viewer, draft_id: int, mapping: SheetMapping) -> SetDraft:
    """Say what each column of a table stands for.

    Raises
    ------
    NotFound
        ``import.draft_unknown``.
    InvalidInput
        ``mapping.invalid`` with all problems; ``mapping.columns_differ`` when the columns are
        not those of the table.
    """
    draft = _table_draft(by, draft_id)
    heading = queries.draft_table(draft).heading
    if tuple(use.header for use in mapping.columns) != heading.names:
        known = ", ".join(filter(None, heading.names))[:300]
        problem = Problem.of("mapping.columns_differ", where="columns", known=known)
        raise InvalidInput("mapping.invalid", problems=[problem])
    plain = mapping_to_plain(fitted(mapping, heading))
    if len(json.dumps(plain)) > mapping_file.MAX_BYTES:
        problem = Problem.of("value.too_long", where="columns", limit=mapping_file.MAX_BYTES)
        raise InvalidInput("mapping.invalid", problems=[problem])
    draft.mapping, draft.signature = plain, heading.signature
    draft.save(update_fields=["mapping", "signature"])
    return draft


@transaction.atomic
def say_source(
    *,
    by: Viewer,
    draft_id: int,
    sharing: str,
    status: WordingStatus | None = None,
    licence: str = "",
) -> SetDraft:
    """Say who may see the wordings of a file; of a table also how far they can be trusted.

    Parameters
    ----------
    status
        How far the wordings of a table can be taken for the publisher's own; a set says so itself.
    licence
        What may be done with the wordings of a table, in words; kept with their source.

    Raises
    ------
    NotFound
        ``import.draft_unknown``.
    NotReady
        ``framework.statement_missing`` for a table without ``status``.
    InvalidInput
        ``sharing.unknown``, ``framework.licence_too_long``, and ``mapping.invalid``
        (``mapping.status_missing``) since what was read is not missing.
    """
    draft = queries.draft_for(by, draft_id, lock=True)
    check_said(sharing=sharing, licence=licence)
    if draft.laid_over is not None and status is None:
        raise NotReady("framework.statement_missing")
    if status is WordingStatus.MISSING:
        problem = Problem.of("mapping.status_missing", where="status")
        raise InvalidInput("mapping.invalid", problems=[problem])
    draft.sharing, draft.licence = sharing, " ".join(licence.split())
    draft.status = status.value if status and draft.laid_over is not None else ""
    draft.save(update_fields=["sharing", "licence", "status"])
    return draft


@transaction.atomic
def discard_file(*, by: Viewer, draft_id: int) -> None:
    """Throw a file in waiting away. Raises ``NotFound`` (``import.draft_unknown``)."""
    queries.draft_for(by, draft_id).delete()


@transaction.atomic
def forget_columns(*, by: Viewer, columns_id: int, at: datetime) -> None:
    """Forget remembered columns. Tables that were read with them stay as they were taken in.

    Raises
    ------
    NotFound
        ``mapping.unknown``.
    """
    row: SheetColumns = queries.columns_for(by, columns_id)
    by.require(Permission.IMPORT_FRAMEWORK)
    audit.record(by, "framework.columns_forgotten", row, at=at)
    row.delete()


def _person(by: Viewer) -> int:
    """Whose file it will be. Raises ``NotAllowed``."""
    by.require(Permission.IMPORT_FRAMEWORK)
    if by.user_id is None:
        raise NotAllowed("permission.missing", permission=str(Permission.IMPORT_FRAMEWORK))
    return by.user_id


def _keep(person: int, at: datetime, **fields: Any) -> SetDraft:
    SetDraft.objects.filter(created_at__lte=at - KEPT_FOR).delete()
    draft = SetDraft.objects.create(user_id=person, created_at=at, **fields)
    mine = SetDraft.objects.filter(user_id=person).order_by("-created_at", "-pk")
    too_many = list(mine.values_list("pk", flat=True)[MOST_IN_WAITING:])
    SetDraft.objects.filter(pk__in=too_many).delete()
    return draft


def _table_draft(by: Viewer, draft_id: int) -> SetDraft:
    """A table in waiting; a set has no columns. Raises ``NotFound``."""
    draft = queries.draft_for(by, draft_id, lock=True)
    return queries.only_tables(draft)
