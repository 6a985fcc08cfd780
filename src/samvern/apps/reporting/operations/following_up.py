"""What a reviewed report shows that must be better is raised as findings, to be followed up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Final

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from samvern.apps.actions import operations as actions
from samvern.apps.actions.models import Finding
from samvern.apps.actions.operations import Source
from samvern.apps.actions.rules import MAX_TITLE
from samvern.apps.reporting import queries
from samvern.apps.reporting.models import ReportSubmission
from samvern.base.texts import in_language
from samvern.base.viewer import Viewer
from samvern.engine.assessments import Confidentiality
from samvern.engine.errors import InvalidInput, NotReady, Problem
from samvern.engine.follow_up import Severity
from samvern.engine.reporting import Dimension, Light
from samvern.ui.wording import reporting as wording

_SEVERITY: Final[Mapping[Light, Severity]] = MappingProxyType(
    {Light.YELLOW: Severity.MEDIUM, Light.RED: Severity.HIGH}
)


@transaction.atomic
def follow_up(
    *,
    by: Viewer,
    submission_id: int,
    dimensions: Sequence[str],
    at: datetime,
    owner_id: int | None = None,
    description: str = "",
) -> list[Finding]:
    """Raise a reported finding of each dimension that is yellow or red; raised again, it is the same.

    It says which measure, which dimension and which light. The reason given in the report is not
    copied: more people follow up findings than read reports.

    Parameters
    ----------
    owner_id
        At which of the owners it is raised; without one at the first where the viewer may.
    description
        What must be better, as the viewer says it.

    Raises
    ------
    NotFound
        ``report.unknown``.
    NotReady
        ``report.not_decided``: what waits for review can still be taken back.
    NotAllowed
        ``report.nobody_to_follow_up``: at none of the owners may the viewer raise a finding.
    InvalidInput
        ``findings.invalid``: ``report.not_off`` for each that is neither yellow nor red; as
        ``raise_finding``.
    """
    submission = queries.submission_for(by, submission_id)
    owner = queries.follow_up_owner(by, submission, owner_id)
    lights = queries.lights_off(submission)
    problems = [
        Problem.of("report.not_off", where=each) for each in dimensions if each not in lights
    ]
    if problems:
        raise InvalidInput("findings.invalid", problems=problems)
    if not queries.is_decided(submission):
        raise NotReady("report.not_decided", about=submission.report)
    report = submission.report
    return [
        actions.raise_finding(
            by=by,
            actor=owner,
            title=_title(submission, Dimension(each), lights[each], by.language),
            description=description,
            severity=_SEVERITY[lights[each]],
            source=Source(
                queries.FINDING_SOURCE,
                str(submission.pk),
                f"{report.reporting_round}, {report.measure_code}",
            ),
            confidentiality=Confidentiality.REPORTED,
            key=each,
            at=at,
        )
        for each in dict.fromkeys(dimensions)
    ]


def _title(submission: ReportSubmission, of: Dimension, light: Light, language: str) -> str:
    report = submission.report
    with translation.override(language):
        said = f"{wording.dimension_name(of, _)}: {wording.light_name(light, _)}"
    measure = f"{report.measure_code} {in_language(report.measure_title, language)}"
    return f"{said}. {measure}"[:MAX_TITLE]
