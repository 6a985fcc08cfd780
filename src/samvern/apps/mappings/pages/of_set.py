"""What the requirements of a set, or one of them, are to those of other sets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samvern.apps.frameworks.models import Requirement, RequirementSet
from samvern.apps.frameworks.pages.frame import frame
from samvern.apps.mappings import queries
from samvern.apps.mappings.pages.words import PathCell, name_in, pair_url, path_cell
from samvern.apps.mappings.queries import Composed, MappedTo
from samvern.base.registry import Section
from samvern.base.viewer import Viewer
from samvern.engine.mappings import Path, RequirementRef
from samvern.ui.exports import Export, ExportColumn, Exports
from samvern.ui.parts import Link
from samvern.ui.tables import TableChoices

ROWS_SHOWN = 25
#: The sister page of a set that this is.
TAB = "mappings:of-set"


@dataclass(frozen=True)
class OtherSet:
    """Another set, and how many mappings stand between it and this one."""

    name: str
    url: str
    mappings: int
    reviewed: int


def of_set_context(
    viewer: Viewer, found: RequirementSet, page: Composed, query: QueryDict
) -> dict[str, Any]:
    """The page of a set."""
    others = _others(viewer, found)
    paths = Paginator(page.paths, ROWS_SHOWN).get_page(query.get("page"))
    return {
        **frame(viewer, found, TAB),
        "answer": _answer(others),
        "others": others,
        "page": paths,
        "rows": [_cell(path, page) for path in paths.object_list],
        "choices": TableChoices.read(query, (), default_sort=""),
        "exports": Exports(
            found.code,
            [
                Export("sets", _("Sets that it is mapped to"), _set_columns(), others),
                Export(
                    "over",
                    _("What follows over a third set"),
                    path_columns(),
                    (_cell(path, page) for path in page.paths),
                ),
            ],
            facts=[(_("Set"), found.name_in_words)],
        ),
    }


def _others(viewer: Viewer, found: RequirementSet) -> list[OtherSet]:
    counted = {}
    for row in queries.pairs(viewer):
        if found.code in (row.left.code, row.right.code):
            other = row.right if row.left.code == found.code else row.left
            counted[other.code] = (row.mappings, row.reviewed)
    latest = {each.code: each for each in queries.sets_to_map(viewer) if each.code != found.code}
    return [
        OtherSet(each.name_in_words, pair_url(found, each), *counted.get(code, (0, 0)))
        for code, each in sorted(latest.items(), key=lambda item: -counted.get(item[0], (0, 0))[0])
    ]


def _answer(others: Sequence[OtherSet]) -> str:
    mapped = [each for each in others if each.mappings]
    if not mapped:
        return _("Nobody has mapped this set to another one yet.")
    said = ngettext(
        "It is mapped to %(count)d other set.", "It is mapped to %(count)d other sets.", len(mapped)
    )
    return said % {"count": len(mapped)}


def _cell(path: Path, page: Composed) -> PathCell:
    return path_cell(path, _name(path.source, page), _name(path.target, page, with_set=True))


def _name(ref: RequirementRef, page: Composed | MappedTo, *, with_set: bool = False) -> str:
    document = page.documents.get(ref.framework)
    name = name_in(document, ref.id) if document else ref.id
    return f"{ref.framework} {name}" if with_set else name


def _set_columns() -> list[ExportColumn[OtherSet]]:
    return [
        ExportColumn(_("Set"), lambda row: row.name, 50),
        ExportColumn(_("Mappings"), lambda row: row.mappings),
        ExportColumn(_("Reviewed"), lambda row: row.reviewed),
    ]


def path_columns() -> list[ExportColumn[PathCell]]:
    """The columns of a file of paths."""
    return [
        ExportColumn(_("Requirement"), lambda row: row.source, 40),
        ExportColumn(_("What it is to the other"), lambda row: row.says, 40),
        ExportColumn(_("Other requirement"), lambda row: row.target, 40),
        ExportColumn(_("What an answer carries"), lambda row: row.carries, 40),
        ExportColumn(_("Rests on"), lambda row: "; ".join(e.title for e in row.steps), 60),
        ExportColumn(_("State"), lambda row: row.state),
    ]


def section_of(viewer: Viewer, row: Requirement) -> Section | None:
    """What the page of a requirement says of mappings; nothing of a heading."""
    if not row.is_assessable or row.is_withdrawn:
        return None
    found = row.requirement_set
    page = queries.mapped_to(viewer, found.code, found.version, row.code)
    name = _name(RequirementRef(found.code, row.code), page)
    cells = [path_cell(each, name, _name(each.target, page, with_set=True)) for each in page.paths]
    table = Export("mappings", _("What it is to requirements of other sets"), path_columns(), cells)
    content = {
        "rows": cells,
        "to_look_at": len(page.to_look_at),
        "all": Link(_("Map requirements of this set"), _tab_url(found)),
    }
    return Section(
        _("What it is to requirements of other sets"),
        "mappings/_section.html",
        content,
        order=40,
        exports=(table,),
        brief="mappings/_section_brief.html",
    )


def _tab_url(found: RequirementSet) -> str:
    return reverse(TAB, args=[found.code, found.version])
