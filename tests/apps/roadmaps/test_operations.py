"""What can be done with roadmaps, by whom, and what stays as it was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from samvern.apps.programmes.models import Programme, Sharing
from samvern.apps.roadmaps import operations, queries
from samvern.apps.roadmaps.models import Plan, PlanResult, PublishedPlan
from samvern.base.models import AuditEntry
from samvern.base.viewer import SYSTEM
from samvern.engine.canonical import sha256_of
from samvern.engine.errors import (
    Conflict,
    InvalidInput,
    NotAllowed,
    NotFound,
    NotReady,
    SamvernError,
)
from samvern.engine.roadmap import Period, solve_roadmap
from samvern.engine.roadmap.adjusting import Adjustments
from samvern.engine.roadmap.planning import MeasurePlanning
from samvern.engine.roadmap.record import read_problem, result_to_json
from samvern.engine.roadmap.relaxing import GivesWay
from tests.factories import programmes as programme_factory
from tests.factories import roadmaps as make
from tests.worlds import CAST, World

pytestmark = pytest.mark.django_db
AT = make.AT


@pytest.fixture
def plan(programme: Programme) -> Plan:
    return make.plan(programme)


def starts(plan: Plan) -> dict[str, int]:
    roadmap = queries.answer_of(Plan.objects.get(pk=plan.pk)).roadmap
    assert roadmap is not None
    return dict(roadmap.starts)


@pytest.mark.parametrize("member", CAST)
def test_who_may_do_what(programme: Programme, plan: Plan, world: World, member: str) -> None:
    by = world.viewer(member)
    scenario = make.scenario(plan)
    make.published(plan)
    plan.refresh_from_db()
    on = {"by": by, "plan_id": plan.pk, "at": AT}
    said = {"version": plan.version, "title": "B", "planning": make.planning(periods=3)}
    moved = {"version": plan.version, "measure": "1.1"}
    acts: dict[str, Callable[[], Any]] = {
        "make": lambda: operations.make_plan(
            by=by, code=programme.code, title="B", planning=make.planning(), at=AT
        ),
        "edit": lambda: operations.edit_plan(**on, **said),
        "move": lambda: operations.move_measure(**on, **moved),
        "solve": lambda: operations.solve_plan(**on),
        "costs": lambda: operations.compare_costs(**on),
        "worlds": lambda: operations.plan_in_worlds(**on),
        "scenario": lambda: operations.make_scenario(**on, title="S", adjustments=Adjustments()),
        "edit scenario": lambda: operations.edit_scenario(
            by=by, scenario_id=scenario.pk, version=1, title="S", adjustments=Adjustments(), at=AT
        ),
        "publish": lambda: operations.publish_plan(**on, version=plan.version),
        "withdraw": lambda: operations.withdraw_plan(**on, number=1, why="Wrong"),
        "archive": lambda: operations.archive_plan(**on, version=plan.version),
    }
    found = {name: _refusal(act) for name, act in acts.items()}
    refused = {"authority": None, "supervisor": NotAllowed}.get(member, NotFound)
    if member == "authority":
        # Published as it is, and so neither published again nor put away.
        assert found.pop("publish") is NotReady
        assert found.pop("archive") is NotReady
    make_refused = NotAllowed if member != "authority" else None
    assert found.pop("make") is make_refused
    assert found == dict.fromkeys(found, refused)


def _refusal(act: Callable[[], Any]) -> type[SamvernError] | None:
    try:
        with transaction.atomic():
            act()
            transaction.set_rollback(True)
    except SamvernError as error:
        return type(error)
    return None


@pytest.mark.parametrize("sharing", Sharing.values)
@pytest.mark.parametrize("member", CAST)
def test_who_sees_drafts_and_what_is_published(world: World, member: str, sharing: str) -> None:
    from tests.factories import decisions

    plan = make.plan(decisions.programme("P-SHARED", sharing=sharing))
    viewer = world.viewer(member)
    sees_programme = _sees(member, sharing)
    drafts = {"authority"} if sharing == Sharing.AUTHORITY else {"authority", "supervisor"}
    assert queries.drafts(viewer).exists() == (member in drafts)
    assert not queries.published(viewer).exists()
    make.published(plan)
    assert queries.published(viewer).exists() == sees_programme
    assert queries.plans_of(viewer, plan.programme).exists() == sees_programme
    operations.withdraw_plan(by=SYSTEM, plan_id=plan.pk, number=1, why="Wrong", at=AT)
    assert queries.published(viewer).exists() == (member in drafts)


def _sees(member: str, sharing: str) -> bool:
    if sharing == Sharing.AUTHORITY:
        return member == "authority"
    return sharing == Sharing.PUBLIC or member not in {"stranger", "anonymous"}


def test_a_plan_is_made_with_its_figures_and_what_comes_first(plan: Plan) -> None:
    found = starts(plan)
    assert found.keys() == {"1.1", "2.1", "3.1"}
    assert found["2.1"] < found["3.1"]  # the study before what it is about
    assert len(set(found.values())) == 3  # one a half-year is what the budget allows


def test_what_is_moved_stays_where_it_was_put(plan: Plan) -> None:
    to = Period.read("2028-H2")
    operations.move_measure(by=SYSTEM, plan_id=plan.pk, version=1, measure="1.1", to=to, at=AT)
    assert not queries.answer_of(Plan.objects.get(pk=plan.pk)).is_known, "the old plan is not shown"
    operations.solve_plan(by=SYSTEM, plan_id=plan.pk, at=AT)
    assert starts(plan)["1.1"] == 3
    operations.move_measure(
        by=SYSTEM, plan_id=plan.pk, version=2, measure="1.1", is_left_out=True, at=AT
    )
    operations.solve_plan(by=SYSTEM, plan_id=plan.pk, at=AT)
    assert "1.1" not in starts(plan)


def test_the_same_figures_find_their_plan_again_without_planning(plan: Plan) -> None:
    before = starts(plan)
    to = Period.read("2028-H2")
    operations.move_measure(by=SYSTEM, plan_id=plan.pk, version=1, measure="1.1", to=to, at=AT)
    operations.move_measure(by=SYSTEM, plan_id=plan.pk, version=2, measure="1.1", at=AT)
    assert starts(plan) == before
    assert PlanResult.objects.count() == 1


def test_a_changed_judgement_leaves_no_old_plan_standing(plan: Plan) -> None:
    from samvern.apps.programmes import operations as programme_operations

    programme_operations.record_judgement(
        by=SYSTEM,
        subject=plan.programme.measures.get(code="1.1"),
        criterion="support",
        levels={"high": 1.0},
        why="Asked again",
        at=AT,
    )
    again = Plan.objects.select_related("programme").get(pk=plan.pk)
    assert not queries.answer_of(again).is_known
    with pytest.raises(NotReady, match=r"plan\.not_solved"):
        operations.publish_plan(by=SYSTEM, plan_id=plan.pk, version=1, at=AT)


def test_two_who_change_the_same_plan_do_not_overwrite_each_other(plan: Plan) -> None:
    said = {"by": SYSTEM, "plan_id": plan.pk, "version": 1, "at": AT}
    operations.plan_measure(**said, said=MeasurePlanning("1.1", duration=2))
    with pytest.raises(Conflict, match=r"plan\.changed_meanwhile"):
        operations.plan_measure(**said, said=MeasurePlanning("1.1", duration=3))
    found = queries.planning_of(Plan.objects.get(pk=plan.pk))
    assert next(one for one in found.measures if one.id == "1.1").duration == 2


def test_a_plan_says_on_what_it_rests_and_of_which_programme(programme: Programme) -> None:
    said = replace(make.planning(), basis={}, programme="ANOTHER")
    with pytest.raises(InvalidInput) as error:
        operations.make_plan(by=SYSTEM, code=programme.code, title=" ", planning=said, at=AT)
    assert {problem.code for problem in error.value.problems} == {
        "value.missing",
        "roadmap.no_basis",
        "roadmap.other_programme",
    }


def test_everything_that_is_wrong_in_figures_is_told_at_once(programme: Programme) -> None:
    measures = (MeasurePlanning("1.1", duration=0), MeasurePlanning("2.1", after=("9.9",)))
    said = replace(make.planning(), measures=measures, pins={"8.8": make.FIRST})
    with pytest.raises(InvalidInput) as error:
        operations.make_plan(by=SYSTEM, code=programme.code, title="A", planning=said, at=AT)
    assert {problem.where for problem in error.value.problems} == {
        "measures[1.1].duration",
        "measures[2.1].after",
        "pins",
    }
    assert not Plan.objects.exists()


def test_where_no_plan_is_possible_each_way_out_is_a_scenario_that_works(
    programme: Programme,
) -> None:
    must = tuple(replace(one, is_must=True) for one in make.planning().measures)
    plan = make.plan(programme, planning=make.planning(periods=2, measures=must))
    answer = queries.answer_of(plan)
    assert answer.roadmap is None
    assert answer.clash is not None
    ways = [way.gives_way for way in answer.relaxations]
    assert GivesWay.MONEY in ways
    for way in ways:
        made = operations.apply_relaxation(
            by=SYSTEM, plan_id=plan.pk, gives_way=way, title=way.value, at=AT
        )
        operations.solve_plan(
            by=SYSTEM, plan_id=plan.pk, scenario_id=made.pk, at=AT, is_patient=True
        )
        assert queries.answer_of(plan, made).roadmap is not None, way
    assert queries.answer_of(Plan.objects.get(pk=plan.pk)).clash is not None


def test_a_scenario_stands_beside_the_plan_and_changes_nothing_of_it(plan: Plan) -> None:
    before = starts(plan)
    scenario = make.scenario(plan)
    found = queries.answer_of(plan, scenario).roadmap
    assert found is not None
    assert set(found.starts) == {"2.1", "3.1"}
    assert starts(plan) == before
    with pytest.raises(InvalidInput) as error:
        make.scenario(plan, adjustments=Adjustments(amounts={"nobody": {make.FIRST: 1.0}}))
    assert [problem.code for problem in error.value.problems] == ["roadmap.unknown_limit"]


def test_what_is_published_is_whole_and_gives_the_same_plan_again(plan: Plan) -> None:
    version = make.published(plan)
    content = PublishedPlan.objects.get(pk=version.pk).content
    assert sha256_of(version.record) == version.sha256
    trail = AuditEntry.objects.get(action="plan.published")
    assert trail.changes == {"number": 1, "sha256": version.sha256}
    assert "Plan A" not in trail.subject_label
    again = solve_roadmap(read_problem(content["problem"]))
    assert result_to_json(again) == content["result"]
    assert content["gap"] == again.gap
    assert content["worth"]["seed"] == 1
    assert content["planning"]["planning"]["basis"] == {"en": "Estimated by the directorate"}


def test_a_published_version_never_changes(plan: Plan) -> None:
    version = make.published(plan)
    before = version.record
    operations.edit_plan(
        by=SYSTEM,
        plan_id=plan.pk,
        version=2,
        title="Renamed",
        planning=make.planning(budget=8.0),
        at=AT,
    )
    for act in (
        version.save,
        version.delete,
        lambda: PublishedPlan.objects.update(title="Forged"),
        lambda: PublishedPlan.objects.filter(pk=version.pk).delete(),
    ):
        with pytest.raises(NotReady, match=r"roadmap\.cannot_change"):
            act()
    kept = PublishedPlan.objects.get(pk=version.pk)
    assert (kept.title, kept.record) == ("Plan A", before)


def test_the_next_version_says_what_changed(plan: Plan) -> None:
    make.published(plan)
    with pytest.raises(NotReady, match=r"plan\.nothing_new"):
        make.published(plan)
    operations.move_measure(
        by=SYSTEM, plan_id=plan.pk, version=2, measure="1.1", is_left_out=True, at=AT
    )
    with pytest.raises(NotReady, match=r"plan\.not_solved"):
        make.published(plan)
    operations.solve_plan(by=SYSTEM, plan_id=plan.pk, at=AT, is_patient=True)
    assert make.published(plan, note="Without 1.1").number == 2
    page = queries.version_page(SYSTEM, plan.programme.code, plan.pk, 2)
    assert page.changes is not None
    assert [move.measure for move in page.changes.moves if move.after is None] == ["1.1"]
    assert page.changes.cost == -4.0


def test_withdrawn_is_withdrawn_once_and_needs_a_reason(plan: Plan) -> None:
    make.published(plan)
    on = {"by": SYSTEM, "plan_id": plan.pk, "number": 1, "at": AT}
    with pytest.raises(InvalidInput):
        operations.withdraw_plan(**on, why=" ")
    operations.withdraw_plan(**on, why="Wrong")
    with pytest.raises(NotReady, match=r"plan\.withdrawn"):
        operations.withdraw_plan(**on, why="Wrong")
    plan.refresh_from_db()
    assert not plan.is_published
    operations.archive_plan(by=SYSTEM, plan_id=plan.pk, version=plan.version, at=AT)
    with pytest.raises(NotReady, match=r"plan\.archived"):
        operations.move_measure(
            by=SYSTEM, plan_id=plan.pk, version=plan.version + 1, measure="1.1", at=AT
        )


def test_the_database_holds_one_result_for_an_input_and_one_number_for_a_version(
    plan: Plan,
) -> None:
    result = PlanResult.objects.get()
    result.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        result.save(force_insert=True)
    version = make.published(plan)
    with pytest.raises(IntegrityError), transaction.atomic():
        PublishedPlan(
            plan=plan,
            number=1,
            title="Twice",
            published_by_name="X",
            published_at=AT,
            record=version.record,
            sha256=version.sha256,
        ).save()


def test_a_programme_that_nobody_has_judged_is_planned_where_figures_say_worth(
    world: World,
) -> None:
    bare = programme_factory.programme(
        programme_factory.document("BARE", measures=(programme_factory.measure("1.1"),))
    )
    said = make.planning(measures=(MeasurePlanning("1.1", duration=1, value=2.0, costs=()),))
    plan = make.plan(bare, planning=said)
    assert starts(plan) == {"1.1": 0}
    with pytest.raises(InvalidInput, match=r"roadmap\.no_worlds"):
        operations.plan_in_worlds(by=SYSTEM, plan_id=plan.pk, at=AT)
