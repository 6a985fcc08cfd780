"""How actors followed each other, and who holds today what somebody held."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from samvern.apps.actors.models import WHOLE_SUCCESSIONS, Actor, Succession, SuccessionKind
from samvern.base.viewer import Viewer
from samvern.engine.errors import NotFound
from samvern.engine.succession import Step, holder


@dataclass(frozen=True)
class SuccessionRow:
    """One actor followed by another; ``kind_name`` is in the reader's language."""

    id: int
    on: date
    kind: SuccessionKind
    kind_name: str
    predecessor_id: int
    predecessor: str
    successor_id: int
    successor: str
    note: str


def successions_of(viewer: Viewer, actor: Actor) -> list[SuccessionRow]:
    """How an actor came about and what became of it, newest first."""
    found = (
        Succession.objects.visible_to(viewer)
        .filter(Q(predecessor=actor) | Q(successor=actor))
        .select_related("predecessor", "successor")
        .order_by("-on", "-pk")
    )
    return [succession_row(succession) for succession in found]


def succession_row(succession: Succession) -> SuccessionRow:
    """A succession with both actors loaded, as a row."""
    return SuccessionRow(
        id=succession.pk,
        on=succession.on,
        kind=SuccessionKind(succession.kind),
        kind_name=succession.get_kind_display(),
        predecessor_id=succession.predecessor_id,
        predecessor=succession.predecessor.name,
        successor_id=succession.successor_id,
        successor=succession.successor.name,
        note=succession.note,
    )


def holder_on(actor_id: int, on: date) -> Actor:
    """Who holds on a date what an actor held: itself, or the last of those that followed it.

    Mergers and renamings pass on everything; splits and taken-over tasks do not. Raises
    ``NotFound``.
    """
    try:
        return current_holders([actor_id], on)[actor_id]
    except KeyError:
        raise NotFound("actor.unknown") from None


def current_holders(actor_ids: Iterable[int], on: date) -> dict[int, Actor]:
    """:func:`holder_on` for many actors in two queries; unknown actors are left out."""
    wanted = set(actor_ids)
    steps = steps_until(on)
    holders = {actor_id: holder(steps, actor_id, on) for actor_id in wanted}
    actors = Actor.objects.in_bulk({*wanted, *holders.values()})
    return {start: actors[end] for start, end in holders.items() if start in actors}


def steps_until(on: date) -> dict[int, Step]:
    """To whom each actor has passed on everything by a date."""
    passed = Succession.objects.filter(kind__in=WHOLE_SUCCESSIONS, on__lte=on)
    return {
        predecessor: Step(day, successor)
        for predecessor, day, successor in passed.values_list("predecessor", "on", "successor")
    }
