"""``samvern programme``: check, coverage, rank and convert a programme file, without a database.

The verbs that work on the database (import, export, list) are loaded with Django only when
they are asked for.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from samvern.cli.main import FINDINGS, LazyGroup
from samvern.cli.words import _, language

if TYPE_CHECKING:
    from samvern.engine.priority import Ranking, WeightRule
    from samvern.engine.programme.document import Programme, Text

ON_DATABASE: Mapping[str, str] = {
    "import": "samvern.cli.server.programme:import_programme",
    "export": "samvern.cli.server.programme:export_programme",
    "list": "samvern.cli.server.programme:list_programmes",
}

programme = LazyGroup(
    "programme", lazy=ON_DATABASE, help=_("Programmes of measures: check, rank, convert, import.")
)

FILE = click.argument("file")
AS_JSON = click.option("--json", "as_json", is_flag=True, help=_("Print JSON."))


@programme.command("check", help=_("List what in a programme does not agree, or is missing."))
@FILE
@AS_JSON
def check(file: str, as_json: bool) -> int:
    """Exit code 1 when there is any finding."""
    from samvern.engine.programme import consistency
    from samvern.ui.wording import findings as wording

    findings = consistency.check(load(file))
    if as_json:
        print_json({"findings": [wording.as_json(finding, _) for finding in findings]})
    else:
        for severity in consistency.Severity:
            chosen = [finding for finding in findings if finding.severity == severity]
            if chosen:
                click.secho(wording.severity_heading(severity, len(chosen), _), bold=True)
            for finding in chosen:
                _print_finding(wording.words(finding, _))
    return FINDINGS if findings else 0


def _print_finding(words: Any) -> None:
    click.echo(f"  • {words.sentence}")
    for step in words.arithmetic:
        click.echo(f"      {step}")
    if words.cause:
        click.echo(f"      {words.cause}")


@programme.command("coverage", help=_("Show what is covered by what, gaps first."))
@FILE
@click.option(
    "--by", type=click.Choice(["risk", "goal", "target-group"]), default="risk", show_default=True
)
@AS_JSON
def coverage(file: str, by: str, as_json: bool) -> int:
    """Exit code 1 when something is not covered."""
    from samvern.engine.programme import coverage as engine
    from samvern.ui.wording import coverage as wording

    table = {
        "risk": engine.risk_coverage,
        "goal": engine.goal_coverage,
        "target-group": engine.target_group_coverage,
    }[by](load(file))
    if as_json:
        print_json(table.to_json())
    else:
        for line in wording.lines(table, language(), _):
            click.echo(line)
    return FINDINGS if table.gaps else 0


@programme.command("rank", help=_("Rank focus areas or measures, and say how sure it is."))
@FILE
@click.option(
    "--level",
    type=click.Choice(["focus-area", "measure"]),
    default="focus-area",
    show_default=True,
    help=_("What to rank."),
)
@click.option(
    "--samples",
    type=click.IntRange(1, 10_000_000),
    default=100_000,
    show_default=True,
    help=_("How many weightings and readings to draw."),
)
@click.option(
    "--seed",
    type=click.IntRange(0, 2**63 - 1),
    default=1,
    show_default=True,
    help=_("The same seed gives the same result."),
)
@click.option(
    "--scale",
    type=click.Choice(["linear", "ordinal"]),
    default="linear",
    show_default=True,
    help=_("Equal steps between levels, or any increasing steps."),
)
@click.option(
    "--weights",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=_("A YAML or JSON file with constraints, an order, or fixed weights of the groups."),
)
@AS_JSON
def rank(
    file: str,
    level: str,
    samples: int,
    seed: int,
    scale: str,
    weights: Path | None,
    as_json: bool,
) -> int:
    """Rank the alternatives of a programme."""
    from samvern.engine import priority

    model, alternatives, left_out = priority.ranking_model(
        load(file), level=level, scale=scale, weights=_weights(weights)
    )
    with click.progressbar(
        length=samples, label=_("Drawing weightings"), file=click.get_text_stream("stderr")
    ) as bar:
        bar.is_hidden = samples * len(alternatives) < SLOW_ELEMENTS
        ranking = priority.rank(model, samples=samples, seed=seed, progress=bar.update)
    if as_json:
        print_json(ranking.to_json(alternatives, left_out))
    else:
        _print_ranking(ranking, {a.id: a.name for a in alternatives}, left_out)
    return 0


#: From here on a ranking may take over two seconds, so it shows how far it has come.
SLOW_ELEMENTS = 20_000_000


def _weights(path: Path | None) -> WeightRule | None:
    if path is None:
        return None
    from samvern.engine import priority
    from samvern.formats import weights_file

    with path.open("rb") as stream:
        return priority.read_weights(weights_file.read(stream, name=path.name))


def _print_ranking(ranking: Ranking, names: Mapping[str, Text], left_out: Any) -> None:
    from samvern.ui.wording import ranking as wording

    for line in wording.lines(ranking, names, left_out, language(), _):
        click.echo(line)


@programme.command("schema", help=_("Print the JSON Schema of a file format or result."))
@click.argument("name", type=click.Choice(["programme", "ranking"]))
def schema(name: str) -> None:
    """Print a published schema as it is."""
    folder = resources.files("samvern") / "catalogues" / "schemas"
    click.echo((folder / f"{name}.schema.json").read_text(encoding="utf-8"), nl=False)


@programme.command("convert", help=_("Write a programme file as YAML or as JSON."))
@FILE
@click.option("--to", "kind", type=click.Choice(["yaml", "json"]), required=True)
def convert(file: str, kind: str) -> None:
    """Nothing is lost on the way."""
    from samvern.formats import programme_file

    programme_file.write(
        load(file), click.get_binary_stream("stdout"), kind="json" if kind == "json" else "yaml"
    )


def load(file: str) -> Programme:
    """Read a file, standard input (``-``), or a shipped programme by its code."""
    from samvern.formats import programme_file

    if file == "-":
        return programme_file.read(click.get_binary_stream("stdin"), name="-")
    path = Path(file)
    if not path.exists() and (shipped := _shipped(file)) is not None:
        path = shipped
    with path.open("rb") as stream:
        return programme_file.read(stream, name=path.name)


def _shipped(code: str) -> Path | None:
    """The catalogue file of a shipped programme; its name is its code in small letters."""
    folder = Path(str(resources.files("samvern"))) / "catalogues" / "programmes"
    found = {path.stem: path for path in folder.glob("*.yaml")}
    return found.get(code.lower())


def print_json(value: object) -> None:
    """JSON for a person's eyes and a program's."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))
