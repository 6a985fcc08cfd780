"""What an assessment shows that must be better is raised as findings, to be followed up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localtime

from samvern.apps.actions import operations as actions
from samvern.apps.actions.models import Finding
from samvern.apps.actions.operations import Source
from samvern.apps.actions.rules import MAX_TITLE
from samvern.apps.assessments import queries
from samvern.base.texts import in_language
from samvern.base.viewer import Viewer
from samvern.engine.assessments import Confidentiality
from samvern.engine.errors import InvalidInput, Problem


@transaction.atomic
def raise_findings(
    *, by: Viewer, assessment_id: int, codes: Sequence[str], at: datetime
) -> list[Finding]:
    """Raise a finding of each requirement that leaves something to do; raised again, it is the same.

    It is seen by those who see the assessment. Of a reported one it is raised of what was handed
    in, so that no finding tells of a draft.

    Raises
    ------
    NotFound, NotAllowed
        ``assessment.unknown``; ``assessment.only_some``; as ``raise_finding``.
    NotReady
        ``finding.not_handed_in``.
    InvalidInput
        ``findings.invalid``: ``finding.no_gap`` for each where it is.
    """
    assessment = queries.assessment_for(by, assessment_id, lock=True)
    found = queries.gaps_of(by, assessment, at=at, on=localtime(at).date())
    gaps = {each.row.code: each.row for each in found}
    problems = [Problem.of("finding.no_gap", where=code) for code in codes if code not in gaps]
    if problems:
        raise InvalidInput("findings.invalid", problems=problems)
    return [
        actions.raise_finding(
            by=by,
            actor=assessment.actor,
            title=f"{code} {in_language(gaps[code].title, by.language)}"[:MAX_TITLE],
            description="",
            severity=queries.severity_of(gaps[code]),
            source=Source(queries.FINDING_SOURCE, str(assessment.pk), str(assessment)),
            confidentiality=Confidentiality(assessment.confidentiality),
            key=code,
            at=at,
        )
        for code in dict.fromkeys(codes)
    ]
