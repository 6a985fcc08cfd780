"""The pages of rounds and reports: what they show to whom, what they cost, what is put in on them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from samvern.apps.programmes.models import Programme
from samvern.apps.reporting.models import Report, ReportSubmission, Round
from samvern.base import registry
from samvern.base.jobs.worker import Worker
from samvern.engine.reporting import Dimension, Light
from tests.factories import programmes as programme_of
from tests.factories import reporting as make
from tests.worlds import CAST, World

LogIn = Callable[[str], Client]
SECRET = "the supplier went bankrupt"


def form_of(report: Report, **said: object) -> dict[str, object]:
    """What the form sends of a report that is all green."""
    flat = {name: value for name, value in make.GREEN.to_flat().items() if value is not None}
    return {**flat, "version": report.version, "then": "stay", **said}


@pytest.mark.parametrize("member", CAST)
def test_each_page_is_for_those_who_may(
    world: World, found: Round, report: Report, log_in: LogIn, member: str
) -> None:
    submission = make.submitted(report, by=world.viewer("owner"), milestone=SECRET)
    make.says(make.of(found, "1.2"), by=world.viewer("owner"), milestone="a draft")
    client = log_in(member)
    answers = {
        address: client.get(address).status_code
        for address in (
            *("/rounds/", f"/rounds/{found.pk}/", f"/rounds/{found.pk}/move/"),
            *(f"/reports/{report.pk}/history/", f"/reports/submissions/{submission.pk}/"),
            f"/reports/{make.of(found, '1.3').pk}/on-behalf/",
            "/programmes/P-REPORTED/rounds/new/",
        )
    }
    expected = {
        "authority": [200, 200, 200, 404, 200, 200, 200],
        "supervisor": [200, 200, 403, 404, 200, 403, 403],
        "owner": [200, 200, 403, 200, 200, 404, 403],
        "anonymous": [302] * 7,
    }.get(member, [200, 404, 404, 404, 404, 404, 403])
    assert list(answers.values()) == expected
    if member in {"authority", "supervisor"}:
        text = client.get(f"/rounds/{found.pk}/").content.decode()
        assert "1 of 3 have handed in (33%)" in text
        assert ("Close the round" in text) == (member == "authority")
        drafts = client.get(f"/reports/{make.of(found, '1.2').pk}/", follow=True).content.decode()
        assert "a draft" not in drafts
        assert SECRET in client.get(f"/reports/{report.pk}/", follow=True).content.decode()


def test_what_makes_no_sense_is_refused_in_words(world: World, log_in: LogIn) -> None:
    report = make.of(make.opened(make.programme()))
    owner, address = log_in("owner"), f"/reports/{report.pk}/"
    for name, written, said in (
        ("budget_nok_ore", "12.345", "There is no smaller coin"),
        ("budget_nok_ore", "1e999999", "Write an amount in kroner"),
        ("budget_nok_ore", "9" * 30, "Write an amount in kroner"),
        ("budget_nok_ore", "-5", "not an amount that can be kept"),
        ("milestone_expected_on", "0026-12-01", "This day is far from any"),
    ):
        bad = owner.post(address, form_of(report, **{name: written}))
        assert bad.status_code == 422
        assert said in bad.content.decode(), written
    nothing = owner.post(f"{address}evidence/detach/", {"evidence": "99"}, follow=True)
    assert "Detached" not in nothing.content.decode()
    assert owner.get(f"/reports/{'9' * 25}/").status_code == 404, "no database holds that number"
    report.refresh_from_db()
    assert report.version == 0


def test_from_plan_to_accepted_on_the_pages(world: World, log_in: LogIn) -> None:
    make.programme()
    authority, owner = log_in("authority"), log_in("owner")
    plan = {name: value for name, value in _plan(authority).items() if value is not None}
    for name, written, said in (
        ("period", "soon", "is not a period"),
        ("yellow_days_late", 1, "Yellow up to so many days late: Green reaches to 14"),
    ):
        wrong = authority.post("/programmes/P-REPORTED/rounds/new/", plan | {name: written})
        assert wrong.status_code == 422
        assert said in wrong.content.decode()
    authority.post("/programmes/P-REPORTED/rounds/new/", plan)
    found = Round.objects.get()
    assert [(each.code, each.is_required) for each in found.asked] == [("q1", True), ("q2", False)]
    again = authority.get(f"/rounds/{found.pk}/edit/").context["form"]
    sent = {name: again[name].value() for name in again.fields}
    assert authority.post(f"/rounds/{found.pk}/edit/", sent).status_code == 302
    found.refresh_from_db()
    assert [each.is_required for each in found.asked] == [True, False]
    authority.post(f"/rounds/{found.pk}/open/")
    Worker().run_until_idle()

    report = make.of(found)
    address = f"/reports/{report.pk}/"
    assert "things are missing" in owner.get(address).content.decode()
    money = {"budget_nok_ore": "1,250,000.50", "forecast_nok_ore": "1,400,000"}
    owner.post(address, form_of(report, **money))
    assert owner.get(f"{address}submit/").context["gaps"][0][0].startswith("Why: money")
    assert owner.post(f"{address}submit/").status_code == 409
    report.refresh_from_db()
    assert report.said.budget_nok_ore == 125000050
    shown = owner.get(address).context["form"]
    assert shown["budget_nok_ore"].value() == "1\xa0250\xa0000.50"
    owner.post(address, form_of(report, money_reason="Dearer", **money))
    assert owner.post(f"{address}submit/").status_code == 302
    submission = ReportSubmission.objects.get()

    review = f"/reports/submissions/{submission.pk}/"
    elsewhere = log_in("supervisor").post(review, {"then": "accept"})
    assert "Your role does not allow this" in elsewhere.content.decode()
    none = authority.post(review, {"then": "return"})
    assert none.status_code == 422
    assert "Something must stand here" in none.content.decode()
    authority.post(review, {"then": "return", "remark-money": "How much?"})
    page = owner.get(address).content.decode()
    assert "How much?" in page
    report.refresh_from_db()
    owner.post(address, form_of(report, money_reason="200 000 dearer", **money))
    owner.post(f"{address}submit/")
    second = ReportSubmission.objects.get(number=2)
    review = f"/reports/submissions/{second.pk}/"
    assert "Was: Dearer" in authority.get(review).content.decode()
    twice = [authority.post(review, {"then": "accept"}) for _each in range(2)]
    assert [each.status_code for each in twice] == [302, 409]
    assert "does not wait for review" in twice[1].content.decode()
    assert Report.objects.get(pk=report.pk).stage == "accepted"
    assert "locked for good" in owner.get(address).content.decode()


def _plan(authority: Client) -> dict[str, object]:
    form = authority.get("/programmes/P-REPORTED/rounds/new/").context["form"]
    sent = {name: form[name].value() for name in form.fields}
    questions = "What comes next? *\nAnything else?"
    due_on = timezone.localdate() + timedelta(days=30)
    return {**sent, "period": "2026-H2", "due_on": due_on.isoformat(), "questions": questions}


def test_a_save_by_itself_answers_with_what_changed_and_a_conflict_side_by_side(
    world: World, report: Report, log_in: LogIn
) -> None:
    owner, address = log_in("owner"), f"/reports/{report.pk}/"
    htmx = {"headers": {"HX-Request": "true"}}
    late = {"milestone_planned_on": "2026-12-01", "milestone_expected_on": "2027-03-01"}
    first = owner.post(address, form_of(report, time_light="green", **late), **htmx)
    text = first.content.decode()
    assert first.status_code == 200
    assert "The figures give red: the milestone is 90 days late." in text
    assert '<input id="id_version" value="1">' in text
    assert "<html" not in text
    clash = owner.post(address, form_of(report, time_light="red", version=0), **htmx)
    assert clash.status_code == 409
    text = clash.content.decode()
    assert "has changed the same meanwhile" in text
    assert 'name="time_light" value="red"' in text
    assert 'name="time_light" value="green"' in text
    whole = owner.post(address, form_of(report, time_light="red", version=0))
    assert (whole.status_code, "Save what is chosen" in whole.content.decode()) == (409, True)
    wrong = owner.post(address, form_of(report, done_percent="200", version=1), **htmx)
    assert (wrong.status_code, "Not saved yet." in wrong.content.decode()) == (422, True)


def test_a_round_is_narrowed_down_and_taken_out_as_files(
    world: World, found: Round, report: Report, log_in: LogIn
) -> None:
    said = make.light(Dimension.RISK, Light.RED, "Out of hand")
    make.submitted(report, by=world.viewer("owner"), said=said)
    authority, address = log_in("authority"), f"/rounds/{found.pk}/"

    def codes(query: str) -> list[str]:
        return [line.row.code for line in authority.get(address + query).context["lines"]]

    assert codes("") == ["1.1", "1.2", "1.3"]
    assert codes("?light=red") == ["1.1"]
    assert codes("?light=yellow") == []
    assert codes("?stage=out") == ["1.2", "1.3"]
    assert codes("?stage=nobody") == ["1.3"]
    assert codes("?stage=submitted") == ["1.1"]
    assert codes("?q=laboratory") == codes("?q=Measure 1.2") == ["1.2"]
    assert codes("?stage=no&light=pink") == ["1.1", "1.2", "1.3"]
    file = b"".join(authority.get(f"{address}?file=reports.csv&light=red")).decode()
    assert "Measure 1.1" in file
    assert "Red" in file
    assert "Measure 1.2" not in file
    assert authority.get(f"{address}?file=lights.xlsx").status_code == 200
    own = b"".join(log_in("owner").get(f"{address}?file=reports.csv")).decode()
    assert "Measure 1.3" not in own, "a measure of nobody that the owner answers for"


@pytest.mark.parametrize("member", CAST)
def test_what_waits_is_told_to_whom_it_waits_for(
    world: World, found: Round, report: Report, member: str
) -> None:
    make.submitted(report, by=world.viewer("owner"))
    tasks = registry.tasks_for(world.viewer(member), date(2026, 11, 24))
    mine = [task for task in tasks if task.key.startswith("reporting.")]
    expected = {"owner": [date(2026, 12, 31)], "authority": [None]}.get(member, [])
    assert [task.due_on for task in mine] == expected
    assert all("Measure" not in str(task.neutral) for task in mine)


#: Queries of each page, session, user and grants included.
CEILINGS = {
    "/": 30,
    "/rounds/": 6,
    "/rounds/{round}/": 14,
    "/reports/{report}/": 12,
    "/reports/submissions/{submission}/": 13,
    "save": 18,
}


def test_pages_cost_the_same_for_few_and_for_many(world: World, log_in: LogIn) -> None:
    owner, authority = log_in("owner"), log_in("authority")
    costs = []
    for count in (2, 20):
        programme = _many(f"P-{count}", count)
        found = make.opened(programme)
        for each in found.reports.all()[: count - 1]:
            submission = make.submitted(each, by=world.viewer("owner"))
        last = found.reports.latest("pk")
        keys = {"round": found.pk, "report": last.pk, "submission": submission.pk}
        cost = {}
        for address in CEILINGS:
            client = owner if address.startswith("/reports/{report}") else authority
            if address != "save":
                cost[address] = _cost(client, address.format(**keys))
        sent = form_of(last, milestone=f"Saved {count}")
        with CaptureQueriesContext(connection) as captured:
            assert owner.post(f"/reports/{last.pk}/", sent).status_code == 302
        cost["save"] = len(captured)
        costs.append(cost)
    assert costs[0] == costs[1]
    assert {each: n for each, n in costs[0].items() if n > CEILINGS[each]} == {}


def _many(code: str, count: int) -> Programme:
    measures = tuple(
        programme_of.measure(f"1.{n}", owners=("Fjordheim hospital",)) for n in range(count)
    )
    return programme_of.programme(programme_of.document(code, measures=measures))


def _cost(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200, address
    return len(captured)
