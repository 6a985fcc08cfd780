"""What the module puts on pages that belong to all: search, the first page, the trail."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from samvern.apps.actors.models import (
    Actor,
)
from tests.worlds import World

LogIn = Callable[[str], Client]


def page_of(actor: Actor, name: str = "actor") -> str:
    return reverse(f"actors:{name}", args=[actor.pk])


def test_search_finds_actors_for_those_who_see_them(world: World, log_in: LogIn) -> None:
    found = log_in("colleague").get("/search/?q=fjordheim").context["hits"]
    assert {"Fjordheim hospital", "Fjordheim laboratory"} <= {hit.title for hit in found}
    for member in ("stranger", "anonymous"):
        hits = log_in(member).get("/search/?q=fjordheim").context["hits"]
        assert not [hit for hit in hits if "Fjordheim" in hit.title]


@pytest.mark.parametrize(
    ("member", "titles"),
    [
        ("officer", ["Fjordheim hospital", "Who is in the sector?", "Who may do what?"]),
        ("colleague", ["Fjordheim hospital", "Who is in the sector?"]),
        ("supervisor", ["Who is in the sector?"]),
        ("stranger", []),
        ("anonymous", []),
    ],
)
def test_the_first_page_leads_to_what_one_can_do(
    world: World, log_in: LogIn, member: str, titles: list[str]
) -> None:
    cards = log_in(member).get("/").context["cards"]
    ours = [card for card in cards if card.url.startswith(("/actors/", "/people/"))]
    assert [str(card.title) for card in ours] == titles


def test_the_trail_leads_to_the_actor(world: World, log_in: LogIn) -> None:
    client = log_in("officer")
    client.post(page_of(world.hospital, "cease_actor"), {"version": "1", "on": "2026-01-01"})
    (row,) = [row for row in client.get("/audit/").context["rows"] if "Fjordheim" in row.subject]
    assert (row.url, row.action) == (page_of(world.hospital), "Recorded that an actor ceased")
