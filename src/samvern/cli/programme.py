"""``samvern programme``: check, coverage and convert a programme file, without a database.

The verbs that work on the database (import, export, list) are loaded with Django only when
they are asked for.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from importlib import resources
from typing import TYPE_CHECKING, Any

import click

from samvern.cli.files import load_programme, read_file
from samvern.cli.main import DONE, FINDINGS, LazyGroup
from samvern.cli.numbers import WholeNumber
from samvern.cli.words import _, language

if TYPE_CHECKING:
    from samvern.engine.priority import WeightRule
    from samvern.ui.wording.findings import FindingWords

#: Verbs that are loaded when they are asked for: those on the database, and longer ones.
LAZY: Mapping[str, str] = {
    "check-table": "samvern.cli.tables:check_table",
    "book": "samvern.cli.book:print_book",
    "compare": "samvern.cli.comparison:compare_programmes",
    "explain": "samvern.cli.explain:explain",
    "import": "samvern.cli.server.programme:import_programme",
    "export": "samvern.cli.server.programme:export_programme",
    "import-table": "samvern.cli.server.exchange:import_table",
    "list": "samvern.cli.server.programme:list_programmes",
    "plan": "samvern.cli.plan:plan",
    "rank": "samvern.cli.ranking:rank",
    "sensitivity": "samvern.cli.sensitivity:sensitivity",
    "undo-import": "samvern.cli.server.exchange:undo_import",
}

programme = LazyGroup(
    "programme", lazy=LAZY, help=_("Programmes of measures: check, rank, convert, import.")
)

FILE = click.argument("file")
AS_JSON = click.option("--json", "as_json", is_flag=True, help=_("Print JSON."))
LEVEL = click.option(
    "--level",
    type=click.Choice(["focus-area", "measure"]),
    default="focus-area",
    show_default=True,
    help=_("What to rank."),
)
SAMPLES = click.option(
    "--samples",
    type=WholeNumber(1, 10_000_000),
    default=100_000,
    show_default=True,
    help=_("How many weightings and readings to draw."),
)
SEED = click.option(
    "--seed",
    type=WholeNumber(0, 2**63 - 1),
    default=1,
    show_default=True,
    help=_("The same seed gives the same result."),
)
SCALE = click.option(
    "--scale",
    type=click.Choice(["linear", "ordinal"]),
    default="linear",
    show_default=True,
    help=_("Equal steps between levels, or any increasing steps."),
)
WEIGHTS = click.option(
    "--weights",
    help=_(
        "A YAML or JSON file with an order, constraints, intervals or fixed weights of the groups."
    ),
)


@programme.command(
    "check",
    help=_(
        "List what in a programme does not agree, or is missing. FILE is a path, - for standard "
        "input, or the code of a shipped programme. Exit code 1 when there is any finding."
    ),
)
@FILE
@AS_JSON
def check(file: str, as_json: bool) -> int:
    """Exit code 1 when there is any finding."""
    from samvern.engine.programme import consistency
    from samvern.ui.wording import findings as wording

    loaded = load_programme(file)
    findings = consistency.check(loaded)
    if as_json:
        said = [wording.as_json(finding, language(), _) for finding in findings]
        print_json({"programme": loaded.id, "findings": said})
        return FINDINGS if findings else DONE
    for severity in consistency.Severity:
        chosen = [finding for finding in findings if finding.severity is severity]
        if chosen:
            click.secho(wording.severity_heading(severity, len(chosen), _), bold=True)
        for finding in chosen:
            _print_finding(wording.words(finding, language(), _))
    if not findings:
        click.echo(_("Everything that could be recomputed agrees, and nothing is missing."))
    return FINDINGS if findings else DONE


def _print_finding(words: FindingWords) -> None:
    click.echo(f"  • {words.sentence}")
    for step in words.arithmetic:
        click.echo(f"      {step}")
    for cause in words.causes:
        click.echo("      " + _("Possible cause: %(cause)s.") % {"cause": cause})


@programme.command(
    "coverage",
    help=_(
        "Show what is covered by what, gaps first. FILE is a path, - for standard input, or the "
        "code of a shipped programme. Exit code 1 when something is not covered."
    ),
)
@FILE
@click.option(
    "--by",
    type=click.Choice(["risk", "goal", "target-group"]),
    default="risk",
    show_default=True,
    help=_("What the rows of the table are."),
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
    }[by](load_programme(file))
    if as_json:
        print_json(table.to_json())
    else:
        for line in wording.lines(table, language(), _):
            click.echo(line)
    return FINDINGS if table.gaps else DONE


def read_weights(file: str | None) -> WeightRule | None:
    """The weights that a file states; None without one."""
    if file is None:
        return None
    from samvern.engine import priority
    from samvern.formats import weights_file

    return priority.read_weights(read_file(file, lambda it: weights_file.read(it, name=file)))


@programme.command("schema", help=_("Print the JSON Schema of a file format or result."))
@click.argument(
    "name",
    type=click.Choice(
        [
            *("programme", "ranking", "ranking-change", "scenario", "sensitivity"),
            *("explanation", "lineage", "comparison", "decision", "panel", "table-check"),
            *("planning", "roadmap"),
        ]
    ),
)
def schema(name: str) -> None:
    """Print a published schema as it is."""
    folder = resources.files("samvern.catalogues") / "schemas"
    click.echo((folder / f"{name}.schema.json").read_text(encoding="utf-8"), nl=False)


@programme.command(
    "convert", help=_("Write a programme file as YAML or as JSON; nothing is lost on the way.")
)
@FILE
@click.option(
    "--to", "kind", type=click.Choice(["yaml", "json"]), required=True, help=_("What to write.")
)
def convert(file: str, kind: Any) -> None:
    """Nothing is lost on the way."""
    from samvern.formats import programme_file

    programme_file.write(load_programme(file), sys.stdout.buffer, kind=kind)


def print_json(value: object) -> None:
    """JSON for a person's eyes and a program's."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))
