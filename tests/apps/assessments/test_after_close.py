"""A campaign is closed while something is sent back or waits: it is brought to an end all the same."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from samvern.apps.assessments import operations, queries
from samvern.apps.assessments.models import Assessment, Campaign
from samvern.apps.assessments.pages.frame import assessment_url
from samvern.apps.assessments.shared_pages import tasks
from samvern.base.jobs.worker import Worker
from samvern.base.models import User
from samvern.engine.assessments import AnswerValues, Confidentiality, Result
from samvern.engine.errors import InvalidInput, NotReady
from tests.factories import actors, checks
from tests.factories import assessments as make

if TYPE_CHECKING:
    from tests.worlds import World

pytestmark = pytest.mark.django_db
LogIn = Callable[[str], Client]
AGAIN = date(2026, 12, 15)


def returned(world: World, campaign: Campaign) -> Assessment:
    """The hospital's, sent back by the authority."""
    found = make.of(campaign, world.hospital)
    submission = make.submitted(found, by=world.viewer("officer"))
    operations.return_submission(
        by=world.viewer("authority"),
        submission_id=submission.pk,
        message="How?",
        due_again_on=AGAIN,
        at=make.LATER,
    )
    found.refresh_from_db()
    return found


def closed(campaign: Campaign, world: World) -> Campaign:
    return operations.close_campaign(
        by=world.viewer("authority"), campaign_id=campaign.pk, at=make.LATER
    )


def test_what_was_sent_back_is_answered_handed_in_recalled_and_accepted_after_the_close(
    world: World,
) -> None:
    officer, authority = world.viewer("officer"), world.viewer("authority")
    campaign = make.opened()
    found = returned(world, campaign)
    assert found.asked_by_on == AGAIN
    task = next(each for each in tasks(officer, AGAIN) if each.url == assessment_url(found))
    assert task.figure.startswith("Returned"), "not that every answer is there"
    campaign = closed(campaign, world)
    assert (campaign.figures["returned"], campaign.figures["outstanding"]) == (1, 3)
    operations.save_answer(
        by=officer,
        assessment_id=found.pk,
        code="1.1",
        values=AnswerValues(result=Result.PARTLY),
        version=1,
        at=make.LATER,
    )
    again = operations.submit_assessment(by=officer, assessment_id=found.pk, at=make.LATER)
    operations.recall_submission(by=officer, submission_id=again.pk, at=make.LATER)
    found.refresh_from_db()
    assert found.state == "returned", "taken back it is what it was: sent back, and not lost"
    again = operations.submit_assessment(by=officer, assessment_id=found.pk, at=make.LATER)
    Worker(clock=lambda: make.LATER).run_until_idle()
    campaign.refresh_from_db()
    assert campaign.figures["exact"]["1.1"]["partly"] == 1, "what comes in late is counted"
    assert (campaign.figures["waiting"], campaign.figures["outstanding"]) == (1, 2)
    with pytest.raises(InvalidInput) as caught:
        operations.return_submission(
            by=authority, submission_id=again.pk, message="Still", at=make.LATER
        )
    assert [each.where for each in caught.value.problems] == ["due_again_on"]
    operations.return_submission(
        by=authority,
        submission_id=again.pk,
        message="Still",
        due_again_on=AGAIN,
        at=make.LATER,
    )
    last = operations.submit_assessment(by=officer, assessment_id=found.pk, at=make.LATER)
    operations.accept_submission(by=authority, submission_id=last.pk, at=make.LATER)


def test_figures_of_one_for_improvement_are_never_counted_twice(world: World) -> None:
    """Two counts that differ by one organisation would tell what that one answered."""
    officer = world.viewer("officer")
    campaign = make.opened(confidentiality=Confidentiality.IMPROVEMENT)
    found = make.of(campaign, world.hospital)
    make.submitted(found, by=officer)
    Assessment.objects.filter(pk=found.pk).update(state="returned")
    found.submissions.update(verdict="returned", decided_at=make.LATER)
    before = closed(campaign, world).figures
    assert "returned" not in before
    operations.submit_assessment(by=officer, assessment_id=found.pk, at=make.LATER)
    Worker(clock=lambda: make.LATER).run_until_idle()
    campaign.refresh_from_db()
    assert campaign.figures == before


