"""``samvern population``: who a campaign, a survey or a statistic is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from samvern.cli.numbers import WholeNumber
from samvern.cli.programme import AS_JSON, print_json
from samvern.cli.server import acting_viewer, answer, django_setup
from samvern.cli.server.programme import AS_PERSON
from samvern.cli.words import _, language

if TYPE_CHECKING:
    from samvern.apps.actors.models import PopulationVersion

POPULATION = click.argument("population_id", type=WholeNumber(1, 2**63 - 1), metavar="ID")
#: How the form and the command line write that no size is known.
UNKNOWN_SIZE = "unknown"
#: Options that select, and the criterion each gives.
SELECTING = {
    "kinds": click.option("--kind", "kinds", multiple=True, help=_("Of this kind, e.g. dentist.")),
    "regions": click.option("--region", "regions", multiple=True, help=_("HSO, HV, HMN or HN.")),
    "counties": click.option("--county", "counties", multiple=True, help=_("Two digits.")),
    "sizes": click.option(
        "--size", "sizes", multiple=True, help=_("Such as 1-9 or 250+, or unknown.")
    ),
    "below": click.option(
        "--below", metavar="ACTOR", multiple=True, help=_("Belonging to it: its number or name.")
    ),
    "codes": click.option("--code", "codes", multiple=True, help=_("Such as SN2025:86.210.")),
}


@click.group("population", help=_("Saved selections of actors, for campaigns and surveys."))
def population() -> None:
    """Populations in the database."""


@population.command("list", help=_("List populations with the size of their newest version."))
@AS_JSON
@AS_PERSON
def list_populations(as_json: bool, email: str | None) -> None:
    """One line each."""
    django_setup()
    from samvern.apps.actors import queries

    versions = queries.newest_versions(acting_viewer(email))
    if as_json:
        print_json({"populations": [_plain(version) for version in versions]})
        return
    for version in versions:
        click.echo(f"{version.population_id}\t{version.size}\t{version.population.name}")


@population.command("show", help=_("Show how many of each sort a population has."))
@POPULATION
@AS_JSON
@AS_PERSON
def show_population(population_id: int, as_json: bool, email: str | None) -> None:
    """Kind, region, size and how many."""
    django_setup()
    from django.utils import translation

    from samvern.apps.actors import queries

    version = queries.version_of(queries.population_for(acting_viewer(email), population_id))
    with translation.override(language()):
        strata = [
            {"kind": s.kind.value, "region": s.region, "size": s.size, "count": s.count}
            for s in queries.strata(version)
        ]
    if as_json:
        print_json({**_plain(version), "strata": strata})
        return
    for stratum in strata:
        click.echo("\t".join(str(value or "-") for value in stratum.values()))


@population.command("create", help=_("Save who is meant under a name, and draw them."))
@click.argument("name")
@SELECTING["kinds"]
@SELECTING["regions"]
@SELECTING["counties"]
@SELECTING["sizes"]
@SELECTING["codes"]
@SELECTING["below"]
@AS_JSON
@AS_PERSON
def create_population(
    name: str, as_json: bool, email: str | None, **criteria: tuple[str, ...]
) -> None:
    """Every option that is given narrows down; given twice, either will do."""
    django_setup()
    from django.utils import timezone

    from samvern.apps.actors import operations, queries

    viewer = acting_viewer(email)
    chosen: dict[str, list[Any]] = {key: list(given) for key, given in criteria.items() if given}
    if "sizes" in chosen:
        chosen["sizes"] = ["" if size == UNKNOWN_SIZE else size for size in chosen["sizes"]]
    if "below" in chosen:
        chosen["below"] = [queries.find_actor(viewer, actor).pk for actor in chosen["below"]]
    version = operations.create_population(by=viewer, at=timezone.now(), name=name, criteria=chosen)
    _tell(version, as_json=as_json)


@population.command("draw", help=_("Draw a population anew as the directory stands today."))
@POPULATION
@AS_JSON
@AS_PERSON
def draw_population(population_id: int, as_json: bool, email: str | None) -> None:
    """By the criteria of its newest version."""
    django_setup()
    from django.utils import timezone

    from samvern.apps.actors import operations, queries

    viewer = acting_viewer(email)
    version = operations.draw_population(
        by=viewer,
        at=timezone.now(),
        population_id=population_id,
        version=queries.population_for(viewer, population_id).version,
    )
    _tell(version, as_json=as_json)


@population.command("by-hand", help=_("Add ACTOR to a population, or leave it out, and say why."))
@POPULATION
@click.argument("actor")
@click.option("--add", is_flag=True, help=_("It is in, whatever else holds."))
@click.option("--leave-out", is_flag=True, help=_("It is out."))
@click.option("--undo", is_flag=True, help=_("The criteria decide again."))
@click.option("--reason", required=True, help=_("Why; whoever uses the population reads it."))
@AS_JSON
@AS_PERSON
def choose_by_hand(
    population_id: int,
    actor: str,
    add: bool,
    leave_out: bool,
    undo: bool,
    reason: str,
    as_json: bool,
    email: str | None,
) -> None:
    """Everybody else stays as they were drawn."""
    named = (("added", add), ("left_out", leave_out), ("by_criteria", undo))
    choices = [choice for choice, is_asked in named if is_asked]
    if len(choices) != 1:
        raise click.UsageError(_("Say one of --add, --leave-out and --undo."))
    django_setup()
    from django.utils import timezone

    from samvern.apps.actors import operations, queries

    viewer = acting_viewer(email)
    version = operations.choose_by_hand(
        by=viewer,
        at=timezone.now(),
        population_id=population_id,
        version=queries.population_for(viewer, population_id).version,
        actor_id=queries.find_actor(viewer, actor).pk,
        choice=choices[0],
        reason=reason,
    )
    _tell(version, as_json=as_json)


def _tell(version: PopulationVersion, *, as_json: bool) -> None:
    line = _("%(count)d actors are drawn.") % {"count": version.size}
    answer(_plain(version), line, as_json=as_json)


def _plain(version: PopulationVersion) -> dict[str, Any]:
    return {
        "id": version.population_id,
        "name": version.population.name,
        "version": version.number,
        "size": version.size,
        "criteria": version.criteria,
    }
