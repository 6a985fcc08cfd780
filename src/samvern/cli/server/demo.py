"""``samvern demo``: the made-up sector that a newcomer can walk around in."""

from __future__ import annotations

import click

from samvern.cli.numbers import WholeNumber
from samvern.cli.programme import AS_JSON
from samvern.cli.server import answer, django_setup
from samvern.cli.words import _, language


@click.group("demo", help=_("The demo: real registers, made-up clinics, suppliers and people."))
def demo() -> None:
    """The demo sector: real registers, made-up clinics, suppliers and people."""


@demo.command("load", help=_("Load the demo sector; what is already there stays as it is."))
@click.option("--log-ins/--no-log-ins", default=True, hidden=True)
def load_command(log_ins: bool) -> None:
    """Load the demo sector; what is already there stays as it is."""
    django_setup()
    from samvern.cli.server.serve import prepare_database

    prepare_database()
    load()
    if log_ins:
        print_log_ins()


@demo.command("sector", help=_("Add a made-up sector of any size; the same seed gives the same."))
@click.option("--actors", type=WholeNumber(1), required=True, help=_("How many actors."))
@click.option("--seed", type=WholeNumber(), default=1, show_default=True, help=_("Which sector."))
@AS_JSON
def sector_command(actors: int, seed: int, as_json: bool) -> None:
    """Through the same import as the register's own files, every row of it made up."""
    django_setup()
    from django.utils import timezone

    from samvern.apps.actors.demo import load_made_up_sector
    from samvern.base.viewer import SYSTEM
    from samvern.cli.server.serve import prepare_database

    prepare_database()
    saved = load_made_up_sector(by=SYSTEM, at=timezone.now(), count=actors, seed=seed)
    new = saved.counts.get("new", 0)
    line = _("%(count)d actors are new.") % {"count": new}
    answer({"new": new, "import": saved.pk, "counts": saved.counts}, line, as_json=as_json)


def load() -> None:
    """Actors, people and programmes, each loaded only where it is missing."""
    from django.utils import timezone

    from samvern.apps.actions import demo as actions
    from samvern.apps.actors import demo as actors
    from samvern.apps.assessments import campaign_demo as campaigns
    from samvern.apps.assessments import demo as assessments
    from samvern.apps.assessments import demo_checks
    from samvern.apps.comparisons import operations as comparisons
    from samvern.apps.decisions import demo as decisions
    from samvern.apps.effects import demo as effects
    from samvern.apps.evidence import demo as evidence
    from samvern.apps.frameworks import operations as frameworks
    from samvern.apps.indicators import demo as indicators
    from samvern.apps.mappings import demo as mappings
    from samvern.apps.mappings import operations as mapping
    from samvern.apps.panels import demo as panels
    from samvern.apps.papers import demo as papers
    from samvern.apps.programmes import operations as programmes
    from samvern.apps.reporting import demo as reporting
    from samvern.apps.roadmaps import demo as roadmaps
    from samvern.base.viewer import SYSTEM

    at = timezone.now()
    actors.load_sector(by=SYSTEM, at=at)
    actors.load_demo_people(by=SYSTEM, at=at)
    evidence.load_examples(by=SYSTEM, at=at)
    frameworks.load_catalogue(by=SYSTEM, at=at)
    mappings.load_examples(at=at)
    mapping.load_catalogue(by=SYSTEM, at=at)
    programmes.load_catalogue(by=SYSTEM, at=at)
    comparisons.load_demo(by=SYSTEM, at=at)
    decisions.load_examples(at=at)
    roadmaps.load_examples(at=at)
    effects.load_examples(at=at)
    panels.load_examples(at=at)
    actions.load_examples(at=at)
    assessments.load_examples(at=at)
    demo_checks.load_examples(at=at)
    campaigns.load_examples(at=at)
    reporting.load_examples(at=at)
    indicators.load_examples(at=at)
    papers.load_examples(at=at)


def print_log_ins() -> None:
    """One line for each role, on stderr."""
    from django.utils import translation

    from samvern.apps.actors import demo as actors

    heading = _("Demo log-ins, all with the password: %(password)s")
    click.echo(heading % {"password": actors.DEMO_PASSWORD}, err=True)
    with translation.override(language()):
        for person in actors.DEMO_PEOPLE:
            click.echo(f"  {person.email:<38} {person.role_in_words}", err=True)
