"""``samvern actor``: the register of actors, and successions."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from samvern.cli.numbers import WholeNumber
from samvern.cli.programme import AS_JSON, print_json
from samvern.cli.server import acting_viewer, answer, django_setup
from samvern.cli.server.programme import AS_PERSON
from samvern.cli.server.register import (
    apply_register,
    import_register,
    show_import,
    update_register,
)
from samvern.cli.words import _, language
from samvern.engine.directory import BY_HAND

if TYPE_CHECKING:
    from samvern.apps.actors.queries import ActorPage, ActorRow

ACTOR = click.argument("actor")


@click.group("actor", help=_("The organisations of the sector, and who followed whom."))
def actor() -> None:
    """Actors in the database."""


for command in (import_register, update_register, apply_register, show_import):
    actor.add_command(command)


@actor.command("map", help=_("Count actors in each municipality, county and health region."))
@click.option("--kind", default="", help=_("Only this kind, e.g. gp_office."))
@click.option("--population", type=WholeNumber(1, 2**63 - 1), help=_("Only who was drawn."))
@AS_JSON
@AS_PERSON
def show_places(kind: str, population: int | None, as_json: bool, email: str | None) -> None:
    """One line for each municipality where somebody is, or where nobody knows."""
    django_setup()
    from django.utils import timezone, translation

    from samvern.apps.actors import queries

    asked = queries.PlaceFilters.from_query({"kind": kind, "population": str(population or "")})
    with translation.override(language()):
        found = queries.places(acting_viewer(email), asked, on=timezone.localdate())
    if as_json:
        print_json(found.plain())
        return
    for place in found.municipalities:
        if place.count != 0:
            click.echo(f"{place.key}\t{'-' if place.count is None else place.count}\t{place.name}")


@actor.command("list", help=_("List actors; WORDS narrow the list down."))
@click.argument("words", nargs=-1)
@click.option("--kind", default="", help=_("Only this kind, e.g. municipality."))
@click.option("--region", default="", help=_("Only this health region: HSO, HV, HMN or HN."))
@AS_JSON
@AS_PERSON
def list_actors(
    words: tuple[str, ...], kind: str, region: str, as_json: bool, email: str | None
) -> None:
    """One line for each actor that exists today."""
    django_setup()
    from django.utils import timezone, translation

    from samvern.apps.actors import queries

    today = timezone.localdate()
    filters = queries.Filters.from_query({"q": " ".join(words), "kind": kind, "region": region})
    with translation.override(language()):
        found = queries.register(acting_viewer(email), filters, on=today)
        rows = queries.register_rows(found.iterator(chunk_size=500), on=today)
    if as_json:
        print_json({"actors": [_plain(row) for row in rows]})
        return
    for row in rows:
        click.echo(f"{row.org_number or '-':9}\t{row.kind}\t{row.name}")


@actor.command("show", help=_("Show an actor, by its organisation number or name."))
@ACTOR
@AS_JSON
@AS_PERSON
def show_actor(actor: str, as_json: bool, email: str | None) -> None:
    """What the register holds of one actor."""
    django_setup()
    from django.utils import timezone, translation

    from samvern.apps.actors import queries

    viewer = acting_viewer(email)
    with translation.override(language()):
        found = queries.find_actor(viewer, actor)
        page = queries.actor_page(viewer, found, on=timezone.localdate())
        if as_json:
            print_json(_whole(page))
        else:
            _print_actor(page)


@actor.command("load", help=_("Load the registers that ship with Samvern; what is there stays."))
@AS_JSON
@AS_PERSON
def load_actors(as_json: bool, email: str | None) -> None:
    """Authorities, health trusts and municipalities; nothing made up."""
    django_setup()
    from django.utils import timezone

    from samvern.apps.actors import sector

    loaded = sector.load_sector(by=acting_viewer(email), at=timezone.now(), with_made_up=False)
    line = _("%(count)d actors are new.") % {"count": loaded.count}
    answer({"new": loaded.count, "by_kind": dict(loaded.actors)}, line, as_json=as_json)


@actor.command("succeed", help=_("Record that one actor followed another; what it owned follows."))
@click.argument("predecessor")
@click.argument("successor")
@click.option("--on", required=True, type=click.DateTime(["%Y-%m-%d"]), help=_("The date."))
@click.option(
    "--how",
    default="merger",
    show_default=True,
    type=click.Choice(["merger", "split", "takeover", "renaming"]),
    help=_("How it followed."),
)
@AS_JSON
@AS_PERSON
def succeed(
    predecessor: str, successor: str, on: datetime, how: str, as_json: bool, email: str | None
) -> None:
    """Record a succession between two actors of the register."""
    django_setup()
    from django.utils import timezone

    from samvern.apps.actors import operations, queries
    from samvern.apps.actors.models import SuccessionKind

    viewer = acting_viewer(email)
    saved = operations.record_succession(
        by=viewer,
        at=timezone.now(),
        predecessor_id=queries.find_actor(viewer, predecessor).pk,
        successor_id=queries.find_actor(viewer, successor).pk,
        on=on.date(),
        kind=SuccessionKind(how),
    )
    facts = {
        "predecessor": saved.predecessor.name,
        "successor": saved.successor.name,
        "on": saved.on.isoformat(),
        "how": how,
    }
    answer(facts, str(saved), as_json=as_json)


def _whole(page: ActorPage) -> dict[str, Any]:
    """An actor with the register's entries, its past, and what people have set."""
    view = page.register
    return {
        **_plain(page.row),
        "holder_today": page.holder.name,
        "register": [
            {"org_number": entry.org_number, "because": entry.because, "facts": entry.facts}
            for entry in view.entries
        ],
        "by_hand": [each.field for each in view.origins if each.origin == BY_HAND],
        "history": [
            {"at": past.at.isoformat(), "kind": past.kind.value, "org_number": past.org_number}
            | {"changes": past.updated or past.diff}
            for past in view.past
        ],
        "edits": [
            {"at": edit.at.isoformat(), "by": edit.by_name, "changes": edit.changes}
            for edit in page.edits
        ],
    }


def _print_actor(page: ActorPage) -> None:
    """The same in words, in the language that is set."""
    from django.utils.html import strip_tags

    from samvern.apps.actors.pages.directory import actor_answer, facts, history
    from samvern.apps.actors.pages.register_words import field_name, value

    click.echo(f"{page.row.name}\n{actor_answer(page)}")
    for fact in facts(page):
        click.echo(f"{fact.term}: {strip_tags(str(fact.value))}")
    for entry in page.register.entries:
        click.echo("\n" + _("The register on %(number)s") % {"number": entry.org_number})
        for name, said in entry.facts.items():
            click.echo(f"  {field_name(name)}: {value(name, said)}")
    by_hand = [field_name(each.field) for each in page.register.origins if each.origin == BY_HAND]
    if by_hand:
        click.echo("\n" + _("Set by hand: %(fields)s") % {"fields": ", ".join(by_hand)})
    click.echo("\n" + _("How it came about"))
    for event in history(page):
        click.echo("\t".join(filter(None, (str(event.at), event.text, event.why, event.by))))


def _plain(row: ActorRow) -> dict[str, Any]:
    """A row as plain values; dates as ISO text."""
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in asdict(row).items()
    }
