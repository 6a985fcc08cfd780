"""What matters most, by the programme's own basis, and how sure that is."""

from __future__ import annotations

from typing import Any, Final

from samvern.apps.papers.sections.freezing import Freezing, Layers
from samvern.apps.programmes.queries.ranking import (
    FOCUS_AREA,
    MEASURE,
    RankingChoices,
    rank_programme,
)
from samvern.engine.errors import InvalidInput, NotReady
from samvern.engine.priority import Ranking

#: More than this many measures are not put in order: that takes its time, and no paper prints it.
MOST_MEASURES: Final = 300
#: Shares are kept so exactly; they are drawn, and known no better.
_DECIMALS: Final = 4


def section(freezing: Freezing) -> Layers:
    """The order of the focus areas and of the measures; none where nothing is judged."""
    found = {"focus_areas": _ranked(freezing, FOCUS_AREA)}
    if len(freezing.document.measures) <= MOST_MEASURES:
        found["measures"] = _ranked(freezing, MEASURE)
    said = {level: ranked for level, ranked in found.items() if ranked}
    if not said:
        return {}
    return {freezing.widest: {"ranking": {**said, "on": freezing.on.isoformat()}}}


def _ranked(freezing: Freezing, level: str) -> dict[str, Any] | None:
    try:
        ranking = rank_programme(freezing.programme, RankingChoices(level=level))
    except (InvalidInput, NotReady):  # nothing is judged
        return None
    return _plain(ranking)


def _plain(ranking: Ranking) -> dict[str, Any]:
    return {
        "samples": ranking.samples,
        "seed": ranking.seed,
        "half_width_95": round(ranking.half_width_95, _DECIMALS),
        "alternatives": [
            {
                "id": each.id,
                "share_first": round(each.rank_acceptability[0], _DECIMALS),
                "expected_rank": round(each.expected_rank, 1),
            }
            for each in ranking.alternatives
        ],
        "left_out": len(ranking.left_out),
    }
