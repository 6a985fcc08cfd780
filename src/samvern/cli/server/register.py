"""``samvern actor import-register`` and its sisters: the directory kept in step with the register."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from samvern.cli.numbers import WholeNumber
from samvern.cli.programme import AS_JSON, print_json
from samvern.cli.server import acting_viewer, django_setup
from samvern.cli.server.programme import AS_PERSON
from samvern.cli.words import _, language

if TYPE_CHECKING:
    from samvern.apps.actors.models import RegisterImport
    from samvern.apps.actors.register_reading import RegisterFile
    from samvern.base.viewer import Viewer

DRY_RUN = click.option(
    "--dry-run", is_flag=True, help=_("Read and compare, and change nothing yet.")
)
STANDARD = click.option(
    "--standard",
    type=click.Choice(["SN2007", "SN2025"]),
    default=None,
    help=_("The version of industry codes that nothing else tells."),
)
MADE_UP = click.option(
    "--made-up", is_flag=True, help=_("Let in made-up organisation numbers; in demo mode only.")
)
SOURCE = click.option(
    "--from",
    "address",
    metavar=_("ADDRESS"),
    help=_("Web address of the register's API, or a folder of its files."),
)
IMPORT = click.argument("import_id", type=WholeNumber(1, 2**63 - 1), metavar=_("IMPORT"))
#: Bad rows that are told on standard error.
MOST_PROBLEMS = 20


@click.command(
    "import-register",
    help=_("Compare the register's bulk files with the directory, and apply what has changed."),
)
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@SOURCE
@click.option(
    "--complete", is_flag=True, help=_("The files hold everybody: who is missing has left.")
)
@STANDARD
@MADE_UP
@DRY_RUN
@AS_JSON
@AS_PERSON
def import_register(
    files: tuple[Path, ...],
    address: str | None,
    complete: bool,
    standard: str | None,
    made_up: bool,
    dry_run: bool,
    as_json: bool,
    email: str | None,
) -> int:
    """Files as they are named, units before sub-units; or those of a source."""
    if bool(files) == bool(address):
        raise click.UsageError(_("Name files, or a source with --from."))

    def read(viewer: Viewer, at: datetime) -> RegisterImport:
        from samvern.apps.actors import operations

        with ExitStack() as stack:
            return operations.read_register(
                by=viewer,
                at=at,
                files=_opened(files, address, stack),
                is_complete=complete,
                standard=standard or "",
                with_made_up=made_up,
            )

    return _read_and_apply(read, dry_run=dry_run, as_json=as_json, email=email)


@click.command(
    "update-register",
    help=_("Read on in the register's feed of changes, and apply what concerns the directory."),
)
@SOURCE
@click.option(
    "--since", type=click.DateTime(["%Y-%m-%d"]), help=_("From this day on, the first time.")
)
@STANDARD
@MADE_UP
@DRY_RUN
@AS_JSON
@AS_PERSON
def update_register(
    address: str | None,
    since: datetime | None,
    standard: str | None,
    made_up: bool,
    dry_run: bool,
    as_json: bool,
    email: str | None,
) -> int:
    """From where the last applied update stopped."""

    def read(viewer: Viewer, at: datetime) -> RegisterImport:
        from samvern.apps.actors import operations
        from samvern.apps.actors.register_source import REGISTER_URL, source_at

        return operations.read_feed(
            by=viewer,
            at=at,
            source=source_at(address or REGISTER_URL),
            since=since.date() if since else None,
            standard=standard or "",
            with_made_up=made_up,
        )

    return _read_and_apply(read, dry_run=dry_run, as_json=as_json, email=email)


@click.command("apply-register", help=_("Apply an import that was read with --dry-run."))
@IMPORT
@AS_JSON
@AS_PERSON
def apply_register(import_id: int, as_json: bool, email: str | None) -> int:
    """Also goes on with one that was interrupted."""
    django_setup()
    from django.utils import timezone

    from samvern.apps.actors import operations

    viewer = acting_viewer(email)
    applied = operations.apply_import(by=viewer, at=timezone.now(), import_id=import_id)
    return _tell(applied, as_json=as_json)


@click.command("show-import", help=_("Show what an import changes, a line for each change."))
@IMPORT
@click.option("--kind", default="", help=_("Only this kind of change, e.g. closed."))
@AS_JSON
@AS_PERSON
def show_import(import_id: int, kind: str, as_json: bool, email: str | None) -> None:
    """One line of JSON each, however many there are."""
    django_setup()
    from django.utils import translation

    from samvern.apps.actors import queries
    from samvern.apps.actors.pages.register_words import field_name, rule

    viewer = acting_viewer(email)
    saved = queries.import_for(viewer, import_id)
    with translation.override(language()):
        for change in queries.changes_of(viewer, saved, kind=kind).iterator(chunk_size=1_000):
            if as_json:
                click.echo(_line(change))
            else:
                what = ", ".join(map(field_name, change.diff)) or rule(change.because)
                kind_name = change.get_kind_display()
                click.echo(f"{change.org_number}\t{kind_name}\t{change.name}\t{what}")


def _opened(
    files: tuple[Path, ...], address: str | None, stack: ExitStack
) -> Iterator[RegisterFile]:
    """The files one after the other, each open while it is read."""
    from samvern.apps.actors.register_reading import RegisterFile
    from samvern.apps.actors.register_source import source_at

    for path in files:
        yield RegisterFile(path.name, stack.enter_context(path.open("rb")))
    if address:
        source = source_at(address)
        for sub_units in (False, True):
            yield from source.bulk(sub_units=sub_units)


def _read_and_apply(
    read: Callable[[Viewer, datetime], RegisterImport],
    *,
    dry_run: bool,
    as_json: bool,
    email: str | None,
) -> int:
    """Exit code 1 when somebody should look; files that look older wait until somebody has."""
    django_setup()
    from django.utils import timezone

    from samvern.apps.actors import operations, queries

    viewer, at = acting_viewer(email), timezone.now()
    saved = read(viewer, at)
    if not dry_run and not queries.looks_older(saved):
        saved = operations.apply_import(by=viewer, at=at, import_id=saved.pk)
    return _tell(saved, as_json=as_json)


def _tell(saved: RegisterImport, *, as_json: bool) -> int:
    """What was read and done on standard output, rows that could not be used on the other."""
    from django.utils import translation

    from samvern.apps.actors import queries
    from samvern.apps.actors.models import ImportState
    from samvern.cli.main import DONE, FINDINGS
    from samvern.ui.wording import errors as wording

    warnings = queries.warnings(saved)
    if as_json:
        print_json(
            {
                "import": saved.pk,
                "state": saved.state,
                "counts": saved.counts,
                "sources": saved.sources,
                "problems": saved.problems,
                "warnings": [
                    {"code": each.code, "message": wording.problem(each, _)} for each in warnings
                ],
            }
        )
    else:
        with translation.override(language()):
            state = saved.get_state_display()
            click.echo(_("Import %(number)d: %(state)s") % {"number": saved.pk, "state": state})
            _tell_figures(saved)
        _tell_problems(saved)
        for each in warnings:
            click.echo(wording.problem(each, _), err=True)
        if queries.looks_older(saved) and saved.state == ImportState.READY:
            told = _("Not applied: samvern actor apply-register %(number)d applies it.")
            click.echo(told % {"number": saved.pk}, err=True)
    return FINDINGS if saved.counts.get("bad") or warnings else DONE


def _tell_figures(saved: RegisterImport) -> None:
    """Each count by its name, then the changes by their kinds."""
    from samvern.apps.actors import queries
    from samvern.apps.actors.models import RegisterChangeKind
    from samvern.ui.wording import register_counts

    figures = queries.figures(saved)
    named = [(name, figures.get(count)) for count, name in register_counts.names(_).items()]
    named += [
        (str(kind.label), saved.counts.get(kind.value))
        for kind in RegisterChangeKind
        if kind is not RegisterChangeKind.GONE
    ]
    told = [(name, count) for name, count in named if count is not None]
    width = max(len(name) for name, _count in told)
    for name, count in told:
        click.echo(f"{name:{width}} {count}")


def _tell_problems(saved: RegisterImport) -> None:
    from samvern.engine.errors import Problem
    from samvern.ui.wording import errors as wording

    for found in saved.problems[:MOST_PROBLEMS]:
        problem = Problem.of(found["code"], where=found["where"], **found["params"])
        place = ": ".join(filter(None, (f"{found['file']}:{found['row']}", found["where"])))
        print(f"{place}: {wording.problem(problem, _)}", file=sys.stderr)
    hidden = saved.counts.get("bad", 0) - MOST_PROBLEMS
    if hidden > 0:
        click.echo(_("… and %(count)d more.") % {"count": hidden}, err=True)


def _line(change: Any) -> str:
    import json

    names = ("org_number", "kind", "state", "name", "row", "actor_kind", "because", "diff")
    told = {name: getattr(change, name) for name in (*names, "facts", "updated", "overridden")}
    return json.dumps(told, ensure_ascii=False)
