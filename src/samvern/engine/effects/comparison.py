"""Which organisations and periods of a panel can be compared, and what had to be left out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from samvern.engine.effects.panel import EffectPanel, FloatArray, IntArray
from samvern.engine.errors import InvalidInput, NotReady

#: The start of whoever never starts, later than every period.
NEVER: Final = 2**31
#: A period with values from a smaller share of the organisations is left out.
LEAST_SHARE_OF_VALUES: Final = 0.5


class Control(StrEnum):
    """With whom those who have started are compared."""

    NEVER = "never"  # those who never start
    NOT_YET = "not_yet"  # those who have not started yet, and those who never do


class Reason(StrEnum):
    """Why an organisation takes no part in the comparison."""

    MISSING_VALUES = "missing_values"
    STARTED_TOO_EARLY = "started_too_early"  # no period before its start


@dataclass(frozen=True)
class LeftOut:
    """An organisation that takes no part."""

    organisation: str
    reason: Reason


@dataclass(frozen=True, eq=False)
class Comparison:
    """Complete outcomes of those who can be compared.

    ``outcomes`` is organisations by periods; ``times`` are the positions of its columns among the
    periods of the panel and ``starts`` those of the starts, ``NEVER`` for never. ``last_clean`` is
    the label of the last period used where everybody starts, so that later ones have nobody to
    compare with.
    """

    organisations: tuple[str, ...]
    labels: tuple[str, ...]
    outcomes: FloatArray
    times: IntArray
    starts: IntArray
    control: Control
    anticipation: int
    left_out: tuple[LeftOut, ...] = ()
    periods_left_out: tuple[str, ...] = ()
    last_clean: str | None = None


def comparison(
    panel: EffectPanel, *, control: Control = Control.NOT_YET, anticipation: int = 0
) -> Comparison:
    """Make a panel ready for comparison.

    Periods for which fewer than half of the organisations have a value are left out, then
    organisations for which one is still missing, then those without a period before their start.
    Where everybody starts, those who start last are the ones to compare with, and all periods from
    their start on are left out: nobody is left who has not started.

    Parameters
    ----------
    control
        With whom to compare; those who have not started yet where nobody never starts.
    anticipation
        For how many periods before its start an organisation may already have changed.

    Raises
    ------
    InvalidInput
        ``effect.anticipation_negative``.
    NotReady
        ``effect.no_starters`` without anybody who starts after a period that is known,
        ``effect.no_comparison`` without anybody to compare them with.

    Examples
    --------
    >>> panel = EffectPanel(
    ...     ("a", "b"), ("1", "2", "3"), ((1, 1, 2), (1, 1, 1)), ("2", "3"))
    >>> ready = comparison(panel)
    >>> ready.last_clean, ready.starts.tolist() == [1, NEVER]
    ('2', True)
    """
    if anticipation < 0:
        raise InvalidInput("effect.anticipation_negative", got=anticipation)
    table, starts = panel.table(), panel.start_positions(NEVER)
    known = np.isfinite(table)
    kept = known.mean(axis=0) >= LEAST_SHARE_OF_VALUES
    complete = np.asarray(known[:, kept].all(axis=1))
    times = np.flatnonzero(kept).astype(np.int64)
    has_past = starts - anticipation > (times[0] if len(times) else NEVER)
    used = complete & has_past
    if not (used & (starts < NEVER)).any():
        raise NotReady("effect.no_starters")

    last_clean = None
    if (starts[used] < NEVER).all():
        control = Control.NOT_YET
        last_start = int(starts[used].max())
        clean = times[times < last_start - anticipation]
        starts = np.where(starts == last_start, NEVER, starts)
        last_clean, times = panel.periods[int(clean[-1])], clean
    starts = np.where(starts > times[-1] + anticipation, NEVER, starts)
    if not (starts[used] <= times[-1]).any():
        raise NotReady("effect.no_comparison")
    return Comparison(
        organisations=tuple(np.array(panel.organisations)[used].tolist()),
        labels=panel.periods,
        outcomes=table[np.ix_(used, times)],
        times=times,
        starts=starts[used],
        control=control,
        anticipation=anticipation,
        left_out=tuple(
            LeftOut(name, Reason.STARTED_TOO_EARLY if whole else Reason.MISSING_VALUES)
            for name, whole, use in zip(panel.organisations, complete, used, strict=True)
            if not use
        ),
        periods_left_out=tuple(
            label for label, keep in zip(panel.periods, kept, strict=True) if not keep
        ),
        last_clean=last_clean,
    )
