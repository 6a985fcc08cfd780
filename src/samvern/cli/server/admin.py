"""Commands for those who run an installation: people, tokens, the audit trail, facts, files."""

from __future__ import annotations

import json

import click

from samvern.cli.numbers import WholeNumber
from samvern.cli.programme import AS_JSON, print_json
from samvern.cli.server import acting_viewer, answer, django_setup
from samvern.cli.words import _


@click.group("user", help=_("People who log in."))
def user() -> None:
    """People who log in."""


@user.command("create", help=_("Make an account, for the first person of a new installation."))
@click.argument("email")
@click.option("--name", required=True)
@click.option(
    "--role",
    default="sector_authority",
    show_default=True,
    type=click.Choice(["sector_authority", "supervisor", "log_controller"]),
    help=_("The role, for the whole sector."),
)
@click.password_option(help=_("At least 12 characters; asked for when not given."))
@AS_JSON
def create_user(email: str, name: str, role: str, password: str, as_json: bool) -> None:
    """Make an account with a password."""
    django_setup()
    from django.utils import timezone

    from samvern.apps.actors import operations
    from samvern.base.permissions import Role
    from samvern.base.viewer import SYSTEM

    grant = operations.register_person(
        by=SYSTEM,
        at=timezone.now(),
        email=email,
        name=name,
        role=Role(role),
        actor_id=None,
        password=password,
    )
    address = grant.user.email
    answer({"email": address, "role": role}, address, as_json=as_json)


@click.group("audit", help=_("The audit trail."))
def audit() -> None:
    """The audit trail."""


@audit.command("verify", help=_("Recompute the chain of hashes; exit code 1 when it breaks."))
@AS_JSON
def verify(as_json: bool) -> None:
    """Recompute the chain of hashes; exit code 1 when something was changed behind it."""
    django_setup()
    from samvern.base.audit import verify_chain

    report = verify_chain()
    if as_json:
        print_json({"length": report.length, "broken_at": report.broken_at})
    elif report.broken_at is None:
        click.echo(_("All %(count)d entries fit together.") % {"count": report.length})
    elif report.broken_at:
        click.echo(_("The chain breaks at entry %(entry)d.") % {"entry": report.broken_at})
    else:
        click.echo(_("The newest entries are gone."))
    raise SystemExit(0 if report.broken_at is None else 1)


@click.group("token", help=_("Keys for programs that use the API."))
def token() -> None:
    """Keys for programs that use the API."""


@token.command("create", help=_("Make a token and print it; it is shown this once."))
@click.argument("email")
@click.option("--name", required=True, help=_("What the token is for."))
@click.option("--scope", "scopes", multiple=True, type=click.Choice(["read", "write"]))
@click.option("--days", default=90, show_default=True, type=WholeNumber(1, 365))
@AS_JSON
def create_token(email: str, name: str, scopes: tuple[str, ...], days: int, as_json: bool) -> None:
    """Make a token and print it; it is shown this once."""
    django_setup()
    from django.utils import timezone

    from samvern.base import tokens

    made, key = tokens.make_token(
        by=acting_viewer(email), name=name, scopes=scopes or ("read",), days=days, at=timezone.now()
    )
    facts = {"key": key, "scopes": made.scopes, "expires_at": made.expires_at.isoformat()}
    answer(facts, key, as_json=as_json)


@click.group("facts", help=_("What low modules tell high ones."))
def facts() -> None:
    """What low modules tell high ones."""


@facts.command("deliver", help=_("Deliver facts that an earlier process left behind."))
@AS_JSON
def deliver(as_json: bool) -> None:
    """Deliver facts that an earlier process left behind; a start of the server does it too."""
    django_setup()
    from samvern.base.facts import deliver_remaining

    count = deliver_remaining()
    answer({"delivered": count}, str(count), as_json=as_json)


@click.group("files", help=_("Files that people have handed in."))
def files() -> None:
    """Files that people have handed in."""


@files.command("check", help=_("Recompute every hash, and find bytes that nothing refers to."))
@click.option(
    "--remove-orphans", is_flag=True, help=_("Remove what nothing refers to, if it is a day old.")
)
@AS_JSON
def check_files(remove_orphans: bool, as_json: bool) -> None:
    """Recompute every hash; exit code 1 when something is missing, damaged or left over."""
    django_setup()
    from dataclasses import asdict

    from django.utils import timezone

    from samvern.base import files as stored

    report = stored.check_files(at=timezone.now(), remove_orphans=remove_orphans)
    if as_json:
        print_json(asdict(report))
    else:
        click.echo(_("Files that were looked at: %(count)d.") % {"count": report.checked})
        for found, words in (
            (report.missing, _("File %s is missing.")),
            (report.damaged, _("File %s is not as it was handed in.")),
            (report.orphans, _("Nothing refers to %s.")),
        ):
            for each in found:
                click.echo(words % each)
        if report.removed:
            click.echo(_("Removed: %(count)d.") % {"count": report.removed})
    raise SystemExit(0 if report.is_sound else 1)


@click.command("openapi", help=_("Print the OpenAPI document of the API."))
def openapi() -> None:
    """Print the OpenAPI document of the API."""
    django_setup()
    from samvern.api import document

    click.echo(json.dumps(document(), indent=2, ensure_ascii=False, sort_keys=True))
