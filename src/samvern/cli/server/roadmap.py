"""``samvern roadmap``: roadmaps in the database, and what was published of them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from samvern.cli.files import read_file
from samvern.cli.numbers import WholeNumber
from samvern.cli.programme import AS_JSON, print_json
from samvern.cli.server import acting_viewer, answer, django_setup
from samvern.cli.server.programme import AS_PERSON
from samvern.cli.words import _, language

if TYPE_CHECKING:
    from samvern.apps.roadmaps.models import PublishedPlan

PLAN = click.argument("plan_id", type=WholeNumber(1, 2**63 - 1))
NUMBER = click.argument("number", type=WholeNumber(1, 2**31 - 1))


@click.group("roadmap", help=_("Roadmaps of programmes: drafts, and published versions."))
def roadmap() -> None:
    """Roadmaps in the database."""


@roadmap.command("list", help=_("List the roadmaps of a programme, by its code."))
@click.argument("programme")
@AS_JSON
@AS_PERSON
def list_roadmaps(programme: str, as_json: bool, email: str | None) -> None:
    """One line for each roadmap that is not put away."""
    django_setup()
    from samvern.apps.roadmaps import queries

    found = queries.plan_list(acting_viewer(email), programme)
    if as_json:
        rows = [
            {
                **vars(row),
                "changed_at": row.changed_at and row.changed_at.isoformat(),
                "published_at": row.published_at and row.published_at.isoformat(),
            }
            for row in found.rows
        ]
        print_json({"roadmaps": rows})
        return
    for row in found.rows:
        state = _("draft") if row.number is None else _("version %(n)d") % {"n": row.number}
        click.echo(f"{row.id}\t{state}\t{row.title}")


@roadmap.command("make", help=_("Make a roadmap of a programme from a planning file."))
@click.argument("programme")
@click.argument("file")
@click.option("--title", required=True, help=_("What it is to be called."))
@AS_JSON
@AS_PERSON
def make_roadmap(programme: str, file: str, title: str, as_json: bool, email: str | None) -> None:
    """Make it, and plan."""
    django_setup()
    from django.utils import timezone

    from samvern.apps.roadmaps import operations
    from samvern.formats import roadmap_file

    planning = read_file(file, lambda stream: roadmap_file.read(stream, name=file))
    by, at = acting_viewer(email), timezone.now()
    made = operations.make_plan(by=by, code=programme, title=title, planning=planning, at=at)
    operations.solve_plan(by=by, plan_id=made.pk, at=at, is_patient=True)
    line = _("Roadmap %(id)d is made.") % {"id": made.pk}
    answer({"id": made.pk, "version": made.version}, line, as_json=as_json)


@roadmap.command("plan", help=_("Plan a roadmap for its figures as they are, and wait for it."))
@PLAN
@AS_JSON
@AS_PERSON
def plan_roadmap(plan_id: int, as_json: bool, email: str | None) -> None:
    """Plan it now."""
    django_setup()
    from django.utils import timezone

    from samvern.apps.roadmaps import operations

    by = acting_viewer(email)
    operations.solve_plan(by=by, plan_id=plan_id, at=timezone.now(), is_patient=True)
    _show(plan_id, as_json=as_json, email=email)


@roadmap.command("show", help=_("Show what happens when in a roadmap as it is worked on."))
@PLAN
@AS_JSON
@AS_PERSON
def show_roadmap(plan_id: int, as_json: bool, email: str | None) -> None:
    """The plan, what clashes, or that there is none yet."""
    django_setup()
    _show(plan_id, as_json=as_json, email=email)


@roadmap.command("figures", help=_("Print the planning file of a roadmap."))
@PLAN
@click.option("--to", "kind", type=click.Choice(["yaml", "json"]), default="yaml")
@AS_PERSON
def print_figures(plan_id: int, kind: str, email: str | None) -> None:
    """The figures, as a file that reads back as the same."""
    django_setup()
    from samvern.apps.roadmaps import queries
    from samvern.formats import roadmap_file

    plan = queries.plan_for(acting_viewer(email), plan_id)
    stream = sys.stdout.buffer
    roadmap_file.write(queries.planning_of(plan), stream, kind="json" if kind == "json" else "yaml")


@roadmap.command("publish", help=_("Publish a roadmap as it is, for good."))
@PLAN
@click.option("--note", default="", help=_("What is new in this version."))
@AS_JSON
@AS_PERSON
def publish_roadmap(plan_id: int, note: str, as_json: bool, email: str | None) -> None:
    """Freeze it as its next version."""
    django_setup()
    from django.utils import timezone

    from samvern.apps.roadmaps import operations, queries

    by = acting_viewer(email)
    plan = queries.plan_for(by, plan_id)
    published = operations.publish_plan(
        by=by, plan_id=plan_id, version=plan.version, note=note, at=timezone.now()
    )
    params = {"number": published.number, "id": plan_id}
    line = _("Version %(number)d of roadmap %(id)d is published.") % params
    answer(_facts(published), line, as_json=as_json)


@roadmap.command("export", help=_("Print the record of a published version, as its hash was made."))
@PLAN
@NUMBER
@AS_PERSON
def export_version(plan_id: int, number: int, email: str | None) -> None:
    """The record byte for byte, without a line end; it is JSON in any case."""
    django_setup()
    from samvern.apps.roadmaps import queries

    record = queries.published_for(acting_viewer(email), plan_id, number).record
    click.echo(record, nl=False)


@roadmap.command("withdraw", help=_("Withdraw a published version."))
@PLAN
@NUMBER
@click.option("--why", required=True, help=_("Why it no longer holds."))
@AS_JSON
@AS_PERSON
def withdraw_version(plan_id: int, number: int, why: str, as_json: bool, email: str | None) -> None:
    """Only the authority and supervisors see it from then on."""
    django_setup()
    from django.utils import timezone

    from samvern.apps.roadmaps import operations

    operations.withdraw_plan(
        by=acting_viewer(email), plan_id=plan_id, number=number, why=why, at=timezone.now()
    )
    line = _("Version %(number)d of roadmap %(id)d is withdrawn.")
    params = {"number": number, "id": plan_id}
    answer({"plan": plan_id, "number": number}, line % params, as_json=as_json)


def _show(plan_id: int, *, as_json: bool, email: str | None) -> None:
    from samvern.apps.roadmaps import queries
    from samvern.engine.errors import NotReady
    from samvern.engine.roadmap.record import no_plan_to_json
    from samvern.ui.wording import roadmap as wording

    found = queries.answer_of(queries.plan_for(acting_viewer(email), plan_id))
    if found.error is not None:
        raise found.error
    if found.found is None or not found.is_known:
        raise NotReady("plan.not_solved")
    problem = found.found.problem
    if as_json:
        assumed = [one.to_json() for one in found.found.assumed]
        if found.roadmap is not None:
            print_json({**found.roadmap.to_json(), "assumed": assumed})
        else:
            print_json(no_plan_to_json(problem, found.clash, found.relaxations))
        return
    lines = (
        wording.lines(found.roadmap, found.found.assumed, language(), _)
        if found.roadmap is not None
        else wording.clash_lines(problem, found.clash, found.relaxations, language(), _)
        if found.clash is not None
        else ()
    )
    for line in lines:
        click.echo(line)


def _facts(published: PublishedPlan) -> dict[str, object]:
    return {
        "plan": published.plan_id,
        "number": published.number,
        "sha256": published.sha256,
        "published_at": published.published_at.isoformat(),
    }
