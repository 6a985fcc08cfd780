"""Organisations hand in at the moment at which the campaign is closed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from samvern.apps.assessments import operations
from samvern.apps.assessments.models import WRITABLE, Assessment
from samvern.base.jobs.worker import Worker
from samvern.base.viewer import SYSTEM
from tests.at_once import at_once
from tests.factories import actors
from tests.factories import assessments as make

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("_round", range(3))
def test_whoever_hands_in_is_counted_by_the_close_or_refused(_round: int) -> None:
    for number in range(4):
        actors.actor(f"Made-up hospital {number}", made_up=True)
    campaign = make.opened()
    asked = [make.answered(each) for each in campaign.assessments.order_by("pk")]
    assert len(asked) == 4

    def hand_in(assessment: Assessment) -> Callable[[], object]:
        said = {"by": SYSTEM, "assessment_id": assessment.pk, "at": make.LATER}
        return lambda: operations.submit_assessment(**said)

    ended = at_once(
        *(hand_in(each) for each in asked),
        lambda: operations.close_campaign(by=SYSTEM, campaign_id=campaign.pk, at=make.LATER),
    )
    Worker(clock=lambda: make.LATER).run_until_idle()
    campaign.refresh_from_db()
    left = campaign.assessments.filter(state__in=WRITABLE).count()
    assert ended == {key: n for key, n in {"done": 5 - left, "campaign.closed": left}.items() if n}
    assert campaign.figures["outstanding"] == left
