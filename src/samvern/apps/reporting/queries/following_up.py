"""What of a report can be followed up as findings, and what is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from samvern.apps.actions import queries as actions
from samvern.apps.actions.permissions import Permission as ActionPermission
from samvern.apps.actions.queries import FindingLine
from samvern.apps.actors.models import Actor
from samvern.apps.reporting.models import ReportSubmission, ReportVerdict
from samvern.base.viewer import Viewer
from samvern.engine.errors import NotAllowed
from samvern.engine.reporting import Dimension, Light

#: How a finding names what showed it.
FINDING_SOURCE: Final = "reporting.submission"
_OFF: Final = (Light.YELLOW, Light.RED)


@dataclass(frozen=True)
class FollowUp:
    """What of a reviewed report is yellow or red, the findings of it, and where more can be raised."""

    lights: Mapping[str, Light]
    findings: Mapping[str, FindingLine]
    owners: tuple[Actor, ...]


def follow_up_of(viewer: Viewer, submission: ReportSubmission, *, on: date) -> FollowUp | None:
    """What can be followed up, and what is; None before the review, and where all is well."""
    lights = lights_off(submission) if is_decided(submission) else {}
    if not lights:
        return None
    findings = findings_of(viewer, submission, on=on)
    return FollowUp(lights, findings, tuple(follow_up_owners(viewer, submission)))


def is_decided(submission: ReportSubmission) -> bool:
    """Whether it was accepted or sent back, so that nobody takes it back any more."""
    return submission.verdict in (ReportVerdict.ACCEPTED, ReportVerdict.RETURNED)


def lights_off(submission: ReportSubmission) -> dict[str, Light]:
    """The dimensions that are yellow or red, with their lights."""
    said = {each.value: submission.said.of(each).light for each in Dimension}
    return {name: light for name, light in said.items() if light in _OFF and light is not None}


def follow_up_owners(viewer: Viewer, submission: ReportSubmission) -> list[Actor]:
    """The owners of the measure at which the viewer may raise a finding that is reported: one query."""
    owners = submission.report.owners.select_related("actor")
    may = ActionPermission.RAISE_REPORTED
    return [each.actor for each in owners if viewer.may(may, on=each.actor)]


def follow_up_owner(viewer: Viewer, submission: ReportSubmission, owner_id: int | None) -> Actor:
    """One of them, or the first. Raises ``NotAllowed`` (``report.nobody_to_follow_up``)."""
    for each in follow_up_owners(viewer, submission):
        if owner_id in (None, each.pk):
            return each
    raise NotAllowed("report.nobody_to_follow_up")


def findings_of(
    viewer: Viewer, submission: ReportSubmission, *, on: date
) -> Mapping[str, FindingLine]:
    """The findings that were raised of it and the viewer sees, by dimension: one query."""
    found = actions.findings_of_source(viewer, FINDING_SOURCE, [submission.pk], on=on)
    return {each.key: each for each in found[str(submission.pk)]}
