"""What the pages of guidance show: rows and facts with the words around them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import get_language, gettext, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from samvern.apps.frameworks.models import Requirement
from samvern.apps.guidance.queries import EntryPage, Filters, ReviewRow
from samvern.engine.frameworks import Reference
from samvern.engine.guidance import (
    Cell,
    Coverage,
    DueReview,
    GuidanceCatalogue,
    GuidanceEntry,
    GuidanceMap,
    Hit,
    Life,
    Standing,
)
from samvern.engine.programme.document import LANGUAGES, in_language
from samvern.ui import numbers
from samvern.ui.exports import Export, ExportColumn, Exports
from samvern.ui.parts import Definition, Event
from samvern.ui.tables import Column, TableChoices
from samvern.ui.wording import guidance as wording
from samvern.ui.wording.frameworks import language_name
from samvern.ui.wording.guidance_matches import match_words

ROWS_SHOWN = 25

#: In the order that they were found in, best first; nothing to sort by.
COLUMNS = tuple(
    Column(key, label, is_sortable=False, is_optional=False)
    for key, label in (
        ("title", gettext_lazy("Title")),
        ("kind", gettext_lazy("Sort")),
        ("owner", gettext_lazy("Owner")),
        ("audience", gettext_lazy("For")),
    )
)
WHY = Column("why", gettext_lazy("Why it was found"), is_sortable=False, is_optional=False)


@dataclass(frozen=True)
class EntryRow:
    """An entry in a table; ``why`` says how each word that was asked for was met."""

    id: str
    title: str
    kind: str
    owner: str
    audience: str
    life: str
    is_unverified: bool
    why: tuple[str, ...] = ()


@dataclass(frozen=True)
class GuideRow:
    """That something helps with a topic, for somebody."""

    topic: str
    id: str
    title: str
    owner: str
    audience: str
    note: str


@dataclass(frozen=True)
class MapCell:
    """A cell in words: how a topic is guided for a kind of actor, and by how much."""

    words: str
    is_gap: bool


@dataclass(frozen=True)
class MapRow:
    """A topic and its cells; ``url`` is the page of a requirement that has one."""

    id: str
    title: str
    cells: tuple[MapCell, ...]
    url: str


def _begun(said: str) -> str:
    """Words with a capital letter, as a cell or a fact begins."""
    return said[:1].upper() + said[1:]


def spoken() -> str:
    """The reader's language."""
    return get_language() or LANGUAGES[0]


def catalogue_page(
    found: GuidanceCatalogue, hits: Sequence[Hit], filters: Filters, query: QueryDict
) -> dict[str, Any]:
    """The catalogue, or what was found in it."""
    page = Paginator(hits, ROWS_SHOWN).get_page(query.get("page"))
    return {
        "page": page,
        "rows": [entry_row(hit) for hit in page.object_list],
        "has_words": bool(filters.words),
        "shown": ngettext("%(count)s found", "%(count)s found", len(hits))
        % {"count": numbers.number(len(hits), language=spoken())},
        "answer": catalogue_answer(found),
        "gaps": [in_language(gap, spoken()) for gap in found.gaps],
        "exports": _catalogue_exports(found, hits),
        "clear_url": reverse("guidance:catalogue"),
        "choices": TableChoices.read(
            query, (*COLUMNS, WHY) if filters.words else COLUMNS, default_sort="title"
        ),
    }


def catalogue_answer(found: GuidanceCatalogue) -> str:
    """What there is, in one sentence."""
    used = [each for each in found.entries if each.life is Life.IN_USE]
    owners = {each.owner for each in used if each.owner}
    return _(
        "%(count)d instruments, aids and networks are in use, from %(owners)d known owners."
    ) % {"count": len(used), "owners": len(owners)}


def entry_row(hit: Hit) -> EntryRow:
    """A hit as its row shows it."""
    entry = hit.entry
    why = [match_words(match, spoken(), gettext) for match in hit.matches]
    why += [_("“%(word)s” was not found in it.") % {"word": word} for word in hit.missing]
    return EntryRow(
        id=entry.id,
        title=wording.called(entry, spoken()),
        kind=wording.kind_name(entry.kind, gettext),
        owner=entry.owner or _("Not known"),
        audience=_begun(wording.audience_words(entry, spoken(), gettext)),
        life="" if entry.life is Life.IN_USE else wording.life_name(entry.life, gettext),
        is_unverified=entry.standing is Standing.UNVERIFIED,
        why=tuple(why),
    )


