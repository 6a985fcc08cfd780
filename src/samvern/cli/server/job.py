"""``samvern job``: what goes on behind the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from samvern.cli.numbers import WholeNumber
from samvern.cli.programme import AS_JSON, print_json
from samvern.cli.server import acting_viewer, answer, django_setup
from samvern.cli.server.programme import AS_PERSON
from samvern.cli.words import _, language

if TYPE_CHECKING:
    from samvern.base.models import Job

#: Jobs that are listed at most.
MOST = 200

JOB = click.argument("job_id", type=WholeNumber(1, 2**63 - 1), metavar="ID")


@click.group("job", help=_("Background jobs: list, try again, cancel."))
def job() -> None:
    """Jobs in the database."""


@job.command("list", help=_("List background jobs, newest first, 200 at most."))
@click.option(
    "--state",
    type=click.Choice(["waiting", "running", "done", "failed", "cancelled"]),
    default=None,
)
@AS_JSON
@AS_PERSON
def list_jobs(state: str | None, as_json: bool, email: str | None) -> None:
    """One line each."""
    django_setup()
    from django.utils import translation

    from samvern.base.jobs import queries

    viewer = acting_viewer(email)
    found = list(queries.jobs_for(viewer, state or "")[:MOST])
    if as_json:
        print_json({"jobs": [_plain(each) for each in found]})
        return
    with translation.override(language()):
        for row in queries.job_rows(viewer, found):
            far = f"{row.done}/{row.total}" if row.total else str(row.done)
            click.echo(
                "\t".join((str(row.id), row.state_name, far, row.label, row.trouble)).rstrip()
            )


@job.command("retry", help=_("Have a job that failed or was cancelled go on from its last step."))
@JOB
@AS_JSON
@AS_PERSON
def retry_job(job_id: int, as_json: bool, email: str | None) -> None:
    """Have a job go on from its last step."""
    django_setup()
    from django.utils import timezone

    from samvern.base.jobs import operations

    found = operations.retry_job(by=acting_viewer(email), job_id=job_id, at=timezone.now())
    answer(_plain(found), _("Is tried again: %s") % found.label, as_json=as_json)


@job.command("cancel", help=_("Call a job off; what its steps have done stays done."))
@JOB
@AS_JSON
@AS_PERSON
def cancel_job(job_id: int, as_json: bool, email: str | None) -> None:
    """Call a job off."""
    django_setup()
    from django.utils import timezone

    from samvern.base.jobs import operations

    found = operations.cancel_job(by=acting_viewer(email), job_id=job_id, at=timezone.now())
    answer(_plain(found), _("Is called off: %s") % found.label, as_json=as_json)


def _plain(found: Job) -> dict[str, Any]:
    from samvern.base.jobs.api import job_out

    return job_out(found).model_dump(mode="json")
