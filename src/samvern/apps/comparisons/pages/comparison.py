"""The rows of a comparison as parts of the design system, in the reader's words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext as _

from samvern.apps.comparisons.queries import ChoosePage, ComparisonPage, Earlier
from samvern.apps.programmes.pages.frame import frame
from samvern.engine.programme.document import LANGUAGES, Measure, in_language
from samvern.engine.programme.lineage import (
    Group,
    GroupKind,
    Link,
    LinkStatus,
    OwnerChange,
)
from samvern.ui.exports import Export, ExportColumn, Exports
from samvern.ui.numbers import percent
from samvern.ui.wording import comparison as wording

_COLOURS = {
    LinkStatus.PROPOSED: "attention",
    LinkStatus.PUBLISHED: "info",
    LinkStatus.CONFIRMED: "success",
    LinkStatus.REJECTED: "neutral",
}


@dataclass(frozen=True)
class MeasureCell:
    """A measure on one side of the table, with its owners as published."""

    code: str
    title: str
    url: str
    owners: str


@dataclass(frozen=True)
class Action:
    """A button that answers a link."""

    answer: str
    label: str
    variant: str


@dataclass(frozen=True)
class LinkCell:
    """A link with how sure it is, why, and what can be answered."""

    name: str
    status: str
    colour: str
    note: str
    reasons: tuple[str, ...]
    url: str
    version: int
    actions: tuple[Action, ...]


@dataclass(frozen=True)
class GroupRow:
    """Measures that are kin, side by side; ``note`` says that nobody has confirmed it."""

    earlier: tuple[MeasureCell, ...]
    later: tuple[MeasureCell, ...]
    links: tuple[LinkCell, ...]
    note: str
    add_url: str


@dataclass(frozen=True)
class Section:
    """The groups of one kind."""

    key: str
    heading: str
    meaning: str
    rows: tuple[GroupRow, ...]


@dataclass(frozen=True)
class OwnerRow:
    """An owner with the codes of its measures before and after."""

    owner: str
    before: int
    earlier: str
    after: int
    later: str
    change: str
    colour: str


def choose_context(page: ChoosePage) -> dict[str, Any]:
    """What the page shows that asks for the earlier programme."""
    rows = [
        {
            "code": each.code,
            "title": each.title,
            "published": each.published,
            "url": reverse("comparisons:comparison", args=[page.programme.code, each.code]),
            "state": _state(each),
        }
        for each in page.earlier
    ]
    compared = sum(each.is_compared for each in page.earlier)
    answer = (
        _("Compared with so far: %(count)d of %(of)d.") % {"count": compared, "of": len(rows)}
        if rows
        else _("There is no other programme to compare with.")
    )
    columns = [
        ExportColumn[dict[str, str]](_("Code"), lambda row: row["code"]),
        ExportColumn[dict[str, str]](_("Programme"), lambda row: row["title"], 60),
        ExportColumn[dict[str, str]](_("Published"), lambda row: row["published"]),
        ExportColumn[dict[str, str]](_("How far it has come"), lambda row: row["state"], 40),
    ]
    export = Export("programmes", _("Programmes to compare with"), columns, rows)
    return {
        **frame(page.programme, "comparisons:choose"),
        "rows": rows,
        "answer": answer,
        "exports": Exports(page.programme.code, [export]),
    }


def _state(each: Earlier) -> str:
    if not each.is_compared:
        return _("Not compared yet")
    if each.waiting:
        return _("Proposals that wait for a person: %(count)d.") % {"count": each.waiting}
    return _("No proposal waits")


def comparison_context(page: ComparisonPage) -> dict[str, Any]:
    """What the page of two programmes compared shows, its form left aside."""
    codes = [page.programme.code, page.earlier.code]
    is_compared = page.comparison_id is not None
    return {
        **frame(page.programme, "comparisons:choose", below=page.earlier.code),
        "earlier": page.earlier,
        "answer": wording.answer(page.found, gettext)
        if is_compared
        else _("These two programmes have not been compared yet."),
        "expected": wording.if_all_confirmed(page.found, gettext) if is_compared else "",
        "is_compared": is_compared,
        "may_answer": page.may_answer,
        "sections": _sections(page) if is_compared else (),
        "rejected": _rejected(page),
        "owners": _owners(page),
        "without_owner": _without_owner(page),
        "exports": _exports(page),
        "propose_url": reverse("comparisons:propose", args=codes),
        "add_url": reverse("comparisons:add-link", args=codes),
        "json_url": reverse("comparisons:file", args=[*codes, "comparison"]),
        "lineage_url": reverse("comparisons:file", args=[*codes, "lineage"]),
    }


def choices_of(page: ComparisonPage) -> dict[str, list[tuple[str, str]]]:
    """The measures of both programmes, for the form in which a link is said by hand."""
    return {
        "earlier": [(code, f"{code} {_title(each)}") for code, each in page.before.items()],
        "later": [(code, f"{code} {_title(each)}") for code, each in page.after.items()],
    }


def _sections(page: ComparisonPage) -> tuple[Section, ...]:
    return tuple(
        Section(
            key=kind.value,
            heading=wording.heading(kind, page.found.of_kind(kind), gettext),
            meaning=wording.kind_meaning(kind, gettext),
            rows=tuple(_row(page, group) for group in page.found.of_kind(kind)),
        )
        for kind in GroupKind
        if page.found.of_kind(kind)
    )


def _row(page: ComparisonPage, group: Group) -> GroupRow:
    is_alone = group.kind in (GroupKind.DROPPED, GroupKind.NEW)
    return GroupRow(
        earlier=_cells(page.earlier.code, page.before, group.earlier),
        later=_cells(page.programme.code, page.after, group.later),
        links=tuple(_link(page, link) for link in group.links),
        note=_("Nobody has confirmed this") if is_alone and not group.is_settled else "",
        add_url=_add_url(page, group) if is_alone and not group.is_settled else "",
    )


def _add_url(page: ComparisonPage, group: Group) -> str:
    """The form, filled in to say that a measure has no kin."""
    if not page.may_answer:
        return ""
    address = reverse("comparisons:comparison", args=[page.programme.code, page.earlier.code])
    code = (group.earlier or group.later)[0]
    side = "earlier" if group.earlier else "later"
    return f"{address}?{side}={code}#add"


def _cells(
    programme: str, measures: Mapping[str, Measure], codes: Iterable[str]
) -> tuple[MeasureCell, ...]:
    return tuple(
        MeasureCell(
            code=code,
            title=_title(measures[code]),
            url=reverse("programmes:measure", args=[programme, code]),
            owners=", ".join(measures[code].owners or ()),
        )
        for code in codes
    )


def _link(page: ComparisonPage, link: Link) -> LinkCell:
    stored = page.stored[link.ends]
    name = f"{link.earlier or '–'} → {link.later or '–'}"
    language = get_language() or LANGUAGES[0]
    note = link.source if link.status is LinkStatus.PUBLISHED else _said(link)
    if link.status is LinkStatus.PROPOSED and link.likeness:
        share = percent(link.likeness.score, language=language)
        note = _("likeness %(share)s") % {"share": share}
    alike = link.likeness
    return LinkCell(
        name=name,
        status=wording.status_name(link.status, gettext),
        colour=_COLOURS[link.status],
        note=note,
        reasons=tuple(wording.reasons(alike, language, gettext)) if alike else (),
        url=reverse(
            "comparisons:answer-link", args=[page.programme.code, page.earlier.code, stored.id]
        ),
        version=stored.version,
        actions=_actions(link.status, name) if page.may_answer else (),
    )


def _said(link: Link) -> str:
    return " – ".join(part for part in (link.by, link.why) if part)


def _actions(status: LinkStatus, name: str) -> tuple[Action, ...]:
    if status in (LinkStatus.CONFIRMED, LinkStatus.REJECTED):
        return (Action("take_back", _("Take back %(link)s") % {"link": name}, "tertiary"),)
    return (
        Action("confirm", _("Confirm %(link)s") % {"link": name}, "secondary"),
        Action("reject", _("Reject %(link)s") % {"link": name}, "tertiary"),
    )


def _rejected(page: ComparisonPage) -> tuple[LinkCell, ...]:
    return tuple(
        _link(page, link) for link in page.found.links if link.status is LinkStatus.REJECTED
    )


def _exports(page: ComparisonPage) -> Exports:
    """One line for each measure, or pair of measures that are kin; and the owners."""
    lines = [
        (group, link.earlier, link.later, wording.status_name(link.status, gettext))
        for group in page.found.groups
        for link in group.links
    ] + [
        (group, "".join(group.earlier), "".join(group.later), _("Nobody has confirmed this"))
        for group in page.found.groups
        if not group.links
    ]
    before, after = page.earlier.code, page.programme.code
    measures = [
        ExportColumn[tuple[Group, str, str, str]](
            _("What became of it"), lambda line: wording.kind_name(line[0].kind, gettext)
        ),
        ExportColumn[tuple[Group, str, str, str]](before, lambda line: line[1]),
        ExportColumn[tuple[Group, str, str, str]](
            _("Earlier measure"),
            lambda line: _title(page.before[line[1]]) if line[1] else "",
            60,
        ),
        ExportColumn[tuple[Group, str, str, str]](after, lambda line: line[2]),
        ExportColumn[tuple[Group, str, str, str]](
            _("Later measure"), lambda line: _title(page.after[line[2]]) if line[2] else "", 60
        ),
        ExportColumn[tuple[Group, str, str, str]](_("How sure it is"), lambda line: line[3], 30),
    ]
    owners = [
        ExportColumn[OwnerRow](_("Owner, by today's name"), lambda row: row.owner, 40),
        ExportColumn[OwnerRow](before, lambda row: row.before),
        ExportColumn[OwnerRow](f"{before}: {_('Measures')}", lambda row: row.earlier, 40),
        ExportColumn[OwnerRow](after, lambda row: row.after),
        ExportColumn[OwnerRow](f"{after}: {_('Measures')}", lambda row: row.later, 40),
        ExportColumn[OwnerRow](_("Change"), lambda row: row.change, 30),
    ]
    note = _(
        "A proposal is computed from likeness of words and owners. It is no fact until a person "
        "confirms it."
    )
    return Exports(
        f"{before}-{after}",
        [
            Export("measures", _("What became of each measure"), measures, lines, [note]),
            Export("owners", _("Owners before and after"), owners, _owners(page)),
        ],
    )


def _owners(page: ComparisonPage) -> tuple[OwnerRow, ...]:
    colours = {OwnerChange.CAME: "info", OwnerChange.LEFT: "attention"}
    return tuple(
        OwnerRow(
            owner=shift.owner,
            before=len(shift.earlier),
            earlier=", ".join(shift.earlier),
            after=len(shift.later),
            later=", ".join(shift.later),
            change=wording.change_name(shift.change, gettext),
            colour=colours.get(shift.change, "neutral"),
        )
        for shift in page.found.owners
    )


def _without_owner(page: ComparisonPage) -> list[str]:
    return [
        _("%(programme)s: %(count)d of %(of)d measures name no owner")
        % {"programme": side.id, "count": len(side.without_owner), "of": len(side.measures)}
        for side in (page.found.earlier, page.found.later)
    ]


def _title(measure: Measure) -> str:
    return in_language(measure.title, get_language() or LANGUAGES[0])
