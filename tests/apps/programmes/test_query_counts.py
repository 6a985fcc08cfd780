"""What a page costs the database does not depend on how much there is to show."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samvern.apps.programmes import queries
from samvern.apps.programmes.models import MeasureActor
from samvern.apps.programmes.queries import RankingChoices
from samvern.base.permissions import Role
from samvern.base.viewer import Viewer
from tests.factories import actors, users
from tests.factories import programmes as make

Read = Callable[[Viewer, str], object]

#: Queries of each read when the programme was read since it last changed.
CEILINGS: dict[str, tuple[Read, int]] = {
    "programmes": (lambda viewer, code: queries.programmes(viewer), 3),
    "overview": (queries.overview, 2),
    "register": (queries.register, 3),
    "measure": (lambda viewer, code: queries.measure_page(viewer, code, "1.0"), 9),
    "findings": (queries.findings, 1),
    "coverage": (queries.coverage, 1),
    "search": (lambda viewer, code: queries.search(viewer, "measure"), 2),
    "first page": (lambda viewer, code: queries.own_work(viewer), 1),
    "ranking": (
        lambda viewer, code: queries.ranking(viewer, code, RankingChoices(samples=50)),
        1,
    ),
}
#: Queries that the first read after a change needs besides: one for each table.
DOCUMENT = 15


def count(read: Read, viewer: Viewer, code: str) -> int:
    """How many queries a read makes."""
    with CaptureQueriesContext(connection) as captured:
        read(viewer, code)
    return len(captured)


@pytest.mark.django_db
def test_the_number_of_queries_does_not_depend_on_the_number_of_measures() -> None:
    viewer = users.viewer(Role.SECTOR_AUTHORITY)
    costs: dict[int, dict[str, int]] = {}
    for measures in (2, 2_000):
        code = f"P-{measures}"
        saved = make.programme(make.full_document(code, measures))
        owner = actors.actor(f"Owner {measures}")
        MeasureActor.objects.filter(measure__in=saved.measures.all()).update(actor=owner)
        queries.overview(viewer, code)
        costs[measures] = {
            name: count(read, viewer, code) for name, (read, _ceiling) in CEILINGS.items()
        }
        costs[measures]["document"] = count(
            lambda _viewer, _code, saved=saved: queries.read_document(saved), viewer, code
        )
    assert costs[2] == costs[2_000]
    ceilings = {name: ceiling for name, (_read, ceiling) in CEILINGS.items()}
    assert costs[2] == {**ceilings, "document": DOCUMENT}
