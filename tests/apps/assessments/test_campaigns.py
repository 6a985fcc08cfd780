"""A campaign makes its assessments behind the pages, once each, whoever is killed when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from samvern.apps.assessments import creation, operations
from samvern.apps.assessments.models import Assessment, CampaignState
from samvern.base.jobs import Work
from samvern.base.models import Job
from samvern.base.viewer import SYSTEM
from samvern.engine.errors import Conflict, InvalidInput, NotAllowed, NotFound, NotReady
from tests.factories import actors, frameworks
from tests.factories import assessments as make

if TYPE_CHECKING:
    from tests.worlds import World

pytestmark = pytest.mark.django_db


def test_everybody_of_the_population_is_asked_once(world: World):
    campaign = make.opened()
    assert campaign.state == CampaignState.OPEN
    asked = campaign.assessments.all()
    assert {each.actor for each in asked} == {
        world.hospital,
        world.department,
        world.other_hospital,
    }
    assert {(each.total_count, each.due_on, each.confidentiality) for each in asked} == {
        (2, make.DUE, "reported")
    }
    operations.open_campaign(by=SYSTEM, campaign_id=campaign.pk, at=make.AT)
    assert Job.objects.filter(kind=creation.KIND).count() == 1


def test_steps_that_are_done_twice_double_nothing(world: World, monkeypatch):
    monkeypatch.setattr(creation, "BATCH", 2)
    campaign = make.planned()
    operations.open_campaign(by=SYSTEM, campaign_id=campaign.pk, at=make.AT)

    def step(cursor, done):
        return creation.advance(Work({"campaign": campaign.pk}, cursor, done, 3, SYSTEM, make.AT))

    first = step(None, 0)
    assert step(None, 0) == first
    assert Assessment.objects.count() == 2
    second = step(first.cursor, first.done)
    assert second.done == 3
    assert step(second.cursor, second.done).is_finished
    assert Assessment.objects.count() == 3


def test_requirements_that_do_not_apply_are_not_counted(world: World):
    clinic = actors.actor("Made-up clinic", kind="gp_office")
    asked = frameworks.framework()
    narrow = tuple(
        replace(each, applies_to=("hospital_trust",)) if each.id == "1.2" else each
        for each in asked.requirements
    )
    saved = frameworks.requirement_set(replace(asked, requirements=narrow))
    campaign = make.opened(make.population("hospital_trust", "gp_office"), of=saved)
    assert make.of(campaign, clinic).total_count == 1
    assert make.of(campaign, world.hospital).total_count == 2


def test_a_plan_is_refused_with_everything_wrong_at_once(world: World):
    wrong = replace(
        make.plan(make.population()),
        title=" ",
        period="x" * 41,
        due_on=date(2026, 11, 1),
        reminders=(0, 1, 1),
    )
    with pytest.raises(InvalidInput) as caught:
        operations.plan_campaign(by=SYSTEM, plan=wrong, at=make.AT)
    assert {each.where for each in caught.value.problems} == {
        *("title", "period", "due_on", "reminders")
    }


def test_once_opened_nothing_that_was_said_changes(world: World):
    drawn = make.population()
    plan = make.plan(drawn)
    campaign = operations.plan_campaign(by=SYSTEM, plan=plan, at=make.AT)
    changed = replace(plan, title="Another title")
    operations.change_campaign(
        by=SYSTEM, campaign_id=campaign.pk, version=1, plan=changed, at=make.AT
    )
    with pytest.raises(Conflict):
        operations.change_campaign(
            by=SYSTEM, campaign_id=campaign.pk, version=1, plan=plan, at=make.AT
        )
    operations.open_campaign(by=SYSTEM, campaign_id=campaign.pk, at=make.AT)
    with pytest.raises(NotReady, match=r"campaign\.opened"):
        operations.change_campaign(
            by=SYSTEM, campaign_id=campaign.pk, version=3, plan=plan, at=make.AT
        )


@pytest.mark.parametrize("member", ["officer", "owner", "colleague", "supervisor", "stranger"])
def test_only_the_authority_runs_campaigns(world: World, member):
    campaign = make.planned()
    with pytest.raises(NotAllowed):
        make.planned(make.population(name="Others"), by=world.viewer(member))
    with pytest.raises((NotAllowed, NotFound)):
        operations.open_campaign(by=world.viewer(member), campaign_id=campaign.pk, at=make.AT)
