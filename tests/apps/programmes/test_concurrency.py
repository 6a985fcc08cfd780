"""Several people change the same programme at the same moment."""

from __future__ import annotations

from dataclasses import replace

import pytest

from samvern.apps.programmes import operations
from samvern.apps.programmes.models import Judgement, Measure, Programme
from samvern.base.audit import verify_chain
from samvern.base.models import AuditEntry
from samvern.base.viewer import SYSTEM
from tests.at_once import at_once
from tests.factories import programmes as make

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = 4


def test_one_of_several_editors_wins() -> None:
    measure = make.only_measure(make.programme())

    def edit(number: int) -> Measure:
        return operations.edit_measure(
            by=SYSTEM,
            measure_id=measure.pk,
            version=1,
            changes={"owner_note": f"Note {number}"},
            at=make.AT,
        )

    ended = at_once(*(lambda number=number: edit(number) for number in range(PEOPLE)))
    assert ended == {"done": 1, "measure.changed_meanwhile": PEOPLE - 1}
    measure.refresh_from_db()
    (entry,) = AuditEntry.objects.filter(action="measure.edited")
    assert (measure.version, entry.changes["owner_note"][1]) == (2, measure.owner_note)
    assert verify_chain().broken_at is None


def test_a_programme_comes_in_once() -> None:
    content = make.document("P-ONCE")

    def take_in() -> Programme:
        return operations.import_programme(by=SYSTEM, document=content, at=make.AT)

    assert at_once(*[take_in] * PEOPLE) == {"done": 1, "programme.exists": PEOPLE - 1}
    assert Measure.objects.count() == 1


def test_judgements_edits_and_a_new_version_stand_in_line() -> None:
    content = make.document(measures=(make.measure(cost=make.LOW), make.measure("1.2")))
    saved = make.programme(content)
    first, second = Measure.objects.filter(programme=saved)

    def judge() -> Judgement:
        return operations.record_judgement(
            by=SYSTEM,
            subject=first,
            criterion="cost",
            levels={"high": 1.0},
            why="A second look",
            at=make.AT,
        )

    def edit() -> Measure:
        return operations.edit_measure(
            by=SYSTEM, measure_id=second.pk, version=1, changes={"every": "year"}, at=make.AT
        )

    def replace_it() -> Programme:
        newer = replace(content, title=make.text("Newer"))
        return operations.import_programme(by=SYSTEM, document=newer, at=make.AT, replace=True)

    assert at_once(judge, edit, judge, replace_it) == {"done": 4}
    saved.refresh_from_db()
    assert (saved.version, saved.title) == (5, make.text("Newer"))
    assert Judgement.objects.in_force().filter(measure=first).count() == 1
    assert verify_chain().broken_at is None
