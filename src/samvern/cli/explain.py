"""``samvern programme explain``: what would have to be true for a decided order."""

from __future__ import annotations

import click

from samvern.cli.files import load_programme
from samvern.cli.main import DONE, FINDINGS
from samvern.cli.numbers import WholeNumber
from samvern.cli.programme import (
    AS_JSON,
    FILE,
    LEVEL,
    SCALE,
    SEED,
    WEIGHTS,
    print_json,
    read_weights,
)
from samvern.cli.words import _, language

#: Enough for a share within one percentage point; everything else is exact.
_SAMPLES = 10_000


@click.command(
    "explain",
    help=_(
        "Say what would have to be true for a decided order: which weights give it, which "
        "uncertain judgements it hangs on, else what must be given up. FILE is a path, - for "
        "standard input, or the code of a shipped programme. Exit code 1 when nothing gives it."
    ),
)
@FILE
@click.option(
    "--order", default="", metavar="A,B,C", help=_("What was decided to come first, in order.")
)
@click.option(
    "--tiers",
    default="",
    metavar="A,B;C",
    help=_("Tiers with semicolons between them; within a tier nothing is said."),
)
@click.option(
    "--others",
    type=click.Choice(["after", "anywhere"]),
    default="after",
    show_default=True,
    help=_("Where those stand that are not named."),
)
@click.option(
    "--readings/--no-readings",
    default=True,
    show_default=True,
    help=_("Whether uncertain judgements may be read as suits the order."),
)
@LEVEL
@click.option(
    "--samples",
    type=WholeNumber(1, 10_000_000),
    default=_SAMPLES,
    show_default=True,
    help=_("How many weightings and readings to draw."),
)
@SEED
@SCALE
@WEIGHTS
@AS_JSON
def explain(
    file: str,
    order: str,
    tiers: str,
    others: str,
    readings: bool,
    level: str,
    samples: int,
    seed: int,
    scale: str,
    weights: str | None,
    as_json: bool,
) -> int:
    """Exit code 1 when nothing that may be chosen gives the order."""
    from samvern.engine import priority
    from samvern.engine.priority import reverse
    from samvern.engine.programme.document import in_language
    from samvern.ui.wording import explanation as wording

    model, alternatives, _left_out = priority.ranking_model(
        load_programme(file), level=level, scale=scale, weights=read_weights(weights)
    )
    found = reverse.explain(
        model,
        reverse.read_order(order, tiers, others_follow=others == "after"),
        are_readings_free=readings,
        samples=samples,
        seed=seed,
    )
    if as_json:
        print_json(found.to_json())
    else:
        names = {each.id: in_language(each.name, language()) for each in alternatives}
        for line in wording.lines(found, wording.Reader(names, language(), _)):
            click.echo(line)
    return DONE if found.possible else FINDINGS