def _catalogue_exports(found: GuidanceCatalogue, hits: Iterable[Hit]) -> Exports:
    columns: list[ExportColumn[EntryRow]] = [
        ExportColumn(_("Title"), lambda row: row.title, 60),
        ExportColumn(_("Sort"), lambda row: row.kind),
        ExportColumn(_("Owner"), lambda row: row.owner, 30),
        ExportColumn(_("For"), lambda row: row.audience, 40),
        ExportColumn(_("State"), lambda row: row.life),
        ExportColumn(_("Code"), lambda row: row.id),
    ]
    rows = (entry_row(hit) for hit in hits)
    facts = [(_("Catalogue"), in_language(found.title, spoken())), (_("Version"), found.version)]
    return Exports(found.id, [Export("entries", _("Guidance"), columns, rows)], facts=facts)


def entry_context(page: EntryPage) -> dict[str, Any]:
    """One entry as its page shows it."""
    entry = page.entry
    return {
        "title": wording.called(entry, spoken()),
        "kind": wording.kind_name(entry.kind, gettext),
        "description": in_language(entry.description, spoken()),
        "remark": in_language(entry.remark, spoken()),
        "is_unverified": entry.standing is Standing.UNVERIFIED,
        "life": "" if entry.life is Life.IN_USE else wording.life_name(entry.life, gettext),
        "successor": page.successor,
        "successor_title": page.successor and wording.called(page.successor, spoken()),
        "predecessors": [(each.id, wording.called(each, spoken())) for each in page.predecessors],
        "facts": list(_facts(page, entry)),
        "helps": [
            (
                help_.with_.id,
                in_language(page.requirements[help_.with_], spoken()) or str(help_.with_),
                help_.place,
                "" if help_.is_published else _("our reading"),
                requirement_url(page.rows.get(help_.with_)),
            )
            for help_ in entry.helps
        ],
        "sources": [wording.source_words(page.catalogue, each) for each in entry.found_in],
        "address": entry.address,
    }


def _facts(page: EntryPage, entry: GuidanceEntry) -> Iterable[Definition]:
    unknown, language = _("Not known"), spoken()
    about = {each.id: in_language(each.title, language) for each in page.catalogue.subjects}
    reviewed = numbers.day(entry.reviewed_on, language) if entry.reviewed_on else unknown
    yield Definition(_("Owner"), entry.owner or unknown)
    yield Definition(_("For"), _begun(wording.audience_words(entry, language, gettext)))
    yield Definition(_("About"), ", ".join(about[each] for each in entry.subjects) or unknown)
    languages = ", ".join(language_name(each, gettext) for each in entry.languages)
    yield Definition(_("Languages"), languages or unknown)
    yield Definition(_("Comes as"), wording.medium_name(entry.medium, gettext))
    yield Definition(_("Last reviewed by its owner"), reviewed)
    yield Definition(_("How sure this is"), wording.standing_name(entry.standing, gettext))
    if not entry.address:
        yield Definition(_("Address"), unknown)
    else:
        yield Definition(_("Link"), wording.link_name(entry.link, gettext))


def requirement_url(row: Requirement | None) -> str:
    """The page of a requirement; nothing for one that is not in the database."""
    if row is None:
        return ""
    place = [row.requirement_set.code, row.requirement_set.version, row.code]
    return reverse("frameworks:requirement", args=place)


def map_context(
    found: GuidanceMap,
    catalogue: GuidanceCatalogue,
    name: str,
    known: Mapping[Reference, Requirement],
) -> dict[str, Any]:
    """The map: a table of topics by kinds of actors, and who stands behind it."""
    rows = [_map_row(found.row(topic), known) for topic in found.topics]
    guides = list(_guide_rows(found, catalogue))
    return {
        "answer": wording.map_answer(found, gettext),
        "audiences": [wording.audience_name(each, gettext) for each in found.audiences],
        "rows": rows,
        "guides": guides,
        "exports": _map_exports(found, rows, guides, name),
    }


def _map_row(row: Sequence[Cell], known: Mapping[Reference, Requirement]) -> MapRow:
    topic = row[0].topic
    title = in_language(topic.title, spoken()) or _("Title not found")
    cells = tuple(_map_cell(cell) for cell in row)
    return MapRow(topic.reference.id, title, cells, requirement_url(known.get(topic.reference)))


