"""A ranking as a picture and a table, whether it is of today or frozen with a decision."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from samvern.apps.decisions.pages.words import alternative_name, language
from samvern.apps.decisions.record import Figures
from samvern.apps.programmes.pages.ranking_places import shares_of
from samvern.base.texts import in_language
from samvern.ui.parts import ShareRow
from samvern.ui.wording import ranking as wording

#: Alternatives that a page shows; the file has them all.
MOST_SHOWN = 50


def titles_of(figures: Figures) -> dict[str, str]:
    """The names of what is ranked, in the reader's language."""
    return {code: in_language(title) for code, title in figures.titles.items()}


def figures_page(figures: Figures, tiers: dict[str, int] | None = None) -> dict[str, Any]:
    """The answer in a sentence, the bars, and how sure they are."""
    ranking, titles = figures.ranking, titles_of(figures)
    shown = ranking.alternatives[:MOST_SHOWN]
    return {
        "answer": wording.answer(ranking, titles, language(), gettext),
        "bars": [
            ShareRow(
                name=alternative_name(each.id, titles),
                shares=shares_of(each.rank_acceptability),
                sentence=wording.bar_sentence(each, language(), gettext),
                tag=_tag(each.id, tiers),
            )
            for each in shown
        ],
        "hidden": len(ranking.alternatives[MOST_SHOWN:]),
        "samples": ranking.samples,
        "seed": ranking.seed,
        "half_width": ranking.half_width_95,
    }


def _tag(code: str, tiers: dict[str, int] | None) -> str:
    if not tiers or code not in tiers:
        return ""
    return gettext("Decided: tier %(tier)d") % {"tier": tiers[code]}
