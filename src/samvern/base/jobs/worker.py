"""The worker: claims jobs and takes them forward step by step.

What keeps work from being lost or done twice:

* A claim is one short transaction: on PostgreSQL the row is locked and locked rows are passed over
  (``SKIP LOCKED``), on SQLite there is one writer at a time (``IMMEDIATE``).
* A step and its progress are one transaction, which first locks the job and makes sure that the claim
  is still the newest. A worker that was taken for dead and comes back finds that it is not, and its
  step is rolled back.
* What a step needs that takes long is computed before its transaction, which then begins as any other.
* A claim ends with its lease. A heartbeat renews the lease while the process lives; when it is killed,
  the next worker takes the job up where the last saved step left it.
"""

from __future__ import annotations

import logging
import os
import socket
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Final

from django.db import (
    Error,
    InterfaceError,
    OperationalError,
    close_old_connections,
    connection,
    transaction,
)
from django.db.models import Q
from django.utils import timezone

from samvern.base.jobs.kinds import JobKind, Work, kinds, watches
from samvern.base.models import IdempotencyRecord, Job, JobWorker
from samvern.base.viewer import SYSTEM, Viewer, viewer_for
from samvern.engine.errors import InvalidInput, NotAllowed, NotFound, SamvernError

log = logging.getLogger(__name__)

#: How long a claim holds without a sign of life; and how often such a sign is given.
LEASE: Final = timedelta(minutes=2)
HEARTBEAT_SECONDS: Final = 20.0

#: How long a worker waits before it looks for work again.
IDLE_SECONDS: Final = 1.0

#: The pauses before a step is tried again; the last one holds for all further tries.
PAUSES: Final = tuple(timedelta(seconds=seconds) for seconds in (10, 60, 300, 1800, 7200))

#: Workers that have been silent for so long are forgotten.
_FORGOTTEN: Final = timedelta(days=1)

#: How long the answer to a change is kept for those who send it again.
_ANSWERS_KEPT: Final = timedelta(days=1)

#: The database is away or busy: of a step nothing is kept, and the claim runs out by itself.
_AWAY: Final = (OperationalError, InterfaceError)

#: What no second try would mend.
_FINAL: Final = (InvalidInput, NotAllowed, NotFound)


class _LostClaim(Exception):
    """Somebody else holds the job by now: what was done in this step is not to be kept."""


