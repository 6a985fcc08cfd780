"""How much is known of what a measure does: a small ladder, and the rule for each step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum

from samvern.engine.effects.claims import Claim
from samvern.engine.effects.staggered import PreTrend


class EvidenceLevel(StrEnum):
    """What is known of the effect of a measure, the least first.

    Source
    ------
    A ladder of our own in the spirit of the Maryland Scientific Methods Scale (L. W. Sherman and
    others, "Preventing crime", 1997), with this product's thresholds.
    """

    NONE = "none"  # no values before and after a start
    DESCRIPTION = "description"  # values before and after, and nothing to hold them against
    SERIES = "series"  # an interrupted series with twelve points on each side
    COMPARISON = "comparison"  # starters against others, who went the same way before
    LOT = "lot"  # the same, and who started when was drawn by lot

    @property
    def rank(self) -> int:
        """Its place on the ladder, 0 for nothing known."""
        return list(EvidenceLevel).index(self)


def level_of_comparison(claim: Claim, pre_trend: PreTrend, *, by_lot: bool) -> EvidenceLevel:
    """The level of an effect that comes from comparing starters with others.

    Without a claim, or where the two already went apart before the start, it describes only. Where
    the order of starts was drawn by lot, such a difference is chance.

    Examples
    --------
    >>> level_of_comparison(Claim.INTERVAL_HOLDS_ZERO, PreTrend.NONE_FOUND, by_lot=False)
    <EvidenceLevel.COMPARISON: 'comparison'>
    >>> level_of_comparison(Claim.INTERVAL_EXCLUDES_ZERO, PreTrend.FOUND, by_lot=False)
    <EvidenceLevel.DESCRIPTION: 'description'>
    """
    if not claim.is_made:
        return EvidenceLevel.DESCRIPTION
    if by_lot:
        return EvidenceLevel.LOT
    if pre_trend is PreTrend.FOUND:
        return EvidenceLevel.DESCRIPTION
    return EvidenceLevel.COMPARISON


def level_of_series(claim: Claim) -> EvidenceLevel:
    """The level of an effect that comes from one series, before and after.

    Examples
    --------
    >>> level_of_series(Claim.INTERVAL_HOLDS_ZERO), level_of_series(Claim.DESCRIPTION_ONLY)
    (<EvidenceLevel.SERIES: 'series'>, <EvidenceLevel.DESCRIPTION: 'description'>)
    """
    return EvidenceLevel.SERIES if claim.is_made else EvidenceLevel.DESCRIPTION


def count_levels(levels: Iterable[EvidenceLevel]) -> Mapping[EvidenceLevel, int]:
    """How many measures stand on each step of the ladder, every step named, the least first.

    Examples
    --------
    >>> found = count_levels([EvidenceLevel.NONE, EvidenceLevel.SERIES, EvidenceLevel.NONE])
    >>> list(found.values())
    [2, 0, 1, 0, 0]
    """
    found = Counter(levels)
    return {level: found[level] for level in EvidenceLevel}
