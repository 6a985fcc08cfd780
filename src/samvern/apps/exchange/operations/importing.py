"""A table is taken in, all of it or nothing, and taken back."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils import timezone

from samvern.apps.exchange import queries
from samvern.apps.exchange.models import ColumnMapping, TableImport
from samvern.apps.exchange.operations.remembering import remember_columns
from samvern.apps.exchange.permissions import Permission
from samvern.apps.exchange.queries.checking import confirmed
from samvern.apps.exchange.rules import check_storable, check_why
from samvern.apps.exchange.table import Table, fitted
from samvern.apps.programmes import operations as programme_operations
from samvern.apps.programmes import queries as programmes
from samvern.apps.programmes.models import Programme
from samvern.base import audit
from samvern.base.viewer import Viewer
from samvern.engine.errors import Conflict, InvalidInput, NotReady
from samvern.engine.programme import document as engine
from samvern.engine.programme.table_import import (
    Grounds,
    Heading,
    TableCheck,
    TableMapping,
    changes_from_plain,
    changes_to_plain,
    check_table,
    mapping_to_plain,
    undone,
)

#: Fields whose names may have actors behind them.
_NAMES: Final = ("owners", "involved")


@transaction.atomic
def import_table(
    *,
    by: Viewer,
    code: str,
    table: Table,
    mapping: TableMapping,
    why: str,
    version: int,
    at: datetime,
    remember_as: str = "",
) -> TableImport:
    """Take a table into a programme: every row of it, or nothing.

    Parameters
    ----------
    mapping
        What the columns stand for, told by their headings.
    why
        The reason, which must be given. Judgements that the table changes are kept with it.
    version
        The version of the programme that the dry run was made on.
    remember_as
        The name by which the columns are remembered; not remembered when empty.

    Raises
    ------
    NotFound
        ``programme.unknown``.
    NotAllowed
        Without ``IMPORT_TABLE`` on the programme.
    InvalidInput
        ``mapping.invalid`` and ``table.has_errors`` with all problems; ``table.invalid``
        without a reason.
    Conflict
        ``programme.changed_meanwhile``.
    NotReady
        ``table.nothing_changes``.
    """
    programme = programmes.programme_for(by, code)
    by.require(Permission.IMPORT_TABLE, on=programme)
    taking = _Taking(by, table, mapping, check_why(why), at)

    def revise(document: engine.Programme) -> engine.Programme:
        # This very change has counted the version up already.
        if programme.version != version + 1:
            raise Conflict("programme.changed_meanwhile", programme=programme.code)
        return taking.revise(programme, document)

    programme_operations.revise_programme(by=by, programme=programme, revise=revise, at=at)
    saved = taking.row(programme, version_before=version)
    saved.save()
    taking.remember(saved, remember_as)
    audit.record(
        by,
        "exchange.table_imported",
        saved,
        at=at,
        path=programme.path,
        changes={
            "version": [saved.version_before, saved.version_after],
            "rows": saved.rows,
            "added": saved.added_count,
            "changed": saved.changed_count,
            "withdrawn": saved.withdrawn_count,
        },
    )
    return saved


@transaction.atomic
def import_draft(
    *,
    by: Viewer,
    draft_id: int,
    why: str,
    version: int,
    at: datetime,
    remember_as: str = "",
) -> TableImport:
    """Take a file in waiting in, as its columns were confirmed; then it waits no longer.

    Raises
    ------
    NotFound
        ``import.draft_unknown``.
    NotReady
        ``mapping.columns_missing`` until somebody has said what the columns stand for.
    NotAllowed, InvalidInput, Conflict
        As :func:`import_table`.
    """
    draft = queries.draft_for(by, draft_id, at=at)
    saved = import_table(
        by=by,
        code=draft.programme.code,
        table=queries.draft_table(draft),
        mapping=confirmed(draft),
        why=why,
        version=version,
        at=at,
        remember_as=remember_as,
    )
    draft.delete()
    return saved


@transaction.atomic
def undo_import(*, by: Viewer, import_id: int, why: str, at: datetime) -> TableImport:
    """Take back exactly what a table changed, where nobody has changed it since.

    Raises
    ------
    NotFound
        ``import.unknown``.
    NotAllowed
        Without ``UNDO_IMPORT`` on the programme.
    InvalidInput
        ``table.invalid`` without a reason.
    NotReady
        ``import.undone_already``.
    Conflict
        ``import.changed_since`` with a problem for each measure and field that somebody changed.
    """
    kept = queries.import_for(by, import_id)
    by.require(Permission.UNDO_IMPORT, on=kept.programme)
    why = check_why(why)

    def revise(document: engine.Programme) -> engine.Programme:
        # Read again, now that nobody else changes the programme.
        kept.refresh_from_db(fields=["undone_at"])
        if kept.undone_at is not None:
            raise NotReady("import.undone_already")
        return undone(document, changes_from_plain(kept.changes), kept.added_areas)

    programme_operations.revise_programme(
        by=by,
        programme=kept.programme,
        revise=revise,
        at=at,
        named={each["code"]: each["actors"] for each in kept.changes if "actors" in each},
    )
    kept.undone_at, kept.undone_why = at, why
    kept.undone_by_id, kept.undone_by_name = by.user_id, by.name
    kept.save(update_fields=["undone_at", "undone_by", "undone_by_name", "undone_why"])
    audit.record(
        by,
        "exchange.import_undone",
        kept,
        at=at,
        path=kept.programme.path,
        changes={"version": kept.programme.version},
    )
    return kept


class _Taking:
    """One table on its way into a programme: what it was compared with, and what came of it."""

    def __init__(
        self, by: Viewer, table: Table, mapping: TableMapping, why: str, at: datetime
    ) -> None:
        self.by, self.table, self.mapping, self.why, self.at = by, table, mapping, why, at
        self.heading: Heading
        self.check: TableCheck
        self.named: programmes.NamedActors = {}

    def revise(self, programme: Programme, document: engine.Programme) -> engine.Programme:
        """The programme as the table would have it. Raises when there is anything wrong."""
        self.heading = self.table.heading(document)
        self.mapping = fitted(self.mapping, self.heading, document)
        self.check = check_table(
            document,
            self.table.sheet.rows,
            self.heading,
            self.mapping,
            language=queries.language(),
            grounds=Grounds(self.by.name, timezone.localdate(self.at), self.why),
        )
        if self.check.document is None:
            problems = self.check.problems
            raise InvalidInput("table.has_errors", problems=problems, count=len(problems))
        if not self.check.changes:
            raise NotReady("table.nothing_changes")
        renamed = [
            change.code
            for change in self.check.of_kind("changed")
            if any(each.key in _NAMES for each in change.fields)
        ]
        self.named = programmes.named_actors(programme, renamed)
        return self.check.document

    def row(self, programme: Programme, *, version_before: int) -> TableImport:
        """What is kept of it."""
        plain = mapping_to_plain(self.mapping)
        check_storable(plain)
        check = self.check
        return TableImport(
            programme=programme,
            by_user_id=self.by.user_id,
            by_name=self.by.name,
            imported_at=self.at,
            file_name=self.table.file_name,
            file_sha256=self.table.sha256,
            sheet=self.table.sheet.name,
            heading_row=self.heading.first_row,
            rows=check.rows,
            mapping=plain,
            reason=self.why,
            changes=[
                {**each, "actors": self.named[each["code"]]} if each["code"] in self.named else each
                for each in changes_to_plain(check.changes)
            ],
            added_areas=list(check.added_areas),
            added_count=len(check.of_kind("added")),
            changed_count=len(check.of_kind("changed")),
            withdrawn_count=len(check.of_kind("withdrawn")),
            version_before=version_before,
            version_after=programme.version,
        )

    def remember(self, saved: TableImport, name: str) -> None:
        """Remember the columns by a name, or else that they were used as they are remembered."""
        if name.strip():
            remember_columns(
                by=self.by,
                code=saved.programme.code,
                name=name,
                mapping=self.mapping,
                signature=self.heading.signature,
                at=self.at,
            )
            return
        alike = ColumnMapping.objects.filter(
            programme=saved.programme, signature=self.heading.signature
        )
        used = [row.pk for row in alike if row.mapping == saved.mapping]
        ColumnMapping.objects.filter(pk__in=used).update(used_at=self.at)