class Worker:
    """One process that works on jobs until it is told to stop.

    ``clock`` says what time it is; tests have it run ahead.
    """

    def __init__(self, *, clock: Callable[[], datetime] = timezone.now) -> None:
        self.name = f"{socket.gethostname()[:50]}:{os.getpid()}:{uuid.uuid4().hex[:8]}"
        self._clock = clock
        self._is_stopping = False
        self._held: Job | None = None
        self._looked_at: dict[str, datetime] = {}

    def stop(self) -> None:
        """Stop after the running step; the job goes on with the next worker. Safe in a signal."""
        self._is_stopping = True

    def run(self, *, is_wanted: Callable[[], bool] = lambda: True) -> None:
        """Work until :meth:`stop`, or until nobody wants it any more, with a heartbeat."""
        with self._heartbeat():
            while not self._is_stopping and is_wanted():
                close_old_connections()
                if not self._work_once():
                    time.sleep(IDLE_SECONDS)

    def run_until_idle(self) -> int:
        """Work until no job is ready; the number of jobs taken up."""
        count = 0
        while not self._is_stopping and self._work_once():
            count += 1
        return count

    def claim(self) -> Job | None:
        """Take the job that has waited longest, if one is ready."""
        now = self._clock()
        ready = Job.objects.filter(
            Q(state=Job.State.WAITING, run_after__lte=now)
            | Q(state=Job.State.RUNNING, lease_until__lt=now),
            kind__in=kinds(),
        ).order_by("run_after", "pk")
        if (
            not ready.exists()
        ):  # asked first without a transaction, which would keep writers waiting
            return None
        with transaction.atomic():
            job = ready.select_for_update(skip_locked=True).first()
            if job is None:
                return None
            if job.state == Job.State.RUNNING:
                job.attempts += 1
            job.state, job.claimed_by = Job.State.RUNNING, self.name
            job.claim, job.lease_until = job.claim + 1, now + LEASE
            job.started_at = job.started_at or now
            job.save()
        return job

    def work_on(self, job: Job) -> None:
        """Take a claimed job forward until it is over, fails, or the worker is to stop."""
        kind = kinds()[job.kind]
        if job.attempts >= kind.most_attempts:
            # Whoever held it was killed that often without saving one step.
            self._give_back(job, Job.State.FAILED, failure={"code": "job.worker_lost"})
            return
        try:
            while not self._is_stopping:
                if self._step(job, kind):
                    return
        except _LostClaim:
            log.warning("job %s is held by another worker", job.pk)
        except _AWAY:
            raise
        except Exception as error:
            self._stumble(job, kind, error)
        else:
            self._give_back(job, Job.State.WAITING)

    def _work_once(self) -> bool:
        """Claim a job and work on it; False when there was none, or no database to be had."""
        try:
            self._look_around()
            job = self.claim()
            if job is None:
                return False
            self._held = job
            self.work_on(job)
        except _AWAY:
            log.exception("the database could not be used")
            return False
        finally:
            self._held = None
        return True

    def _look_around(self) -> None:
        """Look after what may have come due; one that fails keeps nothing else from its turn."""
        now = self._clock()
        for watch in watches().values():
            looked_at = self._looked_at.get(watch.name)
            if looked_at is not None and now - looked_at < watch.every:
                continue
            self._looked_at[watch.name] = now
            try:
                watch.look(now)
            except _AWAY:
                raise
            except Exception:
                log.exception("the watch %s stumbled", watch.name)

    def _step(self, job: Job, kind: JobKind) -> bool:
        """Do one step and save it with its effect; True when the job is over."""
        computed = self._computed(job, kind)
        now = self._clock()
        with transaction.atomic():
            held = self._hold(job)
            if held.is_cancel_asked:
                held.state = Job.State.CANCELLED
            else:
                progress = kind.advance(_work(held, now, computed))
                held.cursor, held.done = progress.cursor, progress.done
                held.total = progress.total if progress.total is not None else held.total
                held.attempts, held.failure = 0, {}
                if progress.is_finished:
                    held.state = Job.State.DONE
            is_over = held.is_over
            held.lease_until = None if is_over else self._clock() + LEASE
            held.finished_at = self._clock() if is_over else None
            held.save()
        return is_over

    def _computed(self, job: Job, kind: JobKind) -> object:
        """What a step needs that takes too long to keep others waiting for: without a transaction."""
        if kind.compute is None:
            return None
        seen = Job.objects.filter(pk=job.pk, claim=job.claim, is_cancel_asked=False).first()
        return None if seen is None else kind.compute(_work(seen, self._clock()))

    def _hold(self, job: Job) -> Job:
        """The job as it stands, locked. Raises ``_LostClaim``."""
        held = Job.objects.select_for_update().filter(pk=job.pk, claim=job.claim).first()
        if held is None or held.state != Job.State.RUNNING:
            raise _LostClaim
        return held

    def _stumble(self, job: Job, kind: JobKind, error: Exception) -> None:
        """Note what stopped the step, and try again later unless that would not help."""
        if isinstance(error, SamvernError):
            # An answer for people: where in the code it was raised tells nobody anything.
            log.warning("job %s (%s) was refused: %s", job.pk, job.kind, error.code)
            failure = {"code": error.code, "params": error.params}
        else:  # what the message of a library holds is nobody's to read on a page
            log.exception("job %s (%s) stumbled", job.pk, job.kind)
            failure = {"code": "job.stumbled", "params": {"error": type(error).__name__}}
        try:
            with transaction.atomic():
                held = self._hold(job)
                held.attempts += 1
                held.failure = failure
                held.lease_until = None
                if isinstance(error, _FINAL) or held.attempts >= kind.most_attempts:
                    held.state, held.finished_at = Job.State.FAILED, self._clock()
                else:
                    pause = PAUSES[min(held.attempts, len(PAUSES)) - 1]
                    held.state, held.run_after = Job.State.WAITING, self._clock() + pause
                held.save()
        except _LostClaim:
            log.warning("job %s is held by another worker", job.pk)

    def _give_back(self, job: Job, state: Job.State, failure: dict[str, str] | None = None) -> None:
        """Let a job go: for the next worker, or for good."""
        try:
            with transaction.atomic():
                held = self._hold(job)
                held.state, held.lease_until = state, None
                held.failure = failure or held.failure
                held.finished_at = self._clock() if held.is_over else None
                held.save()
        except _LostClaim:
            log.warning("job %s is held by another worker", job.pk)

    @contextmanager
    def _heartbeat(self) -> Iterator[None]:
        """Say every now and then that this worker lives, in a thread of its own."""
        self._give_sign()
        ended = threading.Event()
        thread = threading.Thread(target=self._beat, args=(ended,), daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()
            JobWorker.objects.filter(name=self.name).delete()

    def _beat(self, ended: threading.Event) -> None:
        while not ended.wait(HEARTBEAT_SECONDS):
            try:
                self._give_sign()
            except Error:
                log.warning("the heartbeat could not be written; it is tried again")
            finally:
                close_old_connections()
        connection.close()

    def _give_sign(self) -> None:
        """Renew what this worker holds, and its own entry; forget those long silent, and old answers."""
        now = self._clock()
        JobWorker.objects.update_or_create(
            name=self.name,
            defaults={"seen_at": now},
            create_defaults={"seen_at": now, "started_at": now},
        )
        JobWorker.objects.filter(seen_at__lt=now - _FORGOTTEN).delete()
        IdempotencyRecord.objects.filter(created_at__lt=now - _ANSWERS_KEPT).delete()
        if held := self._held:  # last, because on PostgreSQL this waits for the running step
            running = Job.objects.filter(pk=held.pk, claim=held.claim, state=Job.State.RUNNING)
            running.update(lease_until=self._clock() + LEASE)


def _work(job: Job, at: datetime, computed: object = None) -> Work:
    return Work(job.content, job.cursor, job.done, job.total, _viewer(job), at, computed)


def _viewer(job: Job) -> Viewer:
    """Who asked, with what that person may do today; the system when it did itself."""
    return viewer_for(job.user, channel="system") if job.user else SYSTEM
