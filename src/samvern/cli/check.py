"""``samvern check``: the short check of a small clinic, and how easily it reads, offline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from samvern.cli.files import load_check, load_framework, load_guidance
from samvern.cli.main import DONE, FINDINGS, LazyGroup
from samvern.cli.numbers import WholeNumber
from samvern.cli.programme import AS_JSON, print_json
from samvern.cli.words import _, language

if TYPE_CHECKING:
    from samvern.engine.checks import Check, QuestionPage
    from samvern.engine.errors import Problem

#: The check that is used when none is named.
SHIPPED = "grunnsjekk"

check = LazyGroup("check", help=_("The short check of a small clinic: its questions and words."))

FILE = click.argument("file", default=SHIPPED)


@check.command(
    "show",
    help=_(
        "Print the questions of a check with their answers and next steps. FILE is a path, - for "
        "standard input, or the code of a shipped check; grunnsjekk when left out."
    ),
)
@FILE
@AS_JSON
def show(file: str, as_json: bool) -> None:
    """In the language of the command line; every language as JSON."""
    from samvern.formats.check_file import plain
    from samvern.ui.wording import checks as wording

    found = load_check(file)
    pages = _pages(found)
    if as_json:
        questions = [{"title": dict(page.title), "text": dict(page.text)} for page in pages]
        print_json({**plain(found), "requirements": questions})
        return
    for line in wording.check_lines(found, pages, language(), _):
        click.echo(line)


@check.command(
    "lix",
    help=_(
        "Say how easily each question and its next steps read, by the readability index LIX, in the "
        "language of the command. Exit code 1 when one is above --most."
    ),
)
@FILE
@click.option(
    "--most",
    type=WholeNumber(1, 200),
    default=40,
    show_default=True,
    help=_("The highest index that is allowed."),
)
@AS_JSON
def lix(file: str, most: int, as_json: bool) -> int:
    """Exit code 1 when a text is too hard."""
    from samvern.engine.checks import readability_of
    from samvern.ui.wording import checks as wording

    found = load_check(file)
    told = readability_of(found, _pages(found), language())
    if as_json:
        print_json({"language": language(), "most": most, **told.to_json()})
    else:
        for line in wording.lix_lines(told, _):
            click.echo(line)
    return FINDINGS if told.highest > most else DONE


@check.command("schema", help=_("Print the JSON Schema of the check file."))
def schema() -> None:
    """Print the published schema as it is."""
    from samvern.formats import check_file

    click.echo(check_file.schema_text(), nl=False)


def _pages(found: Check) -> tuple[QuestionPage, ...]:
    """The questions with their words in the set that the check names.

    Raises
    ------
    InvalidInput
        ``check.mismatch`` when the check, its set and its guidance do not fit together.
    """
    from samvern.engine.checks import find_mismatches, pages_of
    from samvern.engine.errors import InvalidInput, Problem

    framework = load_framework(f"{found.framework}-{found.framework_version}")
    entries = {each.id for each in load_guidance(found.guidance).entries}
    problems: list[Problem] = []

    def say(code: str, path: tuple[str | int, ...], **params: Any) -> None:
        where = ".".join(map(str, path))
        problems.append(Problem.of(code, where=where, **params))

    find_mismatches(found, framework, entries, say)
    if problems:
        raise InvalidInput("check.mismatch", problems=problems, count=len(problems))
    return pages_of(found, framework)
