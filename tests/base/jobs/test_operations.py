"""Who may see jobs, try them again and call them off."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from samvern.base.jobs import cancel_job, queries, retry_job
from samvern.base.jobs.worker import Worker
from samvern.base.models import AuditEntry, Job
from samvern.base.viewer import SYSTEM
from samvern.engine.errors import NotAllowed, NotFound, NotReady
from tests.base.jobs.clock import NOW, Clock
from tests.base.jobs.counting import ask, effects
from tests.worlds import CAST, World

Act = Callable[..., Job]
ACTS = {"retry": retry_job, "cancel": cancel_job}


@pytest.fixture(params=["retry", "cancel"])
def act(request: pytest.FixtureRequest) -> Act:
    """An operation, on a job that is ready for it."""

    def do(world: World, member: str) -> Job:
        job = ask(path=world.hospital.path)
        if request.param == "retry":
            Job.objects.update(state="failed", finished_at=NOW)
        return ACTS[request.param](by=world.viewer(member), job_id=job.pk, at=NOW)

    return do


def test_the_authority_may(act: Act, world: World) -> None:
    act(world, "authority")
    entry = AuditEntry.objects.get()
    assert entry.action in ("job.retried", "job.cancelled")
    assert (entry.subject_label, entry.path) == ("Count to 10", world.hospital.path)


def test_the_supervisor_sees_but_may_not(act: Act, world: World) -> None:
    with pytest.raises(NotAllowed):
        act(world, "supervisor")
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize(
    "member", [each for each in CAST if each not in ("authority", "supervisor")]
)
def test_for_everybody_else_there_is_no_job(act: Act, world: World, member: str) -> None:
    with pytest.raises(NotFound):
        act(world, member)
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("member", CAST)
def test_who_sees_the_list(world: World, member: str) -> None:
    ask(path=world.hospital.path)
    if member in ("authority", "supervisor"):
        assert queries.jobs_for(world.viewer(member)).count() == 1
    else:
        with pytest.raises(NotAllowed):
            queries.jobs_for(world.viewer(member))


@pytest.mark.parametrize("state", ["waiting", "running", "done"])
def test_only_what_was_stopped_is_tried_again(world: World, state: str, worker: Worker) -> None:
    job = ask()
    lease = NOW if state == "running" else None
    Job.objects.update(state=state, lease_until=lease)
    with pytest.raises(NotReady, match=r"job\.not_stopped"):
        retry_job(by=SYSTEM, job_id=job.pk, at=NOW)


@pytest.mark.parametrize("state", ["failed", "cancelled", "done"])
def test_what_is_over_is_not_cancelled(world: World, state: str) -> None:
    job = ask()
    Job.objects.update(state=state)
    with pytest.raises(NotReady, match=r"job\.over"):
        cancel_job(by=SYSTEM, job_id=job.pk, at=NOW)


def test_a_waiting_job_is_cancelled_at_once(world: World, worker: Worker) -> None:
    job = ask()
    assert cancel_job(by=SYSTEM, job_id=job.pk, at=NOW).state == "cancelled"
    assert worker.run_until_idle() == 0


def test_a_running_job_is_cancelled_after_its_step_and_goes_on_there(
    world: World, worker: Worker
) -> None:
    job = ask(total=4)
    claimed = worker.claim()
    assert claimed
    from samvern.base.jobs.kinds import kinds

    worker._step(claimed, kinds()["test.count"])
    for _asked_twice in range(2):
        assert cancel_job(by=SYSTEM, job_id=job.pk, at=NOW).state == "running"
    assert AuditEntry.objects.filter(action="job.cancelled").count() == 1
    worker.work_on(claimed)
    job.refresh_from_db()
    assert (job.state, job.done, job.finished_at, effects()) == ("cancelled", 1, NOW, [0])
    retry_job(by=SYSTEM, job_id=job.pk, at=NOW)
    worker.run_until_idle()
    assert effects() == [0, 1, 2, 3]


def test_a_job_whose_worker_is_gone_can_be_cancelled(
    world: World, worker: Worker, clock: Clock
) -> None:
    job = ask()
    assert worker.claim()
    cancel_job(by=SYSTEM, job_id=job.pk, at=NOW)
    clock.move(hours=1)
    Worker(clock=clock).run_until_idle()
    job.refresh_from_db()
    assert (job.state, effects()) == ("cancelled", [])
