"""Steps are done once each, tried again after growing pauses, and let go of in good order."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import InterfaceError, OperationalError

from samvern.base import jobs
from samvern.base.jobs import Progress, Work, retry_job
from samvern.base.jobs.worker import LEASE, PAUSES, Worker
from samvern.base.models import IdempotencyRecord, Job, JobWorker
from samvern.base.viewer import SYSTEM
from samvern.engine.errors import Conflict, NotFound
from tests.at_once import at_once
from tests.base.jobs.clock import NOW, Clock
from tests.base.jobs.counting import TROUBLE, ask, counted, effects
from tests.factories import users
from tests.worlds import World

pytestmark = pytest.mark.usefixtures("db")


def one() -> Job:
    return Job.objects.get()


def test_a_job_is_done_step_by_step(worker: Worker) -> None:
    ask(total=4)
    assert worker.run_until_idle() == 1
    assert effects() == [0, 1, 2, 3]
    job = one()
    assert (job.state, job.done, job.total, job.cursor) == ("done", 4, 4, 4)
    assert (job.started_at, job.finished_at, job.lease_until) == (NOW, NOW, None)
    assert worker.run_until_idle() == 0


def test_who_has_waited_longest_comes_first(worker: Worker) -> None:
    for key in ("one", "two", "three"):
        ask(key=key)
    Job.objects.filter(key="two").update(run_after=NOW - timedelta(hours=1))
    claimed = [worker.claim() for _round in range(4)]
    assert [job and job.key for job in claimed] == ["two", "one", "three", None]


def test_a_kind_of_another_release_waits(worker: Worker) -> None:
    ask()
    Job.objects.update(kind="of.tomorrow")
    assert worker.run_until_idle() == 0
    assert one().state == "waiting"


def test_a_step_acts_as_who_asked_may_today(world: World, worker: Worker) -> None:
    seen = []

    def look(work: Work) -> Progress:
        seen.append(work.viewer)
        return Progress(is_finished=True)

    jobs.register(jobs.JobKind("test.look", "Look", look))
    ask("test.look", by=world.viewer("officer"))
    ask("test.look", "system")
    world.user("officer").grants.all().delete()
    worker.run_until_idle()
    assert [viewer.name for viewer in seen] == ["Officer", "Samvern"]
    assert [viewer.channel for viewer in seen] == ["system", "system"]
    assert seen[0].held == ()


# When a step fails


def test_a_step_that_fails_leaves_nothing_and_is_tried_again(worker: Worker, clock: Clock) -> None:
    ask("test.stumble", total=3)
    TROUBLE.extend([ValueError("the password is 12345")])
    worker.run_until_idle()
    job = one()
    assert effects() == []
    assert (job.state, job.attempts, job.run_after) == ("waiting", 1, NOW + PAUSES[0])
    assert job.failure == {"code": "job.stumbled", "params": {"error": "ValueError"}}
    assert "12345" not in str(Job.objects.values().get())
    assert worker.run_until_idle() == 0, "not before the pause is over"
    clock.move(seconds=PAUSES[0].total_seconds())
    worker.run_until_idle()
    assert effects() == [0, 1, 2]
    assert (one().state, one().attempts, one().failure) == ("done", 0, {})


def test_pauses_grow_until_the_job_has_failed(worker: Worker, clock: Clock) -> None:
    ask("test.stumble", total=3)
    TROUBLE.extend([Conflict("x.busy"), Conflict("x.busy"), Conflict("x.busy")])
    waited = []
    while worker.run_until_idle():
        waited.append(one().run_after - clock.now)
        clock.now = one().run_after
    assert waited[:2] == list(PAUSES[:2])
    assert list(PAUSES) == sorted(set(PAUSES))
    job = one()
    assert (job.state, job.attempts, job.failure["code"]) == ("failed", 3, "x.busy")
    assert job.finished_at
    assert worker.run_until_idle() == 0


def test_what_no_second_try_would_mend_fails_at_once(worker: Worker) -> None:
    ask("test.stumble", total=3)
    TROUBLE.append(NotFound("campaign.unknown", id=4))
    worker.run_until_idle()
    assert one().state == "failed"
    assert one().failure == {"code": "campaign.unknown", "params": {"id": "4"}}


def test_a_step_that_succeeds_starts_the_count_anew(worker: Worker, clock: Clock) -> None:
    ask("test.stumble", total=3)
    trouble = [ValueError(), ValueError()]
    for _step in range(3):
        for error in trouble:
            TROUBLE.append(error)
            worker.run_until_idle()
            clock.move(hours=3)
        Job.objects.update(state="waiting")
        job = worker.claim()
        assert job
        worker._step(job, jobs.kinds.kinds()[job.kind])
        Job.objects.filter(state="running").update(state="waiting", lease_until=None)
    assert effects() == [0, 1, 2]
    assert one().state == "done"


def test_a_retried_job_goes_on_where_it_was(worker: Worker, clock: Clock) -> None:
    ask("test.stumble", total=4)
    job = worker.claim()
    assert job
    worker._step(job, jobs.kinds.kinds()[job.kind])
    TROUBLE.append(NotFound("campaign.unknown"))
    worker.work_on(job)
    assert (one().state, one().done) == ("failed", 1)
    retry_job(by=SYSTEM, job_id=job.pk, at=clock.now)
    worker.run_until_idle()
    assert effects() == [0, 1, 2, 3]


# When a worker is gone


def test_a_claim_is_nobody_elses_while_its_lease_lasts(worker: Worker, clock: Clock) -> None:
    ask()
    other = Worker(clock=clock)
    assert worker.claim()
    clock.move(seconds=LEASE.total_seconds())
    assert other.claim() is None
    clock.move(seconds=1)
    claimed = other.claim()
    assert claimed
    assert (claimed.claim, claimed.claimed_by, claimed.attempts) == (2, other.name, 1)


def test_a_heartbeat_keeps_the_lease(worker: Worker, clock: Clock) -> None:
    ask()
    worker._held = worker.claim()
    clock.move(seconds=LEASE.total_seconds())
    worker._give_sign()
    clock.move(seconds=LEASE.total_seconds())
    assert Worker(clock=clock).claim() is None


def test_who_was_taken_for_dead_and_comes_back_changes_nothing(
    worker: Worker, clock: Clock
) -> None:
    ask(total=3)
    late = worker.claim()
    assert late
    clock.move(hours=1)
    Worker(clock=clock).run_until_idle()
    worker.work_on(late)
    assert effects() == [0, 1, 2]
    worker._held = late
    worker._give_sign()
    worker._stumble(late, jobs.kinds.kinds()["test.count"], ValueError())
    assert (one().state, one().lease_until, one().attempts) == ("done", None, 0)


def test_a_job_that_kills_its_worker_every_time_fails_in_the_end(
    worker: Worker, clock: Clock
) -> None:
    ask("test.stumble")
    for _killed in range(3):
        assert worker.claim()
        clock.move(hours=1)
    worker.run_until_idle()
    assert (one().state, one().failure) == ("failed", {"code": "job.worker_lost"})
    assert effects() == []


def test_a_worker_that_is_stopped_lets_the_job_go(worker: Worker, clock: Clock) -> None:
    def stop_after(work: Work) -> Progress:
        worker.stop()
        return Progress(1, 1, 2)

    jobs.register(jobs.JobKind("test.stop", "Stop", stop_after))
    ask("test.stop")
    worker.run_until_idle()
    job = one()
    assert (job.state, job.done, job.lease_until, job.attempts) == ("waiting", 1, None, 0)
    assert Worker(clock=clock).claim() is not None


@pytest.mark.parametrize("kind", [OperationalError, InterfaceError])
def test_a_database_that_is_away_costs_the_claim_and_nothing_else(
    worker: Worker, clock: Clock, kind: type[Exception]
) -> None:
    ask("test.stumble", total=3)
    TROUBLE.append(kind("the connection is gone"))
    assert worker.run_until_idle() == 0
    assert (one().state, one().done, effects()) == ("running", 0, [])
    worker._give_sign()
    clock.move(seconds=LEASE.total_seconds() + 1)
    worker.run_until_idle()
    assert (one().state, effects()) == ("done", [0, 1, 2])


# Several workers


@pytest.mark.django_db(transaction=True)
def test_workers_side_by_side_do_each_step_once(clock: Clock) -> None:
    keys = [str(number) for number in range(12)]
    for key in keys:
        ask(key=key, total=4)
    workers = [Worker(clock=clock) for _each in range(3)]
    assert at_once(*(worker.run_until_idle for worker in workers)) == {"done": 3}
    while workers[0].run_until_idle():  # one may have found the database busy
        pass
    assert all(counted(key) == dict.fromkeys(range(4), 1) for key in keys)
    assert set(Job.objects.values_list("state", "attempts")) == {("done", 0)}


@pytest.mark.django_db(transaction=True)
def test_a_worker_says_that_it_is_there_and_goes_quietly(clock: Clock) -> None:
    worker, seen = Worker(clock=clock), []

    def look(work: Work) -> Progress:
        seen.extend(JobWorker.objects.values_list("name", "seen_at"))
        worker.stop()
        return Progress(is_finished=True)

    jobs.register(jobs.JobKind("test.look", "Look", look))
    ask("test.look")
    JobWorker.objects.create(name="gone", started_at=NOW, seen_at=NOW - timedelta(days=2))
    who = users.user()
    for key, hours in (("old", 25), ("new", 23)):
        kept = IdempotencyRecord.objects.create(user=who, key=key)
        kept.created_at = NOW - timedelta(hours=hours)
        kept.save()
    worker.run()
    assert seen == [(worker.name, NOW)]
    assert not JobWorker.objects.exists()
    assert [each.key for each in IdempotencyRecord.objects.all()] == ["new"]
