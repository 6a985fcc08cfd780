"""``samvern task``: what waits for somebody, over all modules, and the same as a calendar."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from samvern.cli.programme import AS_JSON, print_json
from samvern.cli.server import acting_viewer, django_setup
from samvern.cli.words import _, language

#: Tasks are somebody's: the system itself has none.
WHOSE = click.option(
    "--as", "email", metavar="EMAIL", required=True, help=_("Whose tasks: the person’s address.")
)


@click.group("task", help=_("Tasks: what waits for somebody, and by when."))
def task() -> None:
    """What waits for people."""


@task.command("list", help=_("List what waits for a person, what is due first at the top."))
@click.option("--late", is_flag=True, help=_("Only what is late."))
@AS_JSON
@WHOSE
def list_tasks(late: bool, as_json: bool, email: str) -> None:
    """How much waits, in a sentence, and one line for each."""
    django_setup()
    viewer = acting_viewer(email)
    from django.utils import timezone, translation

    from samvern.base import registry
    from samvern.base.tasks.api import task_out
    from samvern.base.tasks.pages import tasks_sentence

    on = timezone.localdate()
    with translation.override(language()):
        tasks = registry.tasks_for(viewer, on)
        if late:
            tasks = [each for each in tasks if each.due_on is not None and each.due_on < on]
        rows = [task_out(each) for each in tasks]
        sentence = tasks_sentence(tasks, on=on)
    if as_json:
        print_json({"tasks": [row.model_dump(mode="json") for row in rows]})
        return
    click.echo(sentence, err=True)
    for row in rows:
        click.echo(f"{row.due_on or '-'}\t{row.title}\t{row.figure}\t{row.url}")


@task.command(
    "calendar",
    help=_(
        "Write what is due as a calendar (iCalendar). What it is about does not stand there: "
        "a calendar is read over shoulders."
    ),
)
@click.option("-o", "--output", help=_("The file to write; else standard output."))
@WHOSE
def write_calendar(output: str | None, email: str) -> None:
    """The same as the calendar behind a person's secret address."""
    django_setup()
    viewer = acting_viewer(email)
    from django.utils import timezone

    from samvern.base.tasks.calendar import calendar_of

    content = calendar_of(viewer, at=timezone.now())
    if output is None or output == "-":
        sys.stdout.buffer.write(content)
    else:
        Path(output).write_bytes(content)
