"""Letters that a job sends: which are to go out now, and to some people at a time.

A module that tells people of something has a row for each of them, with ``user``, ``state`` and
``attempts``: it is written before its letter goes out and says what became of it. Those of a person
that wait at once become one letter.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final, Self, TypeVar

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import models, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from samvern.base.jobs.kinds import Progress, Work
from samvern.base.models import User

log = logging.getLogger(__name__)

#: A letter that fails is tried so often, with a pause that grows by as much each time.
MOST_TRIES: Final = 6
PAUSE: Final = timedelta(minutes=10)
#: The stage of a job, in its cursor, at which it sends.
SEND: Final = "send"
#: So many letters go out after a step.
AT_ONCE: Final = 20


_Row = TypeVar("_Row", bound=models.Model)


class LetterState(models.TextChoices):
    """What became of a letter."""

    WAITING = "waiting", _("To be sent")
    SENDING = "sending", _("Begun, and not known to have arrived")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Could not be sent")
    NOT_NEEDED = "dropped", _("No longer needed")


def constraints(prefix: str) -> tuple[models.CheckConstraint, ...]:
    """What holds for every table of letters that says with ``tried_at`` when one was tried."""
    return (
        models.CheckConstraint(
            condition=Q(state__in=LetterState.values), name=f"{prefix}_known_state"
        ),
        models.CheckConstraint(
            condition=Q(attempts=0, tried_at__isnull=True)
            | Q(attempts__gt=0, tried_at__isnull=False),
            name=f"{prefix}_tried_at_a_moment",
        ),
    )


def is_to_be_sent(at: datetime, *, tried: str) -> Q:
    """New ones (``waiting``), and those that ``failed`` after a pause; ``tried`` is the field that says
    when that was.
    """
    has_paused = Q()
    for tries in range(1, MOST_TRIES):
        has_paused |= Q(**{"attempts": tries, f"{tried}__lte": at - tries * PAUSE})
    return Q(state="waiting") | (Q(state="failed") & has_paused)


class LetterQuerySet(models.QuerySet[_Row]):
    """Reads of a table of :class:`Letter`."""

    def due(self, at: datetime) -> Self:
        """Those that are to go out now: new ones, and failed ones after a pause."""
        return self.filter(is_to_be_sent(at, tried="tried_at"))

    def left_over(self, at: datetime) -> Self:
        """Those that failed, or that a process left behind when it ended."""
        return self.due(at).filter(created_at__lte=at - PAUSE)


class Letter(models.Model):
    """That somebody is to be told of something, and what became of it.

    ``key`` says of which occasion, so that no letter goes out twice. A table of letters adds what they
    are about, and :func:`constraints`.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    key = models.CharField(max_length=100)
    state = models.CharField(max_length=8, choices=LetterState, default=LetterState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True


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


#: From a person and the rows taken for them to their letter; None when nothing is to be said any more.
Write = Callable[[User, Sequence[Any]], EmailMessage | None]


def deliver(
    due: QuerySet[Any], user_ids: Collection[int], *, at: datetime, tried: str, write: Write
) -> None:
    """Send each of them one letter; call it when the rows are saved.

    Before a letter goes out it is noted that it is being sent, so that nobody else sends it, and
    one that was cut short by the end of the process is not sent again. Made-up people and those
    without an account that works are never written to.
    """
    users = User.objects.in_bulk(user_ids)
    with get_connection(fail_silently=True) as connection:
        connection.fail_silently = False
        for pk, user in sorted(users.items()):
            if taken := take(due, pk, at=at, tried=tried):
                state = _outcome(connection, user, taken, write)
                due.model._default_manager.filter(pk__in=[each.pk for each in taken]).update(
                    state=state
                )


def _outcome(
    connection: BaseEmailBackend, user: User, taken: Sequence[Any], write: Write
) -> LetterState:
    letter = write(user, taken) if user.is_active and not user.is_demo else None
    if letter is None:
        return LetterState.NOT_NEEDED
    return LetterState.SENT if is_sent(letter, user, connection) else LetterState.FAILED


def is_sent(letter: EmailMessage, user: User, connection: BaseEmailBackend) -> bool:
    """Send a letter; whether it went out."""
    letter.connection = connection
    try:
        letter.send()
    except OSError:
        log.exception("a letter to user %s was not sent", user.pk)
        return False
    return True


def counts(rows: QuerySet[Any]) -> Mapping[LetterState, int]:
    """How many of these letters stand how: one query."""
    counted = rows.order_by().values_list("state").annotate(count=models.Count("pk"))
    return {LetterState(state): count for state, count in counted}
