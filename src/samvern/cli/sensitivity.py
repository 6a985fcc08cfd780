"""``samvern programme sensitivity``: what would change a ranking, without a database."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from samvern.cli.files import load_programme
from samvern.cli.programme import (
    AS_JSON,
    FILE,
    LEVEL,
    SAMPLES,
    SCALE,
    SEED,
    WEIGHTS,
    print_json,
    read_weights,
)
from samvern.cli.words import _, language

if TYPE_CHECKING:
    from samvern.engine.priority import Alternative, RankingModel
    from samvern.engine.priority.sensitivity import PairLead


@click.command(
    "sensitivity",
    help=_(
        "Say what would change a ranking: how far each weight can move, which judgement is most "
        "worth settling, and why one stands before another. FILE is a path, - for standard input, "
        "or the code of a shipped programme."
    ),
)
@FILE
@LEVEL
@SAMPLES
@SEED
@SCALE
@WEIGHTS
@click.option(
    "--pair",
    "pairs",
    multiple=True,
    metavar="A,B",
    help=_("Explain why A stands before B; may be given several times."),
)
@AS_JSON
def sensitivity(
    file: str,
    level: str,
    samples: int,
    seed: int,
    scale: str,
    weights: str | None,
    pairs: tuple[str, ...],
    as_json: bool,
) -> None:
    """Say what would change the ranking of a programme."""
    from samvern.cli.progress import progress_bar
    from samvern.engine import priority
    from samvern.engine.priority import sensitivity as engine
    from samvern.engine.programme.document import in_language

    programme = load_programme(file)
    model, alternatives, _left_out = priority.ranking_model(
        programme, level=level, scale=scale, weights=read_weights(weights)
    )
    leads = _leads(model, alternatives, pairs, samples, seed)
    with progress_bar(_("Drawing weightings"), samples) as progress:
        found = engine.sensitivity(
            model, alternatives, samples=samples, seed=seed, progress=progress
        )
    if as_json:
        print_json(found.to_json(language(), leads))
        return
    from samvern.ui.wording import sensitivity as wording

    names = {each.id: in_language(each.name, language()) for each in found.alternatives}
    for line in wording.lines(found, names, leads, language(), _):
        click.echo(line)


def _leads(
    model: RankingModel,
    alternatives: tuple[Alternative, ...],
    pairs: tuple[str, ...],
    samples: int,
    seed: int,
) -> list[PairLead]:
    """The pairs explained; their shares are those that ``rank`` prints for the same seed."""
    if not pairs:
        return []
    from samvern.engine import priority
    from samvern.engine.priority import sensitivity as engine

    ranking = priority.rank(model, alternatives, samples=samples, seed=seed)
    found = []
    for pair in pairs:
        first, _comma, second = pair.partition(",")
        found.append(engine.why_before(ranking, first.strip(), second.strip()))
    return found
