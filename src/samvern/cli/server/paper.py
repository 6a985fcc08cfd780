"""``samvern paper``: a programme is frozen, and papers made of it are listed and had as files."""

from __future__ import annotations

from pathlib import Path

import click

from samvern.cli.numbers import WholeNumber
from samvern.cli.programme import AS_JSON, print_json
from samvern.cli.server import acting_viewer, answer, django_setup
from samvern.cli.server.programme import AS_PERSON
from samvern.cli.words import _

PAPER = click.argument("paper_id", type=WholeNumber(1, 2**63 - 1), metavar="ID")
LANGUAGE = click.option(
    "--language", type=click.Choice(["nb", "nn", "en"]), default="nb", help=_("In which language.")
)
FORM = click.option(
    "--form", type=click.Choice(["pdf", "docx", "xlsx"]), default="pdf", help=_("As what.")
)
OUTPUT = click.option(
    "--output",
    "-o",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help=_("The file to write."),
)


@click.group("paper", help=_("Papers on programmes, made from frozen snapshots."))
def paper() -> None:
    """Snapshots and papers."""


@paper.command("list", help=_("List the papers, newest first."))
@click.option("--programme", default="", help=_("Only those of one programme."))
@AS_JSON
@AS_PERSON
def list_papers(programme: str, as_json: bool, email: str | None) -> None:
    """One line for each paper."""
    django_setup()
    from samvern.apps.papers import queries
    from samvern.apps.papers.api.shapes import paper_out

    found = [paper_out(each) for each in queries.papers(acting_viewer(email), programme)]
    if as_json:
        print_json({"papers": [each.model_dump(mode="json") for each in found]})
        return
    for each in found:
        told = (each.stage, each.audience, f"v{each.number}", each.programme, each.period)
        click.echo("\t".join([str(each.id), *told, each.kind, each.about]).rstrip())


@paper.command("freeze", help=_("Keep everything that papers say of a programme, as it stands."))
@click.argument("programme")
@click.option("--period", required=True, help=_("A year, half a year or a quarter: 2027-H1."))
@AS_JSON
@AS_PERSON
def freeze(programme: str, period: str, as_json: bool, email: str | None) -> None:
    """Take a snapshot."""
    django_setup()
    from django.utils import timezone

    from samvern.apps.papers import operations
    from samvern.apps.papers.api.shapes import snapshot_out

    made = operations.freeze(
        by=acting_viewer(email), programme_code=programme, period=period, at=timezone.now()
    )
    shown = snapshot_out(made).model_dump(mode="json")
    answer(shown, f"{made.pk}\t{made}\t{made.sha256}", as_json=as_json)


@paper.command("make", help=_("Write a paper as it stands now to a file."))
@PAPER
@LANGUAGE
@FORM
@OUTPUT
@AS_PERSON
def make_paper(paper_id: int, language: str, form: str, output: Path, email: str | None) -> None:
    """Made anew, a draft too; an approved one comes out as the file that is kept."""
    django_setup()
    from samvern.apps.papers import queries, working

    found = queries.paper_for(acting_viewer(email), paper_id)
    output.write_bytes(working.file_bytes(found, language, form))
    click.echo(working.file_name(found, language, form), err=True)


@paper.command("download", help=_("Write the kept file of an approved paper to a file."))
@PAPER
@LANGUAGE
@FORM
@OUTPUT
@AS_PERSON
def download_paper(
    paper_id: int, language: str, form: str, output: Path, email: str | None
) -> None:
    """The bytes that were made when it was approved."""
    django_setup()
    from samvern.apps.papers import queries
    from samvern.apps.papers.pages.responses import kept_bytes

    viewer = acting_viewer(email)
    found = queries.paper_for(viewer, paper_id)
    output.write_bytes(kept_bytes(viewer, found, language, form))
