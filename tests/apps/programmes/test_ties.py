"""Findings tied to measures: by whom, and what the authority is told of those that are kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from samvern.apps.actors.models import Actor
from samvern.apps.programmes import operations, queries
from samvern.apps.programmes.models import Measure, MeasureTie, Programme
from samvern.base.models import AuditEntry
from samvern.base.viewer import SYSTEM
from samvern.engine.errors import InvalidInput, NotAllowed, NotFound
from tests.factories import actions as make
from tests.factories import actors
from tests.worlds import CAST, World

#: Findings are raised in November; December's figures hold them.
LATER = datetime(2026, 12, 24, 12, tzinfo=UTC)


@pytest.fixture
def measure(programme: Programme) -> Measure:
    """A measure of a public programme."""
    return programme.measures.earliest("pk")


def tied(measure: Measure, actor: Actor, key: str = "1", at: datetime = make.AT) -> MeasureTie:
    finding = make.finding(actor, key=key, at=at)
    return operations.tie_measure(by=SYSTEM, measure_id=measure.pk, finding_id=finding.pk, at=at)


@pytest.mark.parametrize("member", CAST)
@pytest.mark.parametrize("reported", [False, True], ids=["improvement", "reported"])
def test_who_ties_and_unties(world: World, measure: Measure, member: str, reported: bool) -> None:
    finding = make.finding(world.hospital, reported=reported)
    said = {"finding_id": finding.pk, "measure_id": measure.pk, "at": make.AT}
    viewer = world.viewer(member)
    if member == "officer" or (member == "authority" and reported):
        tie = operations.tie_measure(by=viewer, **said)
        assert operations.tie_measure(by=viewer, **said) == tie
        for _twice in range(2):
            untied = operations.untie_measure(by=viewer, tie_id=tie.pk, at=LATER)
            assert untied.untied_at == LATER
        assert operations.tie_measure(by=viewer, **said) != tie
        told = AuditEntry.objects.filter(action__in=("finding.tied", "finding.untied"))
        assert [each.changes for each in told] == [{}, {}, {}]
        assert {each.subject_label for each in told} == {f"F{finding.pk}"}
        return
    tie = operations.tie_measure(by=SYSTEM, **said)
    with pytest.raises((NotAllowed, NotFound)):
        operations.tie_measure(by=viewer, **said)
    with pytest.raises((NotAllowed, NotFound)):
        operations.untie_measure(by=viewer, tie_id=tie.pk, at=make.AT)


def test_an_action_is_tied_with_its_own_finding_only(world: World, measure: Measure) -> None:
    first, second = (make.finding(world.hospital, key=key) for key in "12")
    action = make.action(second, None)
    said = {"measure_id": measure.pk, "action_id": action.pk, "at": make.AT}
    with pytest.raises(InvalidInput):
        operations.tie_measure(by=SYSTEM, finding_id=first.pk, **said)
    operations.tie_measure(by=SYSTEM, finding_id=second.pk, **said)
    assert [each.action for each in queries.ties_of(SYSTEM, second)] == [action]


def test_what_organisations_keep_is_told_as_one_safe_count_that_stands_still(
    world: World, measure: Measure
) -> None:
    authority = world.viewer("authority")

    def kept(at: datetime = LATER) -> int | None:
        found = queries.gaps_of(authority, measure.pk, at=at)
        assert found.rows == ()
        return found.kept

    places = [actors.actor() for _ in range(10)]
    for number, place in enumerate(places[:9]):
        tied(measure, place)
        tied(measure, place, key=f"also {number}")
    assert kept() is None  # 18 findings, but nine organisations
    first = tied(measure, places[9])
    assert kept() == 20  # 19 of ten, to the nearest five
    assert kept(make.AT) is None  # nothing of this month
    # Nothing that happens in the month moves it: raised, tied, untied, closed.
    december = datetime(2026, 12, 3, 12, tzinfo=UTC)
    for number in range(12):
        tied(measure, places[0], key=f"new {number}", at=december)
    old = make.finding(places[1], key="old, tied late")
    operations.tie_measure(by=SYSTEM, measure_id=measure.pk, finding_id=old.pk, at=december)
    operations.untie_measure(by=SYSTEM, tie_id=first.pk, at=december)
    assert kept() == 20
    # From January on: 18 + 12 + 1 of nine organisations, the tenth is untied.
    assert kept(LATER + timedelta(days=30)) is None
    # One more or one less does not show.
    for number in range(2):
        tied(measure, places[2], key=f"one more {number}")
    assert kept() == 20


@pytest.mark.parametrize("member", CAST)
def test_the_page_of_a_measure_tells_each_what_they_may_know(
    world: World, measure: Measure, log_in: Callable[[str], Client], member: str
) -> None:
    past = timezone.now() - timedelta(days=70)
    secret = "what the measure would better"
    for place in (world.hospital, *(actors.actor() for _ in range(10))):
        tied(measure, place, at=past)
    reported = make.finding(world.hospital, reported=True, title=secret, at=past)
    operations.tie_measure(by=SYSTEM, measure_id=measure.pk, finding_id=reported.pk, at=past)
    address = f"/programmes/{measure.programme.code}/measures/{measure.code}/"
    told = log_in(member).get(address).content.decode()
    governs = member in {"authority", "supervisor"}
    assert ("about 10 findings for their own improvement" in told) is governs
    assert ('id="gaps"' in told) is (governs or member == "officer")
    assert ("2 findings that you see" in told) is (member == "officer")
    assert secret not in told
    assert make.SECRET not in told
