"""Two people at one thing: what goes together is put together, what does not is shown to both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class MergedValues:
    """Values by name that hold what both have changed; ``clashes`` names what they changed otherwise.

    Where they clash, ``values`` has what was saved first.
    """

    values: Mapping[str, Any]
    clashes: tuple[str, ...] = ()


def changed_names(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[str, ...]:
    """The names of the values that differ, in order; both have the same names."""
    return tuple(name for name, value in before.items() if after[name] != value)


def merge_values(
    base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any]
) -> MergedValues:
    """Put together what two people made of the same values.

    Parameters
    ----------
    base
        The values that both started from.
    mine
        What is to be saved now.
    theirs
        What somebody else has saved meanwhile; all three have the same names.

    Examples
    --------
    >>> base = {"light": "green", "reason": ""}
    >>> merge_values(base, {**base, "reason": "Late"}, {**base, "light": "red"})
    MergedValues(values={'light': 'red', 'reason': 'Late'}, clashes=())
    >>> merge_values(base, {**base, "light": "yellow"}, {**base, "light": "red"}).clashes
    ('light',)
    """
    touched = set(changed_names(base, mine))
    clashes = tuple(
        name
        for name in changed_names(base, theirs)
        if name in touched and mine[name] != theirs[name]
    )
    kept = {name: mine[name] for name in touched.difference(clashes)}
    return MergedValues({**theirs, **kept}, clashes)
