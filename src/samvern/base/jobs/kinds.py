"""Kinds of jobs: what modules can have done behind the pages, and what one step is.

And watches: what workers look after every now and then, so that a job is asked for when time comes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from django.utils.functional import Promise

from samvern.base.viewer import Viewer

#: Plain values that JSON can hold.
Plain = Any


@dataclass(frozen=True)
class Work:
    """What a step is given.

    ``viewer`` is who asked for the job, with what that person may do today; ``cursor`` is what the
    step before left, None at first. ``computed`` is what ``compute`` of the kind gave for this step.
    """

    content: Mapping[str, Plain]
    cursor: Plain
    done: int
    total: int | None
    viewer: Viewer
    at: datetime
    computed: Any = None


@dataclass(frozen=True)
class Progress:
    """How far a step has brought the job.

    ``cursor`` is for the next step, plain values. ``done`` and ``total`` are for people; what they
    count is the kind's to choose.
    """

    cursor: Plain = None
    done: int = 0
    total: int | None = None
    is_finished: bool = False


@dataclass(frozen=True)
class JobKind:
    """Something that can be done behind the pages.

    ``advance`` does one step in a transaction that is already open: short enough that nobody who
    writes has to wait long (SQLite has one writer at a time), with no mail, network or file written.
    ``most_attempts`` is how often a step is tried before the job has failed.

    What takes longer is done by ``compute`` before the transaction of the step is opened: it reads
    and reckons and writes nothing, and its result is given to ``advance``, which makes sure that it
    still holds.
    """

    name: str
    title: str | Promise
    advance: Callable[[Work], Progress]
    most_attempts: int = 6
    compute: Callable[[Work], Any] | None = None


@dataclass(frozen=True)
class Watch:
    """Something that comes due with time, such as a letter on a day.

    Every worker calls ``look`` when it starts and then every so often, several of them perhaps at
    once: what it asks for must be the same when it is asked for twice. It opens its own
    transaction, is as short as a step, and sends nothing itself.
    """

    name: str
    every: timedelta
    look: Callable[[datetime], None]


_kinds: dict[str, JobKind] = {}
_watches: dict[str, Watch] = {}


def register(kind: JobKind) -> None:
    """Take a kind into use; its name is ``module.verb``."""
    _kinds[kind.name] = kind


def kinds() -> Mapping[str, JobKind]:
    """Every kind in use, by name."""
    return MappingProxyType(_kinds)


def keep_watch(watch: Watch) -> None:
    """Have workers look after something; its name is ``module.what``."""
    _watches[watch.name] = watch


def watches() -> Mapping[str, Watch]:
    """Everything that workers look after, by name."""
    return MappingProxyType(_watches)
