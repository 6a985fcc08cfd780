"""One version of a set: what it is, how sure its wording is, and what it asks for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext as _

from samvern.apps.frameworks.pages.exports import requirement_export
from samvern.apps.frameworks.pages.frame import (
    SET,
    begun,
    frame,
    kinds_in_words,
    spoken,
    validity,
)
from samvern.apps.frameworks.pages.listing import set_url
from samvern.apps.frameworks.pages.rows import RequirementLine, line, requirement_url
from samvern.apps.frameworks.queries import SetFilters, SetPage
from samvern.base import registry
from samvern.base.texts import in_language
from samvern.base.viewer import Viewer
from samvern.engine.frameworks import FrameworkKind, WordingStatus
from samvern.ui import numbers
from samvern.ui.exports import Exports
from samvern.ui.parts import Definition, Link
from samvern.ui.tables import Column, TableChoices
from samvern.ui.wording import frameworks as wording

#: So many requirements stand on a page of the list.
ROWS_SHOWN = 60


@dataclass(frozen=True)
class Group:
    """Requirements under the same headings, as far as they stand on this page of the list."""

    headings: tuple[Link, ...]
    rows: tuple[RequirementLine, ...]


def set_context(
    viewer: Viewer, page: SetPage, filters: SetFilters, query: QueryDict
) -> dict[str, Any]:
    """What the page of a set shows, its form left aside."""
    found, framework = page.set, page.framework
    listed = Paginator(page.listed, ROWS_SHOWN).get_page(query.get("page"))
    sections = registry.sections_at(SET, viewer, found)
    exports = [requirement_export(page), *(one for each in sections for one in each.exports)]
    shown = ngettext("%(count)s found", "%(count)s found", len(page.listed))
    identity = f"{found.code}/{found.version}"
    return {
        **frame(viewer, found, SET),
        "eyebrow": _("%(kind)s, %(publisher)s, version %(version)s")
        % {
            "kind": wording.kind_name(FrameworkKind(found.kind), gettext),
            "publisher": found.publisher,
            "version": found.version,
        },
        "answer": wording.size_sentence(framework, gettext),
        "description": in_language(found.description),
        "trust": wording.own_words_sentence(page.outline.counted, gettext),
        "rest": wording.rest_in_words(page.outline.counted, gettext),
        "is_unsure": any(status in _UNSURE for status in page.outline.counted),
        "gaps": [in_language(gap) for gap in framework.gaps],
        "page": listed,
        "groups": list(_groups(page, list(listed.object_list))),
        "has_priorities": any(each.priority for each in framework.requirements),
        "has_audiences": any(each.applies_to for each in framework.requirements),
        "is_narrowed": not filters.is_empty,
        "shown": shown % {"count": numbers.number(len(page.listed), language=spoken())},
        "clear_url": set_url(found),
        "choices": TableChoices.read(query, _columns(page), default_sort=""),
        "facts": list(_facts(page)),
        "statuses": _statuses(page),
        "withdrawn": [Link(code, requirement_url(found, code), icon="") for code in page.withdrawn],
        "others": [
            Link(each.version, set_url(each), current=each.version == found.version)
            for each in reversed(page.versions)
        ],
        "newest": _newest(page),
        "files": _files(page),
        "sections": sections,
        "buttons": registry.buttons_at(SET, viewer, identity, {}),
        "exports": Exports(identity.replace("/", "-"), exports, facts=_about(page)),
    }


_UNSURE = frozenset(WordingStatus) - {WordingStatus.VERIFIED, WordingStatus.UNSTATED}


def heading_choices(page: SetPage) -> list[tuple[str, str]]:
    """The headings of a set, for the form that narrows it down."""
    headings = {each.parent for each in page.outline.order if each.parent}
    return [
        (each.id, f"{'– ' * len(page.outline.above[each.id])}{line(page.framework, each).name}")
        for each in page.outline.order
        if each.id in headings
    ]


def _columns(page: SetPage) -> list[Column]:
    titles = [("requirement", _("Requirement"))]
    if any(each.applies_to for each in page.framework.requirements):
        titles.append(("audience", _("Applies to")))
    if any(each.priority for each in page.framework.requirements):
        titles.append(("priority", _("Priority")))
    titles.append(("wording", _("How sure the wording is")))
    return [Column(key, title, is_sortable=False, is_optional=False) for key, title in titles]


def _groups(page: SetPage, listed: Sequence[Any]) -> Iterator[Group]:
    for _key, below in groupby(listed, key=lambda each: each.parent):
        rows = list(below)
        above = page.outline.above[rows[0].id]
        yield Group(
            headings=tuple(
                Link(line(page.framework, each).name, requirement_url(page.set, each.id))
                for each in above
            ),
            rows=tuple(line(page.framework, each, page.set) for each in rows),
        )


def _facts(page: SetPage) -> Iterator[Definition]:
    found = page.set
    kind = FrameworkKind(found.kind)
    yield Definition(_("Sort"), wording.kind_name(kind, gettext))
    yield Definition(_("Published by"), found.publisher)
    yield Definition(_("In force"), begun(validity(found.effective_from, found.effective_to)))
    yield Definition(_("Applies to"), kinds_in_words(found.applies_to))
    yield Definition(_("Source"), in_language(found.source) or _("Not known"))
    yield Definition(_("Licence"), in_language(found.licence) or _("Not known"))
    if found.follows_version:
        yield Definition(_("Follows version"), found.follows_version)
    yield Definition(_("Seen by"), str(found.get_sharing_display()))


def _statuses(page: SetPage) -> list[Definition]:
    """What each mark of this set means, with how many wordings carry it."""
    return [
        Definition(
            f"{wording.status_name(status, gettext)}: {page.outline.counted[status]}",
            wording.status_meaning(status, gettext),
        )
        for status in WordingStatus
        if status in page.outline.counted
    ]


def _newest(page: SetPage) -> Link | None:
    """The version in use, where this is another one."""
    newest = page.versions[-1]
    return None if newest == page.set else Link(newest.version, set_url(newest))


def _files(page: SetPage) -> list[Link]:
    place = [page.set.code, page.set.version]
    return [
        Link("YAML", reverse("frameworks:file", args=[*place, "yaml"])),
        Link("JSON", reverse("frameworks:file", args=[*place, "json"])),
        Link("OSCAL", reverse("frameworks:oscal", args=place)),
    ]


def _about(page: SetPage) -> list[tuple[str, str]]:
    """What a file of the set says it is of."""
    return [
        (_("Title"), page.set.title_in_words),
        (_("Version"), page.set.version),
        (_("Published by"), page.set.publisher),
        (_("Licence"), in_language(page.set.licence)),
    ]
