"""Averages of group-time effects: which effects each takes in, and with which weights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from samvern.engine.effects.by_hand import Cells
from samvern.engine.effects.panel import BoolArray, FloatArray


class Average(StrEnum):
    """How the effects after the start are averaged."""

    GROUP = "group"  # over the periods of each start, then over organisations
    SIMPLE = "simple"  # over organisations and periods: early starters count more
    DYNAMIC = "dynamic"  # over periods since the start: the longest times rest on few


#: The average that is shown first: each organisation counts once, however early it started. The
#: one that the authors of the method recommend (2021, section 3.1).
HEADLINE: Final = Average.GROUP


@dataclass(frozen=True, eq=False)
class Weights:
    """Weights of cells that sum to 1.

    ``estimated`` is how the weights depend on the shares of organisations in each group, for
    errors that count these shares as estimated: groups by cells, the change of a weight for a
    change of the share; None where the weights do not depend on them.
    """

    of_cells: FloatArray
    estimated: FloatArray | None = None


def since_start(cells: Cells, periods: int) -> Weights:
    """Weights of the effects so many periods after the start, by organisations."""
    return _by_share(cells, np.array(cells.since == periods))


def of_start(cells: Cells, start: int) -> Weights:
    """Equal weights of the effects from the start on, of those who start in one period."""
    chosen = (cells.start == start) & (cells.since >= 0)
    return Weights(chosen / chosen.sum())


def average(cells: Cells, kind: Average) -> Weights:
    """Weights of one average over everything from the start on.

    Source
    ------
    Callaway and Sant'Anna (2021), section 3, equations for the simple, selective and dynamic
    summaries; the influence of estimated weights is that of section 4.
    """
    after = np.array(cells.since >= 0)
    if kind is Average.SIMPLE:
        return _by_share(cells, after)
    if kind is Average.DYNAMIC:
        moments = [since_start(cells, int(each)) for each in np.unique(cells.since[after])]
        slopes = [each.estimated for each in moments if each.estimated is not None]
        return Weights(
            np.mean([each.of_cells for each in moments], axis=0), np.mean(slopes, axis=0)
        )
    starts = np.unique(cells.start[after])
    equal = np.array([of_start(cells, int(start)).of_cells for start in starts])
    shares = np.array([cells.share[cells.start == start][0] for start in starts])
    total = shares.sum()
    # d (share_g / total) / d share_h = ([g = h] - share_g / total) / total
    slopes = (np.eye(len(starts)) - shares / total) @ equal / total
    estimated = np.zeros((len(cells.groups), len(cells.start)))
    estimated[np.searchsorted(cells.groups, starts)] = slopes
    return Weights(shares @ equal / total, estimated)


def _by_share(cells: Cells, chosen: BoolArray) -> Weights:
    shares = chosen * cells.share
    total = shares.sum()
    of_cells = shares / total
    is_of = cells.groups[:, np.newaxis] == cells.start
    chosen_of = is_of & chosen
    # d (share_c / total) / d share_g, where the share of a group may stand in several cells.
    estimated = (chosen_of - chosen_of.sum(axis=1, keepdims=True) * of_cells) / total
    return Weights(of_cells, estimated)


def large_sample_errors(
    cells: Cells, averages: Sequence[Weights], effects: FloatArray
) -> FloatArray:
    """The errors of averages as large samples have them, the shares of the groups estimated.

    Source
    ------
    Callaway and Sant'Anna (2021), section 4: the mean square of the influence of each organisation.
    """
    influence = cells.influence @ np.array([each.of_cells for each in averages]).T
    shares = cells.sizes / cells.sizes.sum()
    for column, each in enumerate(averages):
        if each.estimated is not None:
            by_group = each.estimated @ effects
            influence[:, column] += by_group[cells.group_of] - shares @ by_group
    return np.asarray(np.sqrt((influence**2).mean(axis=0) / len(influence)))
