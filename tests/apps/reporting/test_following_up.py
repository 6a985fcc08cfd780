"""What a report shows that must be better is followed up at the owner, by those who may."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from samvern.apps.actions.models import Finding
from samvern.apps.reporting import operations
from samvern.apps.reporting.models import ReportSubmission
from samvern.base import registry
from samvern.base.models import AuditEntry
from samvern.engine.errors import InvalidInput, NotAllowed, NotFound, NotReady, SamvernError
from samvern.engine.reporting import Dimension, Light
from tests.factories import reporting as make
from tests.worlds import CAST, World

pytestmark = pytest.mark.django_db
SECRET = "the supplier went bankrupt"


@pytest.fixture
def submission(world: World) -> ReportSubmission:
    """Handed in with a red light, and not reviewed."""
    report = make.of(make.opened(make.programme()))
    said = make.light(Dimension.TIME, Light.RED, SECRET)
    return make.submitted(report, by=world.viewer("owner"), said=said)


def accepted(world: World, submission: ReportSubmission) -> ReportSubmission:
    return operations.accept_report(
        by=world.viewer("authority"), submission_id=submission.pk, at=make.AT
    )


@pytest.mark.parametrize("member", CAST)
def test_who_may_follow_up(world: World, submission: ReportSubmission, member: str) -> None:
    accepted(world, submission)
    refused: dict[str, type[SamvernError]] = {"owner": NotAllowed}

    def act() -> list[Finding]:
        return operations.follow_up(
            by=world.viewer(member), submission_id=submission.pk, dimensions=["time"], at=make.AT
        )

    if member not in {"authority", "supervisor"}:
        with pytest.raises(refused.get(member, NotFound)):
            act()
        return
    (found,) = act()
    assert act() == [found], "raised again, it is the same"
    assert (found.actor, found.severity, found.key) == (world.hospital, "high", "time")
    assert Finding.objects.visible_to(world.viewer("officer")).get() == found
    assert SECRET not in str(list(Finding.objects.values()))
    trail = AuditEntry.objects.filter(action="finding.raised")
    assert trail.count() == 1
    assert SECRET not in str(list(trail.values()))
    assert registry.link_to(found.source_type, found.source_id) == (
        f"/reports/submissions/{submission.pk}/"
    )


def test_only_what_is_off_in_what_is_reviewed(world: World, submission: ReportSubmission) -> None:
    asked: dict[str, Any] = {
        "by": world.viewer("authority"),
        "submission_id": submission.pk,
        "at": make.AT,
    }
    with pytest.raises(NotReady, match=r"report\.not_decided"):
        operations.follow_up(dimensions=["time"], **asked)
    accepted(world, submission)
    with pytest.raises(InvalidInput) as error:
        operations.follow_up(dimensions=["time", "money", "mood"], **asked)
    assert [each.where for each in error.value.problems] == ["money", "mood"]
    with pytest.raises(NotAllowed, match="nobody_to_follow_up"):
        operations.follow_up(dimensions=["time"], owner_id=world.other_hospital.pk, **asked)
    assert not Finding.objects.exists()


def test_on_the_page_of_the_report_and_back(
    world: World, submission: ReportSubmission, log_in: Callable[[str], Client]
) -> None:
    accepted(world, submission)
    client, here = log_in("authority"), f"/reports/submissions/{submission.pk}/"
    assert "What do you want followed up?" in client.get(here).content.decode()
    assert "What is followed up?" not in log_in("owner").get(here).content.decode()
    said = {"dimensions": "time", "owner": world.hospital.pk, "description": "A new tender"}
    assert client.post(f"{here}findings/", {**said, "dimensions": ""}).status_code == 422
    assert client.post(f"{here}findings/", {**said, "description": "\0"}).status_code == 422
    assert client.post(f"{here}findings/", {**said, "owner": "99"}).status_code == 422
    answer = client.post(f"{here}findings/", said, follow=True)
    text = answer.content.decode()
    assert "It is raised. The owner decides what becomes of it." in text
    finding = Finding.objects.get()
    assert finding.title in text
    assert "1.1 Measure 1.1" in finding.title
    assert "What do you want followed up?" not in text, "nothing is left"
    trail = f'href="{here}"'
    assert trail in client.get(f"/follow-up/findings/{finding.pk}/").content.decode()
    officer = log_in("officer")
    assert officer.get(here).status_code == 404
    page = officer.get(f"/follow-up/findings/{finding.pk}/").content.decode()
    assert "A new tender" in page
    assert finding.source_label in page
    assert trail not in page, "a way that is shut to who follows up"
    assert client.post(f"{here}findings/", said).headers["Location"] == here, "by a double click"
    assert Finding.objects.count() == 1
    assert log_in("owner").post(f"{here}findings/", said).status_code == 403
    assert log_in("colleague").post(f"{here}findings/", said).status_code == 404
