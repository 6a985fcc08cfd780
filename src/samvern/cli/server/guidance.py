"""``samvern guidance remind``: those who answer for owners are written to; for a timer to run."""

from __future__ import annotations

import click

from samvern.cli.main import DONE, FINDINGS
from samvern.cli.programme import AS_JSON, print_json
from samvern.cli.server import acting_viewer, django_setup
from samvern.cli.server.programme import AS_PERSON
from samvern.cli.words import _


@click.command(
    "remind",
    help=_(
        "Write to those who answer for owners of guidance about what waits for them, each once a "
        "month at most. Exit code 1 when a letter did not go out; it is tried again the next time."
    ),
)
@click.option(
    "--dry-run", is_flag=True, help=_("Say who would be written to, and write to nobody.")
)
@AS_JSON
@AS_PERSON
def remind(dry_run: bool, as_json: bool, email: str | None) -> int:
    """One line for each person, and how many entries wait for them."""
    django_setup()
    viewer = acting_viewer(email)
    from django.utils import timezone

    from samvern.apps.guidance import operations, queries

    at = timezone.now()
    due = queries.reminders_due(viewer, on=timezone.localdate(at))
    people = [(each.user.email, len(each.due)) for each in due.people]
    failed: set[str] = set()
    if not dry_run:
        sent = operations.remind_owners(by=viewer, at=at)
        people = [(each.user.email, each.entries) for each in sent]
        failed = queries.failed_reminders(viewer, [each.pk for each in sent])
    if as_json:
        print_json(
            {
                "reminded": [{"email": name, "entries": count} for name, count in people],
                "failed": sorted(failed),
                "without_anybody": [each.entry.id for each in due.without_anybody],
            }
        )
        return FINDINGS if failed else DONE
    for name, count in people:
        click.echo(f"{name}\t{count}")
    if due.without_anybody:
        message = _("Nobody here answers for the owners of %(count)d entries that wait.")
        click.echo(message % {"count": len(due.without_anybody)}, err=True)
    for name in sorted(failed):
        click.echo(_("The letter to %(email)s did not go out.") % {"email": name}, err=True)
    return FINDINGS if failed else DONE