def test_what_was_never_handed_in_takes_no_more_answers(world: World) -> None:
    officer = world.viewer("officer")
    campaign = make.opened()
    found = make.answered(make.of(campaign, world.hospital), by=officer)
    closed(campaign, world)
    for refused in (
        lambda: make.says(found, {"1.1": Result.PARTLY}, by=officer),
        lambda: operations.submit_assessment(by=officer, assessment_id=found.pk, at=make.LATER),
    ):
        with pytest.raises(NotReady, match=r"campaign\.closed"):
            refused()


def test_both_sides_read_how_it_stands(world: World, log_in: LogIn) -> None:
    campaign = make.opened()
    found = returned(world, campaign)
    closing = log_in("authority").get(f"/campaigns/{campaign.pk}/close/").content.decode()
    assert "1 was sent back and is not handed in again" in closing
    closed(campaign, world)
    ours = log_in("officer").get(f"/assessments/{found.pk}/").content.decode()
    assert "It is asked for again by" in ours
    assert "what was sent back is still taken" in ours
    assert f"/assessments/{found.pk}/submit/" in ours
    theirs = log_in("authority").get(f"/campaigns/{campaign.pk}/").content.decode()
    assert "?state=returned" in theirs
    figures = log_in("authority").get(f"/campaigns/{campaign.pk}/figures/").content.decode()
    assert "1 of them was sent back, and is counted when it comes in again." in figures


def test_a_locked_assessment_leads_to_what_was_handed_in(world: World, log_in: LogIn) -> None:
    found = make.of(make.opened(), world.hospital)
    submission = make.submitted(found, by=world.viewer("officer"))
    page = log_in("officer").get(f"/assessments/{found.pk}/").content.decode()
    assert f'href="/submissions/{submission.pk}/"' in page


def test_what_is_refused_leads_to_the_thing_it_is_about(world: World, log_in: LogIn) -> None:
    """A tab that is behind, or going back, ends at how it stands now, and not at the first page."""
    campaign = make.opened()
    found = make.of(campaign, world.hospital)
    submission = make.submitted(found, by=world.viewer("officer"))
    officer, authority = log_in("officer"), log_in("authority")
    operations.accept_submission(
        by=world.viewer("authority"), submission_id=submission.pk, at=make.LATER
    )
    for client, step, leads_to in (
        (officer, f"/assessments/{found.pk}/recall/", f"/assessments/{found.pk}/"),
        (officer, f"/assessments/{found.pk}/submit/", f"/assessments/{found.pk}/"),
        (authority, f"/submissions/{submission.pk}/remarks/1.1/", f"/submissions/{submission.pk}/"),
        (authority, f"/campaigns/{campaign.pk}/edit/", f"/campaigns/{campaign.pk}/"),
    ):
        answer = client.post(step, {"text": "Late"})
        assert answer.status_code == 409, step
        assert f'href="{leads_to}"' in answer.content.decode(), step


def test_what_is_written_too_late_is_shown_with_who_was_first_and_when(
    world: World, log_in: LogIn
) -> None:
    """Without the script, too: a form sent after somebody else handed in."""
    found = make.of(make.opened(), world.hospital)
    submission = make.submitted(found, by=world.viewer("officer"))
    sent = {"version": 1, "progress": "done", "result": "partly", "comment": "<b>Late</b>"}
    answer = log_in("officer").post(f"/assessments/{found.pk}/answers/1.1/", sent)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "&lt;b&gt;Late&lt;/b&gt;</textarea>" in page
    assert submission.submitted_by_name in page
    assert "25.11.2026" in page or "25 November 2026" in page
    assert f'href="/assessments/{found.pk}/"' in page


def test_only_those_who_give_a_verdict_are_told_that_one_waits_for_them(
    world: World, log_in: LogIn
) -> None:
    User.objects.update(language="en")
    campaign = make.opened()
    submission = make.submitted(make.of(campaign, world.hospital), by=world.viewer("officer"))
    for member, waits in (("authority", "your verdict"), ("supervisor", "a verdict")):
        text = log_in(member).get(f"/campaigns/{campaign.pk}/").content.decode()
        assert f"1 submission waits for {waits}." in text, member
    text = log_in("supervisor").get(f"/submissions/{submission.pk}/").content.decode()
    assert f'href="/campaigns/{campaign.pk}/"' in text, "the way back to where it was come from"


