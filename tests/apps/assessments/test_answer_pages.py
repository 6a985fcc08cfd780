"""The pages on which an organisation answers: who sees them, what they save, what they cost."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samvern.apps.assessments import operations
from samvern.apps.assessments.models import Answer, AnswerOrigin, AnswerState, Assessment
from samvern.base.models import AuditEntry
from samvern.base.viewer import Viewer
from samvern.engine.assessments import AnswerValues, Confidentiality, Progress, Result
from tests.factories import assessments as make
from tests.factories import frameworks
from tests.worlds import CAST

if TYPE_CHECKING:
    from tests.worlds import World

pytestmark = pytest.mark.django_db
LogIn = Callable[[str], Client]
HTMX = {"headers": {"HX-Request": "true"}}
#: Every address below that of an assessment that a GET answers.
PAGES = ("", "who-sees/", "submit/", "answers/1.1/", "answers/1.1/history/")


@pytest.fixture
def assessment(world: World) -> Assessment:
    """The hospital's own, of a set with two requirements, read by its officer."""
    return make.started(world.hospital, by=world.viewer("officer"))


@pytest.fixture
def officer(log_in: LogIn) -> Client:
    """The browser of the hospital's security officer."""
    return log_in("officer")


def at(assessment: Assessment, page: str = "") -> str:
    return f"/assessments/{assessment.pk}/{page}"


def sent(client: Client, assessment: Assessment, code: str = "1.1", **said: Any) -> dict[str, Any]:
    """What the form of a requirement would send now, some of it changed."""
    form = client.get(at(assessment, f"answers/{code}/")).context["form"]
    now = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in {**now, **said}.items() if value is not None}


@pytest.mark.parametrize("member", CAST)
def test_only_those_in_charge_there_find_any_of_its_pages(
    assessment: Assessment, log_in: LogIn, member: str
) -> None:
    client = log_in(member)
    posts = ("", "who-sees/", "submit/", "recall/", "answers/1.1/", "answers/1.1/restore/1/")
    found = {client.get(at(assessment, page)).status_code for page in PAGES}
    if member == "officer":
        assert found == {200}
        assert client.get(at(assessment, "answers/9.9/")).status_code == 404
        return
    found |= {client.post(at(assessment, page), {"version": 0}).status_code for page in posts}
    assert found == ({302} if member == "anonymous" else {404})


@pytest.mark.parametrize("member", CAST)
def test_the_list_is_for_those_with_a_role_and_shows_their_own(
    assessment: Assessment, log_in: LogIn, member: str
) -> None:
    client = log_in(member)
    answer = client.get("/assessments/")
    expected = {"anonymous": 302, "stranger": 403}.get(member, 200)
    assert answer.status_code == expected
    if expected == 200:
        text = answer.content.decode()
        assert ("Our own" in text) == (member == "officer")
        assert ("Start an assessment" in text) == (member in {"officer", "officer_elsewhere"})
    if member != "anonymous":
        found = client.get("/search/?q=Our own").content.decode()
        assert (at(assessment) in found) == (member == "officer")
    first = client.get("/").content.decode()
    assert ("2 of 2 left" in first) == (member == "officer")


@pytest.mark.parametrize("member", CAST)
def test_the_page_of_the_organisation_tells_only_those_in_charge(
    world: World, assessment: Assessment, log_in: LogIn, member: str
) -> None:
    text = log_in(member).get(f"/actors/{world.hospital.pk}/").content.decode()
    assert ("Our own" in text) == (member == "officer")


@pytest.mark.parametrize("confidentiality", Confidentiality)
def test_who_will_see_what_is_read_before_the_first_answer(
    world: World, officer: Client, confidentiality: Confidentiality
) -> None:
    assessment = make.started(
        world.hospital, by=world.viewer("officer"), confidentiality=confidentiality, is_told=False
    )
    for page in ("", "answers/1.1/", "submit/"):
        assert officer.get(at(assessment, page))["Location"] == at(assessment, "who-sees/")
    assert officer.post(at(assessment, "answers/1.1/"), {"version": 0}).status_code == 302
    text = officer.get(at(assessment, "who-sees/")).content.decode()
    assert world.people["officer"].name in text
    assert world.people["officer_elsewhere"].name not in text
    is_reported = confidentiality is Confidentiality.REPORTED
    assert ("2 people see what you submit" in text) == is_reported
    officer.post(at(assessment, "who-sees/"))
    assert officer.get(at(assessment, "answers/1.1/")).status_code == 200


