"""``samvern effect``: what a measure did, from a table of values, without a database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from samvern.cli.files import read_file
from samvern.cli.main import DONE, FINDINGS, LazyGroup
from samvern.cli.numbers import WholeNumber
from samvern.cli.programme import AS_JSON, FILE, print_json
from samvern.cli.words import _, language

if TYPE_CHECKING:
    from samvern.engine.effects import EffectCard

#: Verbs on the database, loaded when they are asked for.
LAZY: Mapping[str, str] = {
    "list": "samvern.cli.server.effect:list_studies",
    "show": "samvern.cli.server.effect:show_study",
    "compute": "samvern.cli.server.effect:compute_study",
    "evidence": "samvern.cli.server.effect:show_evidence",
}

effect = LazyGroup(
    "effect",
    lazy=LAZY,
    help=_("What measures did: estimate it from a table, and studies in the database."),
)


@effect.command(
    "estimate",
    help=_(
        "Say what a measure did, and how sure that is. FILE is CSV or XLSX with the columns "
        "organisation, period, value and start (the period of the start, empty for who has not "
        "started); or organisation, start and a column for each period. Exit code 1 when nothing can "
        "be claimed."
    ),
)
@FILE
@click.option(
    "--better",
    type=click.Choice(["higher", "lower"]),
    required=True,
    help=_("Which way the values are to go."),
)
@click.option("--unit", default="", help=_("What differences are counted in, such as days."))
@click.option(
    "--design",
    type=click.Choice(["best", "comparison", "series", "before_after"]),
    default="best",
    show_default=True,
    help=_("How to look; the best that the values allow unless something else is said."),
)
@click.option(
    "--control",
    type=click.Choice(["not_yet", "never"]),
    default="not_yet",
    show_default=True,
    help=_("Compare with those that have not started yet, or with those that never do."),
)
@click.option(
    "--anticipation",
    type=WholeNumber(0, 1000),
    default=0,
    show_default=True,
    help=_("Periods before the start in which something may already have changed."),
)
@click.option("--by-lot", is_flag=True, help=_("Lots were drawn on who started when."))
@AS_JSON
def estimate(
    file: str,
    better: str,
    unit: str,
    design: str,
    control: str,
    anticipation: int,
    by_lot: bool,
    as_json: bool,
) -> int:
    """The card, as sentences or JSON."""
    from samvern.engine.effects import Better, Control, Method, effect_card
    from samvern.formats import effect_table

    panel = read_file(file, lambda stream: effect_table.read(stream.read(), name=Path(file).name))
    card = effect_card(
        panel,
        better=Better(better),
        by_lot=by_lot,
        control=Control(control),
        anticipation=anticipation,
        only=None if design == "best" else Method(design),
    )
    if as_json:
        print_json(card.to_json())
    else:
        for line in lines(card, unit):
            click.echo(line)
    return DONE if card.claim.is_made else FINDINGS


def lines(card: EffectCard, unit: str) -> Iterator[str]:
    """A card line by line: the answer first, then how sure, and what else to know."""
    from samvern.ui.wording.effect_grounds import not_taken_out
    from samvern.ui.wording.effects import card_words, pre_trend_sentence

    said = card_words(card, unit, language(), _)
    yield said.headline
    yield said.level
    if said.how:
        yield said.how
    if card.comparison is not None:
        yield pre_trend_sentence(card.comparison.pre_trend, _)
    for line in (*said.reservations, *not_taken_out(card.method, _)):
        yield f"- {line}"