def _map_cell(cell: Cell) -> MapCell:
    said = wording.coverage_short(cell.coverage, gettext)
    if cell.guides:
        said += f" ({len(cell.guides)})"
    return MapCell(said, cell.coverage is Coverage.NOBODY)


def _guide_rows(found: GuidanceMap, catalogue: GuidanceCatalogue) -> Iterable[GuideRow]:
    for topic in found.topics:
        seen: dict[str, list[str]] = {}
        guides = {}
        for cell in found.row(topic):
            for guide in cell.guides:
                seen.setdefault(guide.entry, []).append(cell.audience)
                guides[guide.entry] = guide
        for identifier, kinds in seen.items():
            guide, entry = guides[identifier], catalogue.entry(identifier)
            names = ", ".join(wording.audience_name(kind, gettext) for kind in kinds)
            title = in_language(topic.title, spoken()) or _("Title not found")
            yield GuideRow(
                topic=f"{topic.reference.id} {title}",
                id=identifier,
                title=wording.called(entry, spoken()) if entry else identifier,
                owner=guide.owner or _("Not known"),
                audience=_begun(_("everybody in the sector")) if guide.is_for_everybody else names,
                note=", ".join(wording.guide_notes(guide, gettext)),
            )


def _map_exports(
    found: GuidanceMap, rows: Sequence[MapRow], guides: Sequence[GuideRow], name: str
) -> Exports:
    cells: list[ExportColumn[MapRow]] = [
        ExportColumn(_("Requirement"), lambda row: f"{row.id} {row.title}", 60),
        *(
            ExportColumn(
                wording.audience_name(kind, gettext),
                lambda row, place=place: row.cells[place].words,  # type: ignore[misc]
            )
            for place, kind in enumerate(found.audiences)
        ),
    ]
    behind: list[ExportColumn[GuideRow]] = [
        ExportColumn(_("Requirement"), lambda row: row.topic, 60),
        ExportColumn(_("Guidance"), lambda row: row.title, 60),
        ExportColumn(_("Owner"), lambda row: row.owner, 30),
        ExportColumn(_("For"), lambda row: row.audience, 40),
        ExportColumn(_("Where, and how it is known"), lambda row: row.note, 40),
    ]
    return Exports(
        name,
        [
            Export("map", _("The map"), cells, rows),
            Export("guides", _("Who guides what"), behind, guides),
        ],
    )


@dataclass(frozen=True)
class DueRow:
    """An entry that waits for a review."""

    id: str
    title: str
    owner: str
    why: str
    ran_out: str


def title_of(entry: GuidanceEntry) -> str:
    """What an entry is called, in the reader's language."""
    return wording.called(entry, spoken())


def review_events(reviews: Iterable[ReviewRow]) -> list[Event]:
    """Reviews as a timeline."""
    return [Event(each.reviewed_on, each.by_name, why=each.note) for each in reviews]


def due_context(due: Sequence[DueReview], query: QueryDict) -> dict[str, Any]:
    """What waits for a review, a page at a time."""
    columns: list[ExportColumn[DueRow]] = [
        ExportColumn(_("Title"), lambda row: row.title, 60),
        ExportColumn(_("Owner"), lambda row: row.owner, 30),
        ExportColumn(_("Why"), lambda row: row.why, 40),
        ExportColumn(_("Ran out"), lambda row: row.ran_out),
    ]
    rows = (_due_row(each) for each in due)
    page = Paginator(due, ROWS_SHOWN).get_page(query.get("page"))
    answer = ngettext(
        "%(count)d entry waits for you to look through it.",
        "%(count)d entries wait for you to look through them.",
        len(due),
    )
    return {
        "page": page,
        "rows": [_due_row(each) for each in page.object_list],
        "any_ran_out": any(each.due_on for each in due),
        "answer": answer % {"count": len(due)} if due else "",
        "exports": Exports(
            "guidance", [Export("due", _("What waits for a review"), columns, rows)]
        ),
    }


def _due_row(due: DueReview) -> DueRow:
    return DueRow(
        id=due.entry.id,
        title=title_of(due.entry),
        owner=due.owner or _("Not known"),
        why=_begun(", ".join(wording.reason_name(reason, gettext) for reason in due.reasons)),
        ran_out=numbers.day(due.due_on, spoken()) if due.due_on else "",
    )