def test_an_answer_is_saved_without_scripts_and_leads_on(
    assessment: Assessment, officer: Client
) -> None:
    said = sent(officer, assessment, result="partly", comment="SECRET", maturity="2")
    answer = officer.post(at(assessment, "answers/1.1/"), {**said, "then": "next"})
    assert answer["Location"] == at(assessment, "answers/1.2/")
    assert Answer.objects.get().values == AnswerValues(
        progress=Progress.IN_PROGRESS, result=Result.PARTLY, maturity=2, comment="SECRET"
    )
    wrong = officer.post(
        at(assessment, "answers/1.2/"),
        sent(officer, assessment, "1.2", result="not_applicable", comment="Kept"),
    )
    assert wrong.status_code == 422
    assert wrong.context["form"].errors["reason"]
    assert wrong.context["form"]["comment"].value() == "Kept", "what was typed stays"
    last = officer.post(
        at(assessment, "answers/1.2/"), sent(officer, assessment, "1.2", result="unknown")
    )
    assert last["Location"] == at(assessment)
    assert "SECRET" not in json.dumps(list(AuditEntry.objects.values()), default=str)


def test_what_is_saved_by_itself_comes_back_in_pieces(
    assessment: Assessment, officer: Client
) -> None:
    address, said = at(assessment, "answers/1.1/"), sent(officer, assessment, result="fulfilled")
    saved = officer.post(address, said, **HTMX).content.decode()
    assert '<input id="id_version" value="1">' in saved
    assert "Saved " in saved
    assert '<span id="answered-1.1">1 of 2</span>' in saved
    assert 'data-color="success">Fulfilled' in saved
    assert "1.2" not in saved, "only what has changed"
    assert "Saved " not in officer.get(address).content.decode(), "the hour of another day misleads"
    unready = {**said, "version": 1, "result": "not_applicable"}
    refused = officer.post(address, unready, **HTMX)
    assert refused.status_code == 422
    assert "Not saved yet." in refused.content.decode()


def test_two_at_once_are_put_together_or_shown_side_by_side(
    world: World, assessment: Assessment, officer: Client
) -> None:
    make.says(assessment, {"1.1": AnswerValues(comment="Before")}, by=world.viewer("officer"))
    mine = sent(officer, assessment, result="partly", comment="What I typed")
    theirs = AnswerValues(
        progress=Progress.IN_PROGRESS, comment="What they typed", responsible="The board"
    )
    operations.save_answer(
        by=Viewer(**{**vars(world.viewer("officer")), "user_id": None, "name": "Kari"}),
        assessment_id=assessment.pk,
        code="1.1",
        values=theirs,
        version=1,
        at=make.AT,
    )
    address = at(assessment, "answers/1.1/")
    clash = officer.post(address, mine, **HTMX)
    assert clash.status_code == 409
    text = clash.content.decode()
    for words in ("Kari has changed the same", "Before", "What I typed", "What they typed"):
        assert words in text
    assert officer.post(address, mine).status_code == 409, "without scripts, too"
    assert AnswerState.objects.count() == 2
    shown = {name: value for name, value in clash.context["settled"] if value}
    assert shown == {
        "progress": "in_progress",
        "result": "partly",
        "responsible": "The board",
    }
    chosen = {**shown, "version": clash.context["version"], "comment": "Both"}
    assert officer.post(address, chosen).status_code == 302
    said = Answer.objects.get().values
    assert (said.result, said.comment, said.responsible) == ("partly", "Both", "The board")


def test_what_others_changed_beside_it_is_told_quietly(
    world: World, assessment: Assessment, officer: Client
) -> None:
    by = world.viewer("officer")
    make.says(assessment, {"1.1": AnswerValues(comment="Before")}, by=by)
    mine = sent(officer, assessment, comment="Mine")
    make.says(assessment, {}, by=by)
    theirs = AnswerValues(
        progress=Progress.IN_PROGRESS, comment="Before", result=Result.NOT_FULFILLED
    )
    operations.save_answer(
        by=by, assessment_id=assessment.pk, code="1.1", values=theirs, version=1, at=make.AT
    )
    text = officer.post(at(assessment, "answers/1.1/"), mine, **HTMX).content.decode()
    assert "has changed this meanwhile: result. Both are kept." in text
    assert 'data-sv-now="result" value="not_fulfilled"' in text


