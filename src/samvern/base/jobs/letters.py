"""Letters that a job sends: which are to go out now, and to some people at a time.

A module that tells people of something has a row for each of them, with ``user``, ``state`` and
``attempts``: it is written before its letter goes out and says what became of it. Those of a person
that wait at once become one letter.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import Q, QuerySet

from samvern.base.jobs.kinds import Progress, Work

#: A letter that fails is tried so often, with a pause that grows by as much each time.
MOST_TRIES: Final = 6
PAUSE: Final = timedelta(minutes=10)
#: The stage of a job, in its cursor, at which it sends.
SEND: Final = "send"
#: So many letters go out after a step.
AT_ONCE: Final = 20


def is_to_be_sent(at: datetime, *, tried: str) -> Q:
    """New ones (``waiting``), and those that ``failed`` after a pause; ``tried`` is the field that says
    when that was.
    """
    has_paused = Q()
    for tries in range(1, MOST_TRIES):
        has_paused |= Q(**{"attempts": tries, f"{tried}__lte": at - tries * PAUSE})
    return Q(state="waiting") | (Q(state="failed") & has_paused)


def people_of(due: QuerySet[Any]) -> QuerySet[Any, int]:
    """Whom these are for, by key: each person once, whatever number of rows there are."""
    return due.order_by("user_id").values_list("user_id", flat=True).distinct()


@transaction.atomic
def take(due: QuerySet[Any], user_id: int, *, at: datetime, tried: str) -> list[Any]:
    """Those of a person that are to go out, which nobody else sends from now on."""
    taken = list(due.select_for_update(of=("self",)).filter(user_id=user_id))
    for each in taken:
        each.state, each.attempts = "sending", each.attempts + 1
        setattr(each, tried, at)
        each.save(update_fields=["state", "attempts", tried])
    return taken


def begin_sending(due: QuerySet[Any]) -> Progress:
    """The step after which :func:`send_some` goes on, to so many people."""
    return Progress({"stage": SEND, "after": 0}, 0, people_of(due).count())


def send_some(
    work: Work, due: QuerySet[Any], *, after: int, send: Callable[[list[int]], object]
) -> Progress:
    """A step that has letters sent, once it is saved, to the next people after one.

    ``send`` is given their keys. The stage of the cursor is :data:`SEND`.
    """
    users = list(people_of(due).filter(user_id__gt=after)[:AT_ONCE])
    if not users:
        return Progress(work.cursor, work.done, work.total, is_finished=True)
    transaction.on_commit(lambda: send(users), robust=True)
    return Progress({"stage": SEND, "after": users[-1]}, work.done + len(users), work.total)
