"""The pages of indicators: what they show to whom, what they cost, what is put in on them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samvern.apps.indicators import operations, queries
from samvern.apps.indicators.models import Indicator, IndicatorValue, MeasureStart
from samvern.apps.programmes.models import Programme
from samvern.base import registry
from samvern.base.viewer import SYSTEM
from samvern.engine.indicators import Direction, Frequency, MeasuredOn
from tests.factories import actors
from tests.factories import indicators as make
from tests.worlds import CAST, World

LogIn = Callable[[str], Client]
LIST = "/programmes/P-MEASURED/indicators/"


@pytest.fixture
def programme(world: World) -> Programme:
    return make.programme()


@pytest.fixture
def found(world: World, programme: Programme) -> Indicator:
    """An indicator that the hospital owns, with a value of its own and two of the sector."""
    found = make.indicator(programme, owner_id=world.hospital.pk)
    make.values(found, make.given("2026-H1", 37.25, world.hospital), by=world.viewer("officer"))
    owner = world.viewer("owner")
    make.values(found, make.given("2025-H2", 31.5, count=40, lower=28.0, upper=36.0), by=owner)
    make.values(found, make.given("2026-H1", 52.75, count=7), by=owner)
    return found


def test_each_page_is_for_those_who_may_and_shows_no_more(
    world: World, programme: Programme, found: Indicator, log_in: LogIn
) -> None:
    register = make.register(programme)
    start = [make.start(world.hospital, date(2026, 3, 14))]
    give = {"measure_id": register.measure_id, "starts": start, "at": make.AT}
    operations.give_starts(by=world.viewer("officer"), **give)
    own = found.values.get(actor=world.hospital)
    one, starts = f"/indicators/{found.pk}/", f"/starts/{register.measure_id}/"
    addresses = (
        *(LIST, f"{LIST}goals/", f"{LIST}catalogue/", one, f"{LIST}new/", f"{one}edit/"),
        *(f"{one}give/", f"{one}import/", f"/indicators/values/{own.pk}/"),
        *(f"/indicators/values/{own.pk}/withdraw/", "/programmes/P-MEASURED/starts/", starts),
        *("/programmes/P-MEASURED/starts/new/", f"{starts}edit/", f"{starts}give/"),
        f"{starts}import/",
    )
    reads, none = [200] * 4, [403, 403]
    expected = {
        "authority": [*reads, 200, 200, 403, 403, 404, 404, 200, 200, 200, 200, 403, 403],
        "supervisor": [*reads, *none, 403, 403, 404, 404, 200, 200, *none, *none],
        "officer": [*reads, *none, 200, 200, 200, 200, 200, 200, *none, 200, 200],
        "officer_elsewhere": [*reads, *none, 200, 200, 404, 404, 200, 200, *none, 200, 200],
        "owner": [*reads, *none, 200, 200, 404, 404, 200, 200, *none, *none],
        "anonymous": [*reads, *[302] * 12],
    }
    for member in CAST:
        client = log_in(member)
        answers = [client.get(address).status_code for address in addresses]
        reads_only = [*reads, *none, 403, 403, 404, 404, 200, 200, *none, *none]
        assert answers == expected.get(member, reads_only), member
        every = [f"{one}?file={key}.csv" for key in ("values", "organisations", "revisions")]
        text = "".join(client.get(each).content.decode() for each in (one, LIST, *every))
        assert ("37.25" in text) == (member == "officer"), member
        assert ("52.75" in text) == (member == "owner"), member
        assert "31.5" in text, member
        assert ("about 40" in text) == (member != "owner"), member
        told = (
            client.get(starts).content.decode()
            + client.get(f"{starts}?file=starts.csv").content.decode()
        )
        assert ("2026-03-14" in told) == (member == "officer"), member


def test_pages_cost_the_same_for_two_and_for_twenty(
    world: World, programme: Programme, log_in: LogIn
) -> None:
    client = log_in("supervisor")
    costs = []
    for count, codes in ((2, "ab"), (18, "cdefghijklmnopqrst")):
        for code in codes:
            found = make.indicator(
                programme, code=code, is_reported=True, owner_id=world.hospital.pk
            )
            made = [actors.actor() for _each in range(count)]
            rows = [make.given("2026-H1", 40.0, actor) for actor in made[:2]]
            rows += [make.given("2026-H1", 41.0), make.given("2025-H2", 42.0, count=3)]
            _put(found, rows)
        one = Indicator.objects.get(code="a")
        _put(one, [make.given("2025-H1", 40.0, actors.actor()) for _each in range(count)])
        pages = (LIST, f"/indicators/{one.pk}/", "/programmes/P-MEASURED/starts/", f"{LIST}goals/")
        costs.append([_cost(client, page) for page in pages])
        if count == 2:
            make.register(programme)
    assert costs[0][:2] == costs[1][:2]
    assert all(cost <= 17 for cost in costs[1]), costs


def _put(found: Indicator, rows: list[Any]) -> None:
    IndicatorValue.objects.bulk_create(
        IndicatorValue(
            indicator=found,
            actor_id=row.actor_id,
            period=row.period,
            ends_on=date(int(row.period[:4]), 12 if row.period.endswith("2") else 6, 30),
            value=row.value,
            count=row.count,
            given_by_name="",
            given_at=make.AT,
        )
        for row in rows
    )


def _cost(client: Client, page: str) -> int:
    client.get(page)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(page).status_code == 200
    return len(captured)


def test_an_indicator_is_made_changed_and_measured_on_the_pages(
    world: World, programme: Programme, log_in: LogIn
) -> None:
    authority, owner = log_in("authority"), log_in("owner")
    form = authority.get(f"{LIST}new/").context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    del sent["goals"], sent["is_reported"]
    wrong = authority.post(f"{LIST}new/", sent | {"code": "I1", "targets": "soon 80"})
    assert wrong.status_code == 422
    assert "is no date and value" in wrong.content.decode()
    sent |= {
        "code": "I1",
        "title_en": "Exercised",
        "definition_en": "The share that exercised",
        "unit_en": "%",
        "frequency": "half_year",
        "targets": "2026-12-31 50,5\n31.12.2027 80",
        "owner": "Fjordheim hospital",
        "goals": ["M1"],
        "measures": "1.1, 1.2",
        "baseline": "12,5",
        "baseline_on": "2025-06-30",
    }
    assert authority.post(f"{LIST}new/", sent).status_code == 302
    found = Indicator.objects.get()
    assert [each.value for each in found.targets.all()] == [50.5, 80.0]
    assert (found.baseline, found.owner, found.measures.count()) == (12.5, world.hospital, 2)
    again = authority.get(f"/indicators/{found.pk}/edit/").context["form"]
    sent = {name: again[name].value() for name in again.fields}
    sent = {name: value for name, value in sent.items() if value not in (None, False)}
    assert (
        authority.post(f"/indicators/{found.pk}/edit/", sent | {"lowest": "0"}).status_code == 422
    )
    scale = {"lowest": "0", "highest": "100"}
    assert authority.post(f"/indicators/{found.pk}/edit/", sent | scale).status_code == 302
    found.refresh_from_db()
    assert (found.version, found.highest) == (2, 100.0)
    assert queries.goals_without(SYSTEM, programme.code).count() == 0

    give = f"/indicators/{found.pk}/give/"
    value = {"period": "2026-H1", "value": "45,5", "count": "60", "lower": "40", "upper": "51"}
    assert owner.post(give, value).status_code == 302
    page = authority.get(f"/indicators/{found.pk}/").content.decode()
    assert "So far, yes: 45.5% in the first half of 2026" in page
    refused = owner.post(give, value | {"value": "46"})
    assert "no reason why it is changed" in refused.content.decode()
    assert owner.post(give, value | {"value": "46", "reason": "Late answers"}).status_code == 302
    page = owner.get(f"/indicators/{found.pk}/").content.decode()
    assert "Late answers" in page
    assert "45.5%" in page
    newest = found.values.get(replaced_at=None)
    assert (
        owner.post(f"/indicators/values/{newest.pk}/withdraw/", {"reason": ""}).status_code == 422
    )
    owner.post(f"/indicators/values/{newest.pk}/withdraw/", {"reason": "A slip"})
    assert "no value yet" in owner.get(f"/indicators/{found.pk}/").content.decode()
    authority.post(f"/indicators/{found.pk}/retire/")
    assert owner.get(give).status_code == 409


def csv(text: str) -> dict[str, SimpleUploadedFile]:
    return {"file": SimpleUploadedFile("values.csv", text.encode(), content_type="text/csv")}


def test_a_file_of_values_is_looked_over_and_then_taken_in(
    world: World, found: Indicator, log_in: LogIn
) -> None:
    client, page = log_in("officer"), f"/indicators/{found.pk}/import/"
    number = world.department.org_number or world.department.name
    bad = client.post(
        page,
        csv(
            "Virksomhet;Periode;Verdi\n"
            "Nobody;2026-H1;40\nNattlys hospital;2026-H1;x\nFjordheim hospital;2026-13;40\n"
            "Fjordheim hospital;31.12.9999;40\n"
        ),
    )
    assert bad.status_code == 422
    text = bad.content.decode()
    for said in ("Row 3, column C", "is not a number", "Row 4, column B", "is not a period"):
        assert said in text
    assert "The date is too early or too late to be right." in text
    large = client.post(page, csv("Virksomhet;Periode;Verdi\nFjordheim hospital;2026-H1;1e308\n"))
    assert "The figure is too large to be right." in large.content.decode()
    comma = client.post(page, csv("Virksomhet,Periode,Verdi\nFjordheim hospital,2026-H1,12,5\n"))
    assert "Row 2 of “values.csv” has more cells" in comma.content.decode(), "12 is another number"
    good = (
        "Virksomhet;Periode;Verdi;Kommentar til oss\n"
        f"{number};30.06.2026;12,5;\nFjordheim hospital;2026-H1;38;\n"
        "Fjordheim hospital;2025-H2;20;\n"
    )
    looked = client.post(page, csv(good))
    assert "no reason why it is changed" in looked.content.decode()
    looked = client.post(page, {**csv(good), "reason": "The annual count"})
    text = looked.content.decode()
    assert "2 rows are new, 1 changes what is here." in text
    assert "37.25%" in text
    assert IndicatorValue.objects.filter(actor__isnull=False).count() == 1
    carried = looked.context["form"]["carried"].value()
    columns = looked.context["columns"]
    other = {f"target-{place}": "" for place in range(4)}
    without = client.post(
        page, {"carried": carried, "headings": columns["headings"].value(), **other}
    )
    assert "No column stands for this" in without.content.decode()
    assert client.post(page, {"carried": carried}).status_code == 302
    assert sorted(row.value for row in queries.panel_of(world.viewer("officer"), found)) == [
        *(12.5, 20.0, 38.0),
    ]
    again = client.post(page, {"carried": carried})
    assert again.status_code == 422
    assert "Others have given values meanwhile" in again.content.decode()
    assert client.post(page, {"carried": "tampered"}).status_code == 422


def test_a_workbook_of_starts_is_taken_in(
    world: World, programme: Programme, log_in: LogIn
) -> None:
    from io import BytesIO

    from samvern.formats.tables import Column, write_xlsx

    stream = BytesIO()
    rows = [["Fjordheim hospital", date(2026, 3, 1)], ["Fjordheim laboratory", None]]
    write_xlsx([Column("Organisation"), Column("Began on")], rows, stream, sheet="Starts")
    register = make.register(programme)
    client, page = log_in("officer"), f"/starts/{register.measure_id}/import/"
    file = SimpleUploadedFile("starts.xlsx", stream.getvalue())
    looked = client.post(page, {"file": file})
    assert "2 rows are new" in looked.content.decode()
    assert (
        client.post(page, {"carried": looked.context["form"]["carried"].value()}).status_code == 302
    )
    assert MeasureStart.objects.count() == 2
    client.post(f"/starts/{register.measure_id}/give/", {"organisation": "Fjordheim laboratory"})
    late = {"organisation": "Fjordheim laboratory", "began_on": "2026-04-01", "reason": "They did"}
    assert client.post(f"/starts/{register.measure_id}/give/", late).status_code == 302
    assert queries.starts_of(world.viewer("officer"), register.measure) == {
        world.hospital.pk: date(2026, 3, 1),
        world.department.pk: date(2026, 4, 1),
    }
    authority = log_in("authority")
    opened = {"measure": programme.measures.get(code="1.2").pk, "is_reported": "on"}
    assert authority.post("/programmes/P-MEASURED/starts/new/", opened).status_code == 302


def test_one_act_takes_an_indicator_from_the_catalogue(world: World, log_in: LogIn) -> None:
    from tests.factories import programmes

    programmes.programme(
        programmes.document(
            "IE-1125",
            goals=tuple(
                programmes.engine.Goal(code, programmes.text(code), "goals")
                for code in ("M2", "M6")
            ),
            measures=(programmes.measure("3.1"),),
        )
    )
    client, page = log_in("authority"), "/programmes/IE-1125/indicators/catalogue/"
    assert "Take PØ6" in client.get(page).content.decode()
    take = {"catalogue": "ie-1125-start", "indicator": "PØ6"}
    assert log_in("supervisor").post(f"{page}take/", take).status_code == 403
    assert client.post(f"{page}take/", take).status_code == 302
    found = Indicator.objects.get()
    assert (found.measured_on, found.taken_from) == (MeasuredOn.SECTOR, "ie-1125-start/PØ6")
    assert [goal.code for goal in found.goals.order_by("code")] == ["M2", "M6"]
    assert [measure.code for measure in found.measures.all()] == ["3.1"]
    assert client.post(f"{page}take/", take).status_code == 409
    assert "See PØ6" in client.get(page).content.decode()


def test_a_value_that_is_due_is_a_task_until_it_is_given(
    world: World, programme: Programme
) -> None:
    due = {"frequency": Frequency.MONTH, "direction": Direction.UP, "days_to_give": 10}
    found = make.indicator(programme, owner_id=world.hospital.pk, **due)

    def waiting(member: str, on: date) -> list[Any]:
        every = registry.tasks_for(world.viewer(member), on)
        return [each for each in every if each.key.startswith("indicators.")]

    assert waiting("owner", date(2026, 11, 30)) == []
    (task,) = waiting("owner", date(2026, 12, 5))
    assert task.due_on == date(2026, 12, 10)
    assert waiting("officer", date(2026, 12, 5)) == []
    value = make.given("2026-11", 50.0)
    make.values(found, value, by=world.viewer("owner"), at=make.AT)
    assert waiting("owner", date(2026, 12, 5)) == []
    assert len(waiting("owner", date(2027, 1, 5))) == 1
