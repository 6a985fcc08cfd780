"""``samvern framework``: check, show, compare, follow and convert requirement sets, offline.

Those of the database are loaded, listed and written by commands that are loaded when asked for.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from samvern.cli.files import load_framework
from samvern.cli.main import DONE, FINDINGS, LazyGroup
from samvern.cli.programme import AS_JSON, FILE, print_json
from samvern.cli.words import _, language

if TYPE_CHECKING:
    from samvern.engine.frameworks import Framework
    from samvern.engine.programme.document import Text

#: Verbs that are loaded when they are asked for.
LAZY: Mapping[str, str] = {
    "from-table": "samvern.cli.framework_tables:from_table",
    "load": "samvern.cli.server.framework:load_frameworks",
    "list": "samvern.cli.server.framework:list_frameworks",
    "export": "samvern.cli.server.framework:export_framework",
    "import": "samvern.cli.server.framework_import:import_framework",
    "put-back": "samvern.cli.server.framework_import:put_back",
}

framework = LazyGroup(
    "framework", lazy=LAZY, help=_("Requirement sets: check, show, compare, follow, convert.")
)


@framework.command(
    "check",
    help=_(
        "Say what a requirement set holds, how far its wordings can be trusted, and what is "
        "missing. FILE is a path, - for standard input, or the code of a shipped set. Exit code 1 "
        "when a wording is not the publisher's own or something is missing."
    ),
)
@FILE
@AS_JSON
def check(file: str, as_json: bool) -> int:
    """Exit code 1 when a wording is not the publisher's own or something is missing."""
    from samvern.engine.frameworks import NOT_AS_PUBLISHED, count_wordings
    from samvern.ui.wording import frameworks as wording

    loaded = load_framework(file)
    counted = count_wordings(loaded)
    if as_json:
        print_json(
            {
                "framework": loaded.id,
                "version": loaded.version,
                "requirements": sum(each.is_assessable for each in loaded.requirements),
                "headings": sum(not each.is_assessable for each in loaded.requirements),
                "wordings": [
                    {
                        "field": field,
                        "language": spoken,
                        "statuses": {status.value: count for status, count in counts.items()},
                    }
                    for (field, spoken), counts in sorted(counted.items())
                ],
                "gaps": [dict(gap) for gap in loaded.gaps],
            }
        )
    else:
        _print_lines(wording.summary_lines(loaded, language(), _))
    is_open = any(NOT_AS_PUBLISHED.intersection(counts) for counts in counted.values())
    return FINDINGS if is_open or loaded.gaps else DONE


@framework.command(
    "show",
    help=_(
        "Print a requirement set as a tree, with what is uncertain marked. FILE is a path, - for "
        "standard input, or the code of a shipped set."
    ),
)
@FILE
@click.option(
    "--requirement",
    metavar="ID",
    help=_("One requirement, with everything that is known of it."),
)
@AS_JSON
def show(file: str, requirement: str | None, as_json: bool) -> int:
    """Print all of it, or one requirement."""
    from samvern.engine.errors import NotFound
    from samvern.formats.framework_file import plain
    from samvern.ui.wording import frameworks as wording

    loaded = load_framework(file)
    if requirement is None:
        if as_json:
            print_json(plain(loaded))
        else:
            _print_lines(wording.tree_lines(loaded, language(), _))
        return DONE
    found = next((each for each in loaded.requirements if each.id == requirement), None)
    if found is None:
        raise NotFound("requirement.unknown", id=requirement, version=loaded.version)
    if as_json:
        listed: Any = plain(loaded)["requirements"]
        print_json(next(each for each in listed if each["id"] == requirement))
    else:
        _print_lines(wording.requirement_lines(loaded, found, language(), _))
    return DONE


@framework.command(
    "compare",
    help=_(
        "Say what differs between two versions of a set, field by field. Each file is a path, - "
        "for standard input, or the code of a shipped set; those between the two are named with "
        "--between. Exit code 1 when anything differs."
    ),
)
@click.argument("earlier")
@click.argument("later")
@click.option(
    "--between", multiple=True, metavar="FILE", help=_("A version between the two, in order.")
)
@AS_JSON
def compare(earlier: str, later: str, between: tuple[str, ...], as_json: bool) -> int:
    """Exit code 1 when anything differs."""
    from samvern.engine.frameworks import compare as compare_versions
    from samvern.ui.wording import frameworks as wording

    before, after = load_framework(earlier), load_framework(later)
    found = compare_versions(before, after, between=[load_framework(file) for file in between])
    if as_json:
        print_json(found.to_json())
    else:
        _print_lines(wording.comparison_lines(found, before, after, language(), _))
    return DONE if found.is_same else FINDINGS


