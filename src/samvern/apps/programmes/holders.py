"""Which actors of the register stand behind the names that a programme uses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from samvern.apps.actors import queries as actors
from samvern.apps.actors.models import Actor
from samvern.apps.programmes.models import MeasureActor

#: Each name is a condition of its own; SQLite takes at most a thousand in one query.
_NAMES_AT_ONCE = 200


class Holders:
    """The actors behind names, looked up at once.

    With ``on``, those that hold on that date what the named actors held: the directorate that
    published IE-1125 has merged into another. Without, the actors as they were named.
    """

    def __init__(self, names: Iterable[str], *, on: date | None = None) -> None:
        wanted = sorted(set(names))
        self._found: dict[str, tuple[Actor, ...]] = {}
        for start in range(0, len(wanted), _NAMES_AT_ONCE):
            self._found |= actors.actors_by_name(wanted[start : start + _NAMES_AT_ONCE])
        if on is not None:
            known = {actor.pk for found in self._found.values() for actor in found}
            today = actors.current_holders(known, on)
            self._found = {
                name: tuple({today[actor.pk].pk: today[actor.pk] for actor in found}.values())
                for name, found in self._found.items()
            }

    def named(self, name: str) -> tuple[Actor, ...]:
        """Everybody whom the name stands for; nobody when the register does not know it."""
        return self._found.get(name, ())

    def only(self, name: str) -> Actor | None:
        """The one actor whom the name stands for, if it is one."""
        found = self.named(name)
        return found[0] if len(found) == 1 else None


def actor_rows(
    measure_id: int, part: str, name: str, position: int, found: Sequence[Actor]
) -> Iterator[MeasureActor]:
    """A name in a measure as rows: one for each actor behind it, or one with the name alone."""
    for actor in found or (None,):
        yield MeasureActor(
            measure_id=measure_id, part=part, name=name, actor=actor, position=position
        )
