"""Jobs: work that goes on behind the pages, in steps, on either database and without a broker.

A module registers its kinds when it starts, and enqueues in the transaction of its change::

    jobs.register(JobKind("campaigns.create", _("Create a campaign"), advance))
    jobs.enqueue(by=by, kind="campaigns.create", key=str(campaign.pk), label=…, at=at)

``advance`` does one step of the work, for some hundred rows, and says how far it has come. Its
effect and its progress are saved together, so that a step is done once, whoever is killed when.
What a step is to send goes out after its transaction (``transaction.on_commit``), by rows that say
what has been tried. What comes due with time is a :class:`Watch`, which asks for jobs in turn.
"""

from samvern.base.jobs.kinds import JobKind, Progress, Watch, Work, keep_watch, register
from samvern.base.jobs.operations import cancel_job, enqueue, retry_job

__all__ = [
    "JobKind",
    "Progress",
    "Watch",
    "Work",
    "cancel_job",
    "enqueue",
    "keep_watch",
    "register",
    "retry_job",
]
