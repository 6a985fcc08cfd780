"""An earlier assessment beside this one: what is new in the set, what can be carried over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from samvern.apps.assessments.models import Assessment
from samvern.apps.assessments.pages.answering import heading_name
from samvern.apps.assessments.pages.frame import (
    RESULT_COLOURS,
    answer_url,
    assessment_url,
    frame,
)
from samvern.apps.assessments.queries import Carrying, CarryRow, Lives, asked_of
from samvern.apps.frameworks.pages.rows import line
from samvern.engine.frameworks import Framework
from samvern.ui.exports import Export, ExportColumn, Exports
from samvern.ui.parts import Definition, Link
from samvern.ui.wording import assessments as wording

#: What the list can be narrowed down to, by the parameter ``show``.
STILL_TRUE, CHANGED, NEW = "still-true", "changed", "new"
_CHANGED = {Lives.REWORDED, Lives.SPLIT, Lives.MERGED}
_COLOURS = {
    Lives.SAME: "neutral",
    Lives.RENUMBERED: "neutral",
    Lives.REWORDED: "warning",
    Lives.SPLIT: "warning",
    Lives.MERGED: "warning",
    Lives.NEW: "info",
}


@dataclass(frozen=True)
class CarryLine:
    """A requirement in words: how it lives on, what was said then, what is said now."""

    code: str
    name: str
    language: str
    url: str
    lives: str
    colour: str
    before: tuple[tuple[str, str, str], ...]
    now: str
    now_colour: str
    asks_again: bool


@dataclass(frozen=True)
class CarryChapter:
    """Requirements under a heading; ``asking`` counts those that ask «still true?»."""

    key: str
    name: str
    lines: tuple[CarryLine, ...]
    asking: int


@dataclass(frozen=True)
class BehindLine:
    """What stays behind of a requirement unless it is chosen: each text, and titles of evidence."""

    code: str
    name: str
    language: str
    texts: tuple[Definition, ...]


def carrying_page(
    found: Carrying, others: Sequence[Assessment], show: str, receivers: str = ""
) -> dict[str, Any]:
    """Two assessments side by side."""
    assessment, here = found.assessment, reverse("assessments:earlier", args=[found.assessment.pk])
    chosen = f"{here}?from={found.earlier.pk}"
    chapters = list(_chapters(found, show))
    return {
        **frame(assessment, Link(_("Last time and this time"), "")),
        "question": _("What has changed since last time?"),
        "answer": _answer(found),
        "earlier": str(found.earlier),
        "earlier_id": found.earlier.pk,
        "others": [
            Link(str(each), f"{here}?from={each.pk}", current=each == found.earlier)
            for each in others
        ],
        "filters": [
            Link(title, f"{chosen}&show={value}" if value else chosen, current=show == value)
            for value, title in _filters(found)
        ],
        "chapters": chapters,
        "to_carry": len(found.to_carry) if assessment.is_writable else 0,
        "crosses": found.crosses,
        "behind": list(_behind(found)),
        "receivers_words": receivers,
        "to_confirm": len(found.to_confirm) if assessment.is_writable else 0,
        "carry_words": ngettext(
            "Carry %(count)d answer over", "Carry %(count)d answers over", len(found.to_carry)
        )
        % {"count": len(found.to_carry)},
        "back_url": assessment_url(assessment),
        "exports": Exports(
            f"{assessment.actor.name}-{assessment.period}",
            [
                Export(
                    "earlier",
                    _("Last time and this time"),
                    _COLUMNS,
                    [each for chapter in chapters for each in chapter.lines],
                )
            ],
        ),
    }


_COLUMNS: Sequence[ExportColumn[CarryLine]] = (
    ExportColumn(gettext_lazy("Requirement"), lambda each: each.name, 60),
    ExportColumn(gettext_lazy("In the set"), lambda each: each.lives),
    ExportColumn(
        gettext_lazy("Last time"), lambda each: "; ".join(f"{c} {r}" for c, r, _x in each.before)
    ),
    ExportColumn(gettext_lazy("This time"), lambda each: each.now),
    ExportColumn(gettext_lazy("Still true?"), lambda each: _("Yes") if each.asks_again else ""),
)


def _answer(found: Carrying) -> str:
    counts = Counter(row.lives for row in found.rows)
    changed = sum(counts[each] for each in _CHANGED)
    new = counts[Lives.NEW]
    parts = [
        ngettext("%(count)d requirement is new", "%(count)d requirements are new", new)
        % {"count": new}
        if new
        else "",
        ngettext(
            "%(count)d requirement says something else",
            "%(count)d requirements say something else",
            changed,
        )
        % {"count": changed}
        if changed
        else "",
    ]
    said = ", ".join(filter(None, parts)) or _("The requirements say the same as last time")
    said += "."
    if asking := len(found.to_confirm):
        told = ngettext(
            "Of %(count)d answer nobody has said yet whether it is still true.",
            "Of %(count)d answers nobody has said yet whether they are still true.",
            asking,
        )
        said += " " + told % {"count": asking}
    return said


def _filters(found: Carrying) -> Iterator[tuple[str, str]]:
    yield "", _("All")
    if found.to_confirm:
        yield STILL_TRUE, _("Still true?")
    yield CHANGED, _("Reworded, split or merged")
    yield NEW, _("New in the set")


def _fits(row: CarryRow, show: str) -> bool:
    return {
        STILL_TRUE: row.asks_again,
        CHANGED: row.lives in _CHANGED,
        NEW: row.lives is Lives.NEW,
    }.get(show, True)


def _chapters(found: Carrying, show: str) -> Iterator[CarryChapter]:
    framework = asked_of(found.assessment).framework
    for key, rows in _grouped(found):
        lines = tuple(_line(found, framework, each) for each in rows if _fits(each, show))
        if lines:
            yield CarryChapter(
                key=key,
                name=heading_name(framework, rows[0].chapter),
                lines=lines,
                asking=sum(each.asks_again for each in lines),
            )


def _grouped(found: Carrying) -> Iterator[tuple[str, list[CarryRow]]]:
    for key, rows in groupby(found.rows, key=lambda row: row.chapter.id if row.chapter else ""):
        yield key, list(rows)


def _line(found: Carrying, framework: Framework, row: CarryRow) -> CarryLine:
    shown = line(framework, row.requirement)
    result = row.answer.values.result if row.answer else None
    return CarryLine(
        code=row.requirement.id,
        name=shown.name,
        language=shown.language,
        url=answer_url(found.assessment, row.requirement.id),
        lives=lives_words(row),
        colour=_COLOURS[row.lives],
        before=tuple(
            (
                code if code != row.requirement.id or len(row.before) > 1 else "",
                wording.result_name(values.result, gettext),
                RESULT_COLOURS[values.result],
            )
            for code, values in row.before
        ),
        now=wording.result_name(result, gettext),
        now_colour=RESULT_COLOURS[result],
        asks_again=row.asks_again,
    )


def lives_words(row: CarryRow) -> str:
    """How a requirement lives on from the earlier set."""
    named = {"codes": ", ".join(row.origins)}
    return {
        Lives.SAME: _("Unchanged"),
        Lives.RENUMBERED: _("Was %(codes)s") % named,
        Lives.REWORDED: _("Reworded"),
        Lives.SPLIT: _("Part of what was %(codes)s") % named,
        Lives.MERGED: _("Was %(codes)s together") % named,
        Lives.NEW: _("New"),
    }[row.lives]


def _behind(found: Carrying) -> Iterator[BehindLine]:
    framework = asked_of(found.assessment).framework
    for row in found.to_choose:
        shown = line(framework, row.requirement)
        texts = [
            Definition(wording.field_name(name, gettext), text)
            for name, text in row.written.items()
        ]
        if row.evidence:
            titles = ", ".join(each.title for each in row.evidence)
            texts.append(Definition(_("Evidence"), titles))
        yield BehindLine(row.requirement.id, shown.name, shown.language, tuple(texts))


def brought_along(found: Carrying, sent: Mapping[str, str], codes: Iterable[str]) -> list[str]:
    """Of which requirements what was written comes along: of all, or of those that are ticked."""
    if "with_everything" in sent:
        return [each.requirement.id for each in found.to_choose]
    return list(codes)


def confirmed(found: Carrying, sent: Mapping[str, str], codes: Iterable[str]) -> list[str]:
    """What is said to be still true: a chapter, everything, or what is ticked."""
    if "everything" in sent:
        return [each.requirement.id for each in found.to_confirm]
    if chapter := sent.get("chapter", ""):
        return [
            row.requirement.id for key, rows in _grouped(found) if key == chapter for row in rows
        ]
    return list(codes)
