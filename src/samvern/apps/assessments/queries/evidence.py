"""What answers rest on, for those who answer and for those who see what was handed in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.db.models import Q
from django.utils import timezone

from samvern.apps.actors.models import Actor
from samvern.apps.assessments.models import (
    AnswerEvidence,
    Assessment,
    DelegatedRequirement,
    SubmissionEvidence,
)
from samvern.apps.assessments.permissions import Permission
from samvern.apps.assessments.queries.asked import asked_of
from samvern.apps.evidence.models import Evidence
from samvern.base.viewer import Viewer


def evidence_of(viewer: Viewer, assessment: Assessment) -> Mapping[str, Sequence[Evidence]]:
    """What the answers of an assessment rest on, by requirement: one query."""
    codes = asked_of(assessment).codes
    found: dict[str, list[Evidence]] = defaultdict(list)
    rows = AnswerEvidence.objects.visible_to(viewer).filter(assessment=assessment)
    for each in rows.select_related("evidence__file").order_by("requirement_id", "pk"):
        if each.requirement_id in codes:
            found[codes[each.requirement_id]].append(each.evidence)
    return found


def codes_with_evidence(viewer: Viewer, assessment: Assessment) -> frozenset[str]:
    """The numbers of the requirements that any evidence is attached to: one query."""
    codes = asked_of(assessment).codes
    rows = AnswerEvidence.objects.visible_to(viewer).filter(assessment=assessment).order_by()
    keys = rows.values_list("requirement_id", flat=True).distinct()
    return frozenset(codes[key] for key in keys if key in codes)


def readable(viewer: Viewer) -> Q:
    """Evidence that a viewer sees for the answers that rest on it, or because it was handed in."""
    answers = AnswerEvidence.objects.visible_to(viewer).order_by().values("evidence")
    submitted = SubmissionEvidence.objects.visible_to(viewer).order_by().values("evidence")
    return Q(pk__in=answers) | Q(pk__in=submitted)


def may_add(viewer: Viewer, actor: Actor) -> bool:
    """Whether some requirements of an open assessment there are delegated to the viewer."""
    if viewer.user_id is None or not viewer.may(Permission.ANSWER_DELEGATED, on=actor):
        return False
    return DelegatedRequirement.objects.filter(
        delegation__assessment__actor=actor,
        delegation__accepted_by_id=viewer.user_id,
        delegation__revoked_at__isnull=True,
        delegation__expires_at__gt=timezone.now(),
    ).exists()
