"""Actors behind the names that published programmes use."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import Q

from samvern.apps.actors.models import Actor
from samvern.engine.alphabet import search_key

#: So many names are looked for each by itself; more are looked for in one pass over everybody.
_FEW = 20


def actors_by_name(names: Iterable[str]) -> dict[str, tuple[Actor, ...]]:
    """The actors that go by each name, in two queries.

    A name counts when it is an actor's whole name or one of its other names, whatever the
    case. It may stand for several ("RHF" is all four regional authorities). A name that
    nobody goes by gets no actors: nothing is guessed. Actors that have ceased are found too;
    see ``current_holders`` for who followed them.

    Returns
    -------
    dict of str to tuple of Actor
        Every name that was asked for, as it was written; several actors by name.
    """
    wanted = {name: search_key(name) for name in names}
    keys = {key for key in wanted.values() if key}
    goes_by: dict[str, list[int]] = defaultdict(list)
    candidates = Actor.objects.all()
    if len(keys) <= _FEW:
        # The key for search holds every name, so most of the register can stay unread.
        holding = [Q(search_text__contains=key) for key in keys]
        candidates = candidates.filter(reduce(or_, holding, Q(pk__in=())))
    for pk, name, others in candidates.values_list("pk", "name", "also_known_as"):
        for key in {search_key(known) for known in (name, *others)} & keys:
            goes_by[key].append(pk)
    actors = Actor.objects.in_bulk({pk for found in goes_by.values() for pk in found})
    return {name: tuple(actors[pk] for pk in goes_by.get(key, ())) for name, key in wanted.items()}
