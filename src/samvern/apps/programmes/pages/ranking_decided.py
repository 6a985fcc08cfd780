"""What was decided, laid over what comes out of the ranking."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samvern.apps.programmes.queries import RankingPage
from samvern.engine.programme.document import LANGUAGES
from samvern.ui.numbers import percent

#: Disagreements beyond these are left to the table of pairs.
_MOST_SHOWN = 6


@dataclass(frozen=True)
class Disagreement:
    """Two alternatives that the decision puts the other way round than most weightings do."""

    earlier: str
    earlier_tier: int
    later: str
    later_tier: int | None
    share: float


def decided_page(page: RankingPage) -> dict[str, Any]:
    """How the decided order agrees with the ranking, in a sentence and in its worst pairs."""
    pairs = sorted(_pairs(page), key=lambda pair: pair.share)
    return {
        "tiers": {row.code: row.tier for row in page.decided},
        "decided_answer": _answer(pairs),
        "disagreements": [pair for pair in pairs if pair.share < 0.5][:_MOST_SHOWN],
    }


def _pairs(page: RankingPage) -> Iterator[Disagreement]:
    """Everything that is decided to come before something else, what no tier names last."""
    tiers = {row.code: row.tier for row in page.decided}
    for earlier, tier in tiers.items():
        for later, share in page.ranking.pairwise[earlier].items():
            later_tier = tiers.get(later)
            if later_tier is None or later_tier > tier:
                yield Disagreement(
                    _name(page, earlier), tier, _name(page, later), later_tier, share
                )


def _answer(pairs: list[Disagreement]) -> str:
    """Whether any weighting gives the decided order; the worst pair bounds how many do."""
    if not pairs:
        return _("Nothing is decided to come before anything else.")
    worst = pairs[0]
    params = {
        "share": percent(worst.share, language=get_language() or LANGUAGES[0]),
        "earlier": worst.earlier,
        "later": worst.later,
    }
    if worst.share == 0:
        return (
            _(
                "No weighting that was drawn gives the decided order: none puts %(earlier)s before "
                "%(later)s."
            )
            % params
        )
    return (
        _(
            "At most %(share)s of the weightings give the decided order: so many put %(earlier)s "
            "before %(later)s."
        )
        % params
    )


def _name(page: RankingPage, code: str) -> str:
    return f"{code} {page.titles[code]}"
