"""``samvern programme import``, ``export`` and ``list``: programmes in the database."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from samvern.cli.files import load_programme
from samvern.cli.programme import AS_JSON, FILE, print_json
from samvern.cli.server import acting_viewer, answer, django_setup
from samvern.cli.words import _, language

if TYPE_CHECKING:
    from samvern.base.viewer import Viewer

AS_PERSON = click.option(
    "--as", "email", metavar="EMAIL", help=_("Act as this person; else as the system itself.")
)


@click.command("import", help=_("Take a programme file into the database."))
@FILE
@click.option(
    "--sharing",
    type=click.Choice(["public", "sector", "authority"]),
    help=_("Who sees it: the authority alone when not given, or as it was."),
)
@click.option("--replace", is_flag=True, help=_("Replace a programme with the same code."))
@click.option("--dry-run", is_flag=True, help=_("Check everything, and change nothing."))
@AS_JSON
@AS_PERSON
def import_programme(
    file: str,
    sharing: str | None,
    replace: bool,
    dry_run: bool,
    as_json: bool,
    email: str | None,
) -> None:
    """Take a programme in, or a newer version of one that is there."""
    document = load_programme(file)
    viewer = _viewer(email)
    from django.db import transaction
    from django.utils import timezone

    from samvern.apps.programmes import operations

    with transaction.atomic():
        saved = operations.import_programme(
            by=viewer,
            document=document,
            at=timezone.now(),
            sharing=sharing,
            replace=replace,
        )
        transaction.set_rollback(dry_run)
    message = (
        _("%(programme)s could be taken in; nothing was changed.")
        if dry_run
        else _("%(programme)s has been taken in, version %(version)s.")
    )
    click.echo(message % {"programme": saved.code, "version": saved.version}, err=True)
    facts = {"code": saved.code, "version": saved.version, "is_saved": not dry_run}
    answer(facts, saved.code, as_json=as_json)


@click.command("export", help=_("Write a programme of the database as a file."))
@click.argument("code")
@click.option(
    "--to", "kind", type=click.Choice(["yaml", "json"]), default="yaml", show_default=True
)
@AS_PERSON
def export_programme(code: str, kind: Any, email: str | None) -> None:
    """Write what could be imported again without loss."""
    viewer = _viewer(email)
    from samvern.apps.programmes import queries
    from samvern.formats import programme_file

    document = queries.document_of(viewer, queries.programme_for(viewer, code))
    programme_file.write(document, sys.stdout.buffer, kind=kind)


@click.command("list", help=_("List the programmes of the database."))
@AS_JSON
@AS_PERSON
def list_programmes(as_json: bool, email: str | None) -> None:
    """One line for each programme, newest first."""
    viewer = _viewer(email)
    from django.utils import translation

    from samvern.apps.programmes import queries

    with translation.override(language()):
        rows = queries.programmes(viewer)
        if as_json:
            print_json(
                {
                    "programmes": [
                        {
                            "code": row.code,
                            "title": row.title,
                            "published": row.published,
                            "sharing": row.sharing,
                            "focus_areas": row.focus_area_count,
                            "measures": row.measure_count,
                        }
                        for row in rows
                    ]
                }
            )
            return
        for row in rows:
            click.echo(f"{row.code}\t{row.published}\t{row.sharing_name}\t{row.title}")


def _viewer(email: str | None) -> Viewer:
    django_setup()
    return acting_viewer(email)
