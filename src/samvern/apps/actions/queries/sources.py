"""What came of a thing that raised findings, for the module that it belongs to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from samvern.apps.actions.models import Finding
from samvern.apps.actions.queries.standing import with_state
from samvern.base import registry
from samvern.base.viewer import Viewer
from samvern.engine.follow_up import FindingState, Severity


@dataclass(frozen=True)
class FindingLine:
    """A finding on the page of what raised it; ``key`` is the one it was raised with."""

    id: int
    key: str
    title: str
    severity: Severity
    state: FindingState
    url: str


def findings_of_source(
    viewer: Viewer, subject_type: str, ids: Iterable[str | int], *, on: date
) -> dict[str, list[FindingLine]]:
    """The findings that things of a type have raised and the viewer sees, by identifier as text.

    Parameters
    ----------
    subject_type
        As in the source they were raised with, such as ``assessments.assessment``.
    on
        The day on which it is told where they stand.
    """
    asked = [str(each) for each in ids]
    seen = Finding.objects.visible_to(viewer).filter(source_type=subject_type, source_id__in=asked)
    found: dict[str, list[FindingLine]] = {each: [] for each in asked}
    for finding in with_state(seen, on=on).order_by("pk"):
        found[finding.source_id].append(
            FindingLine(
                id=finding.pk,
                key=finding.key,
                title=finding.title,
                severity=Severity(finding.severity),
                state=FindingState(finding.state),
                url=registry.link_to("actions.finding", str(finding.pk)) or "",
            )
        )
    return found
