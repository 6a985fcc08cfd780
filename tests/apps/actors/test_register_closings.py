"""Who closes, reopens, is missing or stands elsewhere in the register."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest

from samvern.apps.actors import operations, queries
from samvern.apps.actors.models import (
    Actor,
    RegisterImport,
)
from samvern.apps.actors.register_reading import RegisterFile
from samvern.base.viewer import SYSTEM
from samvern.engine.errors import InvalidInput
from tests.apps.actors.importing import AT, apply, changes, file_of, read, take
from tests.factories.register_units import unit

pytestmark = pytest.mark.django_db


def test_bankruptcy_is_told_and_ends_nothing_a_closing_day_does_and_reopening_takes_it_back() -> (
    None
):
    office = unit()
    take(office)
    told = take(replace(office, is_bankrupt=True))
    assert told.changes.get().kind == "closing"
    assert Actor.objects.get().valid_to is None
    closed = take(replace(office, is_bankrupt=True, closed_on=date(2026, 10, 1)))
    assert closed.changes.get().kind == "closed"
    assert Actor.objects.get().valid_to == date(2026, 10, 1)
    reopened = take(office)
    assert reopened.changes.get().kind == "reopened"
    assert Actor.objects.get().valid_to is None


def test_a_day_that_would_end_before_the_beginning_is_left_out() -> None:
    office = unit()
    take(office)
    actor = Actor.objects.get()
    operations.edit_actor(
        by=SYSTEM,
        at=AT,
        actor_id=actor.pk,
        version=actor.version,
        fields={"valid_from": date(2026, 11, 1)},
    )
    saved = take(replace(office, closed_on=date(2026, 10, 1)))
    assert saved.changes.get().overridden == {"valid_to": "2026-10-01"}
    assert Actor.objects.get().valid_to is None


def test_who_is_missing_from_a_file_of_everybody_is_gone_and_from_another_is_not() -> None:
    stays, leaves = unit("STAYS"), unit("LEAVES")
    take(stays, leaves)
    assert not read(stays).changes.exists()
    saved = take(stays, is_complete=True)
    assert changes(saved) == {"Leaves": "gone"}
    assert Actor.objects.get(name="Leaves").valid_to == date(2026, 11, 27)
    assert Actor.objects.get(name="Stays").valid_to is None
    back = take(stays, leaves, is_complete=True)
    assert changes(back) == {"Leaves": "reopened"}


def test_a_file_of_everybody_that_lacks_most_is_not_believed() -> None:
    offices = [unit(f"OFFICE {n}") for n in range(30)]
    take(*offices)
    saved = read(offices[0], is_complete=True)
    assert saved.counts["missing"] == 29
    assert not saved.changes.exists()


def test_a_file_that_breaks_off_is_refused_whole_and_what_waits_can_still_be_applied() -> None:
    waiting = read(unit("WAITS"))
    content = file_of([unit(f"X {number}") for number in range(2_000)]).stream.read()
    for broken in (content[:3_000], content[:-40]):
        file = RegisterFile("enheter.json", io.BytesIO(broken))
        with pytest.raises(InvalidInput, match=r"register_file\.broken_off"):
            operations.read_register(by=SYSTEM, at=AT, files=[file])
    assert RegisterImport.objects.get() == waiting
    assert apply(waiting).state == "applied"


def test_what_became_of_the_rows_adds_up() -> None:
    stays, leaves = unit("STAYS"), unit("LEAVES")
    take(stays, leaves)
    bakery, closed = unit("BAKERY", code="10.710"), unit("CLOSED", closed_on=date(2020, 1, 1))
    saved = take(stays, bakery, closed, unit("NEW"), stays, is_complete=True)
    told = queries.figures(saved)
    assert told == {
        "rows": 5,
        "outside": 1,
        "bad": 1,
        "of_sector": 3,
        "unchanged": 1,
        "closed_before": 1,
        "changes": 1,
        "gone": 1,
    }
    assert told["rows"] == told["outside"] + told["bad"] + told["of_sector"]
    assert told["of_sector"] == told["unchanged"] + told["closed_before"] + told["changes"]


def test_a_file_that_is_none_leaves_nothing_behind() -> None:
    with pytest.raises(InvalidInput, match=r"register_file\.unknown_columns"):
        operations.read_register(by=SYSTEM, at=AT, files=[RegisterFile("x", io.BytesIO(b"%PDF"))])
    assert not RegisterImport.objects.exists()


def test_places_of_business_move_with_their_owner_in_the_register() -> None:
    north, south = unit("NORTH KOMMUNE", form="KOMM"), unit("SOUTH KOMMUNE", form="KOMM")
    home = unit("HOME", form="BEDR", code="87.102", parent=north.org_number)
    ward = unit("WARD", form="BEDR", code="87.102", parent=home.org_number)
    take(ward, home, north, south)
    actor, below = Actor.objects.get(name="Home"), Actor.objects.get(name="Ward")
    assert (actor.parent and actor.parent.name, below.parent) == ("North Kommune", actor)
    take(replace(home, parent=south.org_number))
    actor.refresh_from_db()
    below.refresh_from_db()
    assert actor.parent
    assert actor.parent.name == "South Kommune"
    assert actor.path == f"{actor.parent.path}{actor.pk}/"
    assert below.path == f"{actor.path}{below.pk}/"


def test_units_in_a_circle_come_in_beside_each_other() -> None:
    first = unit("FIRST", form="BEDR")
    second = unit("SECOND", form="BEDR", parent=first.org_number)
    saved = take(replace(first, parent=second.org_number), second)
    assert saved.counts["in_a_circle"] == 2
    assert set(Actor.objects.values_list("name", "parent")) == {("First", None), ("Second", None)}


def test_several_doctors_behind_one_door_know_of_each_other() -> None:
    take(unit("LEGE A"), unit("LEGE B"), unit("LEGE C", municipality="4601"))
    view = queries.register_view(SYSTEM, Actor.objects.get(name="Lege A"))
    assert [actor.name for actor in view.behind_one_door] == ["Lege B"]
