"""The page that says what would change the order of a ranking."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext as _

from samvern.apps.programmes.pages.ranking_address import Address
from samvern.apps.programmes.pages.sensitivity_exports import sensitivity_exports
from samvern.apps.programmes.pages.sensitivity_rows import (
    JudgementRow,
    LeadRow,
    WeightRow,
    judgement_rows,
    lead_rows,
    weight_rows,
)
from samvern.apps.programmes.queries import RankingChoices, SensitivityPage
from samvern.apps.programmes.queries.ranking import FOCUS_AREA, MEASURE
from samvern.engine.programme.document import LANGUAGES
from samvern.ui.parts import Link
from samvern.ui.wording import pairs as of_pairs
from samvern.ui.wording import sensitivity as wording

#: Judgements that the page shows; the files have them all.
_MOST_SHOWN = 10


@dataclass(frozen=True)
class Rows:
    """Everything that stands in tables."""

    weights: list[WeightRow]
    judgements: list[JudgementRow]
    leads: list[LeadRow]


def question() -> str:
    """The heading."""
    return _("What would change the order?")


def sensitivity_page(page: SensitivityPage) -> dict[str, Any]:
    """What the page shows beside its frame and its form."""
    language = get_language() or LANGUAGES[0]
    names = page.ranked.titles
    address = address_of(page)
    rows = Rows(
        list(weight_rows(page, language)),
        list(judgement_rows(page, language)),
        list(lead_rows(page, language)),
    )
    told = [row for row in rows.judgements if row.is_told][:_MOST_SHOWN]
    pair = page.pair
    return {
        "page": page,
        "question": question(),
        "answer": wording.answer(page.found, names, language, gettext, page.about),
        "weights": rows.weights,
        "judgements": told,
        "hidden": len(rows.judgements) - len(told),
        "top_words": wording.top_words(page.found.top, gettext),
        "is_of_areas": page.ranked.choices.level != MEASURE,
        "pair_words": list(_pair_words(page, language)),
        "leads": rows.leads,
        "first_id": pair.first,
        "second_id": pair.second,
        "basis": list(wording.basis_sentences(page.found, gettext)),
        "exports": sensitivity_exports(page, rows.weights, rows.judgements, rows.leads),
        "samples": page.found.samples,
        "seed": page.found.seed,
        "half_width": page.found.half_width_95,
        "ranking_url": address.url(),
        "file_url": address.url("sensitivity-file", first=pair.first, second=pair.second),
        "kept": address.kept(),
        "level_links": list(_level_links(page.ranked.choices, address)),
    }


def address_of(page: SensitivityPage) -> Address:
    """The state of the ranking that this is about."""
    ranked = page.ranked
    return Address.of(ranked.programme.code, ranked.choices, with_decided=False)


def offered_pairs(page: SensitivityPage) -> list[tuple[str, str]]:
    """What can be compared, best first."""
    ranked = page.ranked
    return [
        (each.id, f"{each.id} {ranked.titles[each.id]}") for each in ranked.ranking.alternatives
    ]


def _level_links(choices: RankingChoices, address: Address) -> Iterator[Link]:
    for title, level in ((_("Focus areas"), ""), (_("Measures"), MEASURE)):
        url = address.url("sensitivity", level=level)
        yield Link(title, url, current=choices.level == (level or FOCUS_AREA))


def _pair_words(page: SensitivityPage, language: str) -> Iterator[str]:
    names, pair = page.ranked.titles, page.pair
    first, second = (f"{one} {names[one]}" for one in (pair.first, pair.second))
    yield of_pairs.order_sentence(
        first, second, pair.share_before, pair.half_width_95, language, gettext
    )
    yield of_pairs.lead_sentence(pair, names, language, gettext)
    if said := of_pairs.deciding_sentence(pair, names, gettext):
        yield said
