"""What can be done with studies of effect, by whom, and what is told to whom."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import transaction

from samvern.apps.effects import operations, queries, working
from samvern.apps.effects.models import Audience, Design, EffectStudy, StudyPublication, StudyResult
from samvern.apps.effects.rules import StudyPlan
from samvern.apps.indicators.models import IndicatorValue, MeasureStart
from samvern.apps.programmes.models import Programme, Sharing
from samvern.base.jobs.worker import Worker
from samvern.base.models import AuditEntry, Job
from samvern.base.viewer import SYSTEM
from samvern.engine.effects import Control, Grounds, Method
from samvern.engine.errors import (
    Conflict,
    InvalidInput,
    NotAllowed,
    NotFound,
    NotReady,
    SamvernError,
)
from tests.factories import effects as make
from tests.factories import indicators as measuring
from tests.worlds import CAST, World

pytestmark = pytest.mark.django_db
AT = make.AT


@pytest.mark.parametrize("member", CAST)
def test_who_may_do_what_and_sees_what(programme: Programme, world: World, member: str) -> None:
    by = world.viewer(member)
    indicator = make.measured(programme)
    study = make.study(programme, indicator)
    make.published(study)
    plan = StudyPlan(indicator.code, control=Control.NEVER)
    on = {"by": by, "study_id": study.pk, "at": AT}
    digest = study.result.digest if study.result else ""
    acts: dict[str, Callable[[], Any]] = {
        "make": lambda: operations.make_study(
            by=by, code=programme.code, measure_code="1.1", plan=plan, at=AT
        ),
        "edit": lambda: operations.edit_study(**on, version=study.version, plan=plan),
        "compute": lambda: operations.compute_study(**on),
        "publish": lambda: operations.publish_study(**on, digest=digest, audience=Audience.PUBLIC),
        "withdraw": lambda: operations.withdraw_study(**on, why="Wrong"),
        "archive": lambda: operations.archive_study(**on, version=study.version),
    }
    found = {name: _refusal(act) for name, act in acts.items()}
    if member == "authority":
        assert found.pop("archive") is NotReady, "what is published is withdrawn first"
    refused = {"authority": None, "supervisor": NotAllowed}.get(member, NotFound)
    assert found.pop("make") is (None if member == "authority" else NotAllowed)
    assert found == dict.fromkeys(found, refused)
    reads = member in {"authority", "supervisor"}
    assert queries.studies(by).exists() == reads
    sees = member not in {"stranger", "anonymous"}
    assert queries.publications(by).exists() == sees
    make.published(study, audience=Audience.PUBLIC)
    assert queries.publications(by).in_force().exists()
    operations.withdraw_study(by=SYSTEM, study_id=study.pk, why="Wrong", at=AT)
    assert queries.publications(by).exists() == reads


def _refusal(act: Callable[[], Any]) -> type[SamvernError] | None:
    try:
        with transaction.atomic():
            act()
            transaction.set_rollback(True)
    except SamvernError as error:
        return type(error)
    return None


def test_a_draft_programme_keeps_its_studies_to_the_authority(world: World) -> None:
    from tests.factories import decisions

    programme = decisions.programme("P-DRAFT", sharing=Sharing.AUTHORITY)
    study = make.study(programme, make.measured(programme))
    make.published(study, audience=Audience.PUBLIC)
    seen = {member for member in CAST if queries.publications(world.viewer(member)).exists()}
    assert seen == {"authority"}
    assert not queries.studies(world.viewer("supervisor")).exists()


def test_the_same_values_give_the_same_and_new_ones_are_told_of(
    programme: Programme, world: World
) -> None:
    indicator = make.measured(programme)
    study = make.study(programme, indicator)
    first = study.result
    assert first is not None
    card = queries.tell(SYSTEM, study, first).raw
    assert (card.method, card.starters, card.compared) == (Method.COMPARISON, 10, 11)
    assert card.estimate is not None
    assert abs(card.estimate.value - 12) < 1
    names = [actor.name for actor in _actors()]
    assert not any(name in first.record for name in names)
    assert '"left_out":[]' in first.record
    assert operations.compute_study(by=SYSTEM, study_id=study.pk, at=make.LATER)
    assert StudyResult.objects.count() == 1
    assert not queries.study_page(SYSTEM, programme.code, study.pk).is_older
    changed = IndicatorValue.objects.in_force().first()
    assert changed is not None
    actor = changed.actor
    late = make.LATER.replace(hour=18)
    measuring.values(
        indicator,
        measuring.given(changed.period, 3.0, actor, reason="Counted again"),
        by=SYSTEM,
        at=late,
    )
    page = queries.study_page(world.viewer("supervisor"), programme.code, study.pk)
    assert page.is_older
    assert page.result == first
    operations.compute_study(by=SYSTEM, study_id=study.pk, at=late, is_patient=True)
    again = queries.study_page(SYSTEM, programme.code, study.pk)
    assert again.result != first
    assert not again.is_older
    told = AuditEntry.objects.filter(action__startswith="effect_study.")
    assert {"effect_study.made", "effect_study.asked"} == set(told.values_list("action", flat=True))
    assert all(not entry.changes for entry in told)


def test_no_two_published_answers_differ_by_a_few(programme: Programme) -> None:
    indicator = make.measured(programme)
    study = make.study(programme, indicator)
    make.published(study, audience=Audience.PUBLIC)
    _revise(indicator, 4)
    operations.compute_study(by=SYSTEM, study_id=study.pk, at=make.LATER, is_patient=True)
    with pytest.raises(NotReady) as refused:
        make.published(study)
    assert refused.value.code == "effect_study.too_little_changed"
    operations.withdraw_study(by=SYSTEM, study_id=study.pk, why="Counted again", at=make.LATER)
    with pytest.raises(NotReady):
        make.published(study)
    _revise(indicator, 5)
    operations.compute_study(by=SYSTEM, study_id=study.pk, at=make.LATER, is_patient=True)
    assert make.published(study).number == 2


def test_whoever_began_before_the_first_value_is_said_to_be_left_out(programme: Programme) -> None:
    long_ago = (date(2010, 1, 1),) * 6 + (None,) * 6
    study = make.study(programme, make.measured(programme, starts=long_ago))
    seen = queries.study_page(SYSTEM, programme.code, study.pk).organisations.seen
    assert [row.left_out for row in seen] == ["started_too_early"] * 6 + [""] * 6
    assert {row.start for row in seen} == {""}


def test_a_worker_computes_and_a_watch_asks_again(programme: Programme) -> None:
    indicator = make.measured(programme)
    study = make.study(programme, indicator, is_computed=False)
    Worker(clock=lambda: AT).run_until_idle()
    study.refresh_from_db()
    assert study.result is not None
    assert study.looked_at == AT
    working.look_for_new_values(AT)
    assert Job.objects.get().state == Job.State.DONE, "nothing is new"
    value = IndicatorValue.objects.in_force().first()
    assert value is not None
    again = measuring.given(value.period, 1.0, value.actor, reason="Counted again")
    measuring.values(indicator, again, by=SYSTEM, at=make.LATER)
    working.look_for_new_values(make.LATER)
    Worker(clock=lambda: make.LATER).run_until_idle()
    study.refresh_from_db()
    assert study.result.computed_at == make.LATER
    assert Job.objects.get().content == {"study": study.pk}


def test_values_of_their_own_are_told_only_where_nobody_can_be_worked_out(
    programme: Programme, world: World
) -> None:
    indicator = make.measured(programme, is_reported=False)
    study = make.study(programme, indicator)
    authority = world.viewer("authority")
    page = queries.study_page(authority, programme.code, study.pk)
    assert page.told is not None
    assert page.told.card is not None
    assert not page.told.is_whole
    assert page.told.card.description is None
    assert page.organisations.seen == ()
    assert page.organisations.others == 16
    _revise(indicator, 2)
    with pytest.raises(NotReady) as refused:
        operations.compute_study(by=authority, study_id=study.pk, at=make.LATER)
    assert refused.value.code == "effect_study.too_little_changed"
    other = make.study(programme, indicator, is_computed=False, design=Design.BEFORE_AFTER)
    with pytest.raises(NotReady):
        operations.compute_study(by=authority, study_id=other.pk, at=make.LATER)
    _revise(indicator, 5)
    assert not operations.compute_study(by=authority, study_id=study.pk, at=make.LATER)


def test_few_of_their_own_are_withheld_and_cannot_be_published(
    programme: Programme, world: World
) -> None:
    starts = (date(2025, 2, 1),) * 4 + (None,) * 5
    indicator = make.measured(programme, starts=starts, is_reported=False)
    study = make.study(programme, indicator)
    page = queries.study_page(world.viewer("authority"), programme.code, study.pk)
    assert page.told is not None
    assert page.told.is_withheld
    with pytest.raises(NotReady) as refused:
        make.published(study)
    assert refused.value.code == "effect_study.too_few_to_publish"
    (row,) = [
        row
        for row in queries.evidence_page(world.viewer("authority"), programme.code).rows
        if row.study
    ]
    assert row.grounds is Grounds.COMPARISON
    assert row.study is not None
    assert row.study.told is not None
    assert row.study.told.card is None


def test_names_are_told_to_those_who_see_values_and_starts(
    programme: Programme, world: World
) -> None:
    who = [*make.organisations(15), world.hospital]
    study = make.study(programme, make.measured(programme, who=who))
    make.published(study)
    seen = {
        member: [
            each.name
            for each in queries.study_page(
                world.viewer(member), programme.code, study.pk
            ).organisations.seen
        ]
        for member in ("authority", "supervisor", "officer", "colleague", "officer_elsewhere")
    }
    assert len(seen["authority"]) == len(seen["supervisor"]) == 16
    assert seen["officer"] == ["Fjordheim hospital"]
    assert seen["colleague"] == seen["officer_elsewhere"] == []


def test_one_series_of_the_sector_begins_on_a_day(programme: Programme) -> None:
    indicator = make.measured_as_one(programme)
    with pytest.raises(InvalidInput) as refused:
        make.study(programme, indicator, design=Design.COMPARISON)
    assert {each.code for each in refused.value.problems} == {
        "effect_study.start_missing",
        "effect_study.nobody_to_compare",
    }
    study = make.study(programme, indicator, began_on=date(2025, 3, 1))
    assert study.result is not None
    told = queries.tell(SYSTEM, study, study.result)
    assert told.is_whole
    assert told.raw.starters == 1


def test_without_a_word_on_who_began_there_is_nothing_to_compute(programme: Programme) -> None:
    indicator = make.measured(programme)
    MeasureStart.objects.all().delete()
    study = make.study(programme, indicator, is_computed=False)
    with pytest.raises(NotReady) as refused:
        operations.compute_study(by=SYSTEM, study_id=study.pk, at=AT)
    assert refused.value.code == "effect_study.no_values"
    Worker(clock=lambda: AT).run_until_idle()
    assert Job.objects.get().failure["code"] == "effect_study.no_values"


def test_another_way_of_looking_begins_anew_and_what_is_published_stays(
    programme: Programme,
) -> None:
    study = make.study(programme, make.measured(programme))
    published = make.published(study)
    plan = StudyPlan("I1", control=Control.NEVER)
    change = {"by": SYSTEM, "study_id": study.pk, "plan": plan, "at": AT}
    with pytest.raises(Conflict):
        operations.edit_study(**change, version=9)
    edited = operations.edit_study(**change, version=study.version)
    assert edited.result is None
    page = queries.study_page(SYSTEM, programme.code, study.pk)
    assert page.told is None
    assert page.publication == published
    operations.compute_study(by=SYSTEM, study_id=study.pk, at=AT, is_patient=True)
    with pytest.raises(Conflict):
        operations.publish_study(
            by=SYSTEM,
            study_id=study.pk,
            digest=published.result.digest,
            audience=Audience.SECTOR,
            at=AT,
        )
    second = make.published(study)
    assert [(each.number, each.ended_at is None) for each in StudyPublication.objects.all()] == [
        (2, True),
        (1, False),
    ]
    with pytest.raises(NotReady):
        make.published(study)
    assert second.result != published.result


def _actors() -> list[Any]:
    return [row.actor for row in IndicatorValue.objects.select_related("actor")]


def _revise(indicator: Any, count: int) -> None:
    period = make.PERIODS[0]
    rows = IndicatorValue.objects.in_force().filter(indicator=indicator, period=period)
    for row in rows[:count]:
        IndicatorValue.objects.filter(pk=row.pk).update(value=(row.value or 0) + 1)


def test_every_study_stands_with_its_programme_and_names_nobody(programme: Programme) -> None:
    study = make.study(programme, make.measured(programme))
    assert study.path == programme.path
    assert str(study) == f"P-RANKED 1.1 #{study.pk}"
    assert EffectStudy.objects.current().get() == study
