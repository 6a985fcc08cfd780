"""The shipped register of the sector, and the people of the demo."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

import pytest
from pytest_django import DjangoAssertNumQueries, Settings

from samvern.apps.actors import catalogue, demo
from samvern.apps.actors.models import Actor, ActorKind, FactSource, Grant, Succession
from samvern.apps.actors.sector import load_sector
from samvern.base.models import AuditEntry, User
from samvern.base.permissions import GRANTABLE, Role
from samvern.base.viewer import SYSTEM
from samvern.engine.errors import NotAllowed, NotReady
from samvern.engine.org_number import is_org_number, is_synthetic
from tests.factories import actors
from tests.worlds import World

AT = datetime.fromisoformat("2026-11-22T12:00+00:00")
LISTS = (
    catalogue.authorities,
    catalogue.regional_authorities,
    catalogue.trusts,
    catalogue.municipalities,
    catalogue.made_up,
)
EVERYONE = [listed for read in LISTS for listed in read()]


@pytest.fixture
def demo_mode(settings: Settings) -> None:
    """As if the server was started with ``SAMVERN_MODE=demo``."""
    settings.IS_DEMO = True


def test_the_catalogue_holds_the_whole_country() -> None:
    assert len(catalogue.counties()) == 15
    assert len(catalogue.municipalities()) == 357
    assert len(catalogue.regional_authorities()) == 4
    assert len(catalogue.trusts()) == 34
    assert {county.region for county in catalogue.counties().values()} == {"HSO", "HV", "HMN", "HN"}


def test_every_listed_number_is_right_and_used_once() -> None:
    numbers = Counter(listed.org_number for listed in EVERYONE if listed.org_number)
    assert all(is_org_number(number) for number in numbers)
    assert set(numbers.values()) == {1}


def test_numbers_and_their_sources_agree() -> None:
    for listed in EVERYONE:
        assert (listed.org_number is None) == (listed.source == "GAP"), listed.name
        assert listed.source in FactSource.values
        if listed.org_number:
            assert is_synthetic(listed.org_number) == (listed.source == "F"), listed.name


def test_made_up_names_say_so() -> None:
    marks = ("fiktiv", "oppdikt", "eksempel", "liksom")
    for listed in catalogue.made_up():
        assert any(mark in listed.name.lower() for mark in marks), listed.name
    kinds = Counter(listed.kind for listed in catalogue.made_up())
    clinics = kinds["gp_office"] + kinds["dentist"] + kinds["psychologist"]
    assert (clinics, kinds["supplier"], kinds["hospital_trust"]) == (24, 8, 2)


def test_every_listed_place_and_parent_exists() -> None:
    names = {listed.name for listed in EVERYONE}
    for listed in EVERYONE:
        assert not listed.parent or listed.parent in names
        number = listed.municipality_number
        assert not number or number in catalogue.municipality_names()


@pytest.mark.django_db
def test_the_sector_is_loaded_with_its_tree(demo_mode: None) -> None:
    loaded = demo.load_sector(by=SYSTEM, at=AT)
    assert loaded.count == len(EVERYONE) == Actor.objects.count()
    for actor in Actor.objects.select_related("parent"):
        above = actor.parent.path if actor.parent else "/"
        assert actor.path == f"{above}{actor.pk}/"
    helsecert = Actor.objects.get(name="HelseCERT")
    above = [Actor.objects.get(pk=pk).name for pk in helsecert.ancestor_ids]
    assert above == ["Helse- og omsorgsdepartementet", "Norsk helsenett SF"]
    oslo = Actor.objects.get(municipality_number="0301", kind=ActorKind.MUNICIPALITY)
    assert (oslo.name, oslo.region, oslo.source) == ("Oslo kommune", "HSO", "U")
    assert Actor.objects.matching("ÅLESUND").get().name == "Ålesund kommune"


@pytest.mark.django_db
def test_one_entry_tells_of_the_load(demo_mode: None) -> None:
    demo.load_sector(by=SYSTEM, at=AT)
    entry = AuditEntry.objects.get(action="sector.loaded")
    assert entry.changes["actors"] == Actor.objects.count()
    assert entry.changes["municipality"] == 357
    assert AuditEntry.objects.filter(action="succession.recorded").count() == 1


@pytest.mark.django_db
def test_the_ehealth_directorate_has_merged(demo_mode: None) -> None:
    demo.load_sector(by=SYSTEM, at=AT)
    succession = Succession.objects.get()
    assert succession.predecessor.name == "Direktoratet for e-helse"
    assert succession.predecessor.valid_to == date(2024, 1, 1)
    assert succession.successor.name == "Helsedirektoratet"


@pytest.mark.django_db
def test_a_second_load_changes_nothing(demo_mode: None) -> None:
    demo.load_sector(by=SYSTEM, at=AT)
    demo.load_demo_people(by=SYSTEM, at=AT)
    before = (Actor.objects.count(), AuditEntry.objects.count(), Grant.objects.count())
    assert demo.load_sector(by=SYSTEM, at=AT).count == 0
    assert demo.load_demo_people(by=SYSTEM, at=AT) == demo.DEMO_PEOPLE
    assert before == (Actor.objects.count(), AuditEntry.objects.count(), Grant.objects.count())


@pytest.mark.django_db
def test_what_is_registered_already_stays_as_it_is() -> None:
    mine = actors.actor("Our own name for it", org_number="983887406", kind=ActorKind.MINISTRY)
    load_sector(by=SYSTEM, at=AT, with_made_up=False)
    mine.refresh_from_db()
    assert (mine.name, mine.version) == ("Our own name for it", 1)
    assert Actor.objects.get(name="Helsedirektoratet").parent == mine
    assert not Actor.objects.filter(source=FactSource.FICTITIOUS).exists()


@pytest.mark.django_db
def test_loading_takes_few_statements(
    demo_mode: None, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(60):
        demo.load_sector(by=SYSTEM, at=AT)


@pytest.mark.django_db
def test_made_up_actors_and_people_exist_in_demo_mode_only(settings: Settings) -> None:
    settings.IS_DEMO = False
    with pytest.raises(NotReady, match=r"demo\.mode_off"):
        demo.load_sector(by=SYSTEM, at=AT)
    with pytest.raises(NotReady, match=r"demo\.mode_off"):
        demo.load_demo_people(by=SYSTEM, at=AT)
    assert not Actor.objects.exists()
    assert not User.objects.exists()


@pytest.mark.django_db
def test_the_people_of_the_demo_need_the_sector(demo_mode: None) -> None:
    with pytest.raises(NotReady, match=r"demo\.sector_missing"):
        demo.load_demo_people(by=SYSTEM, at=AT)


def test_only_the_authority_loads(world: World, demo_mode: None) -> None:
    for member in ("officer", "supervisor", "stranger", "anonymous"):
        with pytest.raises(NotAllowed):
            demo.load_sector(by=world.viewer(member), at=AT)
        with pytest.raises(NotAllowed):
            demo.load_demo_people(by=world.viewer(member), at=AT)


@pytest.mark.django_db
def test_there_is_a_person_for_every_role_who_can_log_in(demo_mode: None) -> None:
    demo.load_sector(by=SYSTEM, at=AT)
    people = demo.load_demo_people(by=SYSTEM, at=AT)
    assert {person.role for person in people} == set(GRANTABLE)
    for user in User.objects.all():
        assert user.is_demo
        assert user.email.endswith(".example")
        assert user.name.startswith("Demo ")
    assert User.objects.earliest("pk").check_password(demo.DEMO_PASSWORD)
    wide = Grant.objects.filter(path="/").values_list("role", flat=True)
    assert set(wide) == {Role.SECTOR_AUTHORITY, Role.SUPERVISOR}


def test_municipalities_come_with_the_largest_first_and_no_county_before_the_others() -> None:
    order = catalogue.municipalities_by_size()
    assert sorted(order) == sorted(catalogue.municipality_names())
    assert order[:3] == ["0301", "4601", "5001"]
    told = len(catalogue._read("demo_sector.yaml")["largest_municipalities"])
    rest = [number[:2] for number in order[told : told + 30]]
    assert max(rest.count(county) for county in rest) <= 6
