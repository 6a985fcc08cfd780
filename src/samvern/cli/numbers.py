"""Numbers that a command takes, by names that can be translated: click's own are English."""

from __future__ import annotations

import click

from samvern.cli.words import _


class WholeNumber(click.IntRange):
    """A whole number within a range."""

    name = _("whole number")


class Number(click.FloatRange):
    """A number within a range."""

    name = _("decimal number")
