"""``samvern mapping``: check, convert, suggest and follow mappings between requirement sets."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from samvern.cli.files import load_framework, load_mappings, read_file
from samvern.cli.main import DONE, FINDINGS, LazyGroup
from samvern.cli.numbers import WholeNumber
from samvern.cli.programme import AS_JSON, FILE, print_json
from samvern.cli.words import _, language

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from samvern.engine.frameworks import Framework, Requirement
    from samvern.engine.mappings import Answer, RequirementRef

FRAMEWORKS = click.option(
    "--framework",
    "frameworks",
    multiple=True,
    metavar="FILE",
    help=_("A requirement set that is spoken of: a path, or the code of a shipped set."),
)


#: Verbs on the database, loaded when they are asked for.
LAZY: Mapping[str, str] = {
    "load": "samvern.cli.server.mapping:load_mappings",
    "import": "samvern.cli.server.mapping:import_mappings",
    "export": "samvern.cli.server.mapping:export_mappings",
}

mapping = LazyGroup(
    "mapping",
    lazy=LAZY,
    help=_("Mappings between requirement sets: check, convert, suggest, import, export."),
)


@mapping.command(
    "check",
    help=_(
        "Say how far mappings can be trusted: what is reviewed and argued for, who disagrees, what "
        "cannot all hold, and which requirements have no mapping. FILE is SSSOM, CSV, XLSX or OSCAL. Exit "
        "code 1 when somebody disagrees, something cannot hold, or a requirement is not found."
    ),
)
@FILE
@FRAMEWORKS
@AS_JSON
def check(file: str, frameworks: tuple[str, ...], as_json: bool) -> int:
    """Exit code 1 when a person must look."""
    from samvern.engine.mappings import check_mappings, quality
    from samvern.ui.wording import mappings as wording

    mappings = load_mappings(file)
    check_mappings(mappings)
    sets = [load_framework(each) for each in frameworks]
    found = quality(mappings, [ref for each in sets for ref, _requirement in _assessable(each)])
    if as_json:
        print_json(found.to_json())
    else:
        _print(wording.quality_lines(found, _))
    is_open = found.disagreements or found.contradictions or found.not_found
    return FINDINGS if is_open else DONE


@mapping.command("convert", help=_("Write mappings as SSSOM, CSV, XLSX or OSCAL; nothing is lost."))
@FILE
@click.option(
    "--to",
    "kind",
    type=click.Choice(["sssom", "csv", "xlsx", "oscal"]),
    required=True,
    help=_("What to write."),
)
@FRAMEWORKS
def convert(file: str, kind: Any, frameworks: tuple[str, ...]) -> None:
    """Titles come from the requirement sets that are named."""
    from datetime import UTC, datetime

    from samvern.formats import mappings_file

    mappings, titles = load_mappings(file), _titles(load_framework(each) for each in frameworks)
    now = datetime.now(UTC)
    mappings_file.write(mappings, sys.stdout.buffer, kind=kind, at=now, titles=titles)


@mapping.command(
    "infer",
    help=_(
        "Say what answers to some requirements tell of others. ANSWERS is YAML or JSON: a "
        "requirement set to its requirements to fulfilled, partly or not_fulfilled."
    ),
)
@FILE
@click.argument("answers")
@FRAMEWORKS
@AS_JSON
def infer(file: str, answers: str, frameworks: tuple[str, ...], as_json: bool) -> None:
    """Every answer that follows, and every suggestion, with what it rests on."""
    from samvern.engine.mappings import check_mappings
    from samvern.engine.mappings import infer as infer_from
    from samvern.ui.wording import mappings as wording

    mappings = load_mappings(file)
    check_mappings(mappings)
    found = infer_from(_answers(answers), mappings)
    if as_json:
        print_json({"inferences": [each.to_json() for each in found]})
    else:
        titles = _titles(load_framework(each) for each in frameworks)
        _print(wording.inference_lines(found, titles, _))


@mapping.command(
    "suggest",
    help=_(
        "Say which requirements of two sets speak of the same, for a person to look at. Nothing "
        "leaves the machine."
    ),
)
@click.argument("source")
@click.argument("target")
@click.option(
    "--most",
    type=WholeNumber(1, 100),
    default=3,
    show_default=True,
    help=_("How many for each requirement at most."),
)
@AS_JSON
def suggest(source: str, target: str, most: int, as_json: bool) -> None:
    """Pairs whose texts are alike, the likest first."""
    from samvern.engine.mappings.suggestions import suggest as suggest_pairs

    sets = [load_framework(source), load_framework(target)]
    found = suggest_pairs(*(_texts(each) for each in sets), most=most)
    titles = _titles(sets)
    if as_json:
        print_json({"suggestions": [each.to_json() for each in found]})
    for each in found if not as_json else ():
        words = ", ".join(each.shared_words[:4])
        click.echo(f"{each.source} {titles.get(each.source, '')}")
        click.echo(f"  {each.target} {titles.get(each.target, '')} ({each.likeness:.2f}: {words})")


def _answers(file: str) -> dict[RequirementRef, Answer]:
    from samvern.engine.errors import InvalidInput, Problem
    from samvern.engine.mappings import Answer, RequirementRef
    from samvern.formats import plain_file

    raw = read_file(file, lambda stream: plain_file.read(stream, name=file))
    found: dict[RequirementRef, Answer] = {}
    problems = []
    for framework, said in raw.items() if isinstance(raw, dict) else ():
        for requirement, answer in said.items() if isinstance(said, dict) else ():
            try:
                found[RequirementRef(framework, str(requirement))] = Answer(answer)
            except ValueError:
                known = ", ".join(each.value for each in Answer)
                where = f"{framework}.{requirement}"
                problems.append(
                    Problem.of("value.unknown", where=where, found=str(answer)[:40], known=known)
                )
    if problems or not found:
        raise InvalidInput("answers_file.invalid", problems=problems, name=file)
    return found


def _assessable(framework: Framework) -> Iterable[tuple[RequirementRef, Requirement]]:
    from samvern.engine.mappings import RequirementRef

    for each in framework.requirements:
        if each.is_assessable:
            yield RequirementRef(framework.id, each.id), each


def _titles(frameworks: Iterable[Framework]) -> dict[RequirementRef, str]:
    from samvern.engine.programme.document import in_language

    return {
        ref: in_language(each.title, language())
        for framework in frameworks
        for ref, each in _assessable(framework)
    }


def _texts(framework: Framework) -> Sequence[Any]:
    from samvern.engine.mappings.suggestions import RequirementText

    return [
        RequirementText(
            ref,
            {
                spoken: " ".join(filter(None, (each.title.get(spoken), each.text.get(spoken))))
                for spoken in (*each.title, *each.text)
            },
        )
        for ref, each in _assessable(framework)
    ]


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)
