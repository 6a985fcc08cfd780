"""Whether what was handed in waits for anybody: not where nobody else is there to review it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from samvern.apps.actors.models import Grant
from samvern.apps.assessments.models import Assessment, AssessmentState, Submission, Verdict
from samvern.apps.assessments.permissions import Permission
from samvern.apps.assessments.queries.readers import over
from samvern.base.permissions import holders
from samvern.engine.assessments import Confidentiality


def awaiting_review(found: Collection[Assessment], *, on: date) -> frozenset[int]:
    """Which of these wait for a review; their keys.

    One that an organisation started by itself, for improvement, waits only where somebody else than
    who handed it in may review it: nobody reviews their own. Two queries at most, none where nothing
    of the kind was handed in.
    """
    submitted = {each.pk: each for each in found if each.state == AssessmentState.SUBMITTED}
    own = {pk: each for pk, each in submitted.items() if is_own(each)}
    if not own:
        return frozenset(submitted)
    waiting = Submission.objects.filter(assessment__in=own, verdict=Verdict.WAITING).order_by()
    by = dict(waiting.values_list("assessment", "submitted_by"))
    places = {pk: over(each.actor) for pk, each in own.items()}
    reviewers: dict[str, set[int]] = {}
    grants = Grant.objects.in_force(on).filter(
        path__in={path for paths in places.values() for path in paths},
        role__in=holders(Permission.REVIEW_OWN),
        user__is_active=True,
    )
    for path, user_id in grants.order_by().values_list("path", "user"):
        reviewers.setdefault(path, set()).add(user_id)
    kept = {
        pk
        for pk, paths in places.items()
        if not set().union(*(reviewers.get(path, ()) for path in paths)) - {by.get(pk)}
    }
    return frozenset(submitted.keys() - kept)


def is_own(assessment: Assessment) -> bool:
    """Whether an organisation does it for itself alone: nobody asks for it, and nobody else sees it."""
    return (
        assessment.campaign_id is None and assessment.confidentiality == Confidentiality.IMPROVEMENT
    )
