"""Populations: who is drawn, kept and drawn anew; on pages, in the API and on the command line."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samvern.apps.actors import operations, queries
from samvern.apps.actors.models import Actor, ActorKind, Population, PopulationVersion
from samvern.apps.actors.register_reading import RegisterFile
from samvern.base.viewer import SYSTEM
from samvern.cli.main import main
from samvern.engine.directory import Criteria, Selectable, selects
from samvern.engine.errors import Conflict, InvalidInput
from samvern.formats.tables import read_csv
from tests.factories import actors
from tests.factories.register_units import as_stream, unit
from tests.worlds import CAST, World

pytestmark = pytest.mark.django_db
LogIn = Callable[[str], Client]
AT = datetime(2026, 11, 27, 12, tzinfo=UTC)
SECTOR = {"authority", "supervisor"}
OFFICES = {"kinds": ["gp_office"]}


def create(name: str = "Offices", **criteria: Any) -> PopulationVersion:
    return operations.create_population(by=SYSTEM, at=AT, name=name, criteria=criteria or OFFICES)


def office(name: str = "", **fields: Any) -> Actor:
    return actors.actor(name, kind=ActorKind.GP_OFFICE, **fields)


def names(version: PopulationVersion) -> set[str]:
    return set(queries.members(version).values_list("name", flat=True))


def test_a_drawing_is_kept_with_its_sizes_whatever_happens_later() -> None:
    north = office("North", region="HN", size="1-9")
    office("West", region="HV", size="1-9")
    actors.actor("Hospital")
    version = create()
    assert (version.number, version.size) == (1, 2)
    north.kind, north.region = "dentist", "HV"
    north.save()
    strata = {(s.kind.value, s.region, s.size): s.count for s in queries.strata(version)}
    assert strata == {("gp_office", "HN", "1-9"): 1, ("gp_office", "HV", "1-9"): 1}
    assert names(version) == {"North", "West"}
    drift = queries.drift(version, on=date(2026, 11, 28))
    assert (drift.joined, drift.left) == (0, 1)


def test_drawing_anew_makes_a_version_and_keeps_the_old() -> None:
    office("First")
    first = create()
    office("Second")
    second = operations.draw_population(
        by=SYSTEM, at=AT, population_id=first.population_id, version=1
    )
    assert (second.number, second.size) == (2, 2)
    assert names(first) == {"First"}
    third = operations.draw_population(
        by=SYSTEM,
        at=AT,
        population_id=first.population_id,
        version=2,
        criteria={"added": [Actor.objects.get(name="Second").pk]},
    )
    assert names(third) == {"Second"}
    with pytest.raises(Conflict, match=r"population\.changed"):
        operations.draw_population(by=SYSTEM, at=AT, population_id=first.population_id, version=2)


def test_who_has_ceased_is_not_drawn_and_who_is_named_is() -> None:
    office("Open")
    office("Closed", ceased_on=date(2026, 1, 1))
    dentist = actors.actor("Dentist", kind=ActorKind.DENTIST)
    out = office("Out")
    version = create(kinds=["gp_office"], added=[dentist.pk], left_out=[out.pk])
    assert names(version) == {"Open", "Dentist"}


def test_industry_codes_and_owners_select() -> None:
    owner = unit("OWNER KOMMUNE", form="KOMM")
    home = unit("HOME", form="BEDR", code="87.102", parent=owner.org_number)
    files = [RegisterFile("enheter.json", as_stream([owner, home, unit("OFFICE")]))]
    saved = operations.read_register(by=SYSTEM, at=AT, files=files, standard="SN2025")
    operations.apply_import(by=SYSTEM, at=AT, import_id=saved.pk)
    assert names(create("By code", codes=["SN2025:86.210"])) == {"Office"}
    above = Actor.objects.get(name="Owner Kommune")
    assert names(create("Below", below=[above.pk])) == {"Home"}


_ids = st.lists(st.integers(0, 5), max_size=2, unique=True)


@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.lists(st.sampled_from(["gp_office", "dentist"]), max_size=2, unique=True),
    st.lists(st.sampled_from(["HN", "HV"]), max_size=1),
    st.lists(st.sampled_from(["18", "46"]), max_size=2, unique=True),
    st.lists(st.sampled_from(["", "1-9"]), max_size=2, unique=True),
    _ids,
    _ids,
)
def test_the_database_selects_as_the_rule_does(
    kinds: list[str],
    regions: list[str],
    counties: list[str],
    sizes: list[str],
    added: list[int],
    left_out: list[int],
) -> None:
    Actor.objects.all().delete()
    saved = [
        actors.actor(
            kind="gp_office" if n % 2 else "dentist",
            region="HN" if n < 3 else "HV",
            municipality_number="1804" if n % 3 else "4601",
            size="1-9" if n < 4 else "",
        )
        for n in range(6)
    ]
    chosen = Criteria(
        kinds=tuple(kinds),
        regions=tuple(regions),
        counties=tuple(counties),
        sizes=tuple(sizes),
        added=tuple(saved[n].pk for n in added),
        left_out=tuple(saved[n].pk for n in left_out),
    )
    expected = {
        actor.pk
        for actor in saved
        if selects(
            chosen,
            Selectable(actor.pk, actor.kind, actor.region, actor.municipality_number, actor.size),
        )
    }
    found = queries.selected(chosen, on=date(2026, 11, 27))
    assert set(found.values_list("pk", flat=True)) == expected


@pytest.mark.parametrize(
    ("criteria", "code"),
    [
        ({"kinds": ["spaceship"]}, "population.not_among"),
        ({"counties": ["99"]}, "population.not_among"),
        ({"codes": ["86.210"]}, "population.not_among"),
        ({"codes": ["SN2025:77.777"]}, "population.not_among"),
        ({"added": [10**9]}, "population.value_unknown"),
        ({"colour": ["blue"]}, "population.criterion_unknown"),
    ],
)
def test_criteria_must_mean_something(criteria: dict[str, Any], code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        create("X", **criteria)
    assert [problem.code for problem in refused.value.problems] == [code]
    assert not Population.objects.exists()


def test_nobody_is_no_population_and_a_name_is_taken_once() -> None:
    with pytest.raises(InvalidInput, match=r"population\.empty"):
        create()
    assert not Population.objects.exists()
    office()
    create()
    with pytest.raises(Conflict, match=r"population\.exists"):
        create()


def form(**sent: Any) -> dict[str, Any]:
    return {"name": "Offices in the north", "kinds": ["gp_office"], "regions": ["HN"], **sent}


def test_a_population_is_made_and_drawn_anew_on_its_pages(world: World, log_in: LogIn) -> None:
    office("Nord", region="HN")
    office("Vest", region="HV")
    authority = log_in("authority")
    answer = authority.post("/actors/populations/new/", form(sizes=["unknown"]), follow=True)
    text = answer.content.decode()
    assert "1 actor is meant." in text
    assert "Drawing anew today would give the same actors." in text
    version = PopulationVersion.objects.get()
    assert version.criteria == {"kinds": ["gp_office"], "regions": ["HN"], "sizes": [""]}
    office("Ny", region="HN")
    page = reverse("actors:population", args=[version.population_id])
    assert "would add 1 and leave out 0" in authority.get(page).content.decode()
    authority.post(reverse("actors:draw_population", args=[version.population_id]), {"version": 1})
    assert "2 actors are meant." in authority.get(page).content.decode()
    first = authority.get(page, {"version": "1"}).content.decode()
    assert "1 actor is meant." in first
    assert authority.get(page, {"version": "9"}).status_code == 404
    listed = log_in("supervisor").get("/actors/populations/").content.decode()
    assert "Offices in the north" in listed
    assert "Make a population" not in listed


def test_what_nobody_fits_is_said_in_the_form(world: World, log_in: LogIn) -> None:
    answer = log_in("authority").post("/actors/populations/new/", form())
    assert answer.status_code == 422
    assert "Nobody fits these criteria today." in answer.content.decode()
    answer = log_in("authority").post("/actors/populations/new/", {"name": "X"})
    assert "Nothing says who is meant." in answer.content.decode()


def test_members_and_sizes_come_as_files(world: World, log_in: LogIn) -> None:
    office("Nord", region="HN")
    page = reverse("actors:population", args=[create().population_id])
    for key, first in (("members", "Nord"), ("strata", "GP office")):
        answer = log_in("authority").get(page, {"file": f"{key}.csv"})
        table = read_csv(io.BytesIO(answer.getvalue()), name="a.csv")
        assert table.rows[0][0] == first


@pytest.mark.parametrize("count", [2, 20])
def test_queries_do_not_grow(world: World, log_in: LogIn, count: int) -> None:
    for n in range(count):
        office(f"Office {n}")
        create(f"Population {n}")
    version = create("All")
    for address, most in (
        ("/actors/populations/", 5),
        (reverse("actors:population", args=[version.population_id]), 11),
        ("/api/v1/populations", 4),
        (f"/api/v1/populations/{version.population_id}", 8),
        (f"/api/v1/populations/{version.population_id}/members", 6),
    ):
        client = log_in("authority")
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        assert len(captured) <= most, (address, len(captured))


ENDPOINTS: list[tuple[str, str, Any, set[str]]] = [
    ("GET", "/populations", None, SECTOR),
    ("POST", "/populations", {"name": "New", "criteria": OFFICES}, {"authority"}),
    ("GET", "/populations/{population}", None, SECTOR),
    ("GET", "/populations/{population}/members", None, SECTOR),
    ("POST", "/populations/{population}/draw", {"version": 1}, {"authority"}),
]


@pytest.mark.parametrize("member", CAST)
@pytest.mark.parametrize(("method", "address", "body", "allowed"), ENDPOINTS)
def test_endpoints_are_for_those_who_may(
    world: World,
    log_in: LogIn,
    method: str,
    address: str,
    body: Any,
    allowed: set[str],
    member: str,
) -> None:
    office()
    population = create().population_id
    answer = log_in(member).generic(
        method,
        "/api/v1" + address.format(population=population),
        b"" if body is None else json.dumps(body).encode(),
        content_type="application/json",
    )
    if member in allowed:
        assert answer.status_code in {200, 201}, answer.content
    else:
        assert answer.status_code in {401, 403, 404}


def test_the_api_tells_strata_and_members(world: World, log_in: LogIn) -> None:
    office("Nord", region="HN")
    population = create().population_id
    client = log_in("authority")
    told = client.get(f"/api/v1/populations/{population}").json()
    assert told["strata"] == [{"kind": "gp_office", "region": "HN", "size": "", "count": 1}]
    assert (told["joined"], told["left"]) == (0, 0)
    members = client.get(f"/api/v1/populations/{population}/members?version=1").json()
    assert len(members["items"]) == 1
    assert client.get(f"/api/v1/populations/{population}/members?version=2").status_code == 404


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["--lang", "en", "population", *arguments])
    return int(ended.value.code or 0)


def test_populations_on_the_command_line(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    office("Nord", region="HN")
    assert run("create", "North", "--kind", "gp_office", "--region", "HN", "--json") == 0
    made = json.loads(capsys.readouterr().out)
    assert (made["version"], made["size"]) == (1, 1)
    office("Ny", region="HN")
    assert run("draw", str(made["id"])) == 0
    assert "2 actors are drawn." in capsys.readouterr().out
    assert run("list") == 0
    assert capsys.readouterr().out == f"{made['id']}\t2\tNorth\n"
    assert run("show", str(made["id"]), "--json") == 0
    assert json.loads(capsys.readouterr().out)["strata"][0]["count"] == 2
    assert run("create", "X", "--kind", "spaceship") == 2
    capsys.readouterr()
    assert run("create", "X", "--code", "86.210") == 2
    assert "SN2025:86.210" in capsys.readouterr().err
    assert run("list", "--as", world.people["officer"].email) == 3


def test_an_unknown_size_and_an_owner_select_on_the_command_line(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    owner = office("Owner")
    office("Below", parent=owner)
    office("Elsewhere")
    assert run("create", "Below", "--size", "unknown", "--below", "Owner", "--json") == 0
    made = json.loads(capsys.readouterr().out)
    assert made["criteria"] == {"sizes": [""], "below": [owner.pk]}
    assert made["size"] == 1


def test_a_later_day_draws_who_exists_then() -> None:
    office("Later", valid_from=date(2026, 12, 24))
    office("Now")
    assert names(create()) == {"Now"}
    later = operations.create_population(
        by=SYSTEM, at=AT + timedelta(days=40), name="Later", criteria=OFFICES
    )
    assert names(later) == {"Later", "Now"}
