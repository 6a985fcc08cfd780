"""What differs between two versions of a set, or between two states of one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from samvern.apps.frameworks.models import RequirementSet
from samvern.apps.frameworks.pages.frame import SET, begun, frame, spoken
from samvern.apps.frameworks.pages.rows import requirement_url
from samvern.apps.frameworks.queries import ComparisonPage
from samvern.base.texts import in_language
from samvern.base.viewer import Viewer
from samvern.engine.frameworks import (
    Change,
    FieldChange,
    Framework,
    FrameworkComparison,
    Requirement,
    RequirementChange,
)
from samvern.ui.exports import Export, ExportColumn, Exports
from samvern.ui.parts import Link
from samvern.ui.tables import TableChoices
from samvern.ui.wording import frameworks as wording

#: So many changes stand on a page of the list.
ROWS_SHOWN = 40
#: The parameter that narrows the list to a kind of change.
KIND = "kind"


@dataclass(frozen=True)
class Sides:
    """Both sides of a comparison: what they say, what they are called, where their numbers lead to.

    A state that a version has left has no pages of its own, so its side has no set.
    """

    before: Framework
    after: Framework
    earlier: RequirementSet | None
    later: RequirementSet | None
    names: tuple[str, str] | None = None


@dataclass(frozen=True)
class FieldLine:
    """A field that says something else."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class ChangeRow:
    """What happened to requirements, with the way to each where it has a page."""

    earlier: tuple[Link, ...]
    later: tuple[Link, ...]
    kinds: tuple[str, ...]
    fields: tuple[FieldLine, ...]


@dataclass(frozen=True)
class ChangeGroup:
    """Changes of one kind, as far as they stand on this page of the list."""

    key: str
    heading: str
    rows: tuple[ChangeRow, ...]


@dataclass(frozen=True)
class FileRow:
    """A changed field, or a change that has none, in a file."""

    kinds: str
    earlier: str
    later: str
    title: str
    field: str = ""
    before: str = ""
    after: str = ""


def comparison_context(viewer: Viewer, page: ComparisonPage, query: QueryDict) -> dict[str, Any]:
    """What the page of two versions compared shows."""
    names = (page.earlier.version, page.later.version)
    sides = Sides(page.before, page.after, page.earlier, page.later, names)
    name = f"{page.later.code}-{page.earlier.version}-{page.later.version}"
    here = Link(_("Compared with %(version)s") % {"version": page.earlier.version}, "")
    return {
        **frame(viewer, page.later, SET, here),
        "earlier": page.earlier,
        "later": page.later,
        **differences(page.found, sides, query, name),
    }


def differences(
    found: FrameworkComparison, sides: Sides, query: QueryDict, name: str
) -> dict[str, Any]:
    """The differences as any page shows them, narrowed down to a kind if the address says so."""
    kinds = {change.value: found.count(change) for change in Change if found.count(change)}
    chosen = query.get(KIND, "") if query.get(KIND, "") in kinds else ""
    order = list(Change)
    fitting = sorted(
        (each for each in found.requirements if not chosen or chosen in each.changes),
        key=lambda each: order.index(each.changes[0]),
    )
    listed = Paginator(fitting, ROWS_SHOWN).get_page(query.get("page"))
    choices = TableChoices.read(query, (), default_sort="")
    before_name, after_name = sides.names or (_("Said before"), _("Says after"))
    titles = {"": (_("All"), len(found.requirements))}
    titles |= {kind: (wording.change_name(Change(kind), gettext), n) for kind, n in kinds.items()}
    return {
        "answer": wording.comparison_sentence(found, gettext),
        "by_id": wording.by_id_sentence(gettext)
        if found.is_by_id and found.before != found.after
        else "",
        "head": [_field(each) for each in found.head],
        "is_same": found.is_same,
        "before_name": before_name,
        "after_name": after_name,
        "page": listed,
        "choices": choices,
        "change_groups": list(_groups(list(listed.object_list), sides)),
        "kinds": [
            Link(
                f"{title} {count}",
                choices.query_with(kind=kind or None, page=None),
                current=kind == chosen,
            )
            for kind, (title, count) in titles.items()
        ],
        "exports": _exports(found, fitting, sides, name),
    }


def _groups(listed: Sequence[RequirementChange], sides: Sides) -> Iterator[ChangeGroup]:
    before, after = ({e.id: e for e in side.requirements} for side in (sides.before, sides.after))
    for kind, below in groupby(listed, key=lambda each: each.changes[0]):
        rows = tuple(
            ChangeRow(
                _links(each.earlier, before, sides.before, sides.earlier),
                _links(each.later, after, sides.after, sides.later),
                tuple(wording.change_name(change, gettext) for change in each.changes),
                tuple(_field(field) for field in each.fields),
            )
            for each in below
        )
        yield ChangeGroup(kind.value, wording.change_name(kind, gettext), rows)


def _links(
    codes: Sequence[str],
    by_id: Mapping[str, Requirement],
    framework: Framework,
    found: RequirementSet | None,
) -> tuple[Link, ...]:
    return tuple(
        Link(
            f"{code} {wording.requirement_title(framework, by_id[code], spoken(), gettext)[0]}",
            requirement_url(found, code) if found else "",
        )
        for code in codes
    )


def _field(change: FieldChange) -> FieldLine:
    name = begun(wording.field_name(change, gettext))
    return FieldLine(name, *wording.field_values(change, gettext))


def _exports(
    found: FrameworkComparison,
    fitting: Sequence[RequirementChange],
    sides: Sides,
    name: str,
) -> Exports:
    columns: list[ExportColumn[FileRow]] = [
        ExportColumn(_("Change"), lambda row: row.kinds, 30),
        ExportColumn(_("Number before"), lambda row: row.earlier),
        ExportColumn(_("Number after"), lambda row: row.later),
        ExportColumn(_("Title"), lambda row: row.title, 60),
        ExportColumn(_("Field"), lambda row: row.field, 24),
        ExportColumn(_("Said before"), lambda row: row.before, 60),
        ExportColumn(_("Says after"), lambda row: row.after, 60),
    ]
    head: list[ExportColumn[FieldLine]] = [
        ExportColumn(_("Field"), lambda row: row.name, 24),
        ExportColumn(_("Said before"), lambda row: row.before, 60),
        ExportColumn(_("Says after"), lambda row: row.after, 60),
    ]
    is_by_id = found.is_by_id and found.before != found.after
    notes = [wording.by_id_sentence(gettext)] if is_by_id else []
    rows = _file_rows(fitting, sides)
    return Exports(
        name,
        [
            Export("changes", _("What differs"), columns, rows, notes=notes),
            Export("head", _("What is said of the set"), head, map(_field, found.head)),
        ],
    )


def _file_rows(fitting: Sequence[RequirementChange], sides: Sides) -> Iterator[FileRow]:
    every = (*sides.before.requirements, *sides.after.requirements)
    titles = {each.id: in_language(each.title) for each in every}
    for change in fitting:
        row = FileRow(
            kinds=", ".join(wording.change_name(kind, gettext) for kind in change.changes),
            earlier=", ".join(change.earlier),
            later=", ".join(change.later),
            title=titles[(change.later or change.earlier)[0]],
        )
        if not change.fields:
            yield row
        for field in map(_field, change.fields):
            yield replace(row, field=field.name, before=field.before, after=field.after)