def test_what_comes_from_an_earlier_assessment_is_confirmed(
    world: World, assessment: Assessment, officer: Client
) -> None:
    make.says(
        assessment,
        {"1.1": Result.FULFILLED},
        by=world.viewer("officer"),
        origin=AnswerOrigin.CARRIED,
    )
    assert "1 answer comes from an earlier" in officer.get(at(assessment)).content.decode()
    only = officer.get(at(assessment, "?left=still-true")).context["working"].shown
    assert [row.requirement.id for row in only] == ["1.1"]
    said = {**sent(officer, assessment), "then": "confirm"}
    officer.post(at(assessment, "answers/1.1/"), said)
    assert not Answer.objects.get().is_carried
    assert AnswerState.objects.first().origin == AnswerOrigin.CONFIRMED


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("", ["1.1", "1.2"]),
        ("?left=unanswered", ["1.2"]),
        ("?left=gaps", ["1.1"]),
        ("?left=in-progress", ["1.1"]),
        ("?left=mine", ["1.1"]),
        ("?left=overdue", ["1.1"]),
        ("?left=without-evidence", ["1.1"]),
        ("?left=nonsense", ["1.1", "1.2"]),
        ("?q=data", ["1.2"]),
        ("?q=utstyr+only", ["1.1"]),
    ],
)
def test_what_is_left_is_found(
    world: World, assessment: Assessment, officer: Client, query: str, codes: list[str]
) -> None:
    said = AnswerValues(
        result=Result.PARTLY,
        comment="Only servers",
        responsible=world.people["officer"].name,
    )
    make.says(assessment, {"1.1": said}, by=world.viewer("officer"))
    Answer.objects.update(due_on=make.DUE.replace(year=2020))
    page = officer.get(at(assessment, query))
    assert [row.requirement.id for row in page.context["working"].shown] == codes
    file = officer.get(at(assessment, f"{query or '?'}&file=answers.csv")).content.decode()
    assert [code for code in ("1.1", "1.2") if f"\n{code}" in file] == codes


def test_results_of_many_are_saved_at_once_and_only_what_was_changed(
    world: World, assessment: Assessment, officer: Client
) -> None:
    make.says(
        assessment,
        {"1.1": AnswerValues(result=Result.PARTLY, comment="Kept")},
        by=world.viewer("officer"),
    )
    rows = {
        "result-1.1": "fulfilled",
        "was-1.1": "partly",
        "version-1.1": "1",
        "result-1.2": "",
        "was-1.2": "",
        "version-1.2": "0",
    }
    assert officer.post(at(assessment), rows).status_code == 302
    answer = Answer.objects.get()
    assert (answer.result, answer.comment, answer.version) == ("fulfilled", "Kept", 2)
    again = officer.post(at(assessment), {**rows, "result-1.1": "unknown"}, **HTMX)
    assert again.status_code == 422, "it was changed meanwhile"
    assert "1.1: Somebody else has changed" in again.content.decode()
    one = {"result-1.2": "unknown", "was-1.2": "", "version-1.2": "0"}
    saved = officer.post(at(assessment), one, **HTMX).content.decode()
    assert '<input id="version-1.2" value="1">' in saved
    for wrong in ({"result-1.2": "great"}, {"result-1.2": "partly", "version-1.2": "x"}):
        assert officer.post(at(assessment), wrong).status_code == 422


def test_handed_in_it_is_locked_and_can_be_taken_back(
    world: World, assessment: Assessment, officer: Client
) -> None:
    page = officer.get(at(assessment, "submit/")).content.decode()
    assert "2 requirements are not answered" in page
    assert officer.post(at(assessment, "submit/")).status_code == 409
    make.answered(assessment, by=world.viewer("officer"))
    assert "Hand in and keep" in officer.get(at(assessment, "submit/")).content.decode()
    assert officer.post(at(assessment, "submit/")).status_code == 302
    for page, expected in (("", 200), ("answers/1.1/", 200), ("submit/", 409)):
        assert officer.get(at(assessment, page)).status_code == expected
    locked = officer.get(at(assessment, "answers/1.1/")).content.decode()
    assert "it is locked" in locked
    assert "Save and go on" not in locked
    late = {"version": 1, "result": "partly"}
    assert officer.post(at(assessment, "answers/1.1/"), late).status_code == 409
    assert officer.post(at(assessment, "recall/")).status_code == 302
    assert officer.post(at(assessment, "recall/")).status_code == 409
    assert "Save and go on" in officer.get(at(assessment, "answers/1.1/")).content.decode()


