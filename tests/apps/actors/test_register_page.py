"""The page of the register: filters, order, files, and its answer in one sentence."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from samvern.apps.actors.models import (
    ActorKind,
    FactSource,
)
from samvern.base.permissions import Role
from samvern.formats.tables import read_csv, read_xlsx
from tests.factories import actors, users
from tests.worlds import World

LogIn = Callable[[str], Client]


@pytest.fixture
def reader(db: None, client: Client) -> Client:
    """Somebody who reads an empty register."""
    person = users.user()
    actors.grant(person, Role.SUPERVISOR)
    client.force_login(person)
    return client


def test_the_register_says_in_one_sentence_who_there_is(world: World, log_in: LogIn) -> None:
    for kind in (ActorKind.MUNICIPALITY, ActorKind.GP_OFFICE, ActorKind.DENTIST):
        actors.actor(kind=kind)
    actors.actor(ceased_on=date(2024, 1, 1))
    text = log_in("colleague").get("/actors/").content.decode()
    assert "6 actors exist today: 1 municipality, 3 health trusts, 2 clinics." in text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"Bodø", "Solbakken", "Lom"}),
        ("q=SOLB", {"Solbakken"}),
        ("q=399001048", {"Solbakken"}),
        ("q=the+old+name", {"Lom"}),
        ("kind=gp_office", {"Solbakken"}),
        ("region=HN", {"Bodø", "Solbakken"}),
        ("county=18", {"Bodø", "Solbakken"}),
        ("municipality=3434", {"Lom"}),
        ("origin=made_up", {"Solbakken"}),
        ("origin=real", {"Bodø", "Lom"}),
        ("standing=ceased", {"Gone"}),
        ("standing=any&q=gone", {"Gone"}),
        ("kind=gp_office&region=HV", set()),
        (
            "kind=circus&county=99&standing=x&origin=y&below=z&page=x&sort=x",
            {"Bodø", "Solbakken", "Lom"},
        ),
    ],
)
def test_the_register_is_narrowed_down(reader: Client, query: str, found: set[str]) -> None:
    actors.actor("Bodø", kind=ActorKind.MUNICIPALITY, region="HN", municipality_number="1804")
    lom = actors.actor("Lom", kind=ActorKind.MUNICIPALITY, region="HSO", municipality_number="3434")
    lom.also_known_as = ["The old name"]
    lom.save()
    actors.actor(
        "Solbakken",
        kind=ActorKind.GP_OFFICE,
        made_up=True,
        org_number="399001048",
        region="HN",
        municipality_number="1804",
    )
    actors.actor("Gone", ceased_on=date(2024, 1, 1))
    rows = reader.get(f"/actors/?{query}").context["rows"]
    assert {row.name for row in rows} == found


def test_only_those_below_an_actor(world: World, log_in: LogIn) -> None:
    client = log_in("colleague")
    answer = client.get(f"/actors/?below={world.hospital.pk}")
    assert [row.name for row in answer.context["rows"]] == ["Fjordheim laboratory"]
    assert "Only those that belong to" in answer.content.decode()
    assert client.get("/actors/?below=999999").status_code == 404


@pytest.mark.parametrize(
    ("sort", "names"),
    [
        ("name", ["Aure", "Ærlig", "Ørland", "Ås"]),
        ("-name", ["Ås", "Ørland", "Ærlig", "Aure"]),
        ("size", ["Ørland", "Ås", "Ærlig", "Aure"]),
        ("kind", ["Ås", "Ærlig", "Ørland", "Aure"]),
        ("-valid_from", ["Ås", "Aure", "Ærlig", "Ørland"]),
        ("valid_from", ["Aure", "Ås", "Ærlig", "Ørland"]),
    ],
)
def test_the_register_is_put_in_order(reader: Client, sort: str, names: list[str]) -> None:
    actors.actor("Aure", kind=ActorKind.SUPPLIER, size="250+", valid_from=date(2001, 1, 1))
    actors.actor("Ås", kind=ActorKind.MINISTRY, size="10-49", valid_from=date(2002, 1, 1))
    actors.actor("Ærlig", kind=ActorKind.MUNICIPALITY, size="50-249")
    actors.actor("Ørland", kind=ActorKind.GP_OFFICE, size="1-9")
    rows = reader.get(f"/actors/?sort={sort}").context["rows"]
    assert [row.name for row in rows] == names


def test_numbers_say_how_sure_they_are(world: World, log_in: LogIn) -> None:
    actors.actor(source=FactSource.SOURCED)
    actors.actor("Fiktiv", made_up=True)
    text = log_in("colleague").get("/actors/").content.decode()
    for words in (
        "From a public register",
        "Not checked against the register",
        "Number not known",
        "Made up",
    ):
        assert words in text


def test_an_empty_register_says_what_to_do(world: World, log_in: LogIn) -> None:
    text = log_in("colleague").get("/actors/?q=nobody+at+all").content.decode()
    assert "No actor fits what you chose." in text
    assert "Show all actors" in text


@pytest.mark.parametrize("address", ["/actors/?q=fjord", "/people/"])
def test_htmx_gets_the_fragment_alone(world: World, log_in: LogIn, address: str) -> None:
    client = log_in("officer")
    whole = client.get(address).content.decode()
    part = client.get(address, headers={"hx-request": "true"}).content.decode()
    assert "<html" in whole
    assert "<html" not in part
    assert "Fjordheim hospital" in part


def test_files_hold_all_columns_of_what_is_shown(world: World, log_in: LogIn) -> None:
    client = log_in("colleague")
    text = client.get("/actors/file/csv/?q=fjordheim&sort=-name").getvalue()
    table = read_csv(io.BytesIO(text), name="actors.csv")
    assert table.titles[:3] == ("Name", "Kind", "Organisation number")
    assert [row[0] for row in table.rows] == ["Fjordheim laboratory", "Fjordheim hospital"]
    assert table.rows[1][2] == world.hospital.org_number
    book = client.get("/actors/file/xlsx/?q=fjordheim&sort=-name").getvalue()
    same = read_xlsx(io.BytesIO(book), name="actors.xlsx")
    assert (same.titles, len(same.rows)) == (table.titles, 2)
    assert client.get("/actors/file/pdf/").status_code == 404


def test_the_register_says_who_is_made_up_in_its_file(world: World, log_in: LogIn) -> None:
    client = log_in("colleague")
    table = read_csv(io.BytesIO(client.get("/actors/?file=actors.csv").getvalue()), name="a.csv")
    assert table.titles[-1] == "Made up"
    assert client.get("/actors/?file=people.csv").status_code == 404
