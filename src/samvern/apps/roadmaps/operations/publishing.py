"""A plan is published as it is, for good, and withdrawn when it no longer holds."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from samvern.apps.roadmaps import keeping
from samvern.apps.roadmaps.models import PublishedPlan, Withdrawal
from samvern.apps.roadmaps.permissions import Permission
from samvern.apps.roadmaps.queries import lookup, results
from samvern.apps.roadmaps.record import plan_record
from samvern.apps.roadmaps.rules import check_words
from samvern.base import audit
from samvern.base.viewer import Viewer
from samvern.engine.canonical import canonical_json, sha256_of
from samvern.engine.errors import NotReady


@transaction.atomic
def publish_plan(
    *, by: Viewer, plan_id: int, version: int, at: datetime, note: str = ""
) -> PublishedPlan:
    """Freeze a plan as its next version, for all who see its programme.

    Parameters
    ----------
    version
        The version of the plan that whoever publishes it saw.
    note
        What is new in it.

    Raises
    ------
    NotFound, NotAllowed
        ``plan.unknown``; without ``PUBLISH`` where the programme is governed.
    NotReady
        ``plan.archived``; ``plan.not_solved``: there is no plan for exactly these figures;
        ``plan.nothing_new``: it is published as it is already.
    InvalidInput
        ``roadmap.invalid``: it no longer fits its programme.
    Conflict
        ``plan.changed_meanwhile``: nothing was published.
    """
    plan = lookup.plan_for(by, plan_id)
    by.require(Permission.PUBLISH, on=plan.programme)
    note = check_words(note, "note", is_required=False)
    if plan.archived_at is not None:
        raise NotReady("plan.archived")
    answer = results.answer_of(plan)
    if answer.error is not None:
        raise answer.error
    if answer.found is None or answer.roadmap is None:
        raise NotReady("plan.not_solved")
    last = plan.published.first()
    is_same = last is not None and last.content["digest"] == answer.found.digest
    if last is not None and is_same and last.title == plan.title and not _is_gone(last):
        raise NotReady("plan.nothing_new", number=last.number)
    keeping.take_version(plan, version, at=at)
    number = 1 + (plan.published.aggregate(last=Max("number"))["last"] or 0)
    record = canonical_json(
        plan_record(plan, answer.found, answer.roadmap, by=by, number=number, at=at)
    )
    published = PublishedPlan(
        plan=plan,
        number=number,
        title=plan.title,
        note=note,
        is_example=plan.is_example,
        published_by_id=by.user_id,
        published_by_name=by.name,
        published_at=at,
        record=record,
        sha256=sha256_of(record),
    )
    published.save()
    plan.is_published = True
    plan.save(update_fields=["is_published"])
    changes = {"number": number, "sha256": published.sha256}
    path = plan.programme.path
    audit.record(by, "plan.published", published, at=at, path=path, changes=changes)
    return published


@transaction.atomic
def withdraw_plan(*, by: Viewer, plan_id: int, number: int, why: str, at: datetime) -> Withdrawal:
    """Withdraw a published version: the authority and supervisors still see it, nobody else.

    Raises
    ------
    NotFound, NotAllowed
        ``plan.unknown``, ``plan.unknown_version``; without ``PUBLISH`` there.
    InvalidInput
        ``roadmap.invalid`` without a reason.
    NotReady
        ``plan.withdrawn`` already.
    """
    published = lookup.published_for(by, plan_id, number)
    plan = lookup.plan_for(by, plan_id)
    by.require(Permission.PUBLISH, on=plan.programme)
    why = check_words(why, "why")
    if _is_gone(published):
        raise NotReady("plan.withdrawn", number=number)
    withdrawal = Withdrawal(published=published, why=why, by_name=by.name, at=at)
    withdrawal.save()
    is_published = plan.published.filter(withdrawal__isnull=True).exists()
    if is_published != plan.is_published:
        keeping.take_version(plan, plan.version, at=at)
        plan.is_published = is_published
        plan.save(update_fields=["is_published"])
    changes = {"number": number}
    path = plan.programme.path
    audit.record(by, "plan.withdrawn", published, at=at, path=path, changes=changes)
    return withdrawal


def _is_gone(published: PublishedPlan) -> bool:
    return Withdrawal.objects.filter(published=published).exists()
