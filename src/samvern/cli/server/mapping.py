"""``samvern mapping import`` and ``export``: mappings in the database."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from samvern.cli.files import read_file
from samvern.cli.main import DONE, FINDINGS
from samvern.cli.programme import AS_JSON, FILE, print_json
from samvern.cli.server import acting_viewer, answer, django_setup
from samvern.cli.server.programme import AS_PERSON
from samvern.cli.words import _

if TYPE_CHECKING:
    from samvern.apps.mappings.queries import ImportCheck


@click.command(
    "load",
    help=_(
        "Take the mappings that ship into the database, as proposals to be reviewed; a file that "
        "was taken in once is left alone."
    ),
)
@AS_JSON
@AS_PERSON
def load_mappings(as_json: bool, email: str | None) -> None:
    """What they say may have been changed or withdrawn since, so they come in once."""
    django_setup()
    from django.utils import timezone

    from samvern.apps.mappings import operations

    loaded = operations.load_catalogue(by=acting_viewer(email), at=timezone.now())
    new = [{"file": each.file_name, "mappings": each.new_count} for each in loaded]
    count = sum(each.new_count for each in loaded)
    answer({"new": new}, _("%(count)d mappings are new.") % {"count": count}, as_json=as_json)


@click.command(
    "import",
    help=_(
        "Take the mappings of a file (SSSOM, CSV or XLSX) in that are not here yet; all or "
        "nothing. With --dry-run exit code 1 when something is wrong or in the way."
    ),
)
@FILE
@click.option("--mapper", default="", help=_("Who has mapped, where the file does not say."))
@click.option(
    "--with-changed", is_flag=True, help=_("Change also what an earlier file said otherwise.")
)
@click.option("--dry-run", is_flag=True, help=_("Check everything, and change nothing."))
@AS_JSON
@AS_PERSON
def import_mappings(
    file: str, mapper: str, with_changed: bool, dry_run: bool, as_json: bool, email: str | None
) -> int:
    """Exit code 1 when a dry run finds what a person must look at."""
    django_setup()
    from django.utils import timezone

    from samvern.apps.mappings import operations, queries
    from samvern.formats import mappings_file

    viewer = acting_viewer(email)
    content = read_file(file, lambda stream: stream.read(mappings_file.MAX_BYTES + 1))
    check = queries.check_import(viewer, content, name=file, mapper=mapper)
    if dry_run:
        return _say(check, as_json=as_json)
    operations.import_mappings(
        by=viewer,
        content=content,
        name=file,
        mapper=mapper,
        with_changed=with_changed,
        seen=check.seen,
        at=timezone.now(),
    )
    _say_taken_in(check, with_changed=with_changed, as_json=as_json)
    return DONE


def _say_taken_in(check: ImportCheck, *, with_changed: bool, as_json: bool) -> None:
    """Say what was taken in, and what the file says otherwise that was left as it is."""
    from samvern.apps.mappings.queries import Kind
    from samvern.engine.errors import NotReady
    from samvern.ui.wording import errors

    said = {kind: len(check.of_kind(kind)) for kind in Kind}
    changed = said[Kind.CHANGED] if with_changed else 0
    counts = {
        "new": said[Kind.NEW],
        "changed": changed,
        "rejected": check.rejected,
        "same": said[Kind.SAME],
        "conflicting": said[Kind.CONFLICTING],
        "otherwise": said[Kind.CHANGED] - changed,
    }
    if counts["new"] or changed:
        lines = [_("New: %(new)d. Changed: %(changed)d.") % counts]
    else:
        words = _("Nothing new. Here already: %(same)d. In the way: %(conflicting)d.")
        lines = [words % counts]
    lines.append(_rejected(check.rejected))
    if counts["otherwise"]:
        otherwise = NotReady("mappings.says_otherwise", count=counts["otherwise"])
        lines += [errors.title(otherwise, _), errors.advice(otherwise, _)]
    answer(counts, " ".join(filter(None, lines)), as_json=as_json)


def _say(check: ImportCheck, *, as_json: bool) -> int:
    from samvern.apps.mappings.queries import Kind
    from samvern.ui.wording import errors

    counts: dict[str, Any] = {kind.value: len(check.of_kind(kind)) for kind in Kind}
    counts["rejected"] = check.rejected
    if as_json:
        problems = [{"code": each.code, "where": each.where} for each in check.problems]
        print_json({**counts, "problems": problems})
    else:
        for each in check.problems:
            click.echo(f"{each.where}: {errors.problem(each, _)}")
        for row in check.of_kind(Kind.CONFLICTING):
            click.echo(
                _("%(source)s and %(target)s: %(mapper)s has said something else here.")
                % {
                    "source": row.value.source,
                    "target": row.value.target,
                    "mapper": row.value.mapper,
                }
            )
        line = _("New: %(new)d. Changed: %(changed)d. Here already: %(same)d. In the way: %(way)d.")
        line = line % {**counts, "way": counts[Kind.CONFLICTING]}
        click.echo(" ".join(filter(None, (line, _rejected(check.rejected)))))
    return FINDINGS if check.problems or counts[Kind.CONFLICTING] else DONE


def _rejected(count: int) -> str:
    said = _("Rejected in the file, and not taken in: %(count)d.")
    return said % {"count": count} if count else ""


@click.command(
    "export",
    help=_("Write the mappings between two sets; A and B are codes, or code@version."),
)
@click.argument("a")
@click.argument("b")
@click.option(
    "--to",
    "kind",
    type=click.Choice(["sssom", "csv", "xlsx", "oscal"]),
    default="sssom",
    show_default=True,
    help=_("What to write."),
)
@AS_PERSON
def export_mappings(a: str, b: str, kind: Any, email: str | None) -> None:
    """Everything that is in force between the two, whatever version it was made against."""
    django_setup()
    from django.utils import timezone

    from samvern.apps.mappings import queries
    from samvern.formats import mappings_file

    viewer = acting_viewer(email)
    values, titles = queries.to_write(viewer, queries.pair_of(viewer, a, b))
    now = timezone.now()
    mappings_file.write(values, sys.stdout.buffer, kind=kind, at=now, titles=titles)
