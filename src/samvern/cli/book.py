"""``samvern programme book``: a programme as an accessible PDF, without a database."""

from __future__ import annotations

import sys
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import click

from samvern.cli.files import STANDARD_INPUT, load_programme
from samvern.cli.programme import AS_JSON, FILE, print_json
from samvern.cli.words import _, language
from samvern.engine.errors import InvalidInput, NotReady

if TYPE_CHECKING:
    from samvern.engine.programme.document import Programme
    from samvern.ui.wording.programme_book import Ranked

#: The same draws as on the pages.
_SAMPLES, _SEED = 10_000, 1


@click.command(
    "book",
    help=_(
        "Print a programme as a book: an accessible PDF, in the language of --lang. FILE is a "
        "path, - for standard input, or the code of a shipped programme."
    ),
)
@FILE
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(dir_okay=False, allow_dash=True),
    help=_("Where to write the PDF; - for standard output."),
)
@click.option(
    "--date",
    "made_on",
    type=click.DateTime(["%Y-%m-%d"]),
    help=_("The date that the book carries; that of publication when left out."),
)
@AS_JSON
def print_book(file: str, output: str, made_on: datetime | None, as_json: bool) -> None:
    """The same programme gives the same book, byte by byte."""
    if output == STANDARD_INPUT and as_json:
        raise click.UsageError(_("Standard output cannot hold both the PDF and JSON."))
    document = load_programme(file)
    content = _book(document, made_on.date() if made_on else None)
    if output == STANDARD_INPUT:
        sys.stdout.buffer.write(content)
        return
    Path(output).write_bytes(content)
    if as_json:
        print_json(
            {
                "programme": document.id,
                "language": language(),
                "file": output,
                "bytes": len(content),
                "standard": "PDF/UA-1",
            }
        )
    else:
        click.echo(_("The book is in %(file)s.") % {"file": output}, err=True)


def _book(document: Programme, made_on: date | None) -> bytes:
    from samvern.engine.programme import consistency
    from samvern.formats import programme_book
    from samvern.ui.wording.programme_book import Sources, Speech, book_of

    sources = Sources(
        document=document,
        focus_areas=_ranked(document, "focus-area"),
        measures=_ranked(document, "measure"),
        findings=consistency.check(document),
        made_on=made_on,
    )
    stream = BytesIO()
    programme_book.write(book_of(sources, Speech(language(), _)), stream)
    return stream.getvalue()


def _ranked(document: Programme, level: str) -> Ranked:
    """The ranking, or why there is none; the book then says so."""
    from samvern.engine import priority

    try:
        return priority.rank(
            *priority.ranking_model(document, level=level), samples=_SAMPLES, seed=_SEED
        )
    except (InvalidInput, NotReady) as error:
        return error
