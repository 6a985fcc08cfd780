"""The tables of the sensitivity page, row by row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext

from samvern.apps.programmes.queries import SensitivityPage
from samvern.engine.priority.sensitivity import (
    CriterionLead,
    GroupLead,
    Interval,
    JudgementValue,
    WeightStability,
)
from samvern.ui.wording import pairs as of_pairs
from samvern.ui.wording import sensitivity as wording
from samvern.ui.wording.certainty import likelihood
from samvern.ui.wording.criteria import criterion_name, level_name
from samvern.ui.wording.ranking import group_names


@dataclass(frozen=True)
class Span:
    """Between which weights something stays as it is, and what changes beyond."""

    interval: Interval
    words: str


@dataclass(frozen=True)
class WeightRow:
    """How far the weight of a group can move."""

    name: str
    stability: WeightStability
    first: Span
    top: Span
    order: Span


@dataclass(frozen=True)
class LevelWords:
    """A level that is possible: its name, and how sure the top would be there, in a word."""

    name: str
    probability: float
    word: str
    share: float


@dataclass(frozen=True)
class JudgementRow:
    """What a judgement would be worth to know; ``is_told`` is for those that can be told from none."""

    alternative: str
    criterion: str
    judged: JudgementValue
    value: str
    levels: tuple[LevelWords, ...]
    taker: str
    is_told: bool


@dataclass(frozen=True)
class LeadRow:
    """What a group, or a criterion inside it, adds to a lead, in points of 100."""

    group: str
    criterion: str
    weight: float | None
    lead: float
    words: str
    decides: bool


def weight_rows(page: SensitivityPage, language: str) -> Iterator[WeightRow]:
    """Every group that is weighed."""
    names = group_names(gettext)

    def span(interval: Interval, question: str) -> Span:
        words = wording.interval_words(interval, question, page.found, language, gettext)
        return Span(interval, words)

    for group in page.found.stability:
        yield WeightRow(
            names.get(group.group, group.group),
            group,
            first=span(group.first, "first"),
            top=span(group.top, "top"),
            order=span(group.order, "order"),
        )


def judgement_rows(page: SensitivityPage, language: str) -> Iterator[JudgementRow]:
    """Every uncertain judgement, the most worth knowing first."""
    found, titles = page.found, page.ranked.titles
    told = wording.told_judgements(found)
    for judged in found.judgements:
        yield JudgementRow(
            alternative=f"{judged.alternative} {titles[judged.alternative]}",
            criterion=criterion_name(judged.criterion, gettext, page.about),
            judged=judged,
            value=wording.value_words(judged, language, gettext),
            levels=tuple(
                LevelWords(
                    level_name(judged.criterion, level.level, gettext),
                    level.probability,
                    likelihood(level.top_share, gettext, found.half_width_95),
                    level.top_share,
                )
                for level in judged.levels
            ),
            taker=wording.taker_words(judged, titles, language, gettext),
            is_told=judged in told,
        )


def lead_rows(page: SensitivityPage, language: str) -> Iterator[LeadRow]:
    """The groups from what speaks for the first to what speaks against it, with what is inside."""
    names = group_names(gettext)

    def row(part: GroupLead | CriterionLead, group: GroupLead) -> LeadRow:
        return LeadRow(
            group=names.get(group.group, group.group),
            criterion=criterion_name(part.criterion, gettext, page.about)
            if isinstance(part, CriterionLead)
            else "",
            weight=part.weight if isinstance(part, GroupLead) else None,
            lead=part.lead * 100,
            words=of_pairs.signed(part.lead * 100, language),
            decides=isinstance(part, GroupLead) and group.group in page.pair.deciding,
        )

    for group in page.pair.groups:
        yield row(group, group)
        if group.group in page.pair.deciding and len(group.criteria) > 1:
            for criterion in group.criteria:
                yield row(criterion, group)
