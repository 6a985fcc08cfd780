"""An order that people decided, taken apart into statements that can be true or false."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from itertools import combinations

from samvern.engine.errors import InvalidInput, Problem


@dataclass(frozen=True, order=True)
class Before:
    """The statement that one alternative is not behind another."""

    first: str
    second: str

    def to_json(self) -> dict[str, str]:
        """Give the statement as the plain values of the published schema."""
        return {"first": self.first, "second": self.second}


@dataclass(frozen=True)
class DecidedOrder:
    """What was decided about the order of alternatives.

    Attributes
    ----------
    order
        Alternatives one after the other, the first first; may name only some.
    tiers
        Sets of alternatives, the first tier first; within a tier nothing is said.
    others_follow
        Whether alternatives that neither names come after all that are named.
    """

    order: tuple[str, ...] = ()
    tiers: tuple[tuple[str, ...], ...] = ()
    others_follow: bool = True

    def statements(self, alternatives: Sequence[str]) -> tuple[Before, ...]:
        """Take the order apart into all its pairs, for these alternatives.

        Raises
        ------
        InvalidInput
            ``order.invalid`` with all problems.

        Examples
        --------
        >>> DecidedOrder(order=("3", "5")).statements(["3", "5", "7"])
        (Before(first='3', second='5'), Before(first='3', second='7'), Before(first='5', second='7'))
        """
        problems = list(self._problems(alternatives))
        if not problems:
            pairs = tuple(dict.fromkeys(self._pairs(alternatives)))
            if not pairs:
                problems.append(Problem.of("order.says_nothing", where="order"))
            elif _has_cycle(pairs):
                problems.append(Problem.of("order.contradiction", where="tiers"))
        if problems:
            raise InvalidInput("order.invalid", problems=problems)
        return pairs

    def to_json(self) -> dict[str, object]:
        """Give the order as the plain values of the published schema."""
        return {
            "order": list(self.order),
            "tiers": [list(tier) for tier in self.tiers],
            "others_follow": self.others_follow,
        }

    def _pairs(self, alternatives: Sequence[str]) -> Iterator[Before]:
        for first, second in combinations(self.order, 2):
            yield Before(first, second)
        for upper, lower in combinations(self.tiers, 2):
            yield from (Before(first, second) for first in upper for second in lower)
        named = dict.fromkeys([*self.order, *(name for tier in self.tiers for name in tier)])
        if self.others_follow:
            for first in named:
                yield from (Before(first, each) for each in alternatives if each not in named)

    def _problems(self, alternatives: Sequence[str]) -> Iterator[Problem]:
        known = ", ".join(alternatives)
        of_tiers = [name for tier in self.tiers for name in tier]
        for where, names in (("order", self.order), ("tiers", of_tiers)):
            for name in dict.fromkeys(names):
                if name not in alternatives:
                    yield Problem.of(
                        "order.unknown_alternative", where=where, alternative=name, known=known
                    )
                if list(names).count(name) > 1:
                    yield Problem.of("order.repeated", where=where, alternative=name)
        if not self.order and not of_tiers:
            yield Problem.of("order.empty", where="order")


def read_order(order: str = "", tiers: str = "", *, others_follow: bool = True) -> DecidedOrder:
    """Read an order as people write it.

    Parameters
    ----------
    order
        Identifiers with commas between them, the first first.
    tiers
        The same, with semicolons between tiers.
    others_follow
        See :class:`DecidedOrder`.

    Examples
    --------
    >>> read_order("3, 5,1", "3,5,1; 7").tiers
    (('3', '5', '1'), ('7',))
    """
    parts = [_names(tier) for tier in tiers.split(";")]
    return DecidedOrder(_names(order), tuple(part for part in parts if part), others_follow)


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def _has_cycle(pairs: Sequence[Before]) -> bool:
    above: dict[str, list[str]] = {}
    for pair in pairs:
        above.setdefault(pair.second, []).append(pair.first)
    try:
        TopologicalSorter(above).prepare()
    except CycleError:
        return True
    return False
