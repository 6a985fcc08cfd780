"""``samvern assessment list``, ``show`` and ``export``: assessments in the database."""

from __future__ import annotations

import sys

import click

from samvern.cli.programme import AS_JSON, print_json
from samvern.cli.server import acting_viewer, django_setup
from samvern.cli.server.programme import AS_PERSON
from samvern.cli.words import _, language

ASSESSMENT = click.argument("assessment_id", type=click.IntRange(1, 2**63 - 1))


@click.command("list", help=_("List the assessments that somebody answers."))
@AS_JSON
@AS_PERSON
def list_assessments(as_json: bool, email: str | None) -> None:
    """One line for each, the most pressing first."""
    django_setup()
    viewer = acting_viewer(email)
    from samvern.apps.assessments import queries
    from samvern.apps.assessments.api.shapes import assessment_out

    rows = queries.listed(viewer)
    if as_json:
        found = [assessment_out(row.assessment).model_dump(mode="json") for row in rows]
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
    from samvern.apps.assessments.api.shapes import answer_out, assessment_out
    from samvern.engine.programme.document import in_language
    from samvern.ui.wording import assessments as wording

    found = queries.working(viewer, assessment_id, at=timezone.now(), on=timezone.localdate())
    if as_json:
        head = assessment_out(found.assessment).model_dump(mode="json")
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
