"""For whom a paper is made, and what of a snapshot that audience may read."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final


class Audience(StrEnum):
    """Who reads a paper, the narrowest first."""

    AUTHORITY = "authority"  # the authority and the supervisor
    OWNERS = "owners"  # these, and those who own the measure that it is about
    SECTOR = "sector"  # everybody with a role
    PUBLIC = "public"  # everybody


#: How wide each audience is.
WIDER: Final[Mapping[Audience, int]] = MappingProxyType(
    {audience: width for width, audience in enumerate(Audience)}
)

#: What owners read only of their own measure: a mapping by the code of the measure.
OF_OWNERS: Final = "reports"


def is_wider(audience: Audience, than: Audience) -> bool:
    """Whether an audience holds readers that another does not.

    Examples
    --------
    >>> is_wider(Audience.PUBLIC, Audience.SECTOR), is_wider(Audience.OWNERS, Audience.OWNERS)
    (True, False)
    """
    return WIDER[audience] > WIDER[than]


def narrower(one: Audience, other: Audience) -> Audience:
    """The narrower of two audiences.

    Examples
    --------
    >>> narrower(Audience.PUBLIC, Audience.AUTHORITY).value
    'authority'
    """
    return other if is_wider(one, other) else one


def open_for(content: Mapping[str, Any], audience: Audience, measure: str = "") -> dict[str, Any]:
    """What an audience may read of a snapshot, as sections by name.

    Parameters
    ----------
    content
        A snapshot, with its layers by audience.
    measure
        The measure whose owners read, where the audience is :attr:`Audience.OWNERS`.

    Examples
    --------
    >>> layers = {"public": {"programme": 1}, "owners": {"reports": {"1.1": "late", "1.2": "well"}}}
    >>> open_for({"layers": layers}, Audience.PUBLIC)
    {'programme': 1}
    >>> open_for({"layers": layers}, Audience.OWNERS, "1.2")
    {'programme': 1, 'reports': {'1.2': 'well'}}
    """
    layers: Mapping[str, Mapping[str, Any]] = content["layers"]
    found: dict[str, Any] = {}
    for layer in reversed(Audience):
        if is_wider(audience, layer):
            break
        found.update(layers.get(layer, {}))
    if audience is Audience.OWNERS:
        every: Mapping[str, Any] = found.pop(OF_OWNERS, {})
        found[OF_OWNERS] = {code: said for code, said in every.items() if code == measure}
    return found
