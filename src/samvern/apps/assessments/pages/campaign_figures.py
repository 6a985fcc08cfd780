"""The figures of a closed campaign: per requirement how many gave each result, as it may be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext as _

from samvern.apps.assessments.models import Assessment
from samvern.apps.assessments.pages.campaigns import crumbs, language
from samvern.apps.assessments.pages.frame import frame
from samvern.apps.assessments.queries import CampaignFigures
from samvern.base.texts import in_language
from samvern.engine.assessments import (
    BASE,
    LEAST_ANSWERS,
    Confidentiality,
    Result,
    SafeCount,
    SafeRow,
    Telling,
)
from samvern.ui import numbers
from samvern.ui.exports import Export, ExportColumn, Exports
from samvern.ui.parts import Link, Share
from samvern.ui.wording.assessments import result_name
from samvern.ui.wording.campaigns import count_words

#: The results in the order of the bars: what is in place first.
_ORDER = (
    Result.FULFILLED,
    Result.PARTLY,
    Result.NOT_FULFILLED,
    Result.UNKNOWN,
    Result.NOT_APPLICABLE,
)
#: Gaps named above the table.
_LARGEST = 5


@dataclass(frozen=True)
class FigureRow:
    """A requirement with what may be told of its answers."""

    code: str
    title: str
    url: str
    asked: str
    cells: Sequence[str]
    exact: Sequence[int]
    bar: Sequence[Share]
    gap: float | None

    @property
    def named_cells(self) -> list[tuple[str, str, int | None]]:
        """Each result by name, as it may be told, and the count as it is where that is known."""
        return [
            (result_name(result, gettext), self.cells[place], _exact(self, place))
            for place, result in enumerate(_ORDER)
        ]


def figures_page(found: CampaignFigures) -> dict[str, Any]:
    """What organisations answered together, the requirements in the order of the set."""
    rows = [_row(found, each) for each in found.safe.rows]
    is_exact = bool(found.exact)
    return {
        "campaign": found.campaign,
        "question": _("What did they answer?"),
        "is_shared": False,
        "answer": _answer(found, rows),
        "rows": rows,
        "results": [result_name(result, gettext) for result in _ORDER],
        "legend": list(
            enumerate([*(result_name(each, gettext) for each in _ORDER), _("Not told")])
        ),
        "gaps": _largest(rows),
        "is_exact": is_exact,
        "counted": _counted(found),
        "is_recounted": found.campaign.confidentiality == Confidentiality.REPORTED,
        "least": LEAST_ANSWERS,
        "base": BASE,
        "exports": _exports(found, rows, is_exact=is_exact),
        "breadcrumbs": crumbs(
            Link(found.campaign.title, reverse("assessments:campaign", args=[found.campaign.pk])),
            Link(_("What they answered"), ""),
        ),
        "print_source": found.campaign.title,
    }


def shared_figures_page(assessment: Assessment, found: CampaignFigures) -> dict[str, Any]:
    """What everybody who was asked answered together, for one of them."""
    return {
        **figures_page(found),
        "question": _("How did the others answer?"),
        "is_shared": True,
        "is_recounted": False,
        "breadcrumbs": frame(assessment, Link(_("How did the others answer?"), ""))["breadcrumbs"],
    }


def shared_figures_url(assessment: Assessment) -> str:
    """Where one who was asked sees how all answered; empty before there is anything to see."""
    campaign = assessment.campaign
    if campaign is None or campaign.figures is None:
        return ""
    return reverse("assessments:shared-figures", args=[assessment.pk])


def _answer(found: CampaignFigures, rows: Sequence[FigureRow]) -> str:
    """How many answered, and what most of them lack."""
    if found.safe.count is None:
        return _("Too few have handed in for anything to be told.")
    said = _("About %(count)s organisations handed in.") % {
        "count": numbers.number(found.safe.count, language=language())
    }
    largest = _largest(rows)
    if not largest:
        return said
    first = largest[0]
    worst = _("Most often not fulfilled: “%(code)s %(title)s”.") % {
        "code": first.code,
        "title": first.title,
    }
    return f"{said} {worst}"


def _counted(found: CampaignFigures) -> str:
    """When it was counted, and what was outstanding then."""
    if found.counted_at is None or found.outstanding is None:
        return ""
    parts = [
        _("Counted %(when)s.") % {"when": numbers.moment(localtime(found.counted_at), language())},
        ngettext(
            "%(count)s of those asked had not handed in.",
            "%(count)s of those asked had not handed in.",
            found.outstanding,
        )
        % {"count": numbers.number(found.outstanding, language=language())},
    ]
    if found.returned:
        told = ngettext(
            "%(count)s of them was sent back, and is counted when it comes in again.",
            "%(count)s of them were sent back, and are counted when they come in again.",
            found.returned,
        )
        parts.append(told % {"count": numbers.number(found.returned, language=language())})
    if found.waiting:
        told = ngettext(
            "%(count)s that is counted waits for review.",
            "%(count)s that are counted wait for review.",
            found.waiting,
        )
        parts.append(told % {"count": numbers.number(found.waiting, language=language())})
    return " ".join(parts)


def _largest(rows: Sequence[FigureRow]) -> list[FigureRow]:
    """The requirements that most lack, most first, of those of which it may be told."""
    known = [row for row in rows if row.gap]
    return sorted(known, key=lambda row: -(row.gap or 0))[:_LARGEST]


def _row(found: CampaignFigures, row: SafeRow) -> FigureRow:
    requirement = found.requirements.get(row.code)
    asked = found.campaign.requirement_set
    exact = found.exact.get(row.code, {})
    return FigureRow(
        code=row.code,
        title=in_language(requirement.title) if requirement else "",
        url=reverse("frameworks:requirement", args=[asked.code, asked.version, row.code]),
        asked=_about(row.count),
        cells=[_words(row.results.get(result)) for result in _ORDER],
        exact=[exact.get(result, 0) for result in _ORDER] if exact else [],
        bar=_bar(row),
        gap=_share(row.results.get(Result.NOT_FULFILLED), row.count),
    )


def _about(count: int | None) -> str:
    if count is None:
        return _("Too few")
    return _("About %(count)s") % {"count": numbers.number(count, language=language())}


def _words(told: SafeCount | None) -> str:
    return count_words(told, language(), gettext) if told else "–"


def _share(told: SafeCount | None, total: int | None) -> float | None:
    """The share that a told count stands for; None where it does not say."""
    if told is None or not total:
        return None
    if told.telling is Telling.NEARLY_ALL:
        return 1.0
    return min(told.count / total, 1.0) if told.count is not None else None


def _bar(row: SafeRow) -> list[Share]:
    """What is told as a bar; what is small or hidden is one part, last."""
    if not row.results:
        return []
    shares = [_share(row.results.get(result), row.count) or 0.0 for result in _ORDER]
    scale = max(1.0, sum(shares))  # rounded figures may add up to more than all
    shares = [each / scale for each in shares]
    names = [result_name(result, gettext) for result in _ORDER]
    parts = [Share(name, share) for name, share in zip(names, shares, strict=True)]
    return [*parts, Share(_("Not told"), 1.0 - sum(shares))]


def _exports(found: CampaignFigures, rows: Sequence[FigureRow], *, is_exact: bool) -> Exports:
    columns = [
        ExportColumn[FigureRow](_("Number"), lambda row: row.code),
        ExportColumn(_("Requirement"), lambda row: row.title, 50),
        ExportColumn(_("Answers"), lambda row: row.asked),
    ]
    for place, result in enumerate(_ORDER):
        name = result_name(result, gettext)
        columns.append(ExportColumn(name, lambda row, place=place: row.cells[place]))  # type: ignore[misc]
        if is_exact:
            title = _("%(result)s, exact") % {"result": name}
            columns.append(ExportColumn(title, lambda row, place=place: _exact(row, place)))  # type: ignore[misc]
    notes = [
        _("Counts are rounded to the nearest %(base)d. Smaller ones are not told.") % {"base": BASE}
    ]
    return Exports(
        f"campaign-{found.campaign.pk}",
        [Export("figures", _("What they answered"), columns, rows, notes)],
        facts=[(_("Campaign"), found.campaign.title), (_("Period"), found.campaign.period)],
    )


def _exact(row: FigureRow, place: int) -> int | None:
    return row.exact[place] if row.exact else None
