"""What the database itself holds about actors, successions and grants."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from samvern.apps.actors.models import Actor, ActorKind, FactSource, Grant, SuccessionKind
from samvern.base.permissions import Role
from samvern.engine.errors import Conflict
from tests.factories import actors, users
from tests.worlds import World

pytestmark = pytest.mark.django_db
DAY = date(2024, 1, 1)


def test_a_path_leads_from_the_top_down() -> None:
    region = actors.actor("Region")
    hospital = actors.actor("Hospital", parent=region)
    ward = actors.actor("Ward", parent=hospital)
    assert ward.path == f"/{region.pk}/{hospital.pk}/{ward.pk}/"
    assert Actor.objects.get(pk=ward.pk).path == ward.path
    assert ward.ancestor_ids == (region.pk, hospital.pk)
    assert region.ancestor_ids == ()


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("actor_org_number_digits", {"org_number": "98354462x"}),
        ("actor_org_number_digits", {"org_number": "98354462"}),
        ("actor_org_number_digits", {"org_number": ""}),
        ("actor_municipality_digits", {"municipality_number": "301"}),
        ("actor_municipality_digits", {"municipality_number": "03o1"}),
        ("actor_number_has_source", {"org_number": None, "source": FactSource.SOURCED}),
        ("actor_number_has_source", {"org_number": "983544622", "source": FactSource.GAP}),
        ("actor_made_up_number", {"org_number": "310211036", "source": FactSource.SOURCED}),
        ("actor_made_up_number", {"org_number": "983544622", "source": FactSource.FICTITIOUS}),
        ("actor_ceases_after_start", {"valid_from": DAY, "valid_to": date(2023, 12, 31)}),
    ],
)
def test_the_database_refuses_what_cannot_be(constraint: str, fields: dict[str, Any]) -> None:
    pk = actors.actor().pk
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Actor.objects.filter(pk=pk).update(**fields)


def test_no_two_actors_have_the_same_number() -> None:
    first = actors.actor()
    with pytest.raises(IntegrityError), transaction.atomic():
        actors.actor(org_number=first.org_number)


def test_many_actors_may_lack_a_number() -> None:
    actors.actor(without_number=True)
    actors.actor(without_number=True)


def test_no_actor_is_its_own_parent() -> None:
    actor = actors.actor()
    with pytest.raises(IntegrityError, match="actor_not_own_parent"), transaction.atomic():
        Actor.objects.filter(pk=actor.pk).update(parent=actor)


def test_an_actor_passes_on_everything_once() -> None:
    first, second, third, fourth = (actors.actor() for _ in range(4))
    actors.succession(first, second)
    actors.succession(first, third, kind=SuccessionKind.TAKEOVER)
    with pytest.raises(IntegrityError, match=r"UNIQUE|succession_of_everything_once"):
        actors.succession(first, fourth, kind=SuccessionKind.RENAMING)


def test_no_actor_follows_itself() -> None:
    actor = actors.actor()
    with pytest.raises(IntegrityError, match="succession_by_another"):
        actors.succession(actor, actor)


def test_a_role_in_force_is_held_once_at_a_place() -> None:
    person, hospital = users.user(), actors.actor()
    actors.grant(person, Role.CONTRIBUTOR, hospital, until=date(2021, 1, 1))
    actors.grant(person, Role.CONTRIBUTOR, hospital)
    with pytest.raises(IntegrityError, match=r"UNIQUE|grant_held_once"):
        actors.grant(person, Role.CONTRIBUTOR, hospital)


def test_nobody_is_granted_to_be_the_public() -> None:
    with pytest.raises(IntegrityError, match="grant_known_role"):
        actors.grant(users.user(), Role.PUBLIC)


def test_a_grant_at_an_actor_never_reaches_the_whole_sector() -> None:
    grant = actors.grant(users.user(), Role.CONTRIBUTOR, actors.actor())
    with pytest.raises(IntegrityError, match="grant_path_of_actor"):
        Grant.objects.filter(pk=grant.pk).update(path="/")


def test_a_grant_ends_after_it_begins() -> None:
    with pytest.raises(IntegrityError, match="grant_ends_after_start"):
        actors.grant(users.user(), Role.SUPERVISOR, since=DAY, until=date(2023, 12, 31))


def test_in_force_from_the_first_day_until_the_day_of_ceasing() -> None:
    actor = actors.actor(valid_from=date(2016, 1, 1), ceased_on=DAY)
    days = [date(2015, 12, 31), date(2016, 1, 1), date(2023, 12, 31), DAY]
    assert [actor.is_in_force(day) for day in days] == [False, True, True, False]
    assert [Actor.objects.in_force(day).exists() for day in days] == [False, True, True, False]
    assert [Actor.objects.ceased(day).exists() for day in days] == [False, False, False, True]


@pytest.mark.parametrize("words", ["nordlys", "SMÅ", "små nordlys", "983 544", "lysstua"])
def test_words_are_found_in_names_and_numbers(words: str) -> None:
    actors.actor("Nordlys legekontor, små og store", org_number="983544622")
    actor = Actor.objects.get()
    actor.also_known_as = ["Lysstua"]
    actor.save()
    assert list(Actor.objects.matching(words)) == [actor]


@pytest.mark.parametrize("words", ["nordlys store tiltak", "%", "_", "0\0"])
def test_every_word_must_be_found_as_it_is(words: str) -> None:
    actors.actor("Nordlys legekontor, små og store", org_number="983544622")
    assert not Actor.objects.matching(words).exists()


def test_saving_over_another_version_is_refused() -> None:
    actor = actors.actor("Before")
    mine, theirs = Actor.objects.get(), Actor.objects.get()
    theirs.name = "Theirs"
    theirs.save_over(1)
    mine.name = "Mine"
    with pytest.raises(Conflict):
        mine.save_over(1)
    actor.refresh_from_db()
    assert (actor.name, actor.version, actor.sort_name) == ("Theirs", 2, "theirs")


def test_saving_over_keeps_the_path() -> None:
    actor = actors.actor(kind=ActorKind.SUPPLIER)
    stale = Actor.objects.get()
    stale.path = "/elsewhere/"
    stale.save_over(1)
    assert Actor.objects.get().path == actor.path


@pytest.mark.parametrize(
    ("member", "seen"),
    [
        ("authority", {"Authority", "Officer", "Owner", "Colleague", "Supervisor", "Elsewhere"}),
        ("supervisor", {"Authority", "Officer", "Owner", "Colleague", "Supervisor", "Elsewhere"}),
        ("officer", {"Officer", "Owner", "Colleague"}),
        ("officer_elsewhere", {"Elsewhere"}),
        ("owner", {"Owner"}),
        ("colleague", {"Colleague"}),
        ("stranger", set()),
        ("anonymous", set()),
    ],
)
def test_who_sees_which_grants(world: World, member: str, seen: set[str]) -> None:
    grants = Grant.objects.visible_to(world.viewer(member))
    names = {grant.user.name.replace("Officer_elsewhere", "Elsewhere") for grant in grants}
    assert names == seen
