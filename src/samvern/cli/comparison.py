"""``samvern programme compare``: two programmes compared, without a database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

import click

from samvern.cli.files import load_programme, read_file, shipped_lineages
from samvern.cli.main import DONE, FINDINGS
from samvern.cli.words import _, language
from samvern.engine.errors import InvalidInput

if TYPE_CHECKING:
    from samvern.engine.programme.document import Programme
    from samvern.engine.programme.lineage import Holders, Link


@click.command(
    "compare",
    help=_(
        "Say what became of the measures of an EARLIER programme in a LATER one: carried on, split, "
        "merged, regrouped, dropped or new, and which owners gained and lost. Links that nobody has "
        "confirmed are proposals. Each file is a path, - for standard input, or the code of a "
        "shipped programme. Exit code 0 when everything is settled, 1 when something waits for a "
        "person."
    ),
)
@click.argument("earlier")
@click.argument("later")
@click.option(
    "--confirmed",
    help=_("A lineage file (YAML or JSON) with what persons have confirmed or rejected."),
)
@click.option("--json", "as_json", is_flag=True, help=_("Print JSON."))
def compare_programmes(earlier: str, later: str, confirmed: str | None, as_json: bool) -> int:
    """Exit code 1 when something waits for a person."""
    from samvern.cli.programme import print_json
    from samvern.engine.programme.lineage import check_links, compare, propose_links
    from samvern.ui.wording import comparison as wording

    before, after = load_programme(earlier), load_programme(later)
    said = _said(before, after, confirmed)
    check_links(before, after, said)
    holders = holders_in_catalogue(_owners(before, after), on=date.today())
    proposed = propose_links(before, after, said=said, holders=holders)
    found = compare(before, after, [*said, *proposed], holders=holders)
    if as_json:
        print_json(found.to_json())
    else:
        for line in wording.lines(found, language(), _):
            click.echo(line)
    return DONE if len(found.settled) == len(found.groups) else FINDINGS


def _said(before: Programme, after: Programme, confirmed: str | None) -> list[Link]:
    """What a later programme publishes of its lineage, and over it what persons have said."""
    pair = (before.id, after.id)
    said = {
        link.ends: link
        for lineage in shipped_lineages()
        if (lineage.earlier, lineage.later) == pair
        for link in lineage.links
    }
    if confirmed is None:
        return list(said.values())
    from samvern.formats import lineage_file

    mine = read_file(confirmed, lambda stream: lineage_file.read(stream, name=confirmed))
    if (mine.earlier, mine.later) != pair:
        found = f"{mine.earlier} → {mine.later}"
        raise InvalidInput("lineage_file.other_programmes", name=confirmed, found=found)
    twice = _repeated(mine.links)
    return [*(said | {link.ends: link for link in mine.links}).values(), *twice]


def _repeated(links: Sequence[Link]) -> Iterator[Link]:
    """Links whose pair stood before, for the check to refuse."""
    seen = set()
    for link in links:
        if link.ends in seen:
            yield link
        seen.add(link.ends)


def _owners(*programmes: Programme) -> set[str]:
    return {
        part
        for programme in programmes
        for measure in programme.measures
        for name in measure.owners or ()
        for part in {name, *(side.strip() for side in name.split("/"))}
    }


def holders_in_catalogue(names: Iterable[str], *, on: date) -> Holders:
    """Who holds on a date what each name held, as the shipped registers of actors know it."""
    from samvern.apps.actors import catalogue
    from samvern.engine.alphabet import search_key

    listed = [*catalogue.authorities(), *catalogue.regional_authorities(), *catalogue.trusts()]
    passed_to = {
        step.predecessor: step.successor
        for step in catalogue.successions()
        if step.kind in ("merger", "renaming") and step.on <= on
    }
    goes_by: dict[str, list[str]] = {}
    for actor in listed:
        for key in {search_key(known) for known in (actor.name, *actor.also_known_as)}:
            goes_by.setdefault(key, []).append(_today(actor.name, passed_to))
    return {name: tuple(dict.fromkeys(goes_by.get(search_key(name), ()))) for name in names}


def _today(name: str, passed_to: dict[str, str]) -> str:
    seen = {name}
    while (following := passed_to.get(name)) and following not in seen:
        name = following
        seen.add(name)
    return name
