"""Several people import into, undo and change the same programme at the same moment."""

from __future__ import annotations

import pytest

from samvern.apps.exchange import operations
from samvern.apps.exchange.models import ColumnMapping, TableImport
from samvern.apps.programmes import operations as programme_operations
from samvern.apps.programmes.models import Judgement, Measure, Programme
from samvern.apps.programmes.queries import read_document
from samvern.base.audit import verify_chain
from samvern.base.viewer import SYSTEM
from tests.at_once import at_once
from tests.factories import exchange

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = 4


@pytest.fixture
def programme() -> Programme:
    """A programme without any people: the cast would not outlive the transactions."""
    return exchange.programme("P")


def test_one_of_several_imports_wins(programme: Programme) -> None:
    def take_in(number: int) -> TableImport:
        rows = [("1.1", f"Title {number}", None, None, "høy"), ("1.9", "New", None, None, None)]
        return exchange.taken(programme, rows, version=1, remember_as="Plan")

    ended = at_once(*(lambda number=number: take_in(number) for number in range(PEOPLE)))
    assert ended == {"done": 1, "programme.changed_meanwhile": PEOPLE - 1}
    saved = TableImport.objects.get()
    title = saved.changes[0]["fields"][0][2]
    assert read_document(programme).measures[0].title == {"nb": title}
    assert Judgement.objects.in_force().filter(measure__code="1.1", criterion="cost").count() == 1
    assert ColumnMapping.objects.count() == 1
    assert Programme.objects.get().version == 2
    assert verify_chain().broken_at is None


def test_an_import_is_undone_once_whoever_asks(programme: Programme) -> None:
    before = read_document(programme)
    saved = exchange.taken(programme)

    def undo() -> TableImport:
        return operations.undo_import(by=SYSTEM, import_id=saved.pk, why="A slip", at=exchange.AT)

    assert at_once(*[undo] * PEOPLE) == {"done": 1, "import.undone_already": PEOPLE - 1}
    assert read_document(programme) == before
    assert Programme.objects.get().version == 3
    assert verify_chain().broken_at is None


def test_an_edit_goes_before_an_undo_or_after_it_and_is_never_lost(programme: Programme) -> None:
    saved = exchange.taken(programme)
    measure = Measure.objects.get(code="1.1")

    def edit() -> Measure:
        return programme_operations.edit_measure(
            by=SYSTEM,
            measure_id=measure.pk,
            version=measure.version,
            changes={"status": "completed"},
            at=exchange.AT,
        )

    def undo() -> TableImport:
        return operations.undo_import(by=SYSTEM, import_id=saved.pk, why="A slip", at=exchange.AT)

    ended = at_once(edit, undo)
    saved.refresh_from_db()
    status = Measure.objects.get(code="1.1").status
    if saved.undone_at is None:
        assert ended == {"done": 1, "import.changed_since": 1}
        assert status == "completed"
    else:
        assert ended == {"done": 1, "measure.changed_meanwhile": 1}
        assert status == ""
    assert verify_chain().broken_at is None


def test_a_name_is_taken_once(programme: Programme) -> None:
    def remember() -> ColumnMapping:
        return exchange.remembered(programme)

    ended = at_once(*[remember] * PEOPLE)
    assert ended["done"] >= 1
    assert set(ended) <= {"done", "mapping.invalid"}
    assert ColumnMapping.objects.count() == 1
