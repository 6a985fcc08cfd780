"""What the columns of a table stand for is remembered by a name, renamed, and forgotten."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from samvern.apps.exchange import queries
from samvern.apps.exchange.models import ColumnMapping
from samvern.apps.exchange.permissions import Permission
from samvern.apps.exchange.rules import check_name, check_storable
from samvern.apps.programmes import queries as programmes
from samvern.apps.programmes.models import Programme
from samvern.base import audit
from samvern.base.viewer import Viewer
from samvern.engine.errors import InvalidInput, Problem
from samvern.engine.programme.table_import import TableMapping, check_mapping, mapping_to_plain


@transaction.atomic
def remember_columns(
    *, by: Viewer, code: str, name: str, mapping: TableMapping, signature: str, at: datetime
) -> ColumnMapping:
    """Remember what the columns of a table stand for, for the next with the same headings.

    What was remembered by this name for these headings is replaced.

    Parameters
    ----------
    signature
        Of the headings (:attr:`Heading.signature`).

    Raises
    ------
    NotFound
        ``programme.unknown``.
    NotAllowed
        Without ``IMPORT_TABLE`` on the programme.
    InvalidInput
        ``mapping.invalid`` with all problems; ``mapping.name_taken`` by other headings.
    """
    programme = programmes.programme_for(by, code)
    by.require(Permission.IMPORT_TABLE, on=programme)
    name = check_name(name)
    check_mapping(mapping, programmes.document_of(by, programme))
    plain = mapping_to_plain(mapping)
    check_storable(plain)
    row = ColumnMapping.objects.filter(programme=programme, name=name).first()
    if row is not None and row.signature != signature:
        raise _name_taken(name)
    row = row or ColumnMapping(programme=programme, name=name, signature=signature)
    row.mapping, row.by_user_id, row.saved_at, row.used_at = plain, by.user_id, at, at
    row.programme = programme
    _save(row)
    _record(by, "exchange.columns_remembered", row, programme, at=at)
    return row


@transaction.atomic
def rename_columns(*, by: Viewer, mapping_id: int, name: str, at: datetime) -> ColumnMapping:
    """Call remembered columns something else.

    Raises
    ------
    NotFound
        ``mapping.unknown``.
    NotAllowed, InvalidInput
        As :func:`remember_columns`.
    """
    row = queries.mapping_for(by, mapping_id)
    by.require(Permission.IMPORT_TABLE, on=row.programme)
    name = check_name(name)
    if name == row.name:
        return row
    before, row.name = row.name, name
    _save(row)
    _record(by, "exchange.columns_renamed", row, row.programme, at=at, name=[before, name])
    return row


@transaction.atomic
def forget_columns(*, by: Viewer, mapping_id: int, at: datetime) -> None:
    """Forget remembered columns. Imports that used them stay as they are.

    Raises
    ------
    NotFound
        ``mapping.unknown``.
    NotAllowed
        Without ``IMPORT_TABLE`` on the programme.
    """
    row = queries.mapping_for(by, mapping_id)
    by.require(Permission.IMPORT_TABLE, on=row.programme)
    _record(by, "exchange.columns_forgotten", row, row.programme, at=at)
    row.delete()


def _save(row: ColumnMapping) -> None:
    """Save columns under a name that nobody else has taken meanwhile."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise _name_taken(row.name) from None


def _name_taken(name: str) -> InvalidInput:
    problem = Problem.of("mapping.name_taken", where="name", name=name)
    return InvalidInput("mapping.invalid", problems=[problem])


def _record(
    by: Viewer,
    action: str,
    row: ColumnMapping,
    programme: Programme,
    *,
    at: datetime,
    **changes: object,
) -> None:
    audit.record(by, action, row, at=at, path=programme.path, changes=changes)
