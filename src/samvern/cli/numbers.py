"""Numbers that a command takes, by names that can be translated: click's own are English."""

from __future__ import annotations

import math

import click

from samvern.cli.words import _


class WholeNumber(click.IntRange):
    """A whole number within a range."""

    name = _("whole number")


class Number(click.FloatRange):
    """A number within a range; what is no number, and what has no end, lies in none."""

    name = _("decimal number")

    def convert(
        self, value: float, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Read it. Raises BadParameter for ``nan`` and ``inf``, too."""
        number = float(super().convert(value, param, ctx))
        if not math.isfinite(number):
            said = _("{value!r} is not a valid {number_type}.")  # as of what is no number at all
            self.fail(said.format(value=value, number_type=self.name), param, ctx)
        return number
