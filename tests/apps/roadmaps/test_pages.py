"""The pages of roadmaps: what they show to whom, what they cost, and what is put in on them."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar
from openpyxl import load_workbook
from pytest_django import DjangoCaptureOnCommitCallbacks

from samvern.apps.programmes.models import Programme
from samvern.apps.roadmaps import operations, queries
from samvern.apps.roadmaps.models import Plan, PlanScenario, PublishedPlan
from samvern.base.viewer import SYSTEM
from samvern.engine.roadmap import Limit, Resource
from samvern.engine.roadmap.planning import MeasurePlanning
from samvern.formats import roadmap_file
from tests.factories import roadmaps as make
from tests.worlds import CAST, World

pytestmark = pytest.mark.django_db
LogIn = Callable[[str], Client]
ROOT = "/programmes/P-RANKED/roadmaps/"
FORM_KEY = re.compile(r'name="form_key" value="([\w-]+)"')
DRAFT_PAGES = (
    *("planning.yaml", "plan.ics", "costs/", "worlds/", "scenarios/"),
    *("figures/", "limits/", "file/", "measures/1.1/", "scenarios/new/", "publish/"),
    "alternatives/",
)
HALF_YEARS = [str(make.FIRST.later(at)) for at in range(4)]
#: Of the pages of a draft, those that change it.
CHANGING = {
    "alternatives/",
    "figures/",
    "limits/",
    "file/",
    "measures/1.1/",
    "scenarios/new/",
    "publish/",
}


@pytest.fixture
def plan(programme: Programme) -> Plan:
    return make.plan(programme)


@pytest.mark.parametrize("member", CAST)
def test_who_sees_which_page(plan: Plan, log_in: LogIn, member: str) -> None:
    client = log_in(member)
    here = f"{ROOT}{plan.pk}/"
    assert client.get(ROOT).status_code == 200
    assert ("Plan A" in client.get(ROOT).content.decode()) == (
        member in {"authority", "supervisor"}
    )
    expected = {"authority": 200, "supervisor": 200, "anonymous": 404}.get(member, 404)
    assert client.get(here).status_code == expected
    found = {page: client.get(f"{here}{page}").status_code for page in DRAFT_PAGES}
    if member == "anonymous":
        assert set(found.values()) == {302}
    elif member == "supervisor":
        assert {page for page, status in found.items() if status == 403} == CHANGING
        assert {status for page, status in found.items() if page not in CHANGING} == {200}
    else:
        assert set(found.values()) == {expected}
    version = make.published(plan)
    published = f"{here}versions/{version.number}/"
    for page in (published, f"{published}plan.json", f"{published}plan.ics"):
        assert client.get(page).status_code == 200, page
    if member not in {"authority", "supervisor"}:
        assert client.get(here).headers["Location"] == published
        assert "as it is worked on" not in client.get(published).content.decode()
    operations.withdraw_plan(by=SYSTEM, plan_id=plan.pk, number=1, why="Wrong", at=make.AT)
    gone = 200 if member in {"authority", "supervisor"} else 404
    assert client.get(published).status_code == gone
    assert client.get(f"{published}plan.json").status_code == gone


def test_the_plan_says_when_how_good_what_is_assumed_and_what_hangs_on_what(
    programme: Programme, log_in: LogIn
) -> None:
    measures = make.planning().measures[1:]
    plan = make.plan(programme, planning=make.planning(measures=measures), is_example=True)
    text = log_in("supervisor").get(f"{ROOT}{plan.pk}/").content.decode()
    assert "What happens when?" in text
    assert f"{ROOT}{plan.pk}/measures/" not in text, (
        "who only reads is not led to figures to change"
    )
    assert f"/programmes/{programme.code}/measures/2.1/" in text
    assert "measures fit from H1 2027 to H2 2028." in text
    assert "No plan is worth more." in text
    assert "only if it is decided after 2.1" in text
    assert 'class="sv-gantt__decision"' in text
    assert "it is to be decided on 3.1" in text
    assert "How long 1 measures take is assumed from what sort they are." in text
    assert "Nobody has decided this." in text
    assert "4 of 4" in text


def test_an_old_plan_is_not_shown_for_new_figures(plan: Plan, log_in: LogIn) -> None:
    operations.edit_plan(
        by=SYSTEM,
        plan_id=plan.pk,
        version=1,
        title="Plan A",
        planning=make.planning(budget=3.0),
        at=make.AT,
    )
    text = log_in("authority").get(f"{ROOT}{plan.pk}/").content.decode()
    assert "sv-gantt__work" not in text
    assert "The plan is being made." in text


def test_moved_by_form_and_planned_again_at_once(plan: Plan, log_in: LogIn) -> None:
    client = log_in("authority")
    here = f"{ROOT}{plan.pk}/"
    answer = client.post(
        f"{here}measures/1.1/move/", {"version": "1", "to": "2028-H2"}, follow=True
    )
    text = answer.content.decode()
    assert "Moved, and planned again." in text
    assert "Moved by hand" in text
    assert "1.1 Measure 1.1: from H2 2028" in text or "from H2 2028" in text
    late = client.post(f"{here}measures/1.1/move/", {"version": "1", "to": ""})
    assert late.status_code == 409
    unknown = client.post(f"{here}measures/1.1/move/", {"version": "2", "to": "2035-H1"})
    assert unknown.status_code == 422


def test_figures_by_form(plan: Plan, log_in: LogIn) -> None:
    client = log_in("authority")
    here = f"{ROOT}{plan.pk}/"
    said = {
        "version": "1",
        "duration": "2",
        "cost-of-0": "Region",
        "cost-amount-0": "1.5; 2",
        "cost-run-0": "0.5",
        "effort-of-0": "Region",
        "effort-amount-0": "12,600.125",
        "deadline": "2028-H1",
        "is_must": "on",
        "is_decision_point": "yes",
    }
    assert client.post(f"{here}measures/1.1/", said).status_code == 302
    found = {one.id: one for one in queries.planning_of(Plan.objects.get()).measures}["1.1"]
    assert (found.duration, found.is_must, found.is_decision_point) == (2, True, True)
    assert found.costs is not None
    assert (found.costs[0].by_period, found.costs[0].running) == ((1.5, 2.0), 0.5)
    wrong = client.post(f"{here}measures/1.1/", {**said, "version": "2", "cost-amount-0": "1;2;3"})
    assert wrong.status_code == 422
    assert "There are 3 amounts, but the work takes 2 periods." in wrong.content.decode()
    as_shown = client.get(f"{here}measures/1.1/").context["form"].shown
    again = {**{name: value for name, value in as_shown.items() if value}, "version": "2"}
    assert (
        client.post(f"{here}measures/1.1/", {**again, "effort-run-0": "1,250"}).status_code == 302
    )
    found = {one.id: one for one in queries.planning_of(Plan.objects.get()).measures}["1.1"]
    assert (found.efforts[0].total, found.efforts[0].running) == (12_600.125, 1_250.0)
    limits = {"version": "3", **{f"limit-state-{period}": "9,5" for period in HALF_YEARS}}
    limits |= {"new_title": "People", "new_resource": "effort", "new_amount": "3"}
    assert client.post(f"{here}limits/", limits).status_code == 302
    found_limits = queries.planning_of(Plan.objects.get()).limits
    assert [one.amounts for one in found_limits] == [(9.5,) * 4, (3.0,) * 4]
    whole = {"version": "4", "title": "Plan B", "basis": "Asked in May", "first": "2027-H1"}
    assert client.post(f"{here}figures/", {**whole, "periods": "6"}).status_code == 302
    planning = queries.planning_of(Plan.objects.get())
    assert [len(one.amounts) for one in planning.limits] == [6, 6]
    assert planning.basis == {"en": "Asked in May"}


def test_a_planning_file_is_looked_over_before_it_is_taken_in(
    programme: Programme, log_in: LogIn
) -> None:
    client = log_in("authority")
    stream = BytesIO()
    roadmap_file.write(make.planning(), stream)
    file = SimpleUploadedFile("planning.yaml", stream.getvalue())
    seen = client.post(f"{ROOT}file/", {"title": "From a file", "file": file})
    assert seen.status_code == 200
    assert not Plan.objects.exists()
    assert "Estimated by the directorate" in seen.content.decode()
    carried = seen.context["form"].initial["carried"]
    forged = client.post(f"{ROOT}file/", {"carried": carried[:-2] + "xx"})
    assert forged.status_code == 422
    assert client.post(f"{ROOT}file/", {"carried": carried}).status_code == 302
    plan = Plan.objects.get()
    file_again = client.get(f"{ROOT}{plan.pk}/planning.yaml").content
    again = roadmap_file.read(BytesIO(file_again), name="again.yaml")
    assert again.measures == make.planning().measures
    assert again.limits == make.planning().limits


def test_all_that_is_wrong_in_a_file_is_told_at_once(programme: Programme, log_in: LogIn) -> None:
    content = (
        "planning: {first: 2027-H7, periods: 0}\n"
        "measures:\n  - {id: '1.1', duration: 0, deadline: never}\n"
    )
    file = SimpleUploadedFile("planning.yaml", content.encode())
    answer = log_in("authority").post(f"{ROOT}file/", {"title": "A", "file": file})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Nothing was changed." in text
    assert all(part in text for part in ("planning.first", "planning.periods", "duration"))
    assert not Plan.objects.exists()


def test_where_nothing_fits_one_button_tries_a_way_out(
    programme: Programme,
    log_in: LogIn,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    from dataclasses import replace

    must = tuple(replace(one, is_must=True) for one in make.planning().measures)
    plan = make.plan(programme, planning=make.planning(periods=2, measures=must))
    client = log_in("authority")
    text = client.get(f"{ROOT}{plan.pk}/").content.decode()
    assert "No plan keeps everything that is asked." in text
    assert "has to be in the plan." in text
    assert "more money" in text
    sent = {"gives_way": "money", "form_key": FORM_KEY.findall(text)[0]}
    for _each in range(2):  # as by a double click
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post(f"{ROOT}{plan.pk}/way-out/", sent)
    made = PlanScenario.objects.get()
    assert answer.headers["Location"] == f"{ROOT}{plan.pk}/scenarios/{made.pk}/"
    shown = client.get(answer.headers["Location"]).content.decode()
    assert "With more money" in shown
    assert "sv-gantt__work" in shown
    assert "State in " in shown
    assert client.post(f"{ROOT}{plan.pk}/way-out/", {"gives_way": "magic"}).status_code == 404
    for page in ("costs/", "worlds/"):
        assert "Find it out" not in client.get(f"{ROOT}{plan.pk}/{page}").content.decode()
        assert client.post(f"{ROOT}{plan.pk}/{page}").status_code == 409


def test_a_scenario_by_form_stands_beside_the_plan(plan: Plan, log_in: LogIn) -> None:
    client = log_in("authority")
    here = f"{ROOT}{plan.pk}/"
    said = {"title": "Less", "more-state": "-1", "place-1.1": "out", "place-2.1": "2027-H2"}
    key = {"form_key": FORM_KEY.findall(client.get(f"{here}scenarios/new/").content.decode())[0]}
    for _each in range(2):  # as by a double click
        assert client.post(f"{here}scenarios/new/", said | key).status_code == 302
    made = PlanScenario.objects.get()
    assert made.adjustments["pins"] == {"2.1": "2027-H2"}
    assert set(made.adjustments["amounts"]["state"].values()) == {-1.0}
    PlanScenario.objects.update(adjustments={"amounts": {"state": {"2027-H1": -3.0}}})
    uneven = client.get(f"{here}scenarios/{made.pk}/edit/").content.decode()
    assert "It differs from period to period." in uneven
    PlanScenario.objects.update(adjustments=made.adjustments)
    text = client.get(f"{here}scenarios/{made.pk}/").content.decode()
    assert "State in H1 2027: 1 less" in text
    edit = {"title": "Less", "version": "1", "place-1.1": "out"}
    assert client.post(f"{here}scenarios/{made.pk}/edit/", edit).status_code == 302
    made.refresh_from_db()
    assert made.adjustments == {"excluded": ["1.1"]}
    table = client.get(f"{here}scenarios/").content.decode()
    assert "not in" in table
    assert "otherwise" in table
    other = make.plan(plan.programme, title="Other")
    assert client.get(f"{ROOT}{other.pk}/scenarios/{made.pk}/").status_code == 404


def test_published_by_form_with_what_is_new_and_withdrawn(plan: Plan, log_in: LogIn) -> None:
    client = log_in("authority")
    here = f"{ROOT}{plan.pk}/"
    answer = client.post(f"{here}publish/", {"version": "1", "note": "The first"}, follow=True)
    assert "The version is published." in answer.content.decode()
    assert client.post(f"{here}publish/", {"version": "2"}).status_code == 422
    assert json.loads(client.get(f"{here}versions/1/plan.json").content)["number"] == 1
    withdrawn = client.post(f"{here}versions/1/withdraw/", {"why": "Wrong"}, follow=True)
    assert "This version is withdrawn" in withdrawn.content.decode()
    assert PublishedPlan.objects.count() == 1


def test_what_goes_into_files_is_read_back_by_their_libraries(plan: Plan, log_in: LogIn) -> None:
    make.published(plan)
    client = log_in("anonymous")
    here = f"{ROOT}{plan.pk}/versions/1/"
    workbook = load_workbook(BytesIO(b"".join(client.get(f"{here}?file=plan.xlsx"))))
    rows = [row for row in workbook.worksheets[0].iter_rows(values_only=True) if row[0] == "2.1"]
    assert rows[0][5] == rows[0][6]  # a half-year of work starts and ends in it
    assert "Cost of the work (million)" in {cell.value for cell in workbook.worksheets[0][1]}
    assert b"2.1" in b"".join(client.get(f"{here}?file=milestones.csv"))
    calendar = Calendar.from_ical(client.get(f"{here}plan.ics").content)
    events = {str(event["uid"]).partition("@")[0]: event for event in calendar.walk("VEVENT")}
    assert events.keys() == {f"plan-{plan.pk}-{code}" for code in ("1.1", "2.1", "3.1")}
    study = events[f"plan-{plan.pk}-2.1"]
    roadmap = queries.version_page(SYSTEM, "P-RANKED", plan.pk, 1).roadmap
    assert study.decoded("dtstart") == roadmap.problem.period(roadmap.starts["2.1"]).last_day
    assert "it is to be decided on 3.1" in str(study["summary"])


def test_what_is_left_over_is_there_in_the_next_period_in_files_too(
    programme: Programme, log_in: LogIn
) -> None:
    once = Limit("state", Resource.MONEY, None, (12.0, 0.0, 0.0), carries_over=True)
    plan = make.plan(programme, planning=make.planning(periods=3, limits=(once,)))
    file = b"".join(log_in("authority").get(f"{ROOT}{plan.pk}/?file=use.csv")).decode("utf-8-sig")
    rows = list(csv.DictReader(file.splitlines()))
    assert {row["Unit"] for row in rows} == {"million"}
    assert all(float(row["Used"]) <= float(row["There is"]) for row in rows), "as the plan kept it"
    assert float(rows[1]["There is"]) == 12.0 - float(rows[0]["Used"])


@pytest.mark.parametrize("page", ["", "{plan}/", "{plan}/scenarios/", "{plan}/versions/1/"])
def test_more_of_everything_asks_no_more_of_the_database(
    programme: Programme, log_in: LogIn, page: str
) -> None:
    plan = make.plan(programme)
    make.published(plan)
    client = log_in("authority")
    path = ROOT + page.format(plan=plan.pk)

    def queries_of_page() -> int:
        client.get(path)
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert client.get(path).status_code == 200
        return len(found)

    make.scenario(plan)
    few = queries_of_page()
    for at in range(5):
        make.scenario(plan, title=f"S{at}")
        other = make.plan(programme, title=f"Plan {at}", is_solved=False)
        operations.solve_plan(by=SYSTEM, plan_id=other.pk, at=make.AT)
        make.published(other)
        plan.refresh_from_db()
        said = MeasurePlanning("1.1", duration=1 + at % 2)
        operations.plan_measure(
            by=SYSTEM, plan_id=plan.pk, version=plan.version, said=said, at=make.AT
        )
        operations.solve_plan(by=SYSTEM, plan_id=plan.pk, at=make.AT)
        make.published(plan)
    # Side by side stand the plan and three more.
    assert queries_of_page() - few <= (6 if "scenarios" in page else 0)


def test_search_finds_drafts_and_versions_as_far_as_they_are_seen(plan: Plan, world: World) -> None:
    assert [hit.title for hit in queries.search(world.viewer("authority"), "plan a")] == ["Plan A"]
    assert not queries.search(world.viewer("officer"), "plan a")
    make.published(plan)
    assert queries.search(world.viewer("anonymous"), "plan a")


def test_one_more_line_is_asked_for_without_saving_or_losing_anything(
    plan: Plan, log_in: LogIn
) -> None:
    client = log_in("authority")
    here = f"{ROOT}{plan.pk}/measures/2.1/"
    typed = {"version": "1", "duration": "3", "cost-of-2": "Region", "cost-amount-2": "x"}
    more = client.post(here, {**typed, "more": "cost"})
    text = more.content.decode()
    assert more.status_code == 200
    assert all(f'name="cost-of-{line}"' in text for line in range(4))
    assert 'value="Region"' in text
    assert 'value="x"' in text
    assert Plan.objects.get().version == 1
    said = {"version": "1", "is_free": "on", "costs_nothing": "on"}
    both = client.post(here, {**said, "after": "1.1", "cost-of-0": "Region"})
    assert both.status_code == 422
    assert {"is_free", "costs_nothing"} == both.context["form"].errors.keys()
    assert client.post(here, said).status_code == 302
    found = next(one for one in queries.planning_of(Plan.objects.get()).measures if one.id == "2.1")
    assert (found.after, found.costs) == ((), ())
    assert client.post(here, {**_fields_of(client, here)}).status_code == 302
    again = queries.planning_of(Plan.objects.get()).measures
    assert found in again, "saved as it stands, it says the same"


def _fields_of(client: Client, address: str) -> dict[str, str]:
    form = client.get(address).context["form"]
    shown = {name: value for name, value in form.shown.items() if value}
    return {**shown, "version": str(form.initial["version"])}
