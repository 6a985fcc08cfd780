"""What waits for review, a submission beside the one before it, and what is said of it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samvern.apps.assessments import operations, queries
from samvern.apps.assessments.models import Assessment, Remark, Submission
from samvern.base.permissions import Role
from samvern.engine.assessments import AnswerValues, Result
from tests.factories import actors, frameworks, users
from tests.factories import assessments as make
from tests.worlds import CAST, World

pytestmark = pytest.mark.django_db

LogIn = Callable[[str], Client]


@pytest.fixture
def submission(world: World) -> Submission:
    """The hospital's, in a reported campaign."""
    assessment = make.of(make.opened(), world.hospital)
    return make.submitted(assessment, by=world.viewer("officer"), comment="As it was")


@pytest.mark.parametrize("member", CAST)
def test_who_reads_and_reviews_what_is_reported(
    world: World, log_in: LogIn, submission: Submission, member: str
) -> None:
    client, address = log_in(member), f"/submissions/{submission.pk}/"
    listed, read = client.get("/reviews/"), client.get(address)
    judged = client.post(f"{address}verdict/", {"verdict": "return", "message": "Look again"})
    reads = {"authority", "supervisor", "officer"}
    if member == "anonymous":
        assert (listed.status_code, read.status_code, judged.status_code) == (302, 302, 401)
        return
    lists = {"authority", "officer", "officer_elsewhere"}
    assert listed.status_code == (200 if member in lists else 403)
    assert ("Fjordheim hospital" in listed.content.decode()) == (member == "authority")
    assert read.status_code == (200 if member in reads else 404)
    assert ("Your verdict" in read.content.decode()) == (member == "authority")
    expected = 302 if member == "authority" else 403 if member in reads else 404
    assert judged.status_code == expected


def test_one_for_improvement_is_reviewed_by_another_officer_there(
    world: World, log_in: LogIn
) -> None:
    officer = world.viewer("officer")
    found = make.submitted(make.started(world.hospital, by=officer), by=officer)
    actors.grant(world.people["colleague"], Role.SECURITY_OFFICER, world.hospital)
    assert "Your verdict" in log_in("colleague").get(f"/submissions/{found.pk}/").content.decode()
    assert log_in("authority").get(f"/submissions/{found.pk}/").status_code == 404
    assert "1 submission waits" in log_in("colleague").get("/reviews/").content.decode()
    assert "Nothing waits" in log_in("officer").get("/reviews/").content.decode()


def test_remarks_are_saved_by_themselves_and_the_organisation_reads_them(
    world: World, log_in: LogIn, submission: Submission
) -> None:
    client, address = log_in("authority"), f"/submissions/{submission.pk}/"
    saved = client.post(
        f"{address}remarks/1.1/", {"text": "How do you know?"}, headers={"HX-Request": "true"}
    ).content.decode()
    assert "Saved" in saved
    assert "<main" not in saved
    plain = client.post(f"{address}remarks/1.2/", {"text": "And this?"})
    assert plain["Location"] == f"{address}#r-1.2"
    client.post(f"{address}remarks/1.2/", {"text": " "})
    assert Remark.objects.count() == 1
    assert client.post(f"{address}remarks/9/", {"text": "?"}).status_code == 404
    client.post(f"{address}verdict/", {"verdict": "return", "message": ""})
    page = log_in("officer").get(address).content.decode()
    assert "How do you know?" in page
    assert "<textarea" not in page
    officer = world.viewer("officer")
    assessment = Assessment.objects.get(pk=submission.assessment_id)
    verdict = queries.verdict_on(officer, queries.newest_submission(officer, assessment))
    assert "How do you know?" in render_to_string("assessments/_verdict.html", {"verdict": verdict})
    assert queries.remark_on(officer, assessment, "1.1").text == "How do you know?"
    assert queries.remark_on(world.viewer("stranger"), assessment, "1.1") is None


def test_a_colleague_reads_the_remark_on_what_they_answer_once_it_is_sent_back(
    world: World, log_in: LogIn, submission: Submission
) -> None:
    for code, text in (("1.1", "How do you know?"), ("1.2", "NOT THEIRS")):
        log_in("authority").post(f"/submissions/{submission.pk}/remarks/{code}/", {"text": text})
    assessment = Assessment.objects.get(pk=submission.assessment_id)
    make.delegated(assessment, world.people["colleague"], "1.1")
    here = f"/assessments/{assessment.pk}/answers/1.1/"
    assert "How do you know?" not in log_in("colleague").get(here).text, "it is not said yet"
    assert not Remark.objects.visible_to(world.viewer("colleague")).exists()
    sent = {"verdict": "return", "message": "FOR THE OFFICER"}
    log_in("authority").post(f"/submissions/{submission.pk}/verdict/", sent)
    page = log_in("colleague").get(here).text
    assert "How do you know?" in page
    assert "FOR THE OFFICER" not in page
    assert "NOT THEIRS" not in page
    assert [each.text for each in Remark.objects.visible_to(world.viewer("colleague"))] == [
        "How do you know?"
    ]


