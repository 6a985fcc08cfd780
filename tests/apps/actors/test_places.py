"""Who is where: counted, told where nobody knows, on the page, in files, the API and the command."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samvern.apps.actors import operations, queries
from samvern.apps.actors.models import ActorKind, PopulationVersion
from samvern.apps.actors.queries import PlaceCount, PlaceFilters, Places
from samvern.apps.actors.register_reading import RegisterFile
from samvern.base.viewer import SYSTEM
from samvern.cli.main import main
from samvern.formats.tables import read_csv
from tests.factories import actors
from tests.factories.register_units import as_stream, unit
from tests.worlds import CAST, World

pytestmark = pytest.mark.django_db
LogIn = Callable[[str], Client]
TODAY = date(2026, 11, 27)
AT = datetime(2026, 11, 27, 12, tzinfo=UTC)
MEMBERS = set(CAST) - {"stranger", "anonymous"}


def office(number: str, region: str = "", **fields: Any) -> None:
    fields.setdefault("kind", ActorKind.GP_OFFICE)
    actors.actor(municipality_number=number, region=region, **fields)


def places(**asked: Any) -> Places:
    return queries.places(SYSTEM, PlaceFilters(**asked), on=TODAY)


def of(places: list[PlaceCount] | Any, key: str) -> int | None:
    return next(place.count for place in places if place.key == key)


def drawn(**criteria: Any) -> PopulationVersion:
    return operations.create_population(
        by=SYSTEM, at=AT, name="Offices", criteria=criteria or {"kinds": ["gp_office"]}
    )


def test_actors_are_counted_where_they_are() -> None:
    office("1804", "HN")
    office("1804", "HN")
    office("1806", "HN")
    office("1804", "HN", ceased_on=date(2026, 1, 1))
    office("0301", "HSO", kind=ActorKind.DENTIST)
    found = places(kind="gp_office")
    assert (found.total, found.without_municipality, found.without_region) == (3, 0, 0)
    assert (of(found.municipalities, "1804"), of(found.municipalities, "1806")) == (2, 1)
    assert (of(found.counties, "18"), of(found.regions, "HN")) == (3, 3)
    assert of(places().municipalities, "0301") == 1


def test_who_has_no_place_is_counted_apart() -> None:
    office("", "HN")
    office("1601", "")
    found = places()
    assert (found.total, found.without_municipality, found.without_region) == (2, 2, 1)


def test_nobody_is_not_known_until_an_import_has_told_of_everybody() -> None:
    office("1804")
    assert of(places(kind="gp_office").municipalities, "0301") is None
    assert of(places(kind="municipality").municipalities, "0301") == 0
    files = [RegisterFile("enheter.json", as_stream([unit("OFFICE")]))]
    operations.apply_import(
        by=SYSTEM, at=AT, import_id=operations.read_register(by=SYSTEM, at=AT, files=files).pk
    )
    assert of(places(kind="gp_office").municipalities, "5636") is None
    files = [RegisterFile("enheter.json", as_stream([unit("ALL")]))]
    saved = operations.read_register(by=SYSTEM, at=AT, files=files, is_complete=True)
    assert of(places(kind="gp_office").counties, "56") is None
    operations.apply_import(by=SYSTEM, at=AT, import_id=saved.pk)
    assert of(places(kind="gp_office").municipalities, "5636") == 0
    assert of(places(kind="supplier").municipalities, "5636") is None


def test_a_population_is_counted_as_it_was_drawn() -> None:
    office("1804", "HN", name="Nord")
    version = drawn()
    office("1804", "HN")
    found = places(population=version.population_id)
    assert (found.total, of(found.municipalities, "1804")) == (1, 1)
    assert of(found.municipalities, "0301") == 0
    assert places(population=version.population_id, kind="dentist").total == 0


@pytest.mark.parametrize("member", CAST)
@pytest.mark.parametrize("address", ["/actors/map/", "/api/v1/places"])
def test_those_who_see_the_register_see_the_map(
    world: World, log_in: LogIn, member: str, address: str
) -> None:
    status = log_in(member).get(address).status_code
    assert status == 200 if member in MEMBERS else status in {302, 401, 403}


@pytest.mark.parametrize("member", CAST)
@pytest.mark.parametrize("address", ["/actors/map/", "/api/v1/places"])
def test_populations_are_shown_to_those_who_see_them(
    world: World, log_in: LogIn, member: str, address: str
) -> None:
    office("1804")
    population = drawn().population_id
    answer = log_in(member).get(address, {"population": population})
    if member in {"authority", "supervisor"}:
        assert answer.status_code == 200
    else:
        assert answer.status_code in {302, 401, 403, 404}
    page = log_in(member).get("/actors/map/")
    assert ("Offices" in page.content.decode()) == (member in {"authority", "supervisor"})


def test_the_page_says_where_most_are_and_what_is_not_known(world: World, log_in: LogIn) -> None:
    office("1804", "HN")
    office("1804", "HN")
    office("1806", "HN")
    office("")
    text = log_in("colleague").get("/actors/map/?kind=gp_office").content.decode()
    assert "3 actors are in 2 of 357 municipalities. Bodø has most: 2." in text
    assert "Of 1 the municipality is not known." in text
    assert "Of 355 municipalities we do not know" in text
    assert text.count('href="/actors/?municipality=1804&amp;kind=gp_office"') == 2
    assert "municipality=0301" not in text
    assert text.count('<use href="#hexagon-') == 357


def test_counts_come_as_files(world: World, log_in: LogIn) -> None:
    office("1804", "HN")
    for key, row in (
        ("municipalities", ["1804", "Bodø", "Nordland", "1"]),
        ("counties", ["18", "Nordland", "1"]),
        ("regions", ["North", "1"]),
    ):
        answer = log_in("colleague").get("/actors/map/", {"file": f"{key}.csv"})
        table = read_csv(io.BytesIO(answer.getvalue()), name="a.csv")
        assert row in [[str(cell) for cell in line] for line in table.rows]


def test_the_page_and_the_api_cost_the_same_for_any_number(world: World, log_in: LogIn) -> None:
    def cost(address: str) -> int:
        client = log_in("authority")
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    office("1804")
    office("1806")
    population = drawn().population_id
    addresses = ["?kind=gp_office", f"?population={population}"]
    few = [cost(base + query) for base in ("/actors/map/", "/api/v1/places") for query in addresses]
    for number in range(18):
        office(f"11{number:02}")
    many = [
        cost(base + query) for base in ("/actors/map/", "/api/v1/places") for query in addresses
    ]
    assert few == many
    assert max(few) <= 7


def test_the_api_tells_null_where_nobody_knows(world: World, log_in: LogIn) -> None:
    office("1804", "HN")
    told = log_in("colleague").get("/api/v1/places?kind=gp_office").json()
    assert told["municipalities"][0] == {"key": "0301", "name": "Oslo", "count": None}
    assert {"key": "HN", "name": "North", "count": 1} in told["regions"]
    assert log_in("colleague").get("/api/v1/places?kind=circus").status_code == 422


def test_places_on_the_command_line(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    office("1804", "HN")
    population = drawn().population_id

    def run(*arguments: str) -> int:
        with pytest.raises(SystemExit) as ended:
            main(["--lang", "en", "actor", "map", *arguments])
        return int(ended.value.code or 0)

    assert run("--population", str(population)) == 0
    assert capsys.readouterr().out == "1804\t1\tBodø\n"
    assert run("--kind", "gp_office", "--json") == 0
    assert json.loads(capsys.readouterr().out)["total"] == 1
    assert run("--population", str(population), "--as", world.people["officer"].email) != 0
