"""What can be done with a round, and by whom."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samvern.apps.programmes.models import Programme, Sharing
from samvern.apps.reporting import opening, operations
from samvern.apps.reporting.models import (
    Report,
    Round,
)
from samvern.base.jobs import Work
from samvern.base.models import Job
from samvern.base.viewer import SYSTEM
from samvern.engine.errors import (
    Conflict,
    InvalidInput,
    NotAllowed,
    NotFound,
    NotReady,
)
from samvern.engine.reporting import Question, Tolerances
from tests.factories import programmes as programme_of
from tests.factories import reporting as make
from tests.refusals import refused
from tests.worlds import CAST, World

SECRET = "the supplier went bankrupt"
TODAY = make.AT.date()


# --- a round is planned and opened ----------------------------------------------------------------


@pytest.mark.parametrize("member", CAST)
def test_planning_and_opening_are_for_those_who_govern(
    world: World, programme: Programme, member: str
) -> None:
    by = world.viewer(member)
    if member == "authority":
        assert make.opened(programme, by=by).state == "open"
        return
    refused(NotAllowed, lambda: make.planned(programme, by=by))
    saved = make.planned(programme)
    refused(NotFound, lambda: operations.open_round(by=by, round_id=saved.pk, at=make.AT))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"period": "2026-H3"}, "period.unreadable"),
        ({"due_on": date(2020, 1, 1)}, "due.in_the_past"),
        ({"focus_areas": ("9",)}, "focus_area.unknown"),
        ({"questions": (Question("a", " "),)}, "field.required"),
        ({"tolerances": Tolerances(green_days_late=90)}, "tolerance.order"),
        ({"reminders": (0,)}, "reminders.outside"),
        ({"purpose": "a\0"}, "answer.text_unusable"),
    ],
)
def test_a_plan_that_makes_no_sense_is_refused(
    programme: Programme, changes: dict[str, Any], code: str
) -> None:
    error = refused(InvalidInput, lambda: make.planned(programme, **changes))
    assert [each.code for each in error.problems] == [code]


def test_a_plan_can_be_changed_until_it_is_opened_and_a_period_has_one_round(
    programme: Programme,
) -> None:
    saved = make.planned(programme)
    again = refused(InvalidInput, lambda: make.planned(programme))
    assert again.problems[0].code == "round.period_taken"
    change: dict[str, Any] = {"by": SYSTEM, "round_id": saved.pk, "at": make.AT}
    operations.change_round(version=1, plan=make.plan(period="2027"), **change)
    refused(Conflict, lambda: operations.change_round(version=1, plan=make.plan(), **change))
    operations.open_round(**change)
    assert operations.open_round(**change).state == "opening", "asked again, it is the same job"
    assert Job.objects.filter(kind="reporting.open").count() == 1
    for act in (operations.delete_round, operations.close_round):
        refused(NotReady, lambda act=act: act(**change))


def test_what_is_asked_is_frozen_at_the_opening(world: World, programme: Programme) -> None:
    hidden = programme_of.programme(programme_of.document("P-DRAFT"), sharing=Sharing.AUTHORITY)
    saved = make.planned(hidden)
    error = refused(
        NotReady, lambda: operations.open_round(by=SYSTEM, round_id=saved.pk, at=make.AT)
    )
    assert error.code == "round.programme_hidden"
    programme.measures.filter(code="1.2").update(status="completed")
    found = make.opened(programme)
    programme.measures.filter(code="1.1").update(title={"nb": "Renamed"})
    reports = list(found.reports.order_by("position"))
    assert [each.measure_code for each in reports] == ["1.1", "1.3"]
    assert reports[0].measure_title == {"nb": "Measure 1.1"}
    assert reports[0].owners.get().actor == world.hospital
    assert reports[0].responsible == world.people["owner"], "the one measure owner there"
    assert (reports[1].owner_names, reports[1].owners.count()) == ("Somebody unknown", 0)


def test_opening_goes_on_where_it_was_cut_short_and_doubles_nothing(
    programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = make.planned(programme)
    operations.open_round(by=SYSTEM, round_id=saved.pk, at=make.AT)
    monkeypatch.setattr(opening, "BATCH", 2)
    first = Work({"round": saved.pk}, None, 0, 3, SYSTEM, make.AT)
    progress = opening.advance(first)
    again = opening.advance(first)  # the worker was killed before the step was saved
    assert (progress.cursor, progress.done) == (again.cursor, 2)
    rest = opening.advance(Work({"round": saved.pk}, progress.cursor, 2, 3, SYSTEM, make.AT))
    last = opening.advance(Work({"round": saved.pk}, rest.cursor, rest.done, 3, SYSTEM, make.AT))
    assert last.is_finished
    saved.refresh_from_db()
    assert (saved.state, saved.reports.count()) == ("open", 3)


def test_a_step_of_the_opening_asks_no_more_for_more_measures(world: World) -> None:
    def asked(code: str, count: int) -> int:
        measures = tuple(
            programme_of.measure(f"1.{number}", owners=("Fjordheim hospital",))
            for number in range(1, count + 1)
        )
        saved = make.planned(programme_of.programme(programme_of.document(code, measures=measures)))
        operations.open_round(by=SYSTEM, round_id=saved.pk, at=make.AT)
        with CaptureQueriesContext(connection) as found:
            opening.advance(Work({"round": saved.pk}, None, 0, count, SYSTEM, make.AT))
        assert saved.reports.filter(responsible=world.people["owner"]).count() == count
        return len(found)

    assert asked("P-FEW", 2) == asked("P-MANY", 20) <= 10


def test_only_the_day_moves_and_a_closed_round_takes_no_more(
    world: World, found: Round, report: Report
) -> None:
    change: dict[str, Any] = {"by": world.viewer("authority"), "round_id": found.pk, "at": make.AT}
    moved = operations.move_round(version=found.version, due_on=date(2027, 1, 15), **change)
    assert moved.due_on == date(2027, 1, 15)
    refused(
        Conflict,
        lambda: operations.move_round(version=found.version, due_on=TODAY, **change),
    )
    owner = world.viewer("owner")
    make.says(report, by=owner)
    operations.close_round(**change)
    refused(NotReady, lambda: make.says(report, by=owner, milestone="Late"))
    refused(NotReady, lambda: operations.close_round(**change))
    refused(NotReady, lambda: operations.remind(**change))
