"""How what one requirement asks for relates to what another asks for, and how relations compose.

Each requirement is thought of as the set of everything that it asks for, which is never empty.
Two such sets stand in exactly one of five relations. What is known of two requirements is the
set of relations that are still possible: one of them when somebody has said so, several when it
was worked out over a third requirement, all five when nothing is known.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Relation(StrEnum):
    """What a source requirement is to a target requirement.

    ``SUBSET`` says that the target asks for all that the source does, and more.
    """

    EQUAL = "equal"
    SUBSET = "subset"
    SUPERSET = "superset"
    INTERSECTS = "intersects"
    NONE = "none"
    UNKNOWN = "unknown"


#: The relations of which exactly one holds.
BASIC: Final = (
    Relation.EQUAL,
    Relation.SUBSET,
    Relation.SUPERSET,
    Relation.INTERSECTS,
    Relation.NONE,
)

#: Relations that are still possible.
Possible = frozenset[Relation]

ANY: Final[Possible] = frozenset(BASIC)

#: Both ask for something in common, whatever else.
SHARING: Final[Possible] = ANY - {Relation.NONE}

#: A source that is fulfilled fulfils the target.
COVERING: Final[Possible] = frozenset({Relation.EQUAL, Relation.SUPERSET})

#: A source that is not fulfilled leaves the target unfulfilled.
COVERED: Final[Possible] = frozenset({Relation.EQUAL, Relation.SUBSET})

_CONVERSE: Final[Mapping[Relation, Relation]] = MappingProxyType(
    {
        **{relation: relation for relation in Relation},
        Relation.SUBSET: Relation.SUPERSET,
        Relation.SUPERSET: Relation.SUBSET,
    }
)

_SIGNS: Final[Mapping[str, Relation]] = MappingProxyType(
    dict(zip("=<>o|", BASIC, strict=True)),
)

#: Row then column, in the order of ``BASIC``: what the first can be to the third.
_TABLE: Final = (
    ("=", "<", ">", "o", "|"),
    ("<", "<", "=<>o|", "<o|", "|"),
    (">", "=<>o", ">", ">o", ">o|"),
    ("o", "<o", ">o|", "=<>o|", ">o|"),
    ("|", "<o|", "|", "<o|", "=<>o|"),
)

_COMPOSED: Final[Mapping[tuple[Relation, Relation], Possible]] = MappingProxyType(
    {
        (first, second): frozenset(_SIGNS[sign] for sign in _TABLE[row][column])
        for row, first in enumerate(BASIC)
        for column, second in enumerate(BASIC)
    }
)


def possible(relation: Relation) -> Possible:
    """What is possible when somebody has named a relation.

    Examples
    --------
    >>> possible(Relation.EQUAL) == {Relation.EQUAL}, possible(Relation.UNKNOWN) == ANY
    (True, True)
    """
    return ANY if relation is Relation.UNKNOWN else frozenset({relation})


def converse(relations: Possible) -> Possible:
    """What the target can be to the source.

    Examples
    --------
    >>> sorted(converse(frozenset({Relation.SUBSET, Relation.NONE})))
    [<Relation.NONE: 'none'>, <Relation.SUPERSET: 'superset'>]
    """
    return frozenset(_CONVERSE[relation] for relation in relations)


def compose(first: Possible, second: Possible) -> Possible:
    """What a source can be to the target, over a requirement in between.

    Parameters
    ----------
    first
        What the source can be to the one in between.
    second
        What the one in between can be to the target.

    Returns
    -------
    frozenset of Relation
        Exactly those that some three non-empty sets can stand in; empty only where one of the
        two is.

    Source
    ------
    The composition of RCC-5: D. A. Randell, Z. Cui and A. G. Cohn, "A spatial logic based on
    regions and connection", KR (1992); here for non-empty sets, and held to all subsets of six
    elements by a test.

    Examples
    --------
    >>> larger, smaller = frozenset({Relation.SUPERSET}), frozenset({Relation.SUBSET})
    >>> compose(larger, larger) == larger, compose(smaller, larger) == ANY
    (True, True)
    """
    return frozenset().union(*(_COMPOSED[one, other] for one in first for other in second))
