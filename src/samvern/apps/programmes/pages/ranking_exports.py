"""The figures of a ranking as they go into files, with what they rest on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samvern.apps.programmes.pages.exports import programme_exports
from samvern.apps.programmes.pages.ranking_decided import Disagreement
from samvern.apps.programmes.pages.ranking_figures import FigureRow, has_pairs
from samvern.apps.programmes.pages.ranking_left_out import left_out_lines
from samvern.apps.programmes.queries import RankingPage
from samvern.apps.programmes.queries.ranking import BASIS, LEAST, MOST, ORDER, SLIDERS
from samvern.engine.programme.document import LANGUAGES
from samvern.formats.tables import Cell
from samvern.ui.exports import ONE_DECIMAL, SHARE, Export, ExportColumn, Exports
from samvern.ui.numbers import number, percent, plus_minus


def ranking_exports(
    page: RankingPage,
    rows: Sequence[FigureRow],
    disagreements: Iterable[Disagreement],
) -> Exports:
    """Every table of the ranking, for all alternatives, also those that the page leaves out.

    Parameters
    ----------
    rows
        The figures of every alternative, best first.
    disagreements
        Where the decision and most weightings differ, as the page shows it.
    """
    notes = ranking_notes(page)
    tables = [
        ("figures", _("Figures of the ranking"), list(_figures()), rows),
        ("places", _("How often each one stands where, best first"), list(_places(rows)), rows),
        ("weights", _("Central weights"), list(_weights(page)), rows),
    ]
    exports = [Export(key, title, columns, each, notes) for key, title, columns, each in tables]
    if has_pairs(page):
        title = _("Share of weightings in which the row stands before the column")
        exports.append(Export("pairs", title, list(_pairs(rows)), rows, notes))
    decided = Export(
        "decided",
        _("Where most weightings put it the other way round"),
        list(_disagreements()),
        list(disagreements),
        notes,
    )
    return programme_exports(page.programme, [*exports, decided])


def ranking_notes(page: RankingPage) -> list[str]:
    """What the figures rest on: the weights, what was drawn, how sure that is, what lacks."""
    ranking, language = page.ranking, get_language() or LANGUAGES[0]
    ways = {
        BASIS: _("The programme's own basis"),
        ORDER: _("In order"),
        SLIDERS: _("Exact weights"),
    }
    weighed = ways.get(page.choices.weighing, _("We do not know"))
    weights = ", ".join(
        f"{group.label} {number(group.percent, 0, language)} %"
        if page.choices.weighing == SLIDERS
        else group.label
        for group in page.groups
    )
    return [
        _("Weights: %(way)s (%(groups)s)") % {"way": weighed, "groups": weights},
        _("Weightings drawn: %(samples)s. Seed: %(seed)s.")
        % {"samples": number(ranking.samples, 0, language), "seed": ranking.seed},
        *limit_lines(page),
        _(
            "With 95 %% certainty each share lies within %(margin)s percentage points of what "
            "endlessly many weightings would give."
        )
        % {"margin": plus_minus(ranking.half_width_95, 2, language)},
        *left_out_lines(page),
    ]


def limit_lines(page: RankingPage) -> Iterator[str]:
    """The limits on the weights, a sentence for each group that has any."""
    language = get_language() or LANGUAGES[0]
    labels = {group.id: group.label for group in page.groups}
    for group, sides in page.choices.intervals.items():
        yield _("%(group)s weighs from %(least)s to %(most)s.") % {
            "group": labels.get(group, group),
            "least": percent(sides.get(LEAST, 0.0), language=language),
            "most": percent(sides.get(MOST, 1.0), language=language),
        }


def _figures() -> Iterator[ExportColumn[FigureRow]]:
    yield ExportColumn(_("Place"), lambda row: row.place, 8)
    yield ExportColumn(_("Name"), lambda row: row.name, 50)
    yield ExportColumn(_("Decided tier"), lambda row: row.tier, 12)
    yield ExportColumn(
        _("Mean place"), lambda row: row.ranked.expected_rank, number_format=ONE_DECIMAL
    )
    yield ExportColumn(
        _("First"), lambda row: row.ranked.rank_acceptability[0], number_format=SHARE
    )
    yield ExportColumn(_("Top three"), lambda row: row.top_three, number_format=SHARE)
    yield ExportColumn(
        _("Confidence factor"), lambda row: row.ranked.confidence, number_format=SHARE
    )
    yield ExportColumn(
        _("Can be first"), lambda row: _("Yes") if row.ranked.potentially_optimal else _("No")
    )
    yield ExportColumn(_("Dominated by"), lambda row: ", ".join(row.ranked.dominated_by))
    yield ExportColumn(_("Not judged"), lambda row: row.missing, 50)


def _places(rows: Sequence[FigureRow]) -> Iterator[ExportColumn[FigureRow]]:
    yield ExportColumn(_("Name"), lambda row: row.name, 50)
    for place in range(len(rows)):
        yield ExportColumn(str(place + 1), partial(_at_place, place), 10, SHARE)


def _at_place(place: int, row: FigureRow) -> Cell:
    return row.ranked.rank_acceptability[place]


def _weights(page: RankingPage) -> Iterator[ExportColumn[FigureRow]]:
    yield ExportColumn(_("Name"), lambda row: row.name, 50)
    for group in page.groups:
        yield ExportColumn(group.label, partial(_central, group.id), 20, SHARE)


def _central(group: str, row: FigureRow) -> Cell:
    return (row.ranked.central_weights or {}).get(group)


def _pairs(rows: Sequence[FigureRow]) -> Iterator[ExportColumn[FigureRow]]:
    yield ExportColumn(_("Stands before"), lambda row: row.name, 50)
    for place, row in enumerate(rows):
        yield ExportColumn(row.ranked.id, partial(_before, place), 10, SHARE)


def _before(place: int, row: FigureRow) -> Cell:
    return row.pairs[place]


def _disagreements() -> Iterator[ExportColumn[Disagreement]]:
    yield ExportColumn(_("Decided to come first"), lambda row: row.earlier, 50)
    yield ExportColumn(_("Tier"), lambda row: row.earlier_tier, 8)
    yield ExportColumn(_("Before"), lambda row: row.later, 50)
    yield ExportColumn(_("Tier of the other"), lambda row: row.later_tier, 8)
    yield ExportColumn(_("Weightings that agree"), lambda row: row.share, number_format=SHARE)
