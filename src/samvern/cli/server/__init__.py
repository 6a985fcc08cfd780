"""Commands that work on the database: they start Django, the offline ones never do."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from samvern.base.viewer import Viewer


def django_setup() -> None:
    """Make Django ready; harmless when it is already."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samvern.config.settings")
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()


def own_command(*words: str) -> list[str]:
    """How a process of its own runs one of our commands."""
    return [sys.executable, "-c", f"from samvern.cli.main import main; main({list(words)!r})"]


def acting_viewer(email: str | None) -> Viewer:
    """The viewer that a command acts as.

    Somebody with a shell on the server can do anything to the database anyway, so without
    an address the command acts as the system itself, and the audit trail says so. Raises
    ``NotFound`` (``user.unknown``).
    """
    from samvern.base.models import User
    from samvern.base.viewer import SYSTEM, viewer_for
    from samvern.engine.errors import NotFound

    if not email:
        return SYSTEM
    user = User.objects.filter(email=email.lower(), is_active=True).first()
    if user is None:
        raise NotFound("user.unknown", email=email)
    return viewer_for(user, channel="cli")


def answer(facts: Mapping[str, object], line: str, *, as_json: bool) -> None:
    """Print what a command did: a line for people, or JSON."""
    import click

    from samvern.cli.programme import print_json

    if as_json:
        print_json(facts)
    else:
        click.echo(line)
