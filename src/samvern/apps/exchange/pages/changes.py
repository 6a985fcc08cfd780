"""What an import changes, measure by measure and field by field, before and after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import get_language, gettext, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from samvern.apps.exchange.queries import ImportRow
from samvern.apps.programmes.templatetags.programmes import as_exact_as_known, as_interval
from samvern.engine.programme.document import LANGUAGES, Programme, in_language
from samvern.engine.programme.table_import import FieldChange, MeasureChange
from samvern.ui.differences import Side, side_by_side
from samvern.ui.exports import Export, ExportColumn
from samvern.ui.wording import imports as wording

MEASURES_ON_A_PAGE = 50

_COLOURS = {"added": "success", "changed": "info", "withdrawn": "attention"}
_ORDER = ("withdrawn", "added", "changed")
#: A measure that came or went says all that it says; of these, only what tells it from others.
_TOLD = ("focus_area", "kind", "status", "owners")


@dataclass(frozen=True)
class FieldLine:
    """A field, before and after, with what differs marked."""

    name: str
    before: Side
    after: Side


@dataclass(frozen=True)
class MeasureLines:
    """A measure with what becomes of it; ``row`` is where the table says so."""

    code: str
    title: str
    url: str
    kind: str
    colour: str
    row: int
    lines: tuple[FieldLine, ...]
    left_out: str


@dataclass(frozen=True)
class ChangeRow:
    """A changed field as a line of a file."""

    code: str
    title: str
    kind: str
    row: int | None
    field: str
    before: str
    after: str


def changes_page(
    changes: Sequence[MeasureChange], document: Programme, code: str, number: str | None
) -> dict[str, Any]:
    """A page of the changes, those first that take something away."""
    ordered = sorted(changes, key=lambda change: _ORDER.index(change.kind))
    page = Paginator(ordered, MEASURES_ON_A_PAGE).get_page(number)
    stored = {measure.id for measure in document.measures}
    return {
        "changes": [_measure(change, document, code, stored) for change in page.object_list],
        "change_pages": page,
    }


def changes_export(changes: Iterable[MeasureChange], document: Programme) -> Export[ChangeRow]:
    """Every change as a file, a line for each field."""
    return Export("changes", _("What the import changes"), _COLUMNS, _rows(changes, document))


def counts(changes: Iterable[MeasureChange], unchanged: int = 0) -> str:
    """How many measures would come, change and go; kinds of which there are none left out."""
    of = Counter[str](change.kind for change in changes)
    changed, added, withdrawn = (of[kind] for kind in ("changed", "added", "withdrawn"))
    told = (
        (ngettext("%(count)d measure changes", "%(count)d measures change", changed), changed),
        (ngettext("%(count)d is new", "%(count)d are new", added), added),
        (ngettext("%(count)d is withdrawn", "%(count)d are withdrawn", withdrawn), withdrawn),
    )
    said = [text % {"count": count} for text, count in told if count]
    if unchanged:
        same = ngettext(
            "%(count)d is as it is stored", "%(count)d are as they are stored", unchanged
        )
        said.append(same % {"count": unchanged})
    return f"{', '.join(said)}." if said else ""


def counts_after(row: ImportRow) -> str:
    """How many measures came, changed and went; kinds of which there are none left out."""
    told = (
        (
            ngettext("%(count)d measure changed", "%(count)d measures changed", row.changed),
            row.changed,
        ),
        (ngettext("%(count)d came", "%(count)d came", row.added), row.added),
        (
            ngettext("%(count)d was withdrawn", "%(count)d were withdrawn", row.withdrawn),
            row.withdrawn,
        ),
    )
    return f"{', '.join(text % {'count': count} for text, count in told if count)}."


def _measure(
    change: MeasureChange, document: Programme, code: str, stored: set[str]
) -> MeasureLines:
    told = _told(change)
    left_out = len(change.fields) - len(told)
    return MeasureLines(
        code=change.code,
        title=change.title,
        url=reverse("programmes:measure", args=[code, change.code])
        if change.code in stored
        else "",
        kind=wording.change_name(change, gettext),
        colour=_COLOURS[change.kind],
        row=change.row,
        lines=tuple(_field(each, document) for each in told),
        left_out=ngettext(
            "%(count)d more field in the file",
            "%(count)d more fields in the file",
            left_out,
        )
        % {"count": left_out}
        if left_out
        else "",
    )


def _told(change: MeasureChange) -> tuple[FieldChange, ...]:
    if change.kind == "changed":
        return change.fields
    return tuple(each for each in change.fields if each.key.partition(".")[0] in _TOLD)


def _field(each: FieldChange, document: Programme) -> FieldLine:
    language = get_language() or LANGUAGES[0]
    before, after = side_by_side(
        _value(each.key, each.before, document), _value(each.key, each.after, document)
    )
    return FieldLine(wording.field_name(each.key, document, language, gettext), before, after)


def _value(key: str, value: Any, document: Programme) -> str:
    """A value in words: dates as exact as they are known, focus areas with their titles."""
    language = get_language() or LANGUAGES[0]
    said = wording.value_words(key, value, language, gettext)
    if key in ("start", "finish"):
        return as_exact_as_known(said)
    if key == "every":
        return as_interval(said)
    if key == "focus_area":
        titles = {area.id: area.title for area in document.focus_areas}
        return f"{said} {in_language(titles.get(said, {}), language)}".strip()
    return said


def _rows(changes: Iterable[MeasureChange], document: Programme) -> Iterator[ChangeRow]:
    language = get_language() or LANGUAGES[0]
    for change in changes:
        kind = wording.change_name(change, gettext)
        for each in change.fields:
            yield ChangeRow(
                change.code,
                change.title,
                kind,
                change.row or None,
                wording.field_name(each.key, document, language, gettext),
                _value(each.key, each.before, document),
                _value(each.key, each.after, document),
            )


_COLUMNS: tuple[ExportColumn[ChangeRow], ...] = (
    ExportColumn(gettext_lazy("Code"), lambda row: row.code, 10),
    ExportColumn(gettext_lazy("Measure"), lambda row: row.title, 50),
    ExportColumn(gettext_lazy("What becomes of it"), lambda row: row.kind, 14),
    ExportColumn(gettext_lazy("Row of the table"), lambda row: row.row, 8),
    ExportColumn(gettext_lazy("Field"), lambda row: row.field, 24),
    ExportColumn(gettext_lazy("Before the import"), lambda row: row.before, 50),
    ExportColumn(gettext_lazy("After the import"), lambda row: row.after, 50),
)
