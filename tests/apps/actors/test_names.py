"""Actors behind the names that published programmes use."""

from __future__ import annotations

from datetime import date, datetime
from importlib import resources

import pytest
import yaml
from pytest_django import DjangoAssertNumQueries

from samvern.apps.actors import queries
from samvern.apps.actors.sector import load_sector
from samvern.base.viewer import SYSTEM
from samvern.engine.errors import InvalidInput
from tests.factories import actors

pytestmark = pytest.mark.django_db
AT = datetime.fromisoformat("2026-11-22T12:00+00:00")
REGIONS = ["Helse Midt-Norge RHF", "Helse Nord RHF", "Helse Sør-Øst RHF", "Helse Vest RHF"]


@pytest.fixture
def sector(db: None) -> None:
    """The shipped register."""
    load_sector(by=SYSTEM, at=AT, with_made_up=False)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Norsk helsenett", ["Norsk helsenett SF"]),
        ("Norsk helsenett/HelseCERT", ["HelseCERT"]),
        ("HelseCERT", ["HelseCERT"]),
        ("HOD", ["Helse- og omsorgsdepartementet"]),
        ("NSM", ["Nasjonal sikkerhetsmyndighet"]),
        ("RHF", REGIONS),
        ("Helse Sør-Øst", ["Helse Sør-Øst RHF"]),
        ("Direktoratet for e-helse", ["Direktoratet for e-helse"]),
        ("Styringsgruppen for Normen", ["Styringsgruppen for Normen"]),
        ("Normens styringsgruppe", ["Styringsgruppen for Normen"]),
        ("Helsetilsynet", ["Statens helsetilsyn"]),
        ("helsetilsynet ", ["Statens helsetilsyn"]),
        ("Datatilsynet", ["Datatilsynet"]),
        ("Helse", []),
        ("Relevante myndigheter", []),
        ("Den enkelte virksomhet", []),
        ("", []),
    ],
)
def test_names_of_published_programmes(sector: None, name: str, found: list[str]) -> None:
    assert [actor.name for actor in queries.actors_by_name([name])[name]] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("983 544 622", "Helsedirektoratet"),
        ("helsedirektoratet", "Helsedirektoratet"),
        (" Hdir ", "Helsedirektoratet"),
        ("Herøy kommune (Nordland)", "Herøy kommune (Nordland)"),
    ],
)
def test_one_actor_is_found_by_number_or_name(sector: None, text: str, found: str) -> None:
    assert queries.find_actor(SYSTEM, text).name == found


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("RHF", "actor.several_found"),
        ("Helse", "actor.not_found"),
        ("983544623", "actor.not_found"),
        ("?", "actor.not_found"),
    ],
)
def test_nobody_is_guessed(sector: None, text: str, code: str) -> None:
    actors.actor("!")
    with pytest.raises(InvalidInput, match=code):
        queries.find_actor(SYSTEM, text)


def test_only_those_who_are_no_organisation_stay_without_an_actor(sector: None) -> None:
    names = set()
    for file in resources.files("samvern.catalogues").joinpath("programmes").iterdir():
        programme = yaml.safe_load(file.read_bytes())
        names |= {
            owner for measure in programme["measures"] for owner in measure.get("owner") or ()
        }
    nobody = {name for name, found in queries.actors_by_name(names).items() if not found}
    assert nobody == {
        "Den enkelte virksomhet",
        "Myndighetsaktør i kunnskapssektoren",
        "Relevante myndigheter",
        "Virksomheter med VDI-sensorer",
    }


def test_what_the_ehealth_directorate_held_is_with_the_health_directorate(sector: None) -> None:
    (ehealth,) = queries.actors_by_name(["Direktoratet for e-helse"])["Direktoratet for e-helse"]
    assert queries.holder_on(ehealth.pk, date(2023, 12, 31)) == ehealth
    assert queries.holder_on(ehealth.pk, date(2024, 1, 1)).name == "Helsedirektoratet"


def test_many_names_take_as_many_queries_as_one(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    names = [actors.actor().name for _ in range(30)]
    for some in (names[:1], [*names, *(f"Nobody {n}" for n in range(2_000))]):
        with django_assert_num_queries(2):
            queries.actors_by_name(some)