def test_any_other_verdict_is_refused_on_the_page_and_in_the_api(
    world: World, log_in: LogIn
) -> None:
    submission = make.submitted(make.of(make.opened(), world.hospital), by=world.viewer("officer"))
    client = log_in("authority")
    for verdict in ("", "accepted", "no"):
        sent = {"verdict": verdict, "message": "Look again"}
        answer = client.post(f"/submissions/{submission.pk}/verdict/", sent)
        assert answer.status_code == 422
        assert "Choose whether you accept it or send it back." in answer.content.decode()
        answer = client.post(
            f"/api/v1/submissions/{submission.pk}/verdict", sent, content_type="application/json"
        )
        assert answer.status_code == 422
    submission.refresh_from_db()
    assert submission.verdict == "waiting"
    said = {"verdict": "return", "message": "Look again", "due_again_on": "1800-01-01"}
    for address in (f"/submissions/{submission.pk}/verdict/", None):
        answer = (
            client.post(address, said)
            if address
            else client.post(
                f"/api/v1/submissions/{submission.pk}/verdict",
                said,
                content_type="application/json",
            )
        )
        assert answer.status_code == 422, "a day that has passed"
    answer = client.post(
        f"/api/v1/submissions/{submission.pk}/verdict",
        {"verdict": "return", "message": "Look again"},
        content_type="application/json",
    )
    assert (answer.status_code, answer.json()["verdict"]) == (200, "returned")
    read = client.get(f"/api/v1/submissions/{submission.pk}").json()
    assert (read["message"], read["document"]["period"]) == ("Look again", "2026")


def test_answering_on_behalf_ends_from_either_side(world: World, log_in: LogIn) -> None:
    clinic = actors.actor("Made-up clinic", kind="gp_office")
    campaign = make.opened(make.population("gp_office"))
    found = make.of(campaign, clinic)
    client = log_in("authority")
    url = f"/assessments/{found.pk}/hand-back/"
    assert client.get(url).status_code == 404, "not before it is taken on"
    operations.take_on(
        by=world.viewer("authority"), assessment_id=found.pk, reason="By phone", at=make.AT
    )
    assert f'href="{url}"' in client.get(f"/assessments/{found.pk}/").content.decode()
    row = client.get(f"/campaigns/{campaign.pk}/").content.decode()
    assert "Go on answering on their behalf" in row
    assert client.post(url).status_code == 302
    late = client.post(f"/assessments/{found.pk}/answers/1.1/", {"comment": "Typed"})
    assert late.status_code == 409, "and sees it no more, nor loses what was being written"
    assert "The organisation goes on with this assessment itself." in late.content.decode()
    assert "Typed</textarea>" in late.content.decode()
    assert f'href="/campaigns/{campaign.pk}/"' in late.content.decode()
    assert log_in("supervisor").get(f"/assessments/{found.pk}/").status_code == 404
    again = f"/api/v1/campaigns/{campaign.pk}/assessments/{found.pk}/take-on"
    answer = client.post(again, {"reason": "Again"}, content_type="application/json")
    assert answer.json() == {"id": found.pk}
    answer = client.post(f"/api/v1/assessments/{found.pk}/hand-back")
    assert answer.json() == {"id": found.pk}
    found.refresh_from_db()
    assert found.on_behalf_by is None
    assert queries.is_told(world.viewer("authority"), found) is False


def test_a_clinic_reads_that_its_check_was_sent_back_or_came_too_late(
    world: World, log_in: LogIn
) -> None:
    asked = checks.check_set()
    checks.as_clinic(world.hospital)
    campaign = make.opened(make.population("gp_office"), of=asked)
    found = make.of(campaign, world.hospital)
    operations.acknowledge(by=world.viewer("officer"), assessment_id=found.pk, at=make.AT)
    Campaign.objects.update(state="closed", closed_at=make.LATER)
    late = log_in("officer").get(f"/check/{found.pk}/end/").content.decode()
    assert "The campaign is closed, and takes no more answers." in late
    Campaign.objects.update(state="open", closed_at=None)
    returned(world, campaign)
    closed(campaign, world)
    page = log_in("officer").get(f"/check/{found.pk}/end/").content.decode()
    for words in ("How?", "It is asked for again by", "what was sent back is still taken"):
        assert words in page, words
