"""Measures and links as they stand on every page of a comparison."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext as _

from samvern.apps.comparisons.queries import ComparisonPage, Ends
from samvern.engine.programme.document import LANGUAGES, Measure, in_language
from samvern.engine.programme.lineage import Link, LinkStatus
from samvern.ui import parts
from samvern.ui.numbers import percent
from samvern.ui.wording import comparison as wording

COLOURS = {
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
class LinkCell:
    """A link with how sure it is and why; ``answer`` leads to where a person answers it."""

    name: str
    status: str
    colour: str
    note: str
    reasons: tuple[str, ...]
    answer: parts.Link | None


def title_of(measure: Measure) -> str:
    """The title in the reader's language."""
    return in_language(measure.title, get_language() or LANGUAGES[0])


def name_of(ends: Ends) -> str:
    """A link by the codes of its measures, as ``1.12 → 5.3``."""
    return f"{ends[0] or '–'} → {ends[1] or '–'}"


def measure_cells(
    programme: str, measures: Mapping[str, Measure], codes: Iterable[str]
) -> tuple[MeasureCell, ...]:
    """Measures of a programme, with the way to each."""
    return tuple(
        MeasureCell(
            code=code,
            title=title_of(measures[code]),
            url=reverse("programmes:measure", args=[programme, code]),
            owners=", ".join(measures[code].owners or ()),
        )
        for code in codes
    )


def link_cell(page: ComparisonPage, link: Link) -> LinkCell:
    """A link in words, and the way to where it is answered for those who may."""
    language = get_language() or LANGUAGES[0]
    alike, name = link.likeness, name_of(link.ends)
    return LinkCell(
        name=name,
        status=wording.status_name(link.status, gettext),
        colour=COLOURS[link.status],
        note=_note(link, language),
        reasons=tuple(wording.reasons(alike, language, gettext)) if alike else (),
        answer=parts.Link(_answer_title(link, name), answer_url(page, link.ends))
        if page.may_answer
        else None,
    )


def answer_url(page: ComparisonPage, ends: Ends | None = None, **more: str) -> str:
    """Where a link, or a measure without any, is answered; the next that waits without one."""
    address = reverse("comparisons:answer", args=[page.programme.code, page.earlier.code])
    said = dict(zip(("earlier", "later"), ends or (), strict=False)) | more
    params = {name: value for name, value in said.items() if value}
    return f"{address}?{urlencode(params)}" if params else address


def _answer_title(link: Link, name: str) -> str:
    if link.status is LinkStatus.PROPOSED:
        return _("Answer %(link)s") % {"link": name}
    return _("Change the answer about %(link)s") % {"link": name}


def _note(link: Link, language: str) -> str:
    if link.status is LinkStatus.PUBLISHED:
        return link.source
    if link.status is LinkStatus.PROPOSED and link.likeness:
        return _("likeness %(share)s") % {"share": percent(link.likeness.score, language=language)}
    return " – ".join(part for part in (link.by, link.why) if part)
