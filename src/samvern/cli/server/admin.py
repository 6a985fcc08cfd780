"""Commands for those who run an installation: people, tokens, the audit trail, facts."""

from __future__ import annotations

import json

import click

from samvern.cli.server import acting_viewer, django_setup


@click.group("user")
def user() -> None:
    """People who log in."""


@user.command("create")
@click.argument("email")
@click.option("--name", required=True)
@click.option("--role", default=None, help="A role for the whole sector, e.g. sector_authority.")
@click.password_option(help="At least 12 characters; asked for when not given.")
def create_user(email: str, name: str, role: str | None, password: str) -> None:
    """Make an account, for the first person of a new installation."""
    django_setup()
    from django.utils import timezone

    from samvern.apps.actors import operations
    from samvern.base.viewer import SYSTEM

    made = operations.open_account(
        by=SYSTEM, email=email, name=name, password=password, role=role, at=timezone.now()
    )
    click.echo(made.email)


@click.group("audit")
def audit() -> None:
    """The audit trail."""


@audit.command("verify")
@click.option("--json", "as_json", is_flag=True)
def verify(as_json: bool) -> None:
    """Recompute the chain of hashes; exit code 1 when something was changed behind it."""
    django_setup()
    from samvern.base.audit import verify_chain

    report = verify_chain()
    if as_json:
        click.echo(json.dumps({"length": report.length, "broken_at": report.broken_at}))
    elif report.broken_at is None:
        click.echo(f"All {report.length} entries fit together.")
    else:
        click.echo(f"The chain breaks at entry {report.broken_at or 'the end'}.")
    raise SystemExit(0 if report.broken_at is None else 1)


@click.group("token")
def token() -> None:
    """Keys for programs that use the API."""


@token.command("create")
@click.argument("email")
@click.option("--name", required=True, help="What the token is for.")
@click.option("--scope", "scopes", multiple=True, type=click.Choice(["read", "write"]))
@click.option("--days", default=90, show_default=True, type=click.IntRange(1, 365))
def create_token(email: str, name: str, scopes: tuple[str, ...], days: int) -> None:
    """Make a token and print it; it is shown this once."""
    django_setup()
    from django.utils import timezone

    from samvern.base import tokens

    _token, key = tokens.make_token(
        by=acting_viewer(email), name=name, scopes=scopes or ("read",), days=days, at=timezone.now()
    )
    click.echo(key)


@click.group("facts")
def facts() -> None:
    """What low modules tell high ones."""


@facts.command("deliver")
def deliver() -> None:
    """Deliver facts that an earlier process left behind; a start of the server does it too."""
    django_setup()
    from samvern.base.facts import deliver_remaining

    click.echo(deliver_remaining())


@click.command("openapi")
def openapi() -> None:
    """Print the OpenAPI document of the API."""
    django_setup()
    from samvern.api import document

    click.echo(json.dumps(document(), indent=2, ensure_ascii=False, sort_keys=True))
