"""Two sets side by side: choose a requirement of the one, see and say what it is to the other's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samvern.apps.frameworks.pages.rows import requirement_url
from samvern.apps.mappings import queries
from samvern.apps.mappings.pages.words import (
    MappingCell,
    address,
    crumbs,
    mapping_cell,
    pair_url,
    text_of,
    title_in,
)
from samvern.apps.mappings.queries import Pair, Tie
from samvern.base.viewer import Viewer
from samvern.engine.frameworks import Requirement
from samvern.engine.mappings import ReviewState
from samvern.formats import mappings_file
from samvern.ui.exports import Export, ExportColumn, Exports
from samvern.ui.parts import Link
from samvern.ui.tables import TableChoices

ROWS_SHOWN = 25
#: What a search in the other set finds at most.
MOST_FOUND = 10
#: Words of a suggestion that are shown.
MOST_WORDS = 5

#: What the list can be narrowed down to.
UNMAPPED, UNREVIEWED, LOOK = "unmapped", "unreviewed", "look"


@dataclass(frozen=True)
class RequirementRow:
    """A requirement of the left set, and how far it is mapped."""

    number: str
    title: str
    url: str
    state: str
    colour: str
    note: str
    is_chosen: bool


@dataclass(frozen=True)
class Candidate:
    """A requirement of the right set that may be mapped to, and why it is offered."""

    number: str
    title: str
    url: str
    note: str
    is_chosen: bool


def editor_context(viewer: Viewer, pair: Pair, query: QueryDict) -> dict[str, Any]:
    """Everything on the page but the form."""
    choices = TableChoices.read(query, (), default_sort="")
    ties = pair.by_left()
    asked = _narrowed(pair, ties, query)
    page = Paginator(asked, ROWS_SHOWN).get_page(query.get("page"))
    chosen = query.get("requirement", "")
    others = [pair.left, pair.right]
    return {
        "breadcrumbs": crumbs(Link(f"{pair.left.code} – {pair.right.code}", "")),
        "both": f"{pair.left.name_in_words} – {pair.right.name_in_words}",
        "left_name": pair.left.name_in_words,
        "right_name": pair.right.name_in_words,
        "answer": _answer(pair, ties),
        "page": page,
        "choices": choices,
        "rows": [_row(pair, each, ties, choices, chosen) for each in page.object_list],
        "clear_url": pair_url(*others),
        "turned_url": pair_url(pair.right, pair.left),
        "quality_url": f"{reverse('mappings:quality')}?a={address(pair.left)}&b={address(pair.right)}",
        "files": [
            Link(kind.upper(), reverse("mappings:file", args=[*map(address, others), kind]))
            for kind in mappings_file.KINDS
        ],
        "lost": _lost(viewer, pair.lost),
        "may_map": pair.may_map,
        "exports": _exports(pair, ties),
        **(_chosen(viewer, pair, ties, chosen, query, choices) if chosen else {}),
    }


def _answer(pair: Pair, ties: Mapping[str, Sequence[Tie]]) -> str:
    every = [each.id for each in pair.documents[0].requirements if each.is_assessable]
    mapped = sum(any(tie.is_telling for tie in ties.get(number, ())) for number in every)
    waiting = len({tie.id for tie in pair.ties if tie.state == ReviewState.PROPOSED.value})
    said = ngettext(
        "%(mapped)d of %(count)d requirement is mapped.",
        "%(mapped)d of %(count)d requirements are mapped.",
        len(every),
    ) % {"mapped": mapped, "count": len(every)}
    if not waiting:
        return said
    waits = ngettext(
        "%(count)d mapping is not reviewed.", "%(count)d mappings are not reviewed.", waiting
    )
    return f"{said} {waits % {'count': waiting}}"


def _narrowed(pair: Pair, ties: Mapping[str, Sequence[Tie]], query: QueryDict) -> list[Requirement]:
    found = queries.with_words(pair.documents[0].requirements, query.get("q", ""))
    wanted = query.get("show", "")
    return [each for each in found if _is_of(ties.get(each.id, ()), wanted)]


def _is_of(ties: Sequence[Tie], wanted: str) -> bool:
    if wanted == UNMAPPED:
        return not any(tie.is_telling for tie in ties)
    if wanted == UNREVIEWED:
        return any(tie.state == ReviewState.PROPOSED.value for tie in ties)
    if wanted == LOOK:
        return any(not tie.is_plain for tie in ties)
    return True


def _row(
    pair: Pair,
    requirement: Requirement,
    ties: Mapping[str, Sequence[Tie]],
    choices: TableChoices,
    chosen: str,
) -> RequirementRow:
    mine = [t for t in ties.get(requirement.id, ()) if t.state != ReviewState.REJECTED.value]
    url = choices.query_with(requirement=requirement.id, to=None, target=None) + "#chosen"
    state, colour = _state(mine)
    return RequirementRow(
        number=requirement.id,
        title=title_in(pair.documents[0], requirement),
        url=url,
        state=state,
        colour=colour,
        note=_("To look at") if any(not tie.is_plain for tie in mine) else "",
        is_chosen=requirement.id == chosen,
    )


def _state(ties: Sequence[Tie]) -> tuple[str, str]:
    if not ties:
        return _("No mapping"), "neutral"
    waiting = sum(tie.state == ReviewState.PROPOSED.value for tie in ties)
    said = ngettext("%(count)d mapping", "%(count)d mappings", len(ties)) % {"count": len(ties)}
    if not waiting:
        return said, "success"
    return _("%(mappings)s, not reviewed: %(count)d") % {
        "mappings": said,
        "count": waiting,
    }, "warning"


def _lost(viewer: Viewer, ties: Sequence[Tie]) -> list[MappingCell]:
    """Mappings of requirements that the versions shown do not have."""
    rows = queries.mappings_by_id(viewer, [tie.id for tie in ties])
    return [mapping_cell(viewer, row, is_plain=False) for row in rows]


def _chosen(
    viewer: Viewer,
    pair: Pair,
    ties: Mapping[str, Sequence[Tie]],
    number: str,
    query: QueryDict,
    choices: TableChoices,
) -> dict[str, Any]:
    """The chosen requirement, what is said of it, and what it could be mapped to."""
    left = pair.documents[0]
    requirement = queries.requirement_in(left, number)
    mine = list(ties.get(number, ()))
    target = query.get("target", "")
    words = query.get("to", "").strip()
    return {
        "chosen": {
            "number": number,
            "title": title_in(left, requirement),
            "text": text_of(requirement),
            "url": requirement_url(pair.left, number),
        },
        "mappings": list(_cells(viewer, pair, mine)),
        "suggestions": list(_suggested(pair, number, mine, choices, target)),
        "found": list(_found(pair, words, choices, target)) if words else [],
        "to": words,
        "kept": [
            (key, query[key]) for key in ("q", "show", "page", "requirement") if query.get(key)
        ],
        "target": _target(pair, target) if target else None,
        "without_target": choices.query_with(target=None) + "#chosen",
    }


def _cells(viewer: Viewer, pair: Pair, ties: Sequence[Tie]) -> Iterator[MappingCell]:
    by_id = {tie.id: tie for tie in ties}
    right = {each.id: each for each in pair.documents[1].requirements}
    for row in queries.mappings_by_id(viewer, by_id):
        tie = by_id[row.pk]
        names = [
            f"{number} {title_in(pair.documents[1], right[number])}"
            for number in tie.right.ids
            if number in right
        ]
        yield mapping_cell(
            viewer,
            row,
            is_reversed=row.source.requirement_set.code != pair.left.code,
            is_plain=tie.is_plain,
            shown=(pair.left.version, pair.right.version),
            other=", ".join(names),
        )


def _suggested(
    pair: Pair, number: str, ties: Sequence[Tie], choices: TableChoices, target: str
) -> Iterator[Candidate]:
    # Takes a second to load, and only this page needs it.
    from samvern.apps.mappings.queries.suggesting import suggestions_for

    known = {end for tie in ties for end in tie.right.ids}
    for found in suggestions_for(pair, number, known):
        words = ", ".join(found.shared_words[:MOST_WORDS])
        note = _("Both speak of: %(words)s") % {"words": words}
        yield _candidate(pair, found.target.id, choices, note, target)


def _found(pair: Pair, words: str, choices: TableChoices, target: str) -> Iterator[Candidate]:
    hits = queries.with_words(pair.documents[1].requirements, words)
    for found in hits[:MOST_FOUND]:
        yield _candidate(pair, found.id, choices, "", target)


def _candidate(pair: Pair, number: str, choices: TableChoices, note: str, target: str) -> Candidate:
    requirement = queries.requirement_in(pair.documents[1], number)
    return Candidate(
        number=number,
        title=title_in(pair.documents[1], requirement),
        url=choices.query_with(target=number) + "#record",
        note=note,
        is_chosen=number == target,
    )


def _target(pair: Pair, number: str) -> dict[str, str]:
    """The requirement that is about to be mapped to. Raises ``NotFound``."""
    requirement = queries.requirement_in(pair.documents[1], number)
    title = title_in(pair.documents[1], requirement)
    return {"number": number, "heading": f"{number} {title}", "text": text_of(requirement)}


def _exports(pair: Pair, ties: Mapping[str, Sequence[Tie]]) -> Exports:
    rows = [each for each in pair.documents[0].requirements if each.is_assessable]
    columns: list[ExportColumn[Requirement]] = [
        ExportColumn(_("Number"), lambda row: row.id),
        ExportColumn(_("Requirement"), lambda row: title_in(pair.documents[0], row), 60),
        ExportColumn(_("Mapped to"), lambda row: ", ".join(_ends(ties.get(row.id, ()))), 40),
        ExportColumn(_("How far"), lambda row: _state(_counting(ties.get(row.id, ())))[0], 40),
    ]
    facts = [(_("Set"), pair.left.name_in_words), (_("Other set"), pair.right.name_in_words)]
    title = _("Requirements and their mappings")
    name = f"{pair.left.code}-{pair.right.code}"
    return Exports(name, [Export("requirements", title, columns, rows)], facts=facts)


def _counting(ties: Sequence[Tie]) -> list[Tie]:
    return [tie for tie in ties if tie.state != ReviewState.REJECTED.value]


def _ends(ties: Iterable[Tie]) -> list[str]:
    return list(dict.fromkeys(end for tie in ties if tie.is_telling for end in tie.right.ids))
