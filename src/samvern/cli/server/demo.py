"""``samvern demo``: the made-up sector that a newcomer can walk around in."""

from __future__ import annotations

import click

from samvern.cli.server import django_setup
from samvern.cli.words import _, language


@click.group("demo", help=_("The demo: real registers, made-up clinics, suppliers and people."))
def demo() -> None:
    """The demo sector: real registers, made-up clinics, suppliers and people."""


@demo.command("load", help=_("Load the demo sector; what is already there stays as it is."))
def load_command() -> None:
    """Load the demo sector; what is already there stays as it is."""
    django_setup()
    from samvern.cli.server.serve import prepare_database

    prepare_database()
    load()
    print_log_ins()


def load() -> None:
    """Actors, people and programmes, each loaded only where it is missing."""
    from django.utils import timezone

    from samvern.apps.actors import demo as actors
    from samvern.apps.comparisons import operations as comparisons
    from samvern.apps.decisions import demo as decisions
    from samvern.apps.panels import demo as panels
    from samvern.apps.programmes import operations as programmes
    from samvern.base.viewer import SYSTEM

    at = timezone.now()
    actors.load_sector(by=SYSTEM, at=at)
    actors.load_demo_people(by=SYSTEM, at=at)
    programmes.load_catalogue(by=SYSTEM, at=at)
    comparisons.load_demo(by=SYSTEM, at=at)
    decisions.load_examples(at=at)
    panels.load_examples(at=at)


def print_log_ins() -> None:
    """One line for each role, on stderr."""
    from django.utils import translation

    from samvern.apps.actors import demo as actors

    heading = _("Demo log-ins, all with the password: %(password)s")
    click.echo(heading % {"password": actors.DEMO_PASSWORD}, err=True)
    with translation.override(language()):
        for person in actors.DEMO_PEOPLE:
            click.echo(f"  {person.email:<38} {person.role_in_words}", err=True)
