"""``samvern evidence list``: what an organisation can show."""

from __future__ import annotations

import click

from samvern.cli.numbers import WholeNumber
from samvern.cli.programme import AS_JSON, print_json
from samvern.cli.server import acting_viewer, django_setup
from samvern.cli.server.programme import AS_PERSON
from samvern.cli.words import _, language


@click.group("evidence", help=_("Evidence: documents and links that show how things are."))
def evidence() -> None:
    """Evidence in the database."""


@evidence.command("list", help=_("List the evidence of an organisation, newest first."))
@click.argument("actor_id", type=WholeNumber(1, 2**63 - 1), metavar="ACTOR")
@click.option(
    "--standing",
    type=click.Choice(["holds", "soon", "run_out", "replaced", "withdrawn"]),
    default=None,
    help=_("Only what stands so today; otherwise all that is in use."),
)
@AS_JSON
@AS_PERSON
def list_evidence(actor_id: int, standing: str | None, as_json: bool, email: str | None) -> None:
    """One line each."""
    django_setup()
    from django.utils import timezone, translation

    from samvern.apps.evidence import queries
    from samvern.apps.evidence.api import evidence_out

    viewer, on = acting_viewer(email), timezone.localdate()
    actor = queries.place_for(viewer, actor_id)
    found = queries.evidence_at(viewer, actor, on=on, standing=standing or "")
    if as_json:
        every = [evidence_out(each) for each in found.select_related("file")]
        print_json({"evidence": [each.model_dump(mode="json") for each in every]})
        return
    with translation.override(language()):
        for row in queries.rows(found, on=on):
            until = row.expires_on.isoformat() if row.expires_on else ""
            click.echo("\t".join((str(row.id), row.state, until, row.title)))
