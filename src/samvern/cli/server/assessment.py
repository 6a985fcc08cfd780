"""``samvern assessment`` on the database: read assessments, take the workbook out and in."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from samvern.cli.files import read_file
from samvern.cli.main import DONE, FINDINGS
from samvern.cli.numbers import WholeNumber
from samvern.cli.programme import AS_JSON, FILE, print_json
from samvern.cli.server import acting_viewer, django_setup
from samvern.cli.server.programme import AS_PERSON
from samvern.cli.words import _, language

ASSESSMENT = click.argument("assessment_id", type=WholeNumber(1, 2**63 - 1))


@click.command("list", help=_("List the assessments that somebody answers."))
@AS_JSON
@AS_PERSON
def list_assessments(as_json: bool, email: str | None) -> None:
    """One line for each, the most pressing first."""
    django_setup()
    viewer = acting_viewer(email)
    from django.utils import timezone

    from samvern.apps.assessments import queries
    from samvern.apps.assessments.api.shapes import assessments_out

    rows = queries.listed(viewer)
    if as_json:
        shown = assessments_out([row.assessment for row in rows], on=timezone.localdate())
        found = [each.model_dump(mode="json") for each in shown]
        print_json({"assessments": found})
        return
    for row in rows:
        each = row.assessment
        due = each.due_on.isoformat() if each.due_on else "–"
        counts = f"{row.answered}/{row.total}"
        click.echo(f"{each.pk}\t{each.state}\t{due}\t{counts}\t{each.actor.name}\t{each}")


@click.command("show", help=_("Show what is said of each requirement of an assessment."))
@ASSESSMENT
@AS_JSON
@AS_PERSON
def show_assessment(assessment_id: int, as_json: bool, email: str | None) -> None:
    """One line for each requirement, its result first."""
    django_setup()
    viewer = acting_viewer(email)
    from django.utils import timezone

    from samvern.apps.assessments import queries
    from samvern.apps.assessments.api.shapes import answer_out, assessments_out
    from samvern.engine.programme.document import in_language
    from samvern.ui.wording import assessments as wording

    found = queries.working(viewer, assessment_id, at=timezone.now(), on=timezone.localdate())
    if as_json:
        (shown,) = assessments_out([found.assessment], on=timezone.localdate())
        head = shown.model_dump(mode="json")
        rows = [answer_out(row).model_dump(mode="json") for row in found.rows]
        print_json({"assessment": head, "answers": rows})
        return
    for row in found.rows:
        result = wording.result_name(row.values.result, _)
        title = in_language(row.requirement.title, language())
        click.echo(f"{row.requirement.id}\t{result}\t{title}")


@click.command("export", help=_("Write an assessment as the file that reports are made from."))
@ASSESSMENT
@AS_PERSON
def export_assessment(assessment_id: int, email: str | None) -> None:
    """The whole assessment as JSON, as it stands now."""
    django_setup()
    viewer = acting_viewer(email)
    from django.utils import timezone

    from samvern.apps.assessments import queries
    from samvern.formats import assessment_file

    found = queries.assessment_for(viewer, assessment_id)
    document = queries.document_at(viewer, found, at=timezone.now())
    assessment_file.write(document, sys.stdout.buffer)


@click.command(
    "workbook",
    help=_("Take out the workbook with the requirements that you answer, to be filled in offline."),
)
@ASSESSMENT
@click.option(
    "--out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help=_("Where to write it, such as answers.xlsx."),
)
@AS_PERSON
def take_out_workbook(assessment_id: int, out: Path, email: str | None) -> None:
    """In the language of the command line."""
    if out.suffix.lower() != ".xlsx":
        raise click.UsageError(_("The file must end with .xlsx: %s") % out)
    django_setup()
    viewer = acting_viewer(email)
    from django.utils import timezone

    from samvern.apps.assessments import papers, queries

    assessment = queries.assessment_for(viewer, assessment_id)
    found = queries.outgoing(viewer, assessment, at=timezone.now())
    out.write_bytes(papers.workbook_file(assessment, found, language()).content)
    click.echo(_("The workbook is in %(file)s.") % {"file": out}, err=True)


@click.command(
    "take-in",
    help=_(
        "Take in a workbook that was filled in: all of it, or nothing. Exit code 1, and nothing is "
        "taken in, where others have changed the same meanwhile: choose on the page what holds."
    ),
)
@ASSESSMENT
@FILE
@click.option("--dry-run", is_flag=True, help=_("Say what would change, and change nothing."))
@AS_JSON
@AS_PERSON
def take_in_workbook(
    assessment_id: int, file: str, dry_run: bool, as_json: bool, email: str | None
) -> int:
    """One line for each answer: its requirement, what becomes of it, and the fields."""
    django_setup()
    viewer = acting_viewer(email)
    from django.utils import timezone

    from samvern.apps.assessments import operations, papers, queries
    from samvern.formats.assessment_book import MAX_BYTES

    content = read_file(file, lambda stream: stream.read(MAX_BYTES + 1))
    at, name, speech = timezone.now(), Path(file).name, papers.speech_in(language())
    draft = operations.keep_workbook(
        by=viewer, assessment_id=assessment_id, name=name, content=content, speech=speech, at=at
    )
    found = queries.taking_in(viewer, draft, at=at)
    is_clashing = any(each.clashes for each in found.changing)
    is_taken = bool(found.changing) and not is_clashing and not dry_run
    if is_taken:
        operations.take_in_workbook(by=viewer, draft_id=draft.pk, chosen={}, at=at)
    elif not is_clashing or dry_run:
        operations.discard_workbook(by=viewer, draft_id=draft.pk)
    rows = [
        {
            "requirement": each.returned.code,
            "fate": each.fate,
            "fields": [*each.changes, *each.clashes],
        }
        for each in found.changing
    ]
    if as_json:
        waiting = draft.pk if is_clashing and not dry_run else None
        print_json({"changes": rows, "is_taken_in": is_taken, "waiting": waiting})
        return FINDINGS if is_clashing else DONE
    for row in rows:
        click.echo(f"{row['requirement']}\t{row['fate']}\t{', '.join(row['fields'])}")
    return FINDINGS if is_clashing else DONE
