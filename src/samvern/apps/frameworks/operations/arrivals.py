"""The ways in which a set is taken in: a table over it, a file in waiting, a release, put back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from samvern.apps.frameworks import queries
from samvern.apps.frameworks.incoming import IncomingTable, fitted, laid_over
from samvern.apps.frameworks.models import MOST_REMEMBERED, Origin, SheetColumns
from samvern.apps.frameworks.operations.taking_in import TakenIn, take_in
from samvern.apps.frameworks.permissions import Permission
from samvern.apps.frameworks.queries.documents import document_of_edition, read_documents
from samvern.apps.frameworks.rules import check_said
from samvern.base.viewer import Viewer
from samvern.engine.errors import Conflict, InvalidInput
from samvern.engine.frameworks.table_import import SheetMapping, mapping_to_plain
from samvern.engine.tables import Heading


@transaction.atomic
def take_in_table(
    *,
    by: Viewer,
    code: str,
    version: str,
    table: IncomingTable,
    mapping: SheetMapping,
    edition: int,
    reason: str,
    at: datetime,
    licence: str = "",
    sharing: str | None = None,
) -> TakenIn:
    """Lay a table over a version of a set: every row of it, or nothing; remember its columns.

    Parameters
    ----------
    mapping
        What the columns stand for, told by their headings, and how far the wordings can be
        taken for the publisher's own.
    edition
        The state that the table was tried on; 0 is enough for one that changes nothing.
    licence
        What may be done with the wordings, in words; kept with their source.

    Raises
    ------
    NotFound
        ``framework.unknown`` or ``framework.version_unknown``.
    NotAllowed
        Without ``IMPORT_FRAMEWORK``.
    Conflict
        ``framework.changed_since``.
    InvalidInput
        ``mapping.invalid`` and ``table.has_errors`` with all problems, and as :func:`take_in`.
    """
    found = queries.set_for(by, code, version, lock=True)
    by.require(Permission.IMPORT_FRAMEWORK)
    check_said(licence=licence)
    if edition and edition != found.edition:
        raise Conflict("framework.changed_since", id=code, version=version)
    check = laid_over(read_documents([found])[found.pk], table, mapping, licence)
    if check.framework is None:
        raise InvalidInput("table.has_errors", problems=check.problems, count=len(check.problems))
    taken = take_in(
        by=by,
        framework=check.framework,
        at=at,
        edition=edition,
        reason=reason,
        sharing=sharing,
        file_name=table.file_name,
    )
    _remember(by, code, table.file_name, table.heading, mapping, at)
    return taken


@transaction.atomic
def take_in_draft(*, by: Viewer, draft_id: int, edition: int, reason: str, at: datetime) -> TakenIn:
    """Take a file in waiting in, as its owner has looked it over; then it waits no longer.

    Raises
    ------
    NotFound
        ``import.draft_unknown``.
    NotReady
        ``mapping.columns_missing`` or ``framework.statement_missing``.
    NotAllowed, Conflict, InvalidInput
        As :func:`take_in` and :func:`take_in_table`.
    """
    draft = queries.draft_for(by, draft_id, lock=True)
    if draft.laid_over is not None:
        taken = take_in_table(
            by=by,
            code=draft.laid_over.code,
            version=draft.laid_over.version,
            table=queries.draft_table(draft),
            mapping=queries.said_of(draft),
            licence=draft.licence,
            edition=edition,
            reason=reason,
            sharing=draft.sharing,
            at=at,
        )
    else:
        taken = take_in(
            by=by,
            framework=queries.draft_set(draft),
            at=at,
            edition=edition,
            reason=reason,
            sharing=queries.sharing_said(draft),
            file_name=draft.file_name,
        )
    draft.delete()
    return taken


@transaction.atomic
def take_in_release(*, by: Viewer, name: str, edition: int, reason: str, at: datetime) -> TakenIn:
    """Take in what a release of Samvern says of a set that it ships.

    Raises
    ------
    NotFound
        ``framework.release_unknown``.
    NotAllowed, Conflict, InvalidInput
        As :func:`take_in`.
    """
    by.require(Permission.IMPORT_FRAMEWORK)
    framework = queries.shipped_set(name)
    return take_in(
        by=by, framework=framework, at=at, edition=edition, reason=reason, origin=Origin.SHIPPED
    )


@transaction.atomic
def put_back(
    *, by: Viewer, code: str, version: str, number: int, edition: int, reason: str, at: datetime
) -> TakenIn:
    """Let a version say again what it said in an earlier state; that is a new state.

    Who sees it stays as it is.

    Parameters
    ----------
    number
        The state to go back to.
    edition
        The state that it takes the place of, as whoever decided on it has seen it.

    Raises
    ------
    NotFound
        ``framework.unknown``, ``framework.version_unknown`` or ``framework.edition_unknown``.
    NotAllowed, Conflict, InvalidInput
        As :func:`take_in`.
    """
    found = queries.set_for(by, code, version, lock=True)
    earlier = queries.edition_for(by, found, number)
    by.require(Permission.IMPORT_FRAMEWORK)
    return take_in(
        by=by,
        framework=document_of_edition(earlier),
        at=at,
        edition=edition,
        reason=reason,
        file_name=earlier.file_name,
        origin=Origin(earlier.origin),
    )


def _remember(
    by: Viewer, code: str, name: str, heading: Heading, mapping: SheetMapping, at: datetime
) -> None:
    """Remember what the columns stood for, and forget what nobody has used for longest."""
    plain = mapping_to_plain(fitted(mapping, heading))
    SheetColumns.objects.update_or_create(
        code=code,
        signature=heading.signature,
        defaults={"name": name, "mapping": plain, "by_user_id": by.user_id, "used_at": at},
    )
    too_many = SheetColumns.objects.filter(code=code).order_by("-used_at", "-pk")
    forgotten = list(too_many.values_list("pk", flat=True)[MOST_REMEMBERED:])
    SheetColumns.objects.filter(pk__in=forgotten).delete()
