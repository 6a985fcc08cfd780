"""What answers rest on, for those who answer and for those who see what was handed in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samvern.apps.actors.models import Actor
from samvern.apps.assessments.models import (
    AnswerEvidence,
    Assessment,
    DelegatedRequirement,
    Submission,
    SubmissionEvidence,
)
from samvern.apps.assessments.permissions import Permission
from samvern.apps.assessments.queries.asked import asked_of
from samvern.apps.evidence.models import Evidence
from samvern.apps.evidence.uses import Use
from samvern.base.viewer import Viewer
from samvern.ui.numbers import day


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
    """Evidence that a viewer follows with the answers that rest on it."""
    return Q(pk__in=AnswerEvidence.objects.visible_to(viewer).order_by().values("evidence"))


def readable_as_handed_in(viewer: Viewer) -> Q:
    """Evidence that a viewer sees as it was, because it was handed in."""
    return Q(pk__in=SubmissionEvidence.objects.visible_to(viewer).order_by().values("evidence"))


def uses_in_assessments(viewer: Viewer, piece: Evidence) -> Iterator[Use]:
    """The answers that rest on a piece, and the submissions it was handed in with, as far as the
    viewer sees them.
    """
    answers = AnswerEvidence.objects.visible_to(viewer).filter(evidence=piece)
    for each in answers.select_related("assessment", "requirement").order_by("-assessment", "pk"):
        where = {"code": each.requirement.code, "assessment": str(each.assessment)}
        yield Use(
            _("%(code)s in %(assessment)s") % where,
            reverse("assessments:answer", args=[each.assessment_id, each.requirement.code]),
        )
    handed_in = SubmissionEvidence.objects.visible_to(viewer).filter(evidence=piece)
    found = Submission.objects.visible_to(viewer).filter(
        pk__in=handed_in.order_by().values("submission")
    )
    for submission in found.select_related("assessment").order_by("-submitted_at", "-pk"):
        where = {
            "assessment": str(submission.assessment),
            "day": day(localtime(submission.submitted_at).date(), get_language() or "nb"),
        }
        yield Use(
            _("%(assessment)s, handed in on %(day)s") % where,
            reverse("assessments:submission", args=[submission.pk]),
        )


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
