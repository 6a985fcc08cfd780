"""A table is taken in, all of it or nothing."""

from __future__ import annotations

from samvern.apps.exchange.models import TableImport
from samvern.apps.programmes.models import Programme
from samvern.apps.programmes.queries import read_document
from samvern.engine.programme.document import MeasureStatus
from tests.factories import exchange
from tests.worlds import World


def test_a_table_changes_what_it_says_and_nothing_else(programme: Programme, world: World) -> None:
    before = read_document(programme)
    saved = exchange.taken(programme, by=world.viewer("authority"))
    after = {measure.id: measure for measure in read_document(programme).measures}
    assert list(after) == ["1.1", "1.2", "1.3", "1.4"]
    assert (after["1.2"], after["1.3"]) == before.measures[1:]
    assert after["1.1"].status is MeasureStatus.ONGOING
    assert after["1.1"].cost is not None
    assert after["1.1"].cost.levels == {"medium": 1.0}
    assert (after["1.1"].cost.by, after["1.1"].cost.why) == ("Authority", exchange.WHY)
    assert after["1.1"].owners == before.measures[0].owners
    assert (saved.added_count, saved.changed_count, saved.withdrawn_count) == (1, 1, 0)
    assert TableImport.objects.get() == saved
