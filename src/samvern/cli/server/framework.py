"""``samvern framework load``, ``list`` and ``export``: requirement sets in the database."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from samvern.cli.programme import AS_JSON, print_json
from samvern.cli.server import acting_viewer, answer, django_setup
from samvern.cli.server.programme import AS_PERSON
from samvern.cli.words import _, language

if TYPE_CHECKING:
    from samvern.apps.frameworks.models import RequirementSet
    from samvern.base.viewer import Viewer


@click.command(
    "load",
    help=_(
        "Take the sets that ship into the database, for everybody to see; what is there already "
        "stays as it is."
    ),
)
@AS_JSON
@AS_PERSON
def load_frameworks(as_json: bool, email: str | None) -> None:
    """Versions that are there already may have been put right, so they are left alone."""
    viewer = _viewer(email)
    from django.utils import timezone

    from samvern.apps.frameworks import operations

    loaded = operations.load_catalogue(by=viewer, at=timezone.now())
    new = [{"code": each.code, "version": each.version} for each in loaded]
    line = _("%(count)d requirement sets are new.") % {"count": len(loaded)}
    answer({"new": new}, line, as_json=as_json)


@click.command("list", help=_("List the requirement sets of the database, every version."))
@AS_JSON
@AS_PERSON
def list_frameworks(as_json: bool, email: str | None) -> None:
    """One line for each version, those of a set together."""
    viewer = _viewer(email)
    from samvern.apps.frameworks import queries
    from samvern.engine.programme.document import in_language

    sets = queries.visible_sets(viewer)
    if as_json:
        print_json({"frameworks": [_plain(each) for each in sets]})
        return
    for each in sets:
        title = in_language(each.title, language())
        click.echo(f"{each.code}\t{each.version}\t{each.sharing}\t{title}")


@click.command("export", help=_("Write a requirement set of the database as a file."))
@click.argument("code")
@click.option("--version", default="", help=_("The latest when left out."))
@click.option(
    "--to",
    "kind",
    type=click.Choice(["yaml", "json", "oscal"]),
    default="yaml",
    show_default=True,
    help=_("What to write."),
)
@AS_PERSON
def export_framework(code: str, version: str, kind: str, email: str | None) -> None:
    """Write what could be taken in again without loss."""
    viewer = _viewer(email)
    from samvern.apps.frameworks import queries
    from samvern.formats import framework_file, oscal

    found = queries.set_for(viewer, code, version)
    document = queries.document_of(found)
    if kind == "oscal":
        oscal.write_catalog(document, sys.stdout.buffer, at=found.changed_at)
    else:
        as_kind: framework_file.Kind = "json" if kind == "json" else "yaml"
        framework_file.write(document, sys.stdout.buffer, kind=as_kind)


def _plain(each: RequirementSet) -> dict[str, object]:
    return {
        "code": each.code,
        "version": each.version,
        "title": each.title,
        "publisher": each.publisher,
        "kind": each.kind,
        "sharing": each.sharing,
        "origin": each.origin,
        "edition": each.edition,
    }


def _viewer(email: str | None) -> Viewer:
    django_setup()
    return acting_viewer(email)
