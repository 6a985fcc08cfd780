"""The ranking page: who is first, how sure that is, and what it would take to change it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext as _

from samvern.apps.programmes.pages.overview import register_url
from samvern.apps.programmes.pages.ranking_address import DECIDED, Address, is_limit
from samvern.apps.programmes.pages.ranking_chart import ranking_figure
from samvern.apps.programmes.pages.ranking_decided import decided_page
from samvern.apps.programmes.pages.ranking_exports import ranking_exports
from samvern.apps.programmes.pages.ranking_figures import figure_rows, has_pairs
from samvern.apps.programmes.pages.ranking_left_out import left_out_lines, missing_in_words
from samvern.apps.programmes.pages.ranking_places import shares_of
from samvern.apps.programmes.queries import RankingPage
from samvern.apps.programmes.queries.ranking import (
    BASIS,
    FOCUS_AREA,
    MAX_WORK,
    MEASURE,
    ORDER,
    PAGE_SAMPLES,
    PAGE_SAMPLES_OFFERED,
    SLIDERS,
    UNKNOWN,
)
from samvern.engine.errors import SamvernError
from samvern.engine.priority import GROUPS, RankedAlternative
from samvern.engine.programme.document import LANGUAGES
from samvern.ui.numbers import number, percent
from samvern.ui.parts import Link, Ranked, ShareRow, Weight
from samvern.ui.wording import errors
from samvern.ui.wording import ranking as wording

#: Alternatives that the page shows; the file has them all.
_MOST_SHOWN = 50
#: Neighbours at the top of whom the page says how sure their order is.
_TOP_PLACES = 5
#: A group weighs more than usual from here on, as a share of all weight.
_NOTICEABLE = 0.02


@dataclass(frozen=True)
class Neighbours:
    """Two alternatives that follow each other, and how often they do so in this order."""

    before: str
    after: str
    share: float


def ranking_page(page: RankingPage, *, with_decided: bool) -> dict[str, Any]:
    """What the ranking shows beside its frame."""
    ranking = page.ranking
    shown = ranking.alternatives[:_MOST_SHOWN]
    language = get_language() or LANGUAGES[0]
    address = Address.of(page.programme.code, page.choices, with_decided=with_decided)
    decided = decided_page(page)
    tiers = decided["tiers"] if with_decided else {}
    figures = list(figure_rows(page, decided["tiers"]))
    answer = wording.answer(ranking, page.titles, language, gettext)
    return {
        "page": page,
        "half_width": ranking.half_width_95,
        "samples": ranking.samples,
        "seed": ranking.seed,
        "question": _question(page.choices.level),
        "answer": answer,
        "bars": [_bar(page, each, tiers.get(each.id), language) for each in shown],
        "hidden": len(ranking.alternatives[_MOST_SHOWN:]),
        "figures": figures[:_MOST_SHOWN],
        "group_names": [group.label for group in page.groups],
        "figure": ranking_figure(page, address, answer),
        "has_pairs": has_pairs(page),
        "exports": ranking_exports(page, figures, decided["disagreements"]),
        "neighbours": _neighbours(page),
        "swings": list(_swings(page, language)),
        "left_out": left_out_lines(page),
        "with_decided": with_decided,
        "decided": decided,
        **_controls(page, address, with_decided=with_decided),
    }


def cannot_rank_page(error: SamvernError, query: Mapping[str, str]) -> dict[str, Any]:
    """What stands in place of a ranking that cannot be made."""
    return {
        "question": _question(query.get("level", "")),
        "heading": errors.title(error, gettext),
        "advice": errors.advice(error, gettext),
    }


def group_names() -> dict[str, str]:
    """What the groups of criteria are called, in the order in which they are shown."""
    names = wording.group_names(gettext)
    return {group: names[group] for group in GROUPS}


def limits_page(query: Mapping[str, str]) -> dict[str, Any]:
    """What stands in place of a ranking whose limits cannot be kept: the form, and what is wrong."""
    return {
        "question": _question(query.get("level", "")),
        "answer": _("Nothing is ranked: no weighting keeps these limits."),
        "kept_by_limits": [
            (key, value) for key, value in query.items() if value and not is_limit(key)
        ],
        "has_limits": True,
    }


def _question(level: str) -> str:
    if level == MEASURE:
        return _("Which measures matter most?")
    return _("Which focus areas matter most?")


def _name(page: RankingPage, code: str) -> str:
    return f"{code} {page.titles[code]}"


def _url(page: RankingPage, code: str) -> str:
    if page.choices.level == MEASURE:
        return reverse("programmes:measure", args=[page.programme.code, code])
    return register_url(page.programme, code)


def _bar(page: RankingPage, ranked: RankedAlternative, tier: int | None, language: str) -> ShareRow:
    return ShareRow(
        name=_name(page, ranked.id),
        shares=shares_of(ranked.rank_acceptability),
        url=_url(page, ranked.id),
        sentence=wording.bar_sentence(ranked, language, gettext),
        note=missing_in_words(page, ranked.id),
        tag=_("Tier %(tier)d") % {"tier": tier} if tier else "",
    )


def _neighbours(page: RankingPage) -> list[Neighbours]:
    top = page.ranking.alternatives[:_TOP_PLACES]
    return [
        Neighbours(
            _name(page, before.id),
            _name(page, after.id),
            page.ranking.pairwise[before.id][after.id],
        )
        for before, after in pairwise(top)
    ]


def _swings(page: RankingPage, language: str) -> Iterator[str]:
    """What somebody would have to think to put another one first; most likely first."""
    ranking = page.ranking
    if ranking.model.weights.fixed is not None:
        return
    usual = mean_weights(page)
    winners = sorted(ranking.alternatives, key=lambda each: -each.rank_acceptability[0])
    for each in winners[1:]:
        share, central = each.rank_acceptability[0], each.central_weights
        if central is None or share < ranking.half_width_95:
            continue
        group = max(page.groups, key=lambda group: central[group.id] - usual[group.id])
        if central[group.id] - usual[group.id] >= _NOTICEABLE:
            yield _(
                "%(name)s is first in %(share)s: those who put it first let %(group)s weigh "
                "%(weight)s on average, where the average of all is %(usual)s."
            ) % {
                "name": _name(page, each.id),
                "share": percent(share, language=language),
                "group": group.label.lower(),
                "weight": percent(central[group.id], language=language),
                "usual": percent(usual[group.id], language=language),
            }


def mean_weights(page: RankingPage) -> dict[str, float]:
    """What each group weighs on average over everything that was drawn."""
    return {
        group.id: sum(
            each.rank_acceptability[0] * each.central_weights[group.id]
            for each in page.ranking.alternatives
            if each.central_weights
        )
        for group in page.groups
    }


def _controls(page: RankingPage, address: Address, *, with_decided: bool) -> dict[str, Any]:
    """How the reader changes what is ranked, and by what weights."""
    choices = page.choices
    return {
        "weighing": choices.weighing,
        "weighing_links": _weighing_links(page, address),
        "level_links": [
            Link(title, address.url(level=level), current=choices.level == (level or FOCUS_AREA))
            for title, level in ((_("Focus areas"), ""), (_("Measures"), MEASURE))
        ],
        "scale_links": [
            Link(title, address.url(scale=scale), current=choices.scale == (scale or "linear"))
            for title, scale in ((_("Equal steps"), ""), (_("Any increasing steps"), "ordinal"))
        ],
        "samples_links": [
            Link(
                number(samples, 0, get_language() or LANGUAGES[0]),
                address.url(samples=str(samples)),
                current=choices.samples == samples,
            )
            for samples in PAGE_SAMPLES_OFFERED
            if samples * len(page.ranking.alternatives) <= MAX_WORK
        ],
        "weights": _weights(page),
        "ordered": [Ranked(group.id, group.label) for group in page.groups],
        "is_tuned": choices.scale != "linear" or choices.samples != PAGE_SAMPLES,
        "kept": address.kept_by_weights(),
        "kept_by_limits": address.kept_by_limits(),
        "free_url": address.without_limits(),
        "has_limits": bool(choices.intervals),
        "decided_url": address.url(**{DECIDED: "" if with_decided else "1"}),
        "file_url": address.url("ranking-file"),
        "sensitivity_url": address.url("sensitivity"),
        "explanation_url": address.url("explanation", decided=""),
    }


def _weighing_links(page: RankingPage, address: Address) -> list[Link]:
    even = mean_weights(page)
    sliders = {f"weight-{group}": str(round(100 * share)) for group, share in even.items()}
    order = ",".join(group.id for group in page.groups)
    ways = (
        (BASIS, _("The programme's own basis"), address.weighed()),
        (UNKNOWN, _("We do not know"), address.weighed(UNKNOWN)),
        (ORDER, _("In order"), address.weighed(ORDER, order=order)),
        (SLIDERS, _("Exact weights"), address.weighed(SLIDERS, **sliders)),
    )
    chosen = page.choices.weighing
    return [Link(title, url, current=way == chosen) for way, title, url in ways]


def _weights(page: RankingPage) -> list[Weight]:
    total = sum(group.percent for group in page.groups) or 1.0
    language = get_language() or LANGUAGES[0]
    return [
        Weight(
            group.id,
            group.label,
            group.percent,
            _("counts %(share)s") % {"share": percent(group.percent / total, language=language)},
        )
        for group in page.groups
    ]
