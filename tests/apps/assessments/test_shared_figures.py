"""How the sector answered, for those who were asked: safely, once it is closed, and never more."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client

from samvern.apps.assessments import operations, queries
from samvern.apps.assessments.models import Campaign
from samvern.base.permissions import Role
from samvern.base.viewer import SYSTEM, viewer_for
from samvern.engine.assessments import Confidentiality, Result
from tests.factories import actors
from tests.factories import assessments as make
from tests.worlds import World

pytestmark = pytest.mark.django_db
LogIn = Callable[[str], Client]
Ask = Callable[..., HttpResponse]


def _asked(confidentiality: Confidentiality, *, more: int) -> Campaign:
    """A campaign that all hospitals have handed in, seven of them without the first requirement."""
    for number in range(more):
        actors.actor(f"Hospital {number}", without_number=True)
    campaign = make.opened(confidentiality=confidentiality)
    for place, each in enumerate(campaign.assessments.order_by("pk")):
        first = Result.NOT_FULFILLED if place < 7 else Result.FULFILLED
        make.says(each, {"1.1": first, "1.2": Result.PARTLY})
        operations.submit_assessment(by=SYSTEM, assessment_id=each.pk, at=make.LATER)
    return campaign


def _closed(campaign: Campaign) -> Campaign:
    return operations.close_campaign(by=SYSTEM, campaign_id=campaign.pk, at=make.LATER)


@pytest.mark.parametrize("confidentiality", Confidentiality)
def test_one_that_was_asked_sees_what_may_be_told_when_the_campaign_is_closed(
    world: World, log_in: LogIn, ask: Ask, confidentiality: Confidentiality
) -> None:
    campaign = _asked(confidentiality, more=12)
    mine = make.of(campaign, world.department)
    actors.grant(world.people["stranger"], Role.SECURITY_OFFICER, world.department)
    page, address = f"/assessments/{mine.pk}/figures/", f"/assessments/{mine.pk}/figures"
    assert log_in("stranger").get(page).status_code == 409
    assert page not in log_in("stranger").get(f"/assessments/{mine.pk}/").text
    campaign = _closed(campaign)
    assert page in log_in("stranger").get(f"/assessments/{mine.pk}/").text
    shown = log_in("stranger").get(page).text
    assert "About 15 organisations handed in." in shown
    assert "had not handed in" not in shown
    told = ask("owner", "get", address)
    assert told.status_code == 404
    found = queries.shared_figures_of(
        viewer_for(world.people["stranger"]), make.of(campaign, world.department)
    )
    first = found.safe.rows[0].results[Result.NOT_FULFILLED]
    assert (found.exact, found.outstanding, first.count) == ({}, None, 5)
    file = b"".join(log_in("stranger").get(f"{page}?file=figures.csv")).decode()
    assert "Not fulfilled" in file
    assert "exact" not in file


def test_with_too_few_nothing_is_told_to_anybody(world: World, log_in: LogIn, ask: Ask) -> None:
    campaign = _closed(_asked(Confidentiality.IMPROVEMENT, more=5))
    mine = make.of(campaign, world.other_hospital)
    shown = log_in("officer_elsewhere").get(f"/assessments/{mine.pk}/figures/").text
    assert "Too few have handed in for anything to be told." in shown
    assert "Not fulfilled" not in shown
    told = ask("officer_elsewhere", "get", f"/assessments/{mine.pk}/figures").json()
    assert (told["count"], told["rows"], told["outstanding"]) == (None, [], None)


def test_whoever_sees_several_answers_is_not_given_the_sum_of_the_others(
    world: World, log_in: LogIn
) -> None:
    """The hospital and its laboratory are both asked: less would be left to hide the others in."""
    campaign = _closed(_asked(Confidentiality.IMPROVEMENT, more=10))
    mine = make.of(campaign, world.hospital)
    answer = log_in("officer").get(f"/assessments/{mine.pk}/figures/")
    assert answer.status_code == 403
    assert "You see the answers of several of those who were asked." in answer.text


def test_what_is_counted_again_for_the_authority_is_not_told_to_those_who_were_asked(
    world: World,
) -> None:
    """Two counts that differ by one organisation would tell what it answered."""
    campaign = _closed(_asked(Confidentiality.REPORTED, more=12))
    mine = make.of(campaign, world.other_hospital)
    elsewhere = world.viewer("officer_elsewhere")
    before = queries.shared_figures_of(elsewhere, mine)
    campaign.assessments.filter(actor__name__startswith="Hospital 1").update(state="returned")
    for _again in range(2):
        campaign.figures = queries.counted_again(campaign, at=make.LATER)
        campaign.save(update_fields=["figures"])
    assert campaign.figures["safe"] != before.safe.to_json()
    mine = make.of(campaign, world.other_hospital)
    assert queries.shared_figures_of(elsewhere, mine).safe == before.safe
