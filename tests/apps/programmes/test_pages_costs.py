"""What a page costs the database does not depend on how much it shows."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samvern.apps.programmes.models import MeasureActor
from tests.factories import actors
from tests.factories import programmes as make
from tests.worlds import World

LogIn = Callable[[str], Client]

#: Queries of each page for somebody who is logged in, the programme having been read before:
#: session, user and grants are three of them.
CEILINGS = {
    "/programmes/": 6,
    "/programmes/{code}/": 5,
    "/programmes/{code}/measures/": 6,
    "/programmes/{code}/measures.csv": 6,
    "/programmes/{code}/measures/1.0/": 17,
    "/programmes/{code}/measures/1.0/edit/": 12,
    "/programmes/{code}/measures/1.0/judge/cost/": 5,
    "/programmes/{code}/ranking/?samples=1000": 4,
    "/programmes/{code}/ranking/?samples=1000&level=measure": 4,
    "/programmes/{code}/ranking/sensitivity/?samples=1000": 5,
    "/programmes/{code}/ranking/sensitivity/?samples=1000&level=measure": 5,
    "/programmes/{code}/ranking/explanation/?level=measure&decided_order=1.0": 5,
    "/programmes/{code}/coverage/": 4,
    "/programmes/{code}/findings/": 4,
    "/programmes/{code}/programme.yaml": 4,
}


def cost(client: Client, address: str) -> int:
    """How many queries an address takes, once what is kept is kept."""
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200, address
    return len(captured)


def test_pages_cost_the_same_for_few_measures_and_for_many(world: World, log_in: LogIn) -> None:
    client = log_in("authority")
    costs: dict[int, dict[str, int]] = {}
    for measures in (2, 200):
        saved = make.programme(make.full_document(f"P-{measures}", measures))
        owner = actors.actor(f"Owner {measures}")
        MeasureActor.objects.filter(measure__in=saved.measures.all()).update(actor=owner)
        costs[measures] = {page: cost(client, page.format(code=saved.code)) for page in CEILINGS}
    assert costs[2] == costs[200]
    assert costs[2] == CEILINGS


@pytest.mark.django_db
def test_the_list_costs_the_same_for_few_programmes_and_for_many(log_in: LogIn) -> None:
    client = log_in("anonymous")
    make.programme()
    few = cost(client, "/programmes/")
    for _ in range(20):
        make.programme()
    assert cost(client, "/programmes/") == few