def test_an_organisation_starts_its_own(world: World, officer: Client) -> None:
    asked = frameworks.requirement_set()
    said = {
        "actor": world.hospital.pk,
        "requirement_set": f"{asked.code}/{asked.version}",
        "title": "Ours",
        "period": "2026",
        "confidentiality": "improvement",
    }
    assert officer.post("/assessments/new/", {**said, "title": ""}).status_code == 422
    elsewhere = {**said, "actor": world.other_hospital.pk}
    assert officer.post("/assessments/new/", elsewhere).status_code == 422
    answer = officer.post("/assessments/new/", said)
    assert answer["Location"] == at(Assessment.objects.get(), "who-sees/")
    below = officer.get(f"/assessments/new/?actor={world.department.pk}")
    assert below.context["form"].fields["actor"].choices[0][0] == world.department.pk
    assert officer.get(f"/assessments/new/?actor={world.other_hospital.pk}").status_code == 403


@pytest.mark.parametrize("member", ["authority", "colleague", "supervisor", "stranger"])
def test_nobody_else_starts_one(world: World, log_in: LogIn, member: str) -> None:
    assert log_in(member).get("/assessments/new/").status_code == 403


def test_a_colleague_finds_what_is_handed_to_them_and_no_more(
    world: World, assessment: Assessment, log_in: LogIn
) -> None:
    make.delegated(assessment, world.people["colleague"], "1.2")
    make.says(assessment, {"1.1": AnswerValues(comment="SECRET")}, by=world.viewer("officer"))
    client = log_in("colleague")
    page = client.get(at(assessment))
    assert [row.requirement.id for row in page.context["working"].rows] == ["1.2"]
    assert "SECRET" not in page.content.decode()
    assert client.get(at(assessment, "answers/1.1/")).status_code == 404
    assert client.get(at(assessment, "submit/")).status_code == 403
    said = sent(client, assessment, "1.2", result="unknown")
    assert client.post(at(assessment, "answers/1.2/"), said).status_code == 302
    assert "1 of 1" in client.get("/assessments/").content.decode()


#: How what reads or writes begins, the marks of a transaction left aside.
VERBS = ("SELECT", "INSERT", "UPDATE")
#: Queries of each page, session, user and grants included, the set having been read before.
CEILINGS = {"": 6, "answers/1.1/": 21, "submit/": 6}


def test_pages_cost_the_same_for_few_and_for_many(world: World, officer: Client) -> None:
    costs = []
    for count in (2, 20):
        asked = frameworks.requirement_set(frameworks.large_framework(f"set-{count}", count))
        assessment = make.started(world.hospital, by=world.viewer("officer"), of=asked)
        make.answered(assessment, by=world.viewer("officer"))
        found = {}
        for page in CEILINGS:
            officer.get(at(assessment, page))
            with CaptureQueriesContext(connection) as captured:
                assert officer.get(at(assessment, page)).status_code == 200
            found[page] = len(captured)
        costs.append(found)
    assert costs[0] == costs[1]
    assert costs[0] == CEILINGS


def test_a_save_costs_the_same_for_few_and_for_many(world: World, officer: Client) -> None:
    costs = []
    for count in (2, 20):
        asked = frameworks.requirement_set(frameworks.large_framework(f"set-{count}", count))
        assessment = make.started(world.hospital, by=world.viewer("officer"), of=asked)
        make.answered(assessment, by=world.viewer("officer"))
        said = sent(officer, assessment, comment="Changed")
        with CaptureQueriesContext(connection) as captured:
            officer.post(at(assessment, "answers/1.1/"), said, **HTMX)
        costs.append(sum(each["sql"].startswith(VERBS) for each in captured))
    assert costs == [13, 13]


def test_the_list_costs_the_same_for_few_and_for_many(world: World, officer: Client) -> None:
    costs = []
    for count in (2, 18):
        for _ in range(count):
            make.started(world.hospital, by=world.viewer("officer"))
        officer.get("/assessments/")
        with CaptureQueriesContext(connection) as captured:
            assert officer.get("/assessments/").status_code == 200
        costs.append(len(captured))
    assert costs == [4, 4]
