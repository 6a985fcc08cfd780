"""Who a campaign, a survey or a statistic is about: criteria that select actors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Final

from samvern.engine.errors import InvalidInput, Problem

#: So many values of one criterion, and actors by hand, are taken at most.
MOST_VALUES: Final = 2_000


@dataclass(frozen=True)
class Criteria:
    """What selects an actor: every criterion that is given, by any of its values.

    An empty criterion asks for nothing. ``sizes`` may hold the empty text, for actors whose size
    is not known. ``codes`` are industry codes with their version (``SN2025:86.210``), ``counties``
    their two digits, ``below`` the identifiers of actors of which everything below is meant.
    ``added`` and ``left_out`` are actors by hand, whatever the rest says; who is left out is out.
    """

    kinds: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    counties: tuple[str, ...] = ()
    sizes: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    below: tuple[int, ...] = ()
    added: tuple[int, ...] = ()
    left_out: tuple[int, ...] = ()

    @property
    def is_by_rule(self) -> bool:
        """Whether anything but names by hand selects."""
        return any((self.kinds, self.regions, self.counties, self.sizes, self.codes, self.below))


@dataclass(frozen=True)
class Selectable:
    """An actor, as far as criteria look at it."""

    id: int
    kind: str
    region: str = ""
    municipality_number: str = ""
    size: str = ""
    codes: frozenset[str] = frozenset()
    above: tuple[int, ...] = ()


def selects(criteria: Criteria, actor: Selectable) -> bool:
    """Whether an actor is meant. Without any rule, only those by hand are.

    Examples
    --------
    >>> offices = Criteria(kinds=("gp_office",), regions=("HN", "HV"), left_out=(2,))
    >>> [selects(offices, Selectable(n, "gp_office", "HN")) for n in (1, 2)]
    [True, False]
    >>> selects(Criteria(added=(7,)), Selectable(7, "dentist"))
    True
    """
    if actor.id in criteria.left_out:
        return False
    if actor.id in criteria.added:
        return True
    if not criteria.is_by_rule:
        return False
    return (
        (not criteria.kinds or actor.kind in criteria.kinds)
        and (not criteria.regions or actor.region in criteria.regions)
        and (not criteria.counties or actor.municipality_number[:2] in criteria.counties)
        and (not criteria.sizes or actor.size in criteria.sizes)
        and (not criteria.codes or bool(actor.codes & set(criteria.codes)))
        and (not criteria.below or any(each in actor.above for each in criteria.below))
    )


def with_choice(criteria: Criteria, actor: int, *, is_in: bool | None) -> Criteria:
    """The same criteria with one actor added by hand, left out, or (None) as the rest says.

    Examples
    --------
    >>> offices = Criteria(kinds=("gp_office",), left_out=(7,))
    >>> with_choice(offices, 7, is_in=True) == Criteria(kinds=("gp_office",), added=(7,))
    True
    """
    added = [each for each in criteria.added if each != actor]
    left_out = [each for each in criteria.left_out if each != actor]
    if is_in is not None:
        (added if is_in else left_out).append(actor)
    return replace(criteria, added=tuple(added), left_out=tuple(left_out))


def read_criteria(plain: Mapping[str, Any]) -> Criteria:
    """Criteria from plain values.

    Raises
    ------
    InvalidInput
        ``population.invalid`` with a problem for each criterion: ``population.criterion_unknown``,
        ``population.values``, ``population.nobody`` when nothing selects.

    Examples
    --------
    >>> read_criteria({"kinds": ["dentist"]})  # doctest: +ELLIPSIS
    Criteria(kinds=('dentist',), regions=(), ...)
    """
    names = {field.name for field in fields(Criteria)}
    problems = [
        Problem.of("population.criterion_unknown", where=name, found=name)
        for name in sorted(plain.keys() - names)
    ]
    read: dict[str, tuple[Any, ...]] = {}
    for name in names & plain.keys():
        values, kind = plain[name], int if name in _OF_ACTORS else str
        is_list = isinstance(values, list | tuple) and len(values) <= MOST_VALUES
        if not is_list or any(type(value) is not kind for value in values):
            problems.append(Problem.of("population.values", where=name, most=MOST_VALUES))
        else:
            read[name] = tuple(dict.fromkeys(values))
    criteria = Criteria(**read)
    if not problems and not criteria.is_by_rule and not criteria.added:
        problems.append(Problem.of("population.nobody"))
    if problems:
        raise InvalidInput("population.invalid", problems=problems)
    return criteria


def plain_criteria(criteria: Criteria) -> dict[str, list[Any]]:
    """Criteria as plain values, which :func:`read_criteria` takes back; empty ones left out."""
    return {name: list(values) for name, values in asdict(criteria).items() if values}


_OF_ACTORS: Final = frozenset({"below", "added", "left_out"})
