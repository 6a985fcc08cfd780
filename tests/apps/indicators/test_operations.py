"""What can be done with indicators, values and starts, by whom, and who sees which of them."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from samvern.apps.indicators import operations, queries
from samvern.apps.indicators.models import Indicator, IndicatorValue, MeasureStart
from samvern.apps.programmes.models import Programme, Sharing
from samvern.base.models import AuditEntry
from samvern.base.viewer import SYSTEM
from samvern.engine.errors import (
    Conflict,
    InvalidInput,
    NotAllowed,
    NotFound,
    NotReady,
    SamvernError,
)
from samvern.engine.indicators import Direction, Frequency, MeasuredOn, Point
from tests.factories import actors, users
from tests.factories import indicators as make
from tests.refusals import refused
from tests.worlds import CAST, World


@pytest.fixture
def programme(world: World) -> Programme:
    return make.programme()


def codes(error: SamvernError) -> set[str]:
    return {each.code for each in error.problems}


# --- an indicator -------------------------------------------------------------------------------------


def test_indicators_are_kept_by_those_who_govern_and_seen_by_all_who_see_the_programme(
    world: World, programme: Programme
) -> None:
    found = make.indicator(programme)
    acts = (operations.retire_indicator, operations.resume_indicator)
    for member in CAST:
        by = world.viewer(member)
        assert queries.indicator_for(by, found.pk) == found
        keeps = [lambda by=by, m=member: make.indicator(programme, by=by, code=m)]
        keeps += [
            lambda act=act, by=by: act(by=by, indicator_id=found.pk, at=make.AT) for act in acts
        ]
        for keep in keeps:
            if member == "authority":
                keep()
            else:
                refused(NotAllowed, keep)
    type(programme).objects.update(sharing=Sharing.AUTHORITY)
    refused(NotFound, lambda: queries.indicator_for(world.viewer("officer"), found.pk))


MAKES_NO_SENSE = [
    ({"code": "with space"}, "indicator.code_unusable"),
    ({"title": {}}, "value.missing"),
    ({"baseline_on": None}, "indicator.baseline_half"),
    ({"highest": None}, "indicator.scale_half"),
    ({"baseline": 101.0}, "indicator.off_scale"),
    ({"baseline": float("nan")}, "indicator.not_a_number"),
    ({"targets": (Point(date(2024, 1, 1), 1.0),)}, "indicator.target_before_baseline"),
    ({"targets": (Point(date(2027, 1, 1), 1.0),) * 2}, "indicator.target_twice"),
    ({"goals": ("M9",)}, "indicator.tie_unknown"),
    ({"days_to_give": -1}, "indicator.days_out_of_range"),
]


def test_an_indicator_that_makes_no_sense_is_refused(programme: Programme) -> None:
    for changes, code in MAKES_NO_SENSE:
        error = refused(InvalidInput, lambda c=changes: make.indicator(programme, **c))
        assert code in codes(error)
    assert not Indicator.objects.exists()


def test_what_values_rest_on_stays(world: World, programme: Programme) -> None:
    found = make.indicator(programme)
    again = refused(InvalidInput, lambda: make.indicator(programme))
    assert codes(again) == {"indicator.code_taken"}
    make.values(found, make.given("2026-H1", 40.0, world.hospital), by=world.viewer("officer"))
    change = {"by": SYSTEM, "indicator_id": found.pk, "at": make.AT, "version": 1}
    other = make.plan(frequency=Frequency.YEAR, is_reported=True)
    error = refused(InvalidInput, lambda: operations.change_indicator(plan=other, **change))
    assert codes(error) == {"indicator.has_values", "indicator.told_otherwise"}
    changed = operations.change_indicator(plan=make.plan(direction=Direction.DOWN), **change)
    assert (changed.version, changed.direction) == (2, "down")
    refused(Conflict, lambda: operations.change_indicator(plan=make.plan(), **change))
    entry = AuditEntry.objects.get(action="indicator.changed")
    assert entry.changes == {"direction": True}


# --- who gives and sees values -------------------------------------------------------------------------

#: Who may give what, and sees it as it is: of the hospital where it is kept or reported, of the sector
#: with an owner, without one, and where the sector is measured as one.
GIVES = {
    "authority": {"reported", "unowned", "sector", "reported_whole"},
    "officer": {"kept", "reported"},
    "owner": {"owned"},
}
SEES = {
    "authority": {"reported", "unowned", "sector", "reported_whole"},
    "supervisor": {"reported", "unowned", "sector", "reported_whole"},
    "officer": {"kept", "reported", "sector"},
    "owner": {"owned", "sector"},
}


@pytest.fixture
def things(world: World, programme: Programme) -> dict[str, tuple[Indicator, Any]]:
    """An indicator for each way of standing, with the organisation that a value is of."""
    owned = {"owner_id": world.hospital.pk}
    other = actors.actor("Owner of another")
    kept = make.indicator(programme, code="K", owner_id=other.pk)
    reported = make.indicator(programme, code="R", is_reported=True, owner_id=other.pk)
    return {
        "kept": (kept, world.hospital),
        "reported": (reported, world.hospital),
        "owned": (make.indicator(programme, code="O", **owned), None),
        "unowned": (make.indicator(programme, code="U"), None),
        "sector": (make.indicator(programme, code="S", measured_on=MeasuredOn.SECTOR), None),
        "reported_whole": (reported, None),
    }


def test_who_gives_and_sees_which_value(
    world: World, things: dict[str, tuple[Indicator, Any]]
) -> None:
    for member in CAST:
        by, given = world.viewer(member), set()
        for name, (found, actor) in things.items():
            row = make.given("2026-H1", 40.0, actor, count=3)
            with transaction.atomic(), suppress(NotAllowed, InvalidInput):
                make.values(found, row, by=by)
                given.add(name)
            if name not in given and not found.values.filter(actor=actor).exists():
                _put(found, actor)
        assert given == GIVES.get(member, set()), member
        seen = IndicatorValue.objects.visible_to(by)
        sees = {
            name
            for name, (found, actor) in things.items()
            if seen.filter(indicator=found, actor=actor, value=40.0).exists()
        }
        assert sees == SEES.get(member, {"sector"}), member


def _put(found: Indicator, actor: Any) -> None:
    """A value whoever gives it: the rules of giving are tried above."""
    IndicatorValue.objects.create(
        indicator=found,
        actor=actor,
        period="2026-H1",
        ends_on=date(2026, 6, 30),
        value=40.0,
        count=3,
        given_by_name="",
        given_at=make.AT,
    )


def test_an_officer_gives_for_departments_but_not_for_neighbours(
    world: World, programme: Programme
) -> None:
    found, by = make.indicator(programme), world.viewer("officer")
    make.values(found, make.given("2026-H1", 40.0, world.department), by=by)
    rows = [make.given("2026-H1", 40.0, world.other_hospital, line=7)]
    error = refused(InvalidInput, lambda: make.values(found, *rows, by=by))
    assert [(each.code, each.line) for each in error.problems] == [("indicator.not_yours", 7)]
    elsewhere = world.viewer("officer_elsewhere")
    assert queries.panel_of(elsewhere, found) == []
    assert queries.panel_of(by, found) == [(world.department.pk, "2026-H1", 40.0)]


def test_a_role_in_the_whole_sector_makes_nobody_a_part_of_an_organisation(
    world: World, programme: Programme
) -> None:
    from samvern.base.permissions import Role
    from samvern.base.viewer import viewer_for

    person = users.user("Everywhere")
    actors.grant(person, Role.SECURITY_OFFICER, None)
    found, by = make.indicator(programme), viewer_for(person)
    row = make.given("2026-H1", 40.0, world.hospital)
    refused(NotAllowed, lambda: make.values(found, row, by=by))
    make.values(found, row, by=world.viewer("officer"))
    assert not IndicatorValue.objects.visible_to(by).exists()


# --- values --------------------------------------------------------------------------------------------


def test_the_same_again_changes_nothing_and_another_is_a_revision_with_a_reason(
    world: World, programme: Programme
) -> None:
    found, by = make.indicator(programme), world.viewer("officer")
    first = make.given("2026-H1", 40.0, world.hospital, count=20, lower=30.0, upper=50.0)
    assert make.values(found, first, by=by) == operations.Given(1, 0, 0)
    assert make.values(found, first, by=by, at=make.LATER) == operations.Given(0, 0, 1)
    other = replace(first, value=45.0)
    error = refused(InvalidInput, lambda: make.values(found, other, by=by))
    assert codes(error) == {"indicator.reason_missing"}
    assert make.values(found, other, by=by, at=make.LATER, reason="Counted twice").revised == 1
    old, new = IndicatorValue.objects.order_by("revision")
    assert (old.value, old.replaced_at, old.reason) == (40.0, make.LATER, "")
    assert (new.value, new.revision, new.reason) == (45.0, 2, "Counted twice")
    operations.withdraw_value(by=by, value_id=new.pk, reason="Another ward", at=make.LATER)
    refused(
        NotReady,
        lambda: operations.withdraw_value(by=by, value_id=new.pk, reason="Again", at=make.LATER),
    )
    assert queries.panel_of(by, found) == []
    assert IndicatorValue.objects.count() == 3


def test_a_wrong_row_leaves_everything_as_it_was_and_all_errors_are_told(
    world: World, programme: Programme
) -> None:
    found, by = make.indicator(programme), world.viewer("officer")
    hospital = world.hospital
    rows = [
        make.given("2026-H1", 40.0, hospital, line=2),
        make.given("2026-H1", 41.0, hospital, line=3),
        make.given("2026-Q1", 40.0, hospital, line=4),
        make.given("2027-H1", 40.0, hospital, line=5),
        make.given("2025-H1", 140.0, hospital, line=6),
        make.given("2025-H2", 40.0, hospital, lower=41.0, upper=50.0, line=7),
        make.given("2024-H1", 40.0, None, line=8),
        make.given("2024-H2", 40.0, hospital, taken_on=date(2024, 6, 30), line=9),
    ]
    error = refused(InvalidInput, lambda: make.values(found, *rows, by=by))
    assert {(each.line, each.code) for each in error.problems} == {
        (3, "indicator.row_twice"),
        (4, "indicator.period_unreadable"),
        (5, "indicator.in_the_future"),
        (6, "indicator.off_scale"),
        (7, "indicator.outside_interval"),
        (8, "indicator.not_yours"),
        (9, "indicator.day_outside_period"),
    }
    assert not IndicatorValue.objects.exists()


def test_rows_that_were_looked_over_are_refused_when_others_gave_values_since(
    world: World, programme: Programme
) -> None:
    found, by = make.indicator(programme), world.viewer("officer")
    rows = [make.given("2026-H1", 40.0, world.hospital, reason="Corrected")]
    seen = queries.check_values(by, found, rows, on=make.AT.date()).seen
    make.values(found, make.given("2026-H1", 39.0, world.hospital), by=by)
    give = {"by": by, "indicator_id": found.pk, "values": rows, "at": make.AT}
    refused(Conflict, lambda: operations.give_values(**give, seen=seen))
    assert queries.panel_of(by, found) == [(world.hospital.pk, "2026-H1", 39.0)]


def test_there_is_one_value_in_force_whatever_the_code_does(
    world: World, programme: Programme
) -> None:
    found = make.indicator(programme)
    for actor in (world.hospital, None):
        _put(found, actor)
        with pytest.raises(IntegrityError), transaction.atomic():
            _put(found, actor)


@pytest.mark.parametrize("is_reported", [False, True])
def test_the_trail_tells_that_values_were_given_and_never_which(
    world: World, programme: Programme, is_reported: bool
) -> None:
    found = make.indicator(programme, is_reported=is_reported)
    by = world.viewer("officer")
    make.values(found, make.given("2026-H1", 37.25, world.hospital), by=by)
    entry = AuditEntry.objects.get(action="indicator.values_given")
    assert entry.changes == {"new": 1, "revised": 0}
    assert (entry.is_private, entry.path) == (
        (False, "/") if is_reported else (True, world.hospital.path)
    )
    authority = AuditEntry.objects.visible_to(world.viewer("authority"))
    assert authority.filter(pk=entry.pk).exists() is is_reported


# --- who began when ------------------------------------------------------------------------------------


def test_who_opens_gives_and_sees_starts(world: World, programme: Programme) -> None:
    reported, kept = (programme.measures.get(code=code) for code in ("1.1", "1.2"))
    open_it = {"measure_id": reported.pk, "is_reported": True, "at": make.AT}
    for member in CAST:
        if member != "authority":
            by = world.viewer(member)
            refused(NotAllowed, lambda by=by: operations.open_register(by=by, **open_it))
    operations.open_register(by=world.viewer("authority"), **open_it)
    make.register(programme, code="1.2")
    begun = [make.start(world.hospital, date(2026, 3, 1))]
    for measure in (reported, kept):
        give = {"measure_id": measure.pk, "starts": begun, "at": make.AT}
        operations.give_starts(by=world.viewer("officer"), **give)
    expected = {"authority": [1, 0], "officer": [1, 1], "supervisor": [1, 0]}
    for member in CAST:
        by, given = world.viewer(member), []
        for measure in (reported, kept):
            give = {"by": by, "measure_id": measure.pk, "starts": begun, "at": make.AT}
            with suppress(NotAllowed, InvalidInput):
                given.append(operations.give_starts(**give).same)
        sees = [len(queries.starts_of(by, measure)) for measure in (reported, kept)]
        assert sees == expected.get(member, [0, 0]), member
        assert len(given) == {"authority": 1, "officer": 2}.get(member, 0), member


def test_a_start_is_revised_with_a_reason_and_what_was_kept_is_not_opened(
    world: World, programme: Programme
) -> None:
    register, by = make.register(programme), world.viewer("officer")
    measure = register.measure
    give = {"by": by, "measure_id": measure.pk, "at": make.AT}
    first = [make.start(world.hospital, date(2026, 3, 1))]
    operations.give_starts(**give, starts=first)
    assert operations.give_starts(**give, starts=first).same == 1
    none = [make.start(world.hospital, None)]
    refused(InvalidInput, lambda: operations.give_starts(**give, starts=none))
    operations.give_starts(**give, starts=none, reason="It was another measure")
    assert queries.starts_of(by, measure) == {world.hospital.pk: None}
    assert MeasureStart.objects.count() == 2
    change = {"by": SYSTEM, "measure_id": measure.pk, "is_reported": True, "at": make.AT}
    refused(NotReady, lambda: operations.change_register(**change, version=1))
    refused(Conflict, lambda: operations.change_register(**change, version=2))
    later = [make.start(world.hospital, date(2027, 3, 1), reason="Planned")]
    error = refused(InvalidInput, lambda: operations.give_starts(**give, starts=later))
    assert codes(error) == {"indicator.in_the_future"}
    unkept = programme.measures.get(code="1.2")
    refused(NotFound, lambda: queries.register_for(by, unkept.pk))
