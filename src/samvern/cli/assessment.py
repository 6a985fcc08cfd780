"""``samvern assessment``: reports on an assessment, and the workbook that is filled in offline."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import click

from samvern.cli.files import read_file
from samvern.cli.main import LazyGroup
from samvern.cli.programme import AS_JSON, FILE, print_json
from samvern.cli.words import _, language

if TYPE_CHECKING:
    from samvern.engine.assessments import ReturnedAnswer

#: The commands on the database, which start Django.
LAZY = {
    "list": "samvern.cli.server.assessment:list_assessments",
    "show": "samvern.cli.server.assessment:show_assessment",
    "export": "samvern.cli.server.assessment:export_assessment",
    "workbook": "samvern.cli.server.assessment:take_out_workbook",
    "take-in": "samvern.cli.server.assessment:take_in_workbook",
}

assessment = LazyGroup(
    "assessment",
    lazy=LAZY,
    help=_("Self-assessments: print reports, look through a filled-in workbook."),
)


@assessment.command(
    "report",
    help=_(
        "Write a report on the assessment in FILE (a path, or - for standard input): every "
        "requirement and how it is met, or what is left to do. The ending of --out says whether it "
        "is an accessible PDF or a workbook (XLSX)."
    ),
)
@FILE
@click.option(
    "--kind",
    type=click.Choice(["statement", "gaps"]),
    default="statement",
    show_default=True,
    help=_("The statement of applicability, or the gap report."),
)
@click.option(
    "--language",
    "spoken",
    type=click.Choice(["nb", "nn", "en"]),
    help=_("The language of the report; that of --lang when left out."),
)
@click.option(
    "--out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help=_("Where to write it, such as report.pdf or report.xlsx."),
)
@AS_JSON
def report(file: str, kind: str, spoken: str | None, out: Path, as_json: bool) -> None:
    """The same assessment gives the same PDF, byte by byte."""
    from samvern.formats import assessment_file
    from samvern.ui.wording.assessment_report import ReportKind, Speech, write_pdf, write_xlsx
    from samvern.ui.wording.languages import translations

    ending = out.suffix.lower()
    writers = {".pdf": write_pdf, ".xlsx": write_xlsx}
    if ending not in writers:
        raise click.UsageError(_("The file must end with .pdf or .xlsx: %s") % out)
    document = read_file(file, lambda stream: assessment_file.read(stream, name=file))
    told = spoken or language()
    stream = io.BytesIO()
    speech = Speech(told, translations(told).gettext)
    writers[ending](ReportKind(kind), document, speech, stream)
    out.write_bytes(stream.getvalue())
    if as_json:
        size = len(stream.getvalue())
        print_json({"kind": kind, "language": told, "file": str(out), "bytes": size})
    else:
        click.echo(_("The report is in %(file)s.") % {"file": out}, err=True)


@assessment.command(
    "check",
    help=_(
        "Say what was changed in a workbook since it was taken out, and everything that is wrong "
        "in it. Nothing is taken in."
    ),
)
@FILE
@AS_JSON
def check(file: str, as_json: bool) -> None:
    """Ends with exit code 2 when anything is wrong."""
    from samvern.formats import assessment_book
    from samvern.ui.wording.assessment_book import change_lines, read_book
    from samvern.ui.wording.speech import Speech

    content = read_file(file, lambda stream: stream.read(assessment_book.MAX_BYTES + 1))
    speech = Speech(language(), _)
    found = read_book(content, speech, name=file)
    if as_json:
        print_json(
            {
                "assessment": found.identity.assessment,
                "set": found.identity.set_code,
                "version": found.identity.set_version,
                "requirements": len(found.answers),
                "changed": [_as_json(answer) for answer in found.answers if answer.changes],
            }
        )
    else:
        for line in change_lines(found, speech):
            click.echo(line)


def _as_json(answer: ReturnedAnswer) -> dict[str, object]:
    return {
        "code": answer.code,
        "base_version": answer.base_version,
        "base": answer.base.to_json(),
        "values": answer.values.to_json(),
        "changes": list(answer.changes),
    }


@assessment.command("schema", help=_("Print the JSON Schema of the assessment file."))
def schema() -> None:
    """Print the published schema as it is."""
    from samvern.formats import assessment_file

    click.echo(assessment_file.schema_text(), nl=False)
