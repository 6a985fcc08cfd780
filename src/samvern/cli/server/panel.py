"""``samvern panel list`` and ``export``: panels in the database."""

from __future__ import annotations

import click

from samvern.cli.numbers import WholeNumber
from samvern.cli.programme import AS_JSON, print_json
from samvern.cli.server import acting_viewer, django_setup
from samvern.cli.server.programme import AS_PERSON
from samvern.cli.words import _, language


@click.group(help=_("Panels: several people judge the same things, each for themselves."))
def panel() -> None:
    """Panels."""


@panel.command("list", help=_("List the panels of a programme."))
@click.argument("code")
@AS_JSON
@AS_PERSON
def list_panels(code: str, as_json: bool, email: str | None) -> None:
    """One line for each panel, newest first."""
    django_setup()
    viewer = acting_viewer(email)
    from django.utils import translation

    from samvern.apps.panels import queries

    with translation.override(language()):
        rows = queries.panel_list(viewer, code).rows
    if as_json:
        print_json(
            {
                "panels": [
                    {
                        "id": row.id,
                        "title": row.title,
                        "state": row.state,
                        "answer_by": row.answer_by.isoformat(),
                        "judges": row.judges,
                        "cells": row.cells,
                    }
                    for row in rows
                ]
            }
        )
        return
    for row in rows:
        click.echo(f"{row.id}\t{row.state}\t{row.answer_by}\t{row.judges}\t{row.title}")


@panel.command("export", help=_("Write the result of a closed panel as JSON."))
@click.argument("panel_id", type=WholeNumber(1, 2**63 - 1))
@AS_PERSON
def export_panel(panel_id: int, email: str | None) -> None:
    """Write each opinion, how far they lie apart, and what they combine to."""
    django_setup()
    viewer = acting_viewer(email)
    from django.utils import translation

    from samvern.apps.panels import queries
    from samvern.apps.panels.api import result_out

    with translation.override(language()):
        found = queries.panel_for(viewer, panel_id)
        result = queries.result(viewer, found.programme.code, panel_id)
    print_json(result_out(result).model_dump(mode="json"))
