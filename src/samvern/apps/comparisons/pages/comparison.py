"""The page of two programmes compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from samvern.apps.comparisons.pages.cells import (
    LinkCell,
    MeasureCell,
    answer_url,
    link_cell,
    measure_cells,
    title_of,
)
from samvern.apps.comparisons.pages.exports import comparison_exports
from samvern.apps.comparisons.pages.owners import owner_rows, without_owner
from samvern.apps.comparisons.queries import ComparisonPage, Ends
from samvern.apps.programmes.pages.frame import frame
from samvern.engine.programme import lineage
from samvern.engine.programme.lineage import Comparison, Group, GroupKind, LinkStatus
from samvern.ui.parts import Link
from samvern.ui.tables import TableChoices
from samvern.ui.wording import comparison as wording

#: So many kinships stand on one page of the list.
ON_A_PAGE = 25
#: The parameter that narrows the list to a kind, and what it says besides the kinds.
KIND, WAITING, REJECTED = "kind", "waiting", "rejected"


@dataclass(frozen=True)
class GroupRow:
    """Measures that are kin, side by side; ``note`` says that nobody has confirmed it."""

    earlier: tuple[MeasureCell, ...]
    later: tuple[MeasureCell, ...]
    links: tuple[LinkCell, ...]
    note: str
    answer: Link | None


@dataclass(frozen=True)
class Section:
    """The groups of one kind, as far as they stand on this page of the list."""

    key: str
    heading: str
    meaning: str
    rows: tuple[GroupRow, ...]


def comparison_context(page: ComparisonPage, query: QueryDict) -> dict[str, Any]:
    """What the page of two programmes compared shows, its form left aside."""
    codes = [page.programme.code, page.earlier.code]
    is_compared = page.comparison_id is not None
    owners = owner_rows(page)
    choices = TableChoices.read(query, (), default_sort="")
    return {
        **frame(page.programme, "comparisons:choose", below=page.earlier.code),
        "earlier": page.earlier,
        "answer": wording.answer(page.found, gettext)
        if is_compared
        else _("These two programmes have not been compared yet."),
        "expected": wording.if_all_confirmed(page.found, gettext) if is_compared else "",
        "owners_answer": wording.owners_answer(page.found, gettext),
        "is_compared": is_compared,
        "may_answer": page.may_answer,
        "waiting": sum(not group.is_settled for group in page.found.groups),
        "answer_url": answer_url(page),
        **(_list(page, query, choices) if is_compared else {}),
        "choices": choices,
        "owners": owners,
        "without_owner": without_owner(page),
        "exports": comparison_exports(page, owners),
        "propose_url": reverse("comparisons:propose", args=codes),
        "add_url": reverse("comparisons:add-link", args=codes),
        "json_url": reverse("comparisons:file", args=[*codes, "comparison"]),
        "lineage_url": reverse("comparisons:file", args=[*codes, "lineage"]),
    }


def choices_of(page: ComparisonPage) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The earlier and the later measures, for the form in which a link is said by hand."""
    before, after = (
        [(code, f"{code} {title_of(each)}") for code, each in side.items()]
        for side in (page.before, page.after)
    )
    return before, after


def _list(page: ComparisonPage, query: QueryDict, choices: TableChoices) -> dict[str, Any]:
    """The kinships that the address asks for, a page of them at a time, and the ways to others."""
    kinds = _kinds(page.found)
    chosen = query.get(KIND, "")
    chosen = chosen if chosen in kinds else ""
    if chosen == REJECTED:
        rejected = [link_cell(page, link) for link in _rejected(page.found)]
        listed: Page[Any] = Paginator(rejected, ON_A_PAGE).get_page(query.get("page"))
        shown: dict[str, Any] = {"rejected": listed.object_list}
    else:
        groups = [group for group in page.found.groups if _is_of(group, chosen)]
        listed = Paginator(groups, ON_A_PAGE).get_page(query.get("page"))
        shown = {"sections": list(_sections(page, list(listed.object_list)))}
    return {
        **shown,
        "page": listed,
        "kinds": [
            Link(title, choices.query_with(kind=kind or None, page=None), current=kind == chosen)
            for kind, title in kinds.items()
        ],
        "list_title": kinds[chosen],
    }


def _kinds(found: Comparison) -> Mapping[str, str]:
    """What the list can be narrowed to, each with how much there is of it."""
    titles = {"": (_("All"), len(found.groups))}
    open_groups = sum(not group.is_settled for group in found.groups)
    titles[WAITING] = (_("Waits for a person"), open_groups)
    for kind in GroupKind:
        titles[kind.value] = (wording.kind_name(kind, gettext), len(found.of_kind(kind)))
    titles[REJECTED] = (_("Rejected"), len(_rejected(found)))
    return {key: f"{title} {count}" for key, (title, count) in titles.items() if count or not key}


def _is_of(group: Group, chosen: str) -> bool:
    if chosen == WAITING:
        return not group.is_settled
    return not chosen or group.kind.value == chosen


def _sections(page: ComparisonPage, groups: Sequence[Group]) -> Iterator[Section]:
    for kind, rows in groupby(groups, key=lambda group: group.kind):
        yield Section(
            key=kind.value,
            heading=wording.heading(kind, page.found.of_kind(kind), gettext),
            meaning=wording.kind_meaning(kind, gettext),
            rows=tuple(_row(page, group) for group in rows),
        )


def _row(page: ComparisonPage, group: Group) -> GroupRow:
    is_open = wording.is_open(group)
    ends = ("".join(group.earlier), "".join(group.later))
    return GroupRow(
        earlier=measure_cells(page.earlier.code, page.before, group.earlier),
        later=measure_cells(page.programme.code, page.after, group.later),
        links=tuple(link_cell(page, link) for link in group.links),
        note=_("Nobody has confirmed this") if is_open else "",
        answer=_alone(page, ends) if is_open and page.may_answer else None,
    )


def _alone(page: ComparisonPage, ends: Ends) -> Link:
    """The way to where a person says that a measure has no kin, or what its kin is."""
    title = _("Say what became of %(code)s") if ends[0] else _("Say where %(code)s comes from")
    return Link(title % {"code": "".join(ends)}, answer_url(page, ends))


def _rejected(found: Comparison) -> list[lineage.Link]:
    return [link for link in found.links if link.status is LinkStatus.REJECTED]
