"""``samvern guidance``: find, check, map, review and publish a catalogue of guidance, offline."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Literal

import click

from samvern.cli.files import load_framework, load_guidance, load_mappings, shipped_frameworks
from samvern.cli.main import DONE, FINDINGS, LazyGroup
from samvern.cli.numbers import WholeNumber
from samvern.cli.programme import AS_JSON, FILE, print_json
from samvern.cli.words import _, language

if TYPE_CHECKING:
    from samvern.engine.frameworks import Framework, Reference
    from samvern.engine.guidance import GuidanceCatalogue, Topic
    from samvern.engine.programme.document import Text

#: The catalogue that is used when none is named.
SHIPPED = "norge-helse"

#: The requirement set that is mapped when none is named.
BASIC_MEASURES = "grunnleggende-tiltak-0.7"

#: Verbs that are loaded when they are asked for.
LAZY: Mapping[str, str] = {"remind": "samvern.cli.server.guidance:remind"}

guidance = LazyGroup(
    "guidance", lazy=LAZY, help=_("Guidance: find it, see what is missing, publish it.")
)

CATALOGUE = click.option(
    "--file",
    default=SHIPPED,
    show_default=True,
    help=_("A guidance file, - for standard input, or the code of a shipped catalogue."),
)
ON = click.option(
    "--date",
    "on",
    type=click.DateTime(["%Y-%m-%d"]),
    help=_("The day it is asked for; today when left out."),
)


@guidance.command(
    "search",
    help=_(
        "Find guidance by plain words, in any of the languages; spelling may be off. Says why each "
        "was found. Exit code 1 when nothing was found."
    ),
)
@click.argument("words", nargs=-1, required=True)
@CATALOGUE
@click.option("--for", "audience", default="", help=_("Only what is for a kind of actor."))
@click.option(
    "--group",
    type=click.Choice(["instrument", "aid", "network"]),
    help=_("Only instruments, aids or networks."),
)
@click.option(
    "--all", "with_unusable", is_flag=True, help=_("Also what is planned, was moved or has ended.")
)
@click.option(
    "--most",
    type=WholeNumber(1, 1_000),
    default=10,
    show_default=True,
    help=_("How many to show."),
)
@AS_JSON
def search(
    words: tuple[str, ...],
    file: str,
    audience: str,
    group: str | None,
    with_unusable: bool,
    most: int,
    as_json: bool,
) -> int:
    """Exit code 1 when nothing was found."""
    from samvern.engine.guidance import GuidanceGroup, GuidanceIndex
    from samvern.formats.guidance_file import plain_entry
    from samvern.ui.wording import guidance as wording

    catalogue = load_guidance(file)
    asked = " ".join(words)
    found = GuidanceIndex(catalogue, _titles(catalogue)).search(
        asked,
        audience=audience,
        group=GuidanceGroup(group) if group else None,
        with_unusable=with_unusable,
    )
    if as_json:
        hits = [
            {
                "score": round(hit.score, 4),
                "matches": [match.to_json() for match in hit.matches],
                "missing": list(hit.missing),
                "entry": plain_entry(hit.entry),
            }
            for hit in found[:most]
        ]
        print_json({"words": asked, "count": len(found), "hits": hits})
    else:
        _print_lines(wording.search_lines(found[:most], language(), _))
        if len(found) > most:
            click.echo(_("… and %(count)d more.") % {"count": len(found) - most})
    return DONE if found else FINDINGS


@guidance.command("show", help=_("Print everything that is known of an ENTRY, and from where."))
@click.argument("entry")
@CATALOGUE
@AS_JSON
def show(entry: str, file: str, as_json: bool) -> None:
    """What is not known is said to be so."""
    from samvern.engine.errors import NotFound
    from samvern.formats.guidance_file import plain_entry
    from samvern.ui.wording import guidance as wording

    catalogue = load_guidance(file)
    found = catalogue.entry(entry)
    if found is None:
        raise NotFound("guidance.unknown", id=entry)
    if as_json:
        print_json(plain_entry(found))
    else:
        _print_lines(wording.entry_lines(catalogue, found, language(), _))


@guidance.command(
    "check",
    help=_(
        "Say what a catalogue holds, how sure that is, what is missing, and which requirements it "
        "names that no shipped set has. FILE is a path, - for standard input, or the code of a "
        "shipped catalogue. Exit code 1 when anything is open."
    ),
)
@FILE
@AS_JSON
def check(file: str, as_json: bool) -> int:
    """Exit code 1 when anything is open."""
    from samvern.engine.guidance import Standing
    from samvern.ui.wording import guidance as wording

    catalogue = load_guidance(file)
    titles = _titles(catalogue)
    named = dict.fromkeys(help_.with_ for each in catalogue.entries for help_ in each.helps)
    unknown = [str(each) for each in named if each not in titles]
    unverified = [each.id for each in catalogue.entries if each.standing is Standing.UNVERIFIED]
    if as_json:
        print_json(
            {
                "guidance": catalogue.id,
                "version": catalogue.version,
                "entries": len(catalogue.entries),
                "unverified": unverified,
                "unknown_requirements": unknown,
                "gaps": [dict(gap) for gap in catalogue.gaps],
            }
        )
    else:
        _print_lines(wording.summary_lines(catalogue, language(), _))
        for each in unknown:
            params = {"requirement": each}
            click.echo(_("No shipped requirement set has %(requirement)s.") % params)
    return FINDINGS if unverified or unknown or catalogue.gaps else DONE


@guidance.command(
    "gaps",
    help=_(
        "Say what nobody guides, what several do, and who, for each requirement and kind of actor. "
        "Exit code 1 when there is a gap."
    ),
)
@CATALOGUE
@click.option(
    "--framework",
    default=BASIC_MEASURES,
    show_default=True,
    help=_("A requirement set: a path, or the code of a shipped one."),
)
@click.option("--subjects", is_flag=True, help=_("The catalogue's own subjects instead."))
@click.option(
    "--for", "audiences", multiple=True, help=_("A kind of actor; may be given several times.")
)
@click.option(
    "--mappings",
    default="",
    metavar="FILE",
    help=_("Mappings between requirements, by way of which guidance for others may help."),
)
@AS_JSON
def gaps(
    file: str,
    framework: str,
    subjects: bool,
    audiences: tuple[str, ...],
    mappings: str,
    as_json: bool,
) -> int:
    """Exit code 1 when there is a gap that no mapping closes for certain."""
    from samvern.engine.guidance import (
        ORGANISATIONS,
        closed_by_mapping,
        help_by_mapping,
        map_guidance,
        subject_topics,
        topics_of,
    )
    from samvern.ui.wording import guidance as wording
    from samvern.ui.wording.guidance_by_mapping import by_mapping_lines

    catalogue = load_guidance(file)
    topics = subject_topics(catalogue) if subjects else topics_of(load_framework(framework))
    kinds = tuple(dict.fromkeys(audiences)) or ORGANISATIONS
    owners = _owners_today(catalogue, date.today())
    found = map_guidance(catalogue, topics, kinds, owner_today=owners)
    helps = help_by_mapping(
        found.gaps,
        catalogue,
        load_mappings(mappings) if mappings else (),
        topics=_mapped_topics(catalogue) if mappings else (),
        owner_today=owners,
    )
    if as_json:
        told = {"guidance": catalogue.id, "version": catalogue.version} | found.to_json()
        print_json(told | {"by_mapping": [each.to_json() for each in helps]})
    else:
        _print_lines(wording.map_lines(found, catalogue, language(), _))
        _print_lines(by_mapping_lines(helps, catalogue, language(), _))
    return FINDINGS if len(found.gaps) > len(closed_by_mapping(helps)) else DONE


@guidance.command(
    "due",
    help=_("List what its owner should look through again, and why. Exit code 1 when any is."),
)
@CATALOGUE
@ON
@AS_JSON
def due(file: str, on: datetime | None, as_json: bool) -> int:
    """Exit code 1 when anything waits."""
    from samvern.engine.guidance import due_for_review
    from samvern.ui.wording import guidance as wording

    catalogue = load_guidance(file)
    asked_on = on.date() if on else date.today()
    owners = _owners_today(catalogue, asked_on)
    waiting = due_for_review(catalogue, on=asked_on, owner_today=owners)
    if as_json:
        print_json({"on": asked_on.isoformat(), "due": [each.to_json() for each in waiting]})
    else:
        _print_lines(wording.review_lines(waiting, language(), _))
    return FINDINGS if waiting else DONE


@guidance.command(
    "export",
    help=_(
        "Write a catalogue as YAML or JSON, or describe it as open data in DCAT-AP-NO (JSON-LD), "
        "which needs to know who publishes it and where."
    ),
)
@CATALOGUE
@click.option(
    "--yaml", "kind", flag_value="yaml", default="yaml", help=_("The guidance file as YAML.")
)
@click.option("--json", "kind", flag_value="json", help=_("The guidance file as JSON."))
@click.option("--dcat", "kind", flag_value="dcat", help=_("Its description as open data."))
@click.option("--publisher", "org_number", default="", help=_("Organisation number."))
@click.option("--name", default="", help=_("The publisher's name."))
@click.option("--base", default="", help=_("The address that the catalogue gets."))
@click.option("--email", default="", help=_("How to reach the publisher."))
@click.option("--contact-page", default="", help=_("A page on how to reach the publisher."))
@click.option(
    "--at",
    "addresses",
    multiple=True,
    help=_("Where the file can be fetched, .yaml or .json; may be given several times."),
)
@click.option("--licence", default="", help=_("As in the EU's table, such as CC_BY_4_0."))
@click.option(
    "--modified",
    type=click.DateTime(["%Y-%m-%d"]),
    help=_("The day the catalogue last changed."),
)
def export(
    file: str,
    kind: str,
    addresses: tuple[str, ...],
    modified: datetime | None,
    **said: str,
) -> None:
    """The file itself, or its description as open data."""
    from samvern.formats import dcat_ap_no, guidance_file

    catalogue = load_guidance(file)
    if kind != "dcat":
        guidance_file.write(catalogue, sys.stdout.buffer, kind=_kind(kind))
        return
    publication = dcat_ap_no.Publication(
        **said,
        files=tuple(dcat_ap_no.PublishedFile(each, _kind_of(each)) for each in addresses),
        modified_on=modified.date() if modified else None,
    )
    stream = BytesIO()
    dcat_ap_no.write(catalogue, publication, stream)
    sys.stdout.buffer.write(stream.getvalue())


def _kind(name: str) -> Literal["yaml", "json"]:
    return "json" if name == "json" else "yaml"


def _kind_of(address: str) -> Literal["yaml", "json"]:
    ending = address.lower().rpartition(".")[2]
    if ending not in ("yaml", "yml", "json"):
        raise click.UsageError(_("The address must end with .yaml or .json: %s") % address)
    return _kind(ending)


@guidance.command("schema", help=_("Print the JSON Schema of the guidance file."))
def schema() -> None:
    """Print the published schema as it is."""
    from samvern.formats import guidance_file

    click.echo(guidance_file.schema_text(), nl=False)


def _titles(catalogue: GuidanceCatalogue) -> Mapping[Reference, Text]:
    """Titles of requirements in the shipped sets that the catalogue names."""
    from samvern.engine.frameworks import Reference

    return {
        Reference(found.id, each.id): each.title
        for found in _named_sets(catalogue)
        for each in found.requirements
    }


def _named_sets(catalogue: GuidanceCatalogue) -> list[Framework]:
    """The shipped sets that the catalogue names requirements of."""
    named = {help_.with_.framework for each in catalogue.entries for help_ in each.helps}
    return [
        load_framework(code)
        for code in shipped_frameworks()
        if any(code.startswith(f"{name.lower()}-") for name in named)
    ]


def _mapped_topics(catalogue: GuidanceCatalogue) -> Iterator[Topic]:
    """What the shipped sets that the catalogue names say of their requirements."""
    from samvern.engine.guidance import topics_of

    for framework in _named_sets(catalogue):
        yield from topics_of(framework)


def _owners_today(catalogue: GuidanceCatalogue, on: date) -> Mapping[str, str]:
    """Who holds on a day what each owner held, where the shipped registers know one."""
    from samvern.cli.comparison import holders_in_catalogue

    names = {each.owner for each in catalogue.entries if each.owner}
    holders = holders_in_catalogue(names, on=on)
    return {name: held_by[0] for name, held_by in holders.items() if len(held_by) == 1}


def _print_lines(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)