@framework.command(
    "follow",
    help=_(
        "Follow a REQUIREMENT from the earliest of the given versions of its set to the latest. "
        "Exit code 1 when it was split, merged or removed on the way, so that a person must look."
    ),
)
@click.argument("requirement")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--backwards", is_flag=True, help=_("From the latest version to the earliest instead.")
)
@AS_JSON
def follow(requirement: str, files: tuple[str, ...], backwards: bool, as_json: bool) -> int:
    """Exit code 1 when a person must look."""
    from samvern.engine.frameworks import chain_of
    from samvern.engine.frameworks import follow as follow_through
    from samvern.ui.wording import frameworks as wording

    chain = chain_of(load_framework(file) for file in files)
    first, last = chain[0].version, chain[-1].version
    start, end = (last, first) if backwards else (first, last)
    found = follow_through(requirement, chain, start=start, end=end)
    if as_json:
        print_json(found.to_json())
    else:
        _print_lines(wording.followed_lines(found, _))
    return DONE if found.is_plain else FINDINGS


@framework.command("schema", help=_("Print the JSON Schema of the framework file."))
def schema() -> None:
    """Print the published schema as it is."""
    from samvern.formats import framework_file

    click.echo(framework_file.schema_text(), nl=False)


@framework.command(
    "convert",
    help=_(
        "Write a requirement set as YAML, JSON or an OSCAL catalogue; nothing is lost on the way. "
        "Or write an OSCAL profile: the part of it that applies to kinds of actors, or that is "
        "named. FILE may be an OSCAL catalogue or profile too: what a set has no room for is told."
    ),
)
@FILE
@click.option(
    "--to",
    "kind",
    type=click.Choice(["yaml", "json", "oscal", "oscal-profile"]),
    required=True,
    help=_("What to write."),
)
@click.option(
    "--for",
    "kinds",
    multiple=True,
    metavar="KIND",
    help=_("Only what applies to a kind of actor, such as gp_office; may be given several times."),
)
@click.option(
    "--requirement",
    "requirements",
    multiple=True,
    metavar="ID",
    help=_("Only this requirement; may be given several times."),
)
@click.option("--title", default="", help=_("What the part is called."))
@click.option(
    "--catalog", default="", metavar="FILE", help=_("The set that FILE, a profile, is a part of.")
)
def convert(
    file: str,
    kind: Any,
    kinds: tuple[str, ...],
    requirements: tuple[str, ...],
    title: str,
    catalog: str,
) -> None:
    """Nothing of a set, or of the part that is asked for, is lost on the way."""
    from datetime import UTC, datetime

    from samvern.engine.frameworks import narrowed
    from samvern.formats import framework_file, oscal

    loaded = load_framework(file, catalog=catalog)
    chosen = _chosen(loaded, kinds, requirements)
    called = {language(): title} if title else _title_of_part(loaded, kinds)
    if kind == "oscal-profile":
        profile = oscal.profile_of(loaded, chosen, title=called, kinds=kinds)
        oscal.write_profile(profile, sys.stdout.buffer, at=datetime.now(UTC))
        return
    if kinds or requirements:
        loaded = replace(narrowed(loaded, chosen), title=called)
    if kind == "oscal":
        oscal.write_catalog(loaded, sys.stdout.buffer, at=datetime.now(UTC))
    else:
        framework_file.write(loaded, sys.stdout.buffer, kind=kind)


def _chosen(
    loaded: Framework, kinds: tuple[str, ...], requirements: tuple[str, ...]
) -> frozenset[str]:
    """The requirements that are asked for; all of them when none is."""
    from samvern.engine.errors import NotFound
    from samvern.engine.frameworks import applying_to

    known = frozenset(each.id for each in loaded.requirements)
    for each in requirements:
        if each not in known:
            raise NotFound("requirement.unknown", id=each, version=loaded.version)
    found = known.intersection(applying_to(loaded, kinds)) if kinds else known
    return found.intersection(requirements) if requirements else found


def _title_of_part(loaded: Framework, kinds: tuple[str, ...]) -> Text:
    """The title of the set, with whom the part is for."""
    from samvern.ui.wording.guidance import audience_name
    from samvern.ui.wording.languages import language_of, translations

    if not kinds:
        return loaded.title
    found = {}
    for spoken, title in loaded.title.items():
        gettext = translations(language_of(spoken)).gettext
        named = ", ".join(audience_name(kind, gettext) for kind in kinds)
        found[spoken] = f"{title} ({named})"
    return found


def _print_lines(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)
