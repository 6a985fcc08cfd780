"""The ranking as a chart: every place of every alternative."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samvern.apps.programmes.pages.ranking_address import Address
from samvern.apps.programmes.queries import RankingPage
from samvern.engine.programme.document import LANGUAGES
from samvern.ui.charts import Chart, RankRow, Scheme, rank_acceptability_chart
from samvern.ui.numbers import percent
from samvern.ui.parts import Figure

#: Bars of a chart beyond which nobody reads it.
_MOST_DRAWN = 50


def ranking_chart(page: RankingPage, scheme: Scheme) -> Chart:
    """The specification of the chart, with words and figures beside it."""
    return rank_acceptability_chart(
        [
            RankRow(f"{each.id} {page.titles[each.id]}", each.rank_acceptability)
            for each in page.ranking.alternatives[:_MOST_DRAWN]
        ],
        alt=_alt(),
        rank_title=_("Place"),
        share_title=_("Share of all weightings"),
        language=get_language() or LANGUAGES[0],
        scheme=scheme,
    )


def ranking_figure(page: RankingPage, address: Address, summary: str) -> Figure:
    """The chart as the page shows it, with its table; the chart itself is drawn when asked for."""
    language = get_language() or LANGUAGES[0]
    alternatives = page.ranking.alternatives
    return Figure(
        title=_("Every place of every one"),
        summary=summary,
        alt=_alt(),
        svg_url=address.url("ranking-image"),
        spec_url=address.url("ranking-chart"),
        columns=[_("Name"), *(str(place) for place in range(1, len(alternatives) + 1))],
        rows=[
            [
                f"{each.id} {page.titles[each.id]}",
                *(percent(share, 1, language) for share in each.rank_acceptability),
            ]
            for each in alternatives[:_MOST_DRAWN]
        ],
    )


def _alt() -> str:
    return _("Stacked bars: how often each one stands at each place.")
