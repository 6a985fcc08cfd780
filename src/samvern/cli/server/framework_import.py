"""``samvern framework import`` and ``put-back``: requirement sets come into the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from samvern.cli.files import STANDARD_INPUT, read_file
from samvern.cli.framework_tables import ADD_NEW, STATUS
from samvern.cli.main import DONE, FINDINGS
from samvern.cli.numbers import WholeNumber
from samvern.cli.programme import AS_JSON, FILE, print_json
from samvern.cli.server import acting_viewer, answer, django_setup
from samvern.cli.server.programme import AS_PERSON
from samvern.cli.tables import HEADING, SHEET
from samvern.cli.words import _, language
from samvern.engine.errors import Conflict, InvalidInput

if TYPE_CHECKING:
    from samvern.apps.frameworks.incoming import IncomingTable
    from samvern.apps.frameworks.models import RequirementSet
    from samvern.apps.frameworks.operations import TakenIn
    from samvern.apps.frameworks.queries import Trial
    from samvern.base.viewer import Viewer
    from samvern.engine.frameworks.table_import import SheetMapping

EDITION = click.option(
    "--edition",
    type=WholeNumber(0),
    default=0,
    help=_("The state it takes the place of, as --dry-run says it; 0 for what is not here yet."),
)


@click.command(
    "import",
    help=_(
        "Take a requirement set into the database: a framework file or an OSCAL catalogue, or "
        "with --into a table (CSV or XLSX) that is laid over a set. What is here is changed only "
        "with --edition and --reason. Exit code 0 when it is taken in, or is here already, word for "
        "word; 1 when --dry-run finds that something would be lost; 2 when it cannot be taken in."
    ),
)
@FILE
@click.option("--into", metavar="CODE@VERSION", help=_("FILE is a table, laid over this set."))
@click.option(
    "--mapping",
    "mapping_file",
    metavar="FILE",
    help=_("What the columns stand for; as they are remembered for these headings when left out."),
)
@SHEET
@HEADING
@click.option(
    "--guessed",
    "may_guess",
    is_flag=True,
    help=_("Take the columns for what they are guessed to be, as --dry-run tells it."),
)
@STATUS
@ADD_NEW
@click.option("--licence", default="", help=_("What may be done with the wordings of the table."))
@click.option("--sharing", type=click.Choice(["public", "sector"]), help=_("Who sees the set."))
@EDITION
@click.option("--reason", default="", help=_("Why something that is here is to change."))
@click.option("--dry-run", is_flag=True, help=_("Say what would change, and change nothing."))
@AS_JSON
@AS_PERSON
def import_framework(
    file: str,
    into: str | None,
    mapping_file: str | None,
    sheet: str,
    heading_row: int | None,
    may_guess: bool,
    status: str | None,
    adds_new: bool,
    licence: str,
    sharing: str | None,
    edition: int,
    reason: str,
    dry_run: bool,
    as_json: bool,
    email: str | None,
) -> int:
    """Exit code 1 when a dry run finds something that would be lost."""
    django_setup()
    from django.utils import timezone, translation

    from samvern.apps.frameworks import operations, queries
    from samvern.apps.frameworks.incoming import MAX_BYTES, read_set, read_table
    from samvern.apps.frameworks.permissions import Permission

    viewer = acting_viewer(email)
    viewer.require(Permission.IMPORT_FRAMEWORK)
    content = read_file(file, lambda stream: stream.read(MAX_BYTES + 1))
    name = file if file == STANDARD_INPUT else Path(file).name
    common: dict[str, Any] = {
        "by": viewer,
        "edition": edition,
        "reason": reason,
        "sharing": sharing,
        "at": timezone.now(),
    }
    with translation.override(language()):
        if into is None:
            read = read_set(content, name=name)
            if dry_run:
                return _say(queries.try_set(viewer, read, sharing), as_json=as_json)
            with _asking_for_edition():
                taken = operations.take_in(
                    framework=read.framework, file_name=read.file_name, **common
                )
        else:
            found = _set(viewer, into)
            table = read_table(content, name=name, sheet=sheet, heading_row=heading_row)
            mapping = _mapping(
                viewer, found, table, mapping_file, status, may_guess=dry_run or may_guess
            )
            mapping = replace(mapping, adds_new=mapping.adds_new or adds_new)
            said: dict[str, Any] = {"table": table, "mapping": mapping, "licence": licence}
            if dry_run:
                tried = queries.try_table(viewer, found, sharing=sharing, **said)
                return _say(tried, as_json=as_json)
            place: dict[str, Any] = {"code": found.code, "version": found.version}
            with _asking_for_edition():
                taken = operations.take_in_table(**place, **said, **common)
    _tell(taken, as_json=as_json)
    return DONE


@click.command(
    "put-back", help=_("Let a version of a set say again what it said in an earlier state.")
)
@click.argument("place", metavar="CODE@VERSION")
@click.argument("number", metavar="NUMBER", type=WholeNumber(1, 2**31 - 1))
@EDITION
@click.option("--reason", required=True, help=_("The reason."))
@AS_JSON
@AS_PERSON
def put_back(
    place: str, number: int, edition: int, reason: str, as_json: bool, email: str | None
) -> None:
    """Refused when somebody has changed the set since."""
    django_setup()
    from django.utils import timezone

    from samvern.apps.frameworks import operations

    viewer = acting_viewer(email)
    found = _set(viewer, place)
    with _asking_for_edition():
        taken = operations.put_back(
            by=viewer,
            code=found.code,
            version=found.version,
            number=number,
            edition=edition,
            reason=reason,
            at=timezone.now(),
        )
    _tell(taken, as_json=as_json)


@contextmanager
def _asking_for_edition() -> Iterator[None]:
    """Tell whoever has not said ``--edition`` that it is missing, and which state there is."""
    try:
        yield
    except Conflict as error:
        told = error.params
        if error.code != "framework.exists" or "edition" not in told:
            raise
        raise Conflict(
            "framework.edition_not_said",
            id=told["id"],
            version=told["version"],
            edition=told["edition"],
        ) from None


def _set(viewer: Viewer, place: str) -> RequirementSet:
    """A version of a set by ``CODE@VERSION``; the latest when no version is named."""
    from samvern.apps.frameworks import queries

    code, _at, version = place.partition("@")
    return queries.set_for(viewer, code, version)


def _mapping(
    viewer: Viewer,
    found: RequirementSet,
    table: IncomingTable,
    file: str | None,
    status: str | None,
    *,
    may_guess: bool,
) -> SheetMapping:
    """The mapping of a file, or what is remembered, or a guess that is told."""
    from samvern.apps.frameworks import queries
    from samvern.engine.frameworks import WordingStatus
    from samvern.engine.frameworks.table_import import mapping_from_plain
    from samvern.formats import mapping_file
    from samvern.ui.wording.framework_tables import target_name

    if file is not None:
        raw = read_file(file, lambda stream: mapping_file.read(stream, name=file))
        if isinstance(raw, dict) and isinstance(raw.get("table"), dict):  # all that --json printed
            raw = raw["table"]
        if isinstance(raw, dict) and "mapping" in raw:
            raw = raw["mapping"]
        mapping = mapping_from_plain(raw)
    else:
        mapping, name = queries.proposed_mapping(viewer, found, table)
        if name:
            said = _("The columns are those remembered of “%(name)s”.") % {"name": name}
            click.echo(said, err=True)
        elif not may_guess:
            raise InvalidInput("mapping.requirements_not_said")
        else:
            click.echo(_("The columns are guessed from their headings:"), err=True)
            for use in mapping.columns:
                click.echo(f"  {use.header}: {target_name(use.target, _)}", err=True)
    return replace(mapping, status=WordingStatus(status)) if status else mapping


def _say(trial: Trial, *, as_json: bool) -> int:
    """Print a dry run; exit code 1 when something would be lost."""
    if as_json:
        print_json(trial.to_json(_))
    else:
        for line in _lines(trial):
            click.echo(line)
    return FINDINGS if trial.arrival.lost else DONE


def _lines(trial: Trial) -> Iterator[str]:
    from samvern.engine.programme.document import in_language
    from samvern.ui.wording import frameworks as wording
    from samvern.ui.wording.framework_losses import loss_words
    from samvern.ui.wording.framework_tables import added_lines

    arrival = trial.arrival
    told = {
        "title": in_language(arrival.framework.title, language()),
        "code": arrival.framework.id,
        "version": arrival.framework.version,
        "edition": arrival.edition,
    }
    yield {
        "new_set": _("%(title)s (%(code)s %(version)s) is a set that is not here yet."),
        "new_version": _("Version %(version)s of %(title)s (%(code)s) is not here yet."),
        "other_state": _("%(title)s (%(code)s %(version)s) is here, in state %(edition)s."),
        "same": _("%(title)s (%(code)s %(version)s) is here and says the same, word for word."),
    }[arrival.kind.value] % told
    if trial.left_out:
        parts = ", ".join(f"{kind}: {count}" for kind, count in trial.left_out.items())
        message = _("Left out, since a requirement set has no room for it: %(parts)s.")
        yield message % {"parts": parts}
    if trial.check:
        yield from added_lines(trial.check, _)
    if arrival.lost:
        yield _("Would be lost (%(count)d):") % {"count": len(arrival.lost)}
    for loss in arrival.lost:
        what, before, after = loss_words(loss, _)
        change = f": {before} → {after or '–'}" if before else ""
        yield f"  {loss.requirement} {what}{change}"
    if arrival.comparison and arrival.before:
        yield from wording.comparison_lines(
            arrival.comparison, arrival.before, arrival.framework, language(), _
        )


def _tell(taken: TakenIn, *, as_json: bool) -> None:
    facts = {
        "framework": taken.set.code,
        "version": taken.set.version,
        "edition": taken.set.edition,
        "sharing": taken.set.sharing,
        "is_new": taken.is_new,
        "is_changed": taken.is_changed,
    }
    if taken.is_changed:
        said = _("%(framework)s %(version)s is taken in; it is now in state %(edition)s.")
    else:
        said = _("%(framework)s %(version)s says that already; nothing was changed.")
    answer(facts, said % facts, as_json=as_json)
