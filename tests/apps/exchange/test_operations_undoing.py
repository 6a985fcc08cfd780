"""An import is taken back: exactly that, and only where nobody has changed it since."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from samvern.apps.exchange import operations
from samvern.apps.exchange.models import TableImport
from samvern.apps.programmes import operations as programme_operations
from samvern.apps.programmes.models import Measure, MeasureActor, Programme, Sharing
from samvern.apps.programmes.queries import read_document
from samvern.base.models import AuditEntry
from samvern.base.viewer import SYSTEM, Viewer
from samvern.engine.errors import Conflict, InvalidInput, NotAllowed, NotFound, NotReady
from samvern.engine.programme.document import Judgement
from samvern.formats.tables.table import Cell
from tests.apps.exchange.test_operations_importing import refused
from tests.factories import actors, exchange
from tests.factories import programmes as make
from tests.worlds import CAST, World


def undo(saved: TableImport, *, by: Viewer = SYSTEM, why: str = "A slip") -> TableImport:
    return operations.undo_import(by=by, import_id=saved.pk, why=why, at=exchange.AT)


@dataclass(frozen=True)
class Shape:
    """A table, what its columns stand for, and with what options it is taken in."""

    columns: dict[str, str]
    rows: Sequence[Sequence[Cell]]
    options: dict[str, Any] = field(default_factory=dict)

    def take(self, programme: Programme) -> TableImport:
        uses = exchange.mapping(tuple(self.columns), tuple(self.columns.values()), **self.options)
        return exchange.taken(programme, self.rows, uses=uses, headings=tuple(self.columns))


SHAPES = {
    "changed": Shape({"Kode": "code", "Tittel": "title.nb"}, [("1.2", "Another title")]),
    "a language more": Shape({"Kode": "code", "Title": "title.en"}, [("1.2", "In English")]),
    "added": Shape(
        {"Kode": "code", "Tittel": "title.nb", "Kostnad": "cost"}, [("1.0", "New", "høy")]
    ),
    "withdrawn": Shape(
        {"Kode": "code", "Tittel": "title.nb"}, [("1.2", "Alone")], {"missing": "withdraw"}
    ),
    "all but new ones withdrawn": Shape(
        {"Kode": "code", "Tittel": "title.nb"}, [("1.9", "New")], {"missing": "withdraw"}
    ),
    "moved into a new focus area": Shape(
        {"Kode": "code", "Område": "focus_area"},
        [("1.2", "8 Learning"), ("1.3", "8")],
        {"may_add_areas": True},
    ),
    "added to a new focus area": Shape(
        {"Kode": "code", "Tittel": "title.nb", "Område": "focus_area"},
        [("8.1", "New", "8 Learning")],
        {"may_add_areas": True},
    ),
    "judged": Shape(
        {"Kode": "code", "Kostnad": "cost", "Støtte": "support", "R1": "contribution:R1"},
        [("1.1", "høy", "lav (25%) eller høy (75%)", "X"), ("1.3", "ukjent", None, "v")],
    ),
    "judged for a goal": Shape({"Kode": "code", "Mål": "attainment:M1"}, [("1.1", "4,5")]),
    "cleared": Shape(
        {"Kode": "code", "Eier": "owners", "Kostnad": "cost", "Start": "start", "Etter": "after"},
        [("1.2", None, None, None, None)],
        {"is_empty_clear": True},
    ),
    "other people": Shape(
        {"Kode": "code", "Eier": "owners", "Med": "involved"},
        [("1.1", "The ministry; The hospital", "The municipality")],
    ),
    "everything at once": Shape(
        {
            "Kode": "code",
            "Tittel": "title.nb",
            "Område": "focus_area",
            "Status": "status",
            "Kostnad": "cost",
            "Etter": "after",
        },
        [
            ("1.1", "Another title", "9 Otherwise", "pågår", "middels", "1.3; 7.7"),
            ("9.1", "New", "9", None, "lav", None),
        ],
        {"missing": "withdraw", "may_add_areas": True, "is_empty_clear": True},
    ),
}


def rows_of_actors(programme: Programme) -> list[tuple[Any, ...]]:
    rows = MeasureActor.objects.filter(measure__programme=programme, measure__withdrawn_at=None)
    columns = ("measure__code", "part", "position", "name", "actor_id")
    return sorted(rows.values_list(*columns), key=str)


@pytest.mark.parametrize("shape", SHAPES)
def test_undoing_restores_the_very_programme(programme: Programme, shape: str) -> None:
    before, owners = read_document(programme), rows_of_actors(programme)
    saved = SHAPES[shape].take(programme)
    assert read_document(programme) != before
    undone = undo(saved)
    assert read_document(programme) == before
    assert rows_of_actors(programme) == owners
    assert (undone.undone_at, undone.undone_why) == (exchange.AT, "A slip")
    assert (undone.undone_by_name, undone.undone_by_id) == ("Samvern", None)
    # And once more: what was withdrawn and brought back is as good as new.
    undo(SHAPES[shape].take(programme))
    assert read_document(programme) == before


@pytest.mark.parametrize("number", range(15))
def test_any_row_of_imports_is_undone_backwards(db: None, number: int) -> None:
    """Several imports in a row, undone from the last to the first."""
    draw = random.Random(number)
    programme = make.programme(make.full_document(f"P-{number}", measures=6))
    states, taken = [read_document(programme)], []
    for each in range(3):
        shape = _any_shape(draw, [measure.id for measure in states[-1].measures], each)
        try:
            taken.append(shape.take(programme))
        except NotReady:
            continue
        states.append(read_document(programme))
    for saved in reversed(taken):
        assert read_document(programme) == states.pop()
        undo(saved)
    assert [read_document(programme)] == states


def _any_shape(draw: random.Random, known: list[str], number: int) -> Shape:
    values: dict[str, list[Cell]] = {
        "title.nb": ["A title", "Another"],
        "focus_area": ["1", "2", "77 Elsewhere"],
        "status": ["pågår", "fullført", None],
        "owners": ["A; B", "B", None],
        "cost": ["lav", "2,5", "ukjent", None],
        "contribution:R1": ["X", "v", None],
        "description.en": ["Text", None],
        "related": ["1.0; 9.9", None],
    }
    targets = ["title.nb", *draw.sample(sorted(set(values) - {"title.nb"}), 3)]
    codes = [*draw.sample(known, min(3, len(known))), f"1.new{number}"]
    return Shape(
        {target: target for target in ("code", *targets)},
        [(code, *(draw.choice(values[target]) for target in targets)) for code in codes],
        {
            "missing": draw.choice(["keep", "withdraw"]),
            "is_empty_clear": draw.random() < 0.5,
            "may_add_areas": True,
        },
    )


def test_what_was_changed_since_is_named_all_at_once(programme: Programme) -> None:
    uses = exchange.mapping(missing="withdraw")
    saved = exchange.taken(programme, uses=uses)
    first, added = (Measure.objects.get(code=code) for code in ("1.1", "1.4"))
    for measure, changes in (
        (first, {"status": "completed", "every": "year"}),
        (added, {"every": "month"}),
    ):
        programme_operations.edit_measure(
            by=SYSTEM,
            measure_id=measure.pk,
            version=Measure.objects.get(pk=measure.pk).version,
            changes=changes,
            at=exchange.AT,
        )
    programme_operations.record_judgement(
        by=SYSTEM,
        subject=first,
        criterion="cost",
        levels={"high": 1.0},
        why="Looked again",
        at=exchange.AT,
    )
    wrong = refused("import.changed_since", Conflict, lambda: undo(saved))
    found = [
        (each.code, dict(each.params)["id"], dict(each.params)["field"]) for each in wrong.problems
    ]
    assert sorted(found) == [
        ("import.field_changed_since", "1.1", "cost"),
        ("import.field_changed_since", "1.1", "status"),
        ("import.field_changed_since", "1.4", "every"),
    ]


def test_changes_elsewhere_do_not_hinder_and_stay(programme: Programme) -> None:
    saved = exchange.taken(programme)
    programme_operations.edit_measure(
        by=SYSTEM,
        measure_id=Measure.objects.get(code="1.1").pk,
        version=2,
        changes={"every": "year"},
        at=exchange.AT,
    )
    undo(saved)
    first = read_document(programme).measures[0]
    assert (first.every, first.status) == ("year", None)
    assert first.cost == exchange.judged(low=1.0)


def test_a_later_import_of_the_same_field_must_be_undone_first(programme: Programme) -> None:
    before = read_document(programme)
    columns = {"Kode": "code", "Tittel": "title.nb"}
    first = Shape(columns, [("1.1", "One")]).take(programme)
    second = Shape(columns, [("1.1", "Two")]).take(programme)
    refused("import.changed_since", Conflict, lambda: undo(first))
    undo(second)
    undo(first)
    assert read_document(programme) == before


def test_an_import_is_undone_once(programme: Programme) -> None:
    saved = exchange.taken(programme)
    undo(saved)
    refused("import.undone_already", NotReady, lambda: undo(saved))


def test_undoing_brings_back_who_stood_behind_a_name(programme: Programme, world: World) -> None:
    """Set by hand; the register knows the first name as somebody else, and the second not."""
    programme_operations.set_owners(
        by=SYSTEM,
        measure_id=Measure.objects.get(code="1.1").pk,
        version=1,
        owners=[
            programme_operations.OwnerEntry(world.other_hospital.name, world.department.pk),
            programme_operations.OwnerEntry("The hospital", world.hospital.pk),
            programme_operations.OwnerEntry(world.hospital.name, None),
        ],
        at=exchange.AT,
    )
    owners = rows_of_actors(programme)
    shape = Shape({"Kode": "code", "Eier": "owners"}, [("1.1", "Somebody else"), ("1.2", "A")])
    saved = shape.take(programme)
    assert rows_of_actors(programme) != owners
    undo(saved)
    assert rows_of_actors(programme) == owners


def test_whoever_has_followed_meanwhile_is_brought_back(programme: Programme, world: World) -> None:
    programme_operations.set_owners(
        by=SYSTEM,
        measure_id=Measure.objects.get(code="1.1").pk,
        version=1,
        owners=[programme_operations.OwnerEntry("The hospital", world.hospital.pk)],
        at=exchange.AT,
    )
    saved = Shape({"Kode": "code", "Eier": "owners"}, [("1.1", "Nobody known")]).take(programme)
    actors.succession(world.hospital, world.other_hospital)
    undo(saved)
    rows = MeasureActor.objects.filter(measure__code="1.1", part="owner")
    assert list(rows.values_list("name", "actor")) == [("The hospital", world.other_hospital.pk)]


def test_undoing_needs_a_reason(programme: Programme) -> None:
    saved = exchange.taken(programme)
    wrong = refused("table.invalid", InvalidInput, lambda: undo(saved, why=" "))
    assert [(each.code, each.where) for each in wrong.problems] == [("value.missing", "why")]


def test_undoing_is_told_in_the_trail(programme: Programme, world: World) -> None:
    saved = exchange.taken(programme)
    undone = undo(saved, by=world.viewer("authority"))
    assert (undone.undone_by_name, undone.undone_by) == ("Authority", world.people["authority"])
    told = AuditEntry.objects.get(action="exchange.import_undone")
    assert (told.subject_id, told.changes) == (str(saved.pk), {"version": 3})


@pytest.mark.parametrize("member", CAST)
def test_only_the_authority_undoes(programme: Programme, world: World, member: str) -> None:
    saved = exchange.taken(programme)
    viewer = world.viewer(member)
    call: Callable[[], object] = lambda: undo(saved, by=viewer)  # noqa: E731
    if member == "authority":
        call()
    elif member == "supervisor":
        refused("permission.missing", NotAllowed, call)
    else:
        refused("import.unknown", NotFound, call)


def test_an_import_into_what_one_does_not_see_is_not_there(world: World) -> None:
    saved = exchange.taken(exchange.programme("DRAFT", sharing=Sharing.AUTHORITY))
    refused("import.unknown", NotFound, lambda: undo(saved, by=world.viewer("supervisor")))


def test_a_judgement_comes_back_with_who_and_why(programme: Programme) -> None:
    shape = Shape({"Kode": "code", "R1": "contribution:R1"}, [("1.1", "X")])
    undo(shape.take(programme))
    first = read_document(programme).measures[0]
    assert first.contribution == {"R1": Judgement({"some": 1.0}, "x")}
