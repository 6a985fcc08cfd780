"""``samvern deadline``: what a duty asks for and by when, without a database."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from samvern.cli.files import load_deadlines
from samvern.cli.main import DONE, FINDINGS, LazyGroup
from samvern.cli.programme import AS_JSON, print_json
from samvern.cli.words import _, language
from samvern.engine.errors import InvalidInput, Problem

if TYPE_CHECKING:
    from samvern.engine.deadlines import Submission

deadline = LazyGroup("deadline", help=_("Deadlines: what is due when, and how long is left."))


@deadline.command(
    "show",
    help=_(
        "Say when each step of a PLAN is due and how long is left. PLAN is a path, - for standard "
        "input, or the code of a shipped plan. Moments are by the clock in Norway. Exit code 1 when "
        "anything is overdue."
    ),
)
@click.argument("plan")
@click.option(
    "--start",
    required=True,
    metavar="MOMENT",
    help=_("The moment that starts the clock: 2026-03-28T23:30."),
)
@click.option(
    "--submitted",
    multiple=True,
    metavar="STEP=MOMENT",
    help=_("When a step was submitted; may be given several times, and the first counts."),
)
@click.option(
    "--at", "asked_at", metavar="MOMENT", help=_("The moment it is asked for; now when left out.")
)
@AS_JSON
def show(
    plan: str, start: str, submitted: tuple[str, ...], asked_at: str | None, as_json: bool
) -> int:
    """Exit code 1 when anything is overdue."""
    from samvern.engine.deadlines import schedule
    from samvern.engine.deadlines.clock import read_moment
    from samvern.ui.wording import deadlines as wording

    found = schedule(
        load_deadlines(plan), started_at=read_moment(start), submissions=_submissions(submitted)
    )
    at = read_moment(asked_at) if asked_at else datetime.now(UTC)
    if as_json:
        print_json(found.to_json(at))
    else:
        for line in wording.schedule_lines(found, at, language(), _):
            click.echo(line)
    return FINDINGS if found.overdue(at) else DONE


def _submissions(written: Iterable[str]) -> list[Submission]:
    from samvern.engine.deadlines import Submission
    from samvern.engine.deadlines.clock import read_moment

    found, problems = [], []
    for each in written:
        step, equals, moment = each.partition("=")
        if not step or not equals:
            problems.append(Problem.of("submission.malformed", found=each[:80]))
            continue
        try:
            found.append(Submission(step, read_moment(moment)))
        except InvalidInput as error:
            problems.append(Problem(error.code, tuple(error.params.items()), where=step))
    if problems:
        raise InvalidInput("submission.invalid", problems=problems, count=len(problems))
    return found


@deadline.command("schema", help=_("Print the JSON Schema of the deadline file."))
def schema() -> None:
    """Print the published schema as it is."""
    from samvern.formats import deadline_file

    click.echo(deadline_file.schema_text(), nl=False)
