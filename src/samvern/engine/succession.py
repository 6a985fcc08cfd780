"""Who holds today what an organisation held that has since been merged or renamed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Step:
    """That everything passed to ``successor`` on a date."""

    on: date
    successor: int


def holder(steps: Mapping[int, Step], actor: int, on: date) -> int:
    """Follow successions from an actor to the one that holds its things on a date.

    Parameters
    ----------
    steps
        For each actor that passed on everything, to whom and when. A circle is harmless:
        the walk ends before it would return to where it has been.
    actor
        Where to start.
    on
        Successions after this date have not happened yet.

    Returns
    -------
    int
        The last actor of the chain; ``actor`` itself when nobody followed it.

    Examples
    --------
    >>> ehealth, directorate = 1, 2
    >>> steps = {ehealth: Step(date(2024, 1, 1), directorate)}
    >>> holder(steps, ehealth, date(2023, 12, 31)), holder(steps, ehealth, date(2024, 1, 1))
    (1, 2)
    """
    seen = {actor}
    while (step := steps.get(actor)) and step.on <= on and step.successor not in seen:
        actor = step.successor
        seen.add(actor)
    return actor
