"""What pages and files cost: the same number of queries for two rows and for twenty."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samvern.apps.actors import pieces
from samvern.apps.actors.models import (
    Actor,
)
from samvern.base.permissions import Role
from tests.factories import actors, users
from tests.worlds import CAST, World

LogIn = Callable[[str], Client]


def page_of(actor: Actor, name: str = "actor") -> str:
    return reverse(f"actors:{name}", args=[actor.pk])


#: Page to the most queries it may take, whatever the number of rows. Three are the session,
#: the user and the grants.
CEILINGS = {
    "/actors/": 7,
    "/actors/?q=hospital&sort=-parent&standing=any": 7,
    "/actors/{hospital}/": 13,
    "/people/": 5,
}


def costs(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def grow(world: World, count: int) -> None:
    """More children, people and predecessors of the hospital, and more of everything else."""
    for _ in range(count):
        actors.actor(parent=world.hospital)
        actors.grant(users.user(), Role.CONTRIBUTOR, world.hospital)
        actors.succession(actors.actor(), world.hospital)
        actors.grant(users.user(), Role.SUPERVISOR)


@pytest.mark.parametrize("page", CEILINGS)
def test_pages_cost_the_same_for_two_rows_and_for_twenty(
    world: World, log_in: LogIn, page: str
) -> None:
    client, address = log_in("authority"), page.format(hospital=world.hospital.pk)
    grow(world, 2)
    two = costs(client, address)
    grow(world, 18)
    assert costs(client, address) == two <= CEILINGS[page]


def test_pieces_of_other_pages_cost_the_same_for_two_rows_and_for_twenty(world: World) -> None:
    by = world.viewer("officer")
    for _ in range(2):
        grow(world, 10)
        with CaptureQueriesContext(connection) as search:
            assert len(list(pieces.search_hits(by, "actor"))) == pieces.HITS_SHOWN
        with CaptureQueriesContext(connection) as start:
            assert len(list(pieces.start_cards(by))) == 3
        assert (len(search), len(start)) == (1, 2)


def test_files_cost_the_same_for_two_rows_and_for_twenty(world: World, log_in: LogIn) -> None:
    client = log_in("authority")
    grow(world, 2)
    two = costs(client, "/actors/file/csv/")
    grow(world, 18)
    assert costs(client, "/actors/file/csv/") == two <= 4


@pytest.mark.parametrize("member", CAST)
def test_files_of_people_are_for_those_who_see_them(
    world: World, log_in: LogIn, member: str
) -> None:
    client = log_in(member)
    for page, key in (("/people/", "people"), (page_of(world.hospital), "people")):
        seen = client.get(page)
        file = client.get(f"{page}?file={key}.csv")
        shows_people = seen.status_code == 200 and seen.context.get("people") is not None
        if page == "/people/":
            assert file.status_code == seen.status_code
        elif seen.status_code == 200:
            assert file.status_code == (200 if shows_people else 404)
        if file.status_code == 200:
            text = file.getvalue().decode()
            names = {person.name for person in world.people.values() if person.email in text}
            html = seen.content.decode()
            assert names == {p.name for p in world.people.values() if p.email in html}