def test_what_was_sent_back_says_so_where_it_is_answered(
    world: World, log_in: LogIn, submission: Submission
) -> None:
    authority, officer = log_in("authority"), log_in("officer")
    judged = f"/submissions/{submission.pk}/"
    whole = f"/assessments/{submission.assessment_id}/"
    one, other = f"{whole}answers/1.1/", f"{whole}answers/1.2/"
    authority.post(f"{judged}remarks/1.1/", {"text": "How do you know?"})
    assert "How do you know?" not in officer.get(one).content.decode(), "it is not sent back yet"
    authority.post(f"{judged}verdict/", {"verdict": "return", "message": "Look again"})
    for address, texts in ((whole, ("Look again", "How do you know?", one)), (one, ("How do",))):
        page = officer.get(address).content.decode()
        assert all(text in page for text in texts)
        for member in ("stranger", "authority", "officer_elsewhere"):
            assert log_in(member).get(address).status_code == 404
    assert "How do you know?" not in officer.get(other).content.decode()
    officer.post(f"{whole}submit/")
    assert "How do you know?" not in officer.get(one).content.decode(), "it waits once more"


def test_without_a_reason_nothing_is_sent_back(log_in: LogIn, submission: Submission) -> None:
    client, address = log_in("authority"), f"/submissions/{submission.pk}/"
    refused = client.post(f"{address}verdict/", {"verdict": "return", "message": " "})
    assert refused.status_code == 422
    client.post(f"{address}verdict/", {"verdict": "accept"})
    assert client.post(f"{address}verdict/", {"verdict": "accept"}).status_code == 409


def test_what_changed_since_the_last_time_stands_beside_what_was(
    world: World, log_in: LogIn, submission: Submission
) -> None:
    client, officer = log_in("authority"), world.viewer("officer")
    client.post(
        f"/submissions/{submission.pk}/verdict/", {"verdict": "return", "message": "Look again"}
    )
    operations.save_answer(
        by=officer,
        assessment_id=submission.assessment_id,
        code="1.1",
        values=AnswerValues(result=Result.PARTLY, comment="As it is"),
        version=1,
        at=make.LATER,
    )
    again = operations.submit_assessment(
        by=officer, assessment_id=submission.assessment_id, at=make.LATER
    )
    page = client.get(f"/submissions/{again.pk}/?show=changed").content.decode()
    for words in ("last time: Fulfilled", "As it was", "As it is", "Changed since last time (1)"):
        assert words in page
    assert 'id="r-1.2"' not in page
    assert "Submission 1: Returned" in page


def test_a_long_submission_comes_by_chapter_and_what_is_looked_for_is_found(
    world: World, log_in: LogIn
) -> None:
    found = frameworks.requirement_set(frameworks.large_framework("long", 80))
    campaign = make.opened(make.population(name="Long"), of=found, title="Long")
    long = make.submitted(make.of(campaign, world.hospital), by=world.viewer("officer"))
    client, address = log_in("authority"), f"/submissions/{long.pk}/"
    sections = re.compile(r'<section class="sv-stack" id="r-([^"]+)"')
    shown = sections.findall(client.get(address).content.decode())
    assert len(shown) == 20, "the first chapter"
    page = client.get(f"{address}?chapter=3").content.decode()
    assert {code.partition(".")[0] for code in sections.findall(page)} == {"3"}
    assert 'href="?chapter=4"' in page, "on to the next"
    saved = client.post(f"{address}remarks/4.2/", {"text": "Wherefrom?"})
    assert saved["Location"] == f"{address}?chapter=4#r-4.2"
    page = client.get(address).content.decode()
    assert f'href="{address}?chapter=4#r-4.2"' in page, "remarks are listed on top"
    for query in ("?show=remarked", "?q=wherefrom"):
        assert sections.findall(client.get(address + query).content.decode()) == ["4.2"]


def test_a_submission_and_the_list_cost_the_same_however_many(
    world: World, log_in: LogIn, submission: Submission
) -> None:
    client, costs = log_in("authority"), []
    for more in (1, 18):
        for number in range(more):
            place = actors.actor(f"Hospital {more} {number}")
            person = users.user(f"Officer {more} {number}")
            actors.grant(person, Role.SECURITY_OFFICER, place)
        campaign = make.opened(make.population(name=f"{more}"), title=f"{more}")
        for each in campaign.assessments.select_related("actor", "requirement_set"):
            make.submitted(each)
        for path in ("/reviews/", f"/submissions/{submission.pk}/"):
            client.get(path)
            with CaptureQueriesContext(connection) as found:
                assert client.get(path).status_code == 200
            costs.append(len(found))
    assert costs[:2] == costs[2:]
    assert max(costs) <= 12, costs
