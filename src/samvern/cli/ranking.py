"""``samvern programme rank``: what matters most, and how sure that is, without a database."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from samvern.cli.files import load_programme, read_file
from samvern.cli.programme import (
    AS_JSON,
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
    from samvern.engine.priority import (
        Alternative,
        Cause,
        LeftOut,
        Ranking,
        RankingChange,
        RankingModel,
        Scenario,
    )

#: What a model has already.
_OF_PROGRAMME = ("level", "scale", "weights")


@click.command(
    "rank",
    help=_(
        "Rank focus areas or measures, and say how sure it is. FILE is a path, - for standard "
        "input, or the code of a shipped programme."
    ),
)
@click.argument("file", required=False)
@LEVEL
@SAMPLES
@SEED
@SCALE
@WEIGHTS
@click.option(
    "--model",
    "model_file",
    metavar="FILE",
    help=_("Rank the model in this file, or that of a published ranking, instead of a programme."),
)
@click.option(
    "--scenario",
    "scenario_file",
    metavar="FILE",
    help=_(
        "A YAML or JSON file that says what to weigh, leave out or judge otherwise; also prints "
        "what moves by it, and why."
    ),
)
@AS_JSON
@click.pass_context
def rank(
    context: click.Context,
    file: str | None,
    level: str,
    samples: int,
    seed: int,
    scale: str,
    weights: str | None,
    model_file: str | None,
    scenario_file: str | None,
    as_json: bool,
) -> None:
    """Rank the alternatives of a programme or of a model."""
    from samvern.cli.progress import progress_bar
    from samvern.engine import priority

    if (file is None) == (model_file is None):
        raise click.UsageError(_("Give either a programme or --model."))
    alternatives: tuple[Alternative, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    if file is not None:
        model, alternatives, left_out = priority.ranking_model(
            load_programme(file), level=level, scale=scale, weights=read_weights(weights)
        )
    else:
        _refuse_options_of_programme(context)
        model, alternatives = _read_model(str(model_file))
    scenario = _read_scenario(scenario_file)
    changed = priority.apply_scenario(model, scenario)
    left_out = priority.still_left_out(left_out, changed, scenario)
    with progress_bar(_("Drawing weightings"), samples) as progress:
        ranking = priority.rank(
            changed, alternatives, left_out, samples=samples, seed=seed, progress=progress
        )
    if as_json and scenario_file is None:
        print_json(ranking.to_json(language()))
        return
    if as_json:
        moved = _change(model, scenario, ranking)
        print_json(priority.change_to_json(model, scenario, ranking, *moved, language()))
        return
    from samvern.engine.programme.document import in_language
    from samvern.ui.wording import ranking as wording

    names = {each.id: in_language(each.name, language()) for each in ranking.alternatives}
    for line in wording.lines(ranking, names, ranking.left_out, language(), _):
        click.echo(line)
    if scenario_file is not None:
        from samvern.ui.wording import scenario as scenario_wording

        moved = _change(model, scenario, ranking)
        for line in scenario_wording.lines(*moved, names, language(), _):
            click.echo(line)


def _change(
    model: RankingModel, scenario: Scenario, ranking: Ranking
) -> tuple[RankingChange, tuple[Cause, ...]]:
    """What moves by the scenario, and which part of it moves it."""
    from samvern.engine import priority

    @lru_cache(maxsize=1)
    def before() -> Ranking:
        return priority.rank(model, samples=ranking.samples, seed=ranking.seed)

    def ranked(tried: RankingModel) -> Ranking:
        if tried == ranking.model:
            return ranking
        if tried == model:
            return before()
        return priority.rank(tried, samples=ranking.samples, seed=ranking.seed)

    change = priority.compare_rankings(before(), ranking)
    causes = priority.causes_of_change(model, scenario, rank=ranked)
    return change, causes


def _refuse_options_of_programme(context: click.Context) -> None:
    for name in _OF_PROGRAMME:
        if context.get_parameter_source(name) is ParameterSource.COMMANDLINE:
            raise click.UsageError(
                _("A model has its own level, scale and weights; try others by --scenario.")
            )


def _read_model(file: str) -> tuple[RankingModel, tuple[Alternative, ...]]:
    """A model, and the names of its alternatives if a published ranking has them."""
    from samvern.engine import priority
    from samvern.formats import plain_file

    found = read_file(file, lambda stream: plain_file.read(stream, name=file))
    if not isinstance(found, dict) or "model" not in found:
        return priority.RankingModel.from_json(found), ()
    model = priority.RankingModel.from_json(found["model"])
    named = found.get("alternatives")
    names = tuple(
        priority.Alternative(each["id"], {language(): each["name"]})
        for each in (named if isinstance(named, list) else ())
        if isinstance(each, dict)
        and isinstance(each.get("id"), str)
        and isinstance(each.get("name"), str)
    )
    return model, names


def _read_scenario(file: str | None) -> Scenario:
    from samvern.engine import priority
    from samvern.formats import plain_file

    if file is None:
        return priority.Scenario()
    return priority.Scenario.from_json(
        read_file(file, lambda stream: plain_file.read(stream, name=file))
    )
