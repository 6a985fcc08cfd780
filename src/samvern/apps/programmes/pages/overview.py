"""The overview: the whole programme in one picture, and what is recommended first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from samvern.apps.programmes.queries import (
    NOBODY,
    FocusAreaRow,
    Judged,
    Overview,
    PartRow,
    ProgrammeHead,
    ProgrammeRow,
    RecommendationRow,
    Spread,
)
from samvern.apps.programmes.templatetags.programmes import as_exact_as_known, as_interval
from samvern.engine.programme.document import LANGUAGES
from samvern.ui.numbers import number
from samvern.ui.parts import (
    Definition,
    LevelBar,
    Matrix,
    MatrixCell,
    MatrixColumn,
    MatrixRow,
    Share,
)

#: Lines of a list on the overview; the register has them all.
_MOST_LISTED = 40


@dataclass(frozen=True)
class Tier:
    """What is recommended on one tier."""

    number: int
    recommendations: tuple[RecommendationRow, ...]


@dataclass(frozen=True)
class Grounds:
    """Parts of one kind that say why the programme is there."""

    title: str
    parts: tuple[PartRow, ...]


def list_page(rows: Sequence[ProgrammeRow], *, may_import: bool) -> dict[str, Any]:
    """What the list of programmes shows."""
    return {
        "programmes": rows,
        "answer": ngettext(
            "You can read %(count)d programme.", "You can read %(count)d programmes.", len(rows)
        )
        % {"count": len(rows)}
        if rows
        else "",
        "may_import": may_import,
        "empty_text": _("No programme has been shared with you yet.")
        if not may_import
        else _("There are no programmes yet. Take in the first one."),
    }


def overview_page(overview: Overview) -> dict[str, Any]:
    """What the overview shows beside its frame."""
    code = overview.programme.code
    return {
        "overview": overview,
        "counts": _counts_in_words(overview),
        "matrix": _matrix(overview),
        "tiers": _tiers(overview.recommendations),
        "register_url": reverse("programmes:register", args=[code]),
        "why": [
            Grounds(title, parts)
            for title, parts in (
                (_("Challenges"), overview.challenges),
                (_("Risk trends"), overview.risk_trends),
                (_("Risk areas"), overview.risk_areas),
            )
            if parts
        ],
        "facts": list(_facts(overview)),
        "findings_text": _findings_text(overview),
        "files": _files(code),
        "owners": [(o, _owned_by(code, o.name)) for o in overview.owners[:_MOST_LISTED]],
        "owners_left": len(overview.owners[_MOST_LISTED:]),
        "when": overview.when[:_MOST_LISTED],
        "when_left": len(overview.when[_MOST_LISTED:]),
        "unowned_url": _owned_by(code, NOBODY),
        "untimed_text": _untimed_text(overview),
    }


def _matrix(overview: Overview) -> Matrix:
    programme = overview.programme
    return Matrix(
        caption=_("Focus areas by risk areas and goals, with cost, support and risk"),
        columns=[
            MatrixColumn(column.code, column.title, column.group) for column in overview.columns
        ],
        rows=[_matrix_row(row, programme) for row in overview.rows],
    )


def _matrix_row(row: FocusAreaRow, programme: ProgrammeHead) -> MatrixRow:
    return MatrixRow(
        title=f"{row.code} {row.title}",
        cells=[_cell(judged) for judged in row.cells],
        url=register_url(programme, row.code),
        levels=list(_level_bars(row)),
    )


def _cell(judged: Judged) -> MatrixCell:
    return MatrixCell(judged.share, judged.words)


def _level_bars(row: FocusAreaRow) -> Iterator[LevelBar]:
    yield spread_bar(_("Cost"), row.cost)
    yield spread_bar(_("Support"), row.support)
    yield spread_bar(_("Risk"), row.implementation_risk)


def spread_bar(label: str, spread: Spread) -> LevelBar:
    """The distribution of many judgements as a short bar."""
    shares = [Share(level.label, level.share) for level in spread.levels]
    return LevelBar(label, shares if spread.judged else [])


def _tiers(recommendations: Iterable[RecommendationRow]) -> list[Tier]:
    by_tier = groupby(recommendations, key=lambda row: row.tier)
    return [Tier(number, tuple(rows)) for number, rows in by_tier]


def register_url(programme: ProgrammeHead, focus_area: str) -> str:
    """The register, narrowed down to a focus area."""
    return _register(programme.code, focus_area=focus_area)


def _owned_by(code: str, owner: str) -> str:
    return _register(code, owner=owner)


def _register(code: str, **filters: str) -> str:
    return f"{reverse('programmes:register', args=[code])}?{urlencode(filters)}"


def _facts(overview: Overview) -> Iterator[Definition]:
    """What the programme says of itself, and who governs it today."""
    programme = overview.programme
    publisher = programme.publisher
    if overview.publisher_today:
        today = _("today %(name)s") % {"name": overview.publisher_today}
        publisher = f"{publisher} ({today})"
    told = (
        (_("Published by"), publisher),
        (_("Published"), as_exact_as_known(programme.published)),
        (_("Governed by"), programme.governed_by),
        (_("Assignment"), programme.assignment),
        (_("Builds on"), programme.builds_on),
        (_("Reports to"), programme.reporting_to),
        (_("Reports"), as_interval(programme.reporting_every)),
        (_("Seen by"), programme.sharing_name),
    )
    yield from (Definition(term, value) for term, value in told if value)


def _counts_in_words(overview: Overview) -> str:
    """How many of each part there are, on one line."""
    language = get_language() or LANGUAGES[0]
    return " · ".join(
        f"{number(each.number, 0, language)} {each.label.lower()}" for each in overview.counts
    )


def _findings_text(overview: Overview) -> str:
    count = overview.findings_count
    if not count:
        return ""
    return ngettext(
        "%(count)d thing does not add up or is missing",
        "%(count)d things do not add up or are missing",
        count,
    ) % {"count": count}


def _files(code: str) -> list[tuple[str, str]]:
    """The programme as a book and as a file, and its measures as a table."""
    book = (_("book (PDF)"), reverse("programmes:book", args=[code]))
    whole = [(k, reverse("programmes:file", args=[code, k.lower()])) for k in ("YAML", "JSON")]
    table = [
        (kind, reverse("programmes:register-file", args=[code, kind.lower()]))
        for kind in ("CSV", "XLSX")
    ]
    return [book, *whole, *table]


def _untimed_text(overview: Overview) -> str:
    measures = sum(row.measure_count for row in overview.rows)
    count = measures - len(overview.when)
    if not count:
        return ""
    return _("The programme says nothing of when for %(count)d of %(total)d measures.") % {
        "count": count,
        "total": measures,
    }
