"""The page of an actor: where it belongs, what became of it, who may see its people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from samvern.apps.actors.models import (
    Actor,
    ActorKind,
    SuccessionKind,
)
from tests.factories import actors
from tests.worlds import World

LogIn = Callable[[str], Client]


def page_of(actor: Actor, name: str = "actor") -> str:
    return reverse(f"actors:{name}", args=[actor.pk])


def test_an_actor_that_was_merged_says_who_holds_its_things(world: World, log_in: LogIn) -> None:
    ehealth = actors.actor("E-health", also_known_as=["EHLS"])
    actors.succession(ehealth, world.hospital)
    text = log_in("colleague").get(page_of(ehealth)).content.decode()
    assert "Ceased on 1 January 2024. What it held is with Fjordheim hospital today." in text
    assert "Merged into Fjordheim hospital" in text
    assert "EHLS" in text
    after = log_in("colleague").get(page_of(world.hospital)).content.decode()
    assert "E-health was merged into this actor" in after


@pytest.mark.parametrize("kind", SuccessionKind)
def test_every_succession_is_told_from_both_sides(
    world: World, log_in: LogIn, kind: SuccessionKind
) -> None:
    first, second = actors.actor("First", valid_from=date(2002, 1, 1)), actors.actor("Second")
    actors.succession(first, second, kind=kind)
    client = log_in("colleague")
    before = client.get(page_of(first)).context["history"]
    after = client.get(page_of(second)).context["history"]
    assert [event.at for event in before] == [date(2024, 1, 1), date(2002, 1, 1)]
    assert "Second" in before[0].text
    assert "First" in after[0].text


def test_an_actor_shows_what_is_below_and_above(world: World, log_in: LogIn) -> None:
    page = log_in("colleague").get(page_of(world.hospital))
    assert [child.name for child in page.context["children"]] == ["Fjordheim laboratory"]
    assert "1 actor belongs to it." in page.content.decode()
    below = log_in("colleague").get(page_of(world.department))
    titles = [str(crumb.title) for crumb in below.context["breadcrumbs"]]
    assert titles == ["Actors", "Fjordheim hospital", "Fjordheim laboratory"]


def test_those_left_below_a_ceased_actor_are_pointed_out(world: World, log_in: LogIn) -> None:
    Actor.objects.filter(pk=world.hospital.pk).update(valid_to=date(2024, 1, 1))
    text = log_in("colleague").get(page_of(world.hospital)).content.decode()
    assert "Other actors still belong to it although it has ceased." in text


def test_people_are_shown_to_those_who_answer_for_the_actor(world: World, log_in: LogIn) -> None:
    email = world.people["colleague"].email
    assert email in log_in("officer").get(page_of(world.hospital)).content.decode()
    for member in ("owner", "officer_elsewhere"):
        assert email not in log_in(member).get(page_of(world.hospital)).content.decode()


def test_a_region_that_follows_from_the_county_says_so(world: World, log_in: LogIn) -> None:
    bodo = actors.actor(kind=ActorKind.MUNICIPALITY, region="HN", municipality_number="1804")
    text = log_in("colleague").get(page_of(bodo)).content.decode()
    assert "Follows from the county; not registered." in text
    assert "1804 Bodø" in text
