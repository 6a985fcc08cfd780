"""``samvern programme import-table`` and ``undo-import``: tables of measures in the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from samvern.cli.files import read_file
from samvern.cli.main import DONE, FINDINGS
from samvern.cli.numbers import WholeNumber
from samvern.cli.programme import AS_JSON, print_json
from samvern.cli.server import acting_viewer, answer, django_setup
from samvern.cli.server.programme import AS_PERSON
from samvern.cli.tables import HEADING, SHEET, TABLE, read_mapping, tell_guess
from samvern.cli.words import _, language

if TYPE_CHECKING:
    from samvern.apps.exchange.table import Table
    from samvern.apps.programmes.models import Programme
    from samvern.base.viewer import Viewer
    from samvern.engine.programme.table_import import TableMapping


@click.command(
    "import-table",
    help=_(
        "Take a table of measures (CSV or XLSX) into a programme of the database: every row of "
        "it, or nothing. With --dry-run exit code 1 when there are errors."
    ),
)
@TABLE
@click.option("--programme", "code", required=True, help=_("The code of the programme."))
@click.option(
    "--mapping",
    "mapping_file",
    metavar="FILE",
    help=_("What the columns stand for; as they are remembered for these headings when left out."),
)
@click.option("--why", default="", help=_("The reason, which must be given but for --dry-run."))
@SHEET
@HEADING
@click.option("--remember-as", default="", help=_("Remember the columns by this name."))
@click.option("--dry-run", is_flag=True, help=_("Say what would change, and change nothing."))
@AS_JSON
@AS_PERSON
def import_table(
    table: str,
    code: str,
    mapping_file: str | None,
    why: str,
    sheet: str,
    heading_row: int | None,
    remember_as: str,
    dry_run: bool,
    as_json: bool,
    email: str | None,
) -> int:
    """Exit code 1 when a dry run finds errors; an import with errors changes nothing."""
    django_setup()
    from django.utils import timezone, translation

    from samvern.apps.exchange import operations
    from samvern.apps.exchange.permissions import Permission
    from samvern.apps.exchange.table import read_table
    from samvern.apps.programmes import queries as programmes
    from samvern.formats.tables import sheets

    viewer = acting_viewer(email)
    content = read_file(table, lambda stream: stream.read(sheets.MAX_BYTES + 1))
    with translation.override(language()):
        programme = programmes.programme_for(viewer, code)
        viewer.require(Permission.IMPORT_TABLE, on=programme)
        read = read_table(content, name=table, sheet=sheet, heading_row=heading_row)
        mapping = _mapping(viewer, programme, read, mapping_file, may_guess=dry_run)
        if dry_run:
            return _say(viewer, programme, read, mapping, as_json=as_json)
        saved = operations.import_table(
            by=viewer,
            code=code,
            table=read,
            mapping=mapping,
            why=why,
            version=programme.version,
            at=timezone.now(),
            remember_as=remember_as,
        )
    facts = {
        "id": saved.pk,
        "programme": code,
        "version": saved.version_after,
        "added": saved.added_count,
        "changed": saved.changed_count,
        "withdrawn": saved.withdrawn_count,
    }
    said = _(
        "Import %(id)s: new measures %(added)s, changed %(changed)s, withdrawn %(withdrawn)s. "
        "%(programme)s is now version %(version)s."
    )
    answer(facts, said % facts, as_json=as_json)
    return DONE


@click.command(
    "undo-import", help=_("Take back exactly what a table changed, by the number of its import.")
)
@click.argument("import_id", metavar="NUMBER", type=WholeNumber(1, 2**63 - 1))
@click.option("--why", required=True, help=_("The reason."))
@AS_JSON
@AS_PERSON
def undo_import(import_id: int, why: str, as_json: bool, email: str | None) -> None:
    """Refused with every field that somebody has changed since."""
    django_setup()
    from django.utils import timezone, translation

    from samvern.apps.exchange import operations

    with translation.override(language()):
        undone = operations.undo_import(
            by=acting_viewer(email), import_id=import_id, why=why, at=timezone.now()
        )
    facts = {
        "id": undone.pk,
        "programme": undone.programme.code,
        "version": undone.programme.version,
    }
    said = _("Import %(id)s is undone. %(programme)s is now version %(version)s.")
    answer(facts, said % facts, as_json=as_json)


def _mapping(
    viewer: Viewer, programme: Programme, table: Table, file: str | None, *, may_guess: bool
) -> TableMapping:
    """The mapping of a file, or what is remembered, or a guess that is told."""
    from samvern.apps.exchange import queries
    from samvern.apps.programmes import queries as programmes
    from samvern.engine.errors import InvalidInput

    if file is not None:
        return read_mapping(file)
    document = programmes.document_of(viewer, programme)
    kept = queries.remembered_as(viewer, programme, table.heading(document).signature)
    mapping = queries.proposed_mapping(viewer, programme, table)
    if kept is not None:
        click.echo(
            _("The columns are those remembered as “%(name)s”.") % {"name": kept.name}, err=True
        )
        return mapping
    if not may_guess:
        raise InvalidInput("mapping.not_said")
    tell_guess(mapping, document)
    return mapping


def _say(
    viewer: Viewer, programme: Programme, table: Table, mapping: TableMapping, *, as_json: bool
) -> int:
    """Print the dry run."""
    from samvern.apps.exchange import queries
    from samvern.apps.programmes import queries as programmes
    from samvern.ui.wording import imports as wording

    check = queries.checked(viewer, programme, table, mapping)
    if as_json:
        print_json(wording.as_json(check, mapping, _))
    else:
        document = programmes.document_of(viewer, programme)
        for line in wording.lines(check, document, language(), _):
            click.echo(line)
    return FINDINGS if check.problems else DONE
