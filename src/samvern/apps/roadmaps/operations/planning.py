"""A plan is made, its figures are changed, measures are moved, and it is put away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from samvern.apps.roadmaps import keeping
from samvern.apps.roadmaps.models import Plan
from samvern.apps.roadmaps.permissions import Permission
from samvern.apps.roadmaps.queries import inputs, lookup, results
from samvern.apps.roadmaps.rules import check_plan
from samvern.base import audit
from samvern.base.viewer import Viewer
from samvern.engine.errors import InvalidInput, NotReady, Problem
from samvern.engine.roadmap import Period
from samvern.engine.roadmap.planning import MeasurePlanning, Planning
from samvern.formats import roadmap_file


@transaction.atomic
def make_plan(
    *,
    by: Viewer,
    code: str,
    title: str,
    planning: Planning,
    at: datetime,
    is_example: bool = False,
) -> Plan:
    """Make a plan of a programme.

    Parameters
    ----------
    code
        The programme.
    planning
        What is planned with; its ``basis`` says on what that rests.

    Raises
    ------
    NotFound
        ``programme.unknown``.
    NotAllowed
        Without ``PLAN`` where the programme is governed.
    InvalidInput
        ``roadmap.invalid`` with all problems.
    """
    programme = lookup.programme_for(by, code)
    by.require(Permission.PLAN, on=programme)
    planning = _of_programme(planning, title, code)
    inputs.problem_on(programme, planning)
    plan = Plan(
        programme=programme,
        title=title.strip(),
        planning=roadmap_file.plain(planning),
        author_id=by.user_id,
        author_name=by.name,
        is_example=is_example,
        made_at=at,
        changed_at=at,
    )
    plan.save()
    _ask(by, plan, at)
    audit.record(by, "plan.made", plan, at=at, path=programme.path)
    return plan


@transaction.atomic
def edit_plan(
    *, by: Viewer, plan_id: int, version: int, title: str, planning: Planning, at: datetime
) -> Plan:
    """Change the figures of a plan, or its name.

    Parameters
    ----------
    version
        The version that the editor saw.

    Raises
    ------
    NotFound, NotAllowed, InvalidInput
        As :func:`make_plan`; ``plan.unknown``.
    NotReady
        ``plan.archived``.
    Conflict
        ``plan.changed_meanwhile``: nothing was changed.
    """
    plan = _open_plan(by, plan_id)
    planning = _of_programme(planning, title, plan.programme.code)
    return _save(by, plan, version, title.strip(), planning, at)


@transaction.atomic
def plan_measure(
    *, by: Viewer, plan_id: int, version: int, said: MeasurePlanning, at: datetime
) -> Plan:
    """Say of one measure how long it takes, what it takes, and when it may be.

    Raises
    ------
    NotFound, NotAllowed, InvalidInput, NotReady, Conflict
        As :func:`edit_plan`; ``measure.unknown``.
    """
    plan = _open_plan(by, plan_id)
    planning = inputs.planning_of(plan)
    inputs.require_measure(plan, said.id)
    before = {measure.id for measure in planning.measures}
    measures = [said if one.id == said.id else one for one in planning.measures]
    if said.id not in before:
        measures.append(said)
    kept = tuple(one for one in measures if one != MeasurePlanning(one.id))
    return _save(by, plan, version, plan.title, replace(planning, measures=kept), at)


@transaction.atomic
def move_measure(
    *,
    by: Viewer,
    plan_id: int,
    version: int,
    measure: str,
    at: datetime,
    to: Period | None = None,
    is_left_out: bool = False,
) -> Plan:
    """Have a measure start in a period, leave it out, or (with neither) let the plan decide.

    Raises
    ------
    NotFound, NotAllowed, InvalidInput, NotReady, Conflict
        As :func:`edit_plan`; ``measure.unknown``.
    """
    plan = _open_plan(by, plan_id)
    planning = inputs.planning_of(plan)
    inputs.require_measure(plan, measure)
    pins = {name: period for name, period in planning.pins.items() if name != measure}
    excluded = planning.excluded - {measure}
    if to is not None and is_left_out:
        problem = Problem.of("roadmap.pinned_and_excluded", where="pins", name=measure)
        raise InvalidInput("roadmap.invalid", problems=[problem])
    if to is not None:
        pins[measure] = to
    if is_left_out:
        excluded |= {measure}
    moved = replace(planning, pins=pins, excluded=excluded)
    return _save(by, plan, version, plan.title, moved, at)


@transaction.atomic
def archive_plan(*, by: Viewer, plan_id: int, version: int, at: datetime) -> Plan:
    """Put a plan away: it is kept, and found where one asks for it, but stands in no list.

    Raises
    ------
    NotFound, NotAllowed, NotReady, Conflict
        As :func:`edit_plan`; ``plan.published``: what is published is withdrawn first.
    """
    plan = _open_plan(by, plan_id)
    if plan.is_published:
        raise NotReady("plan.published")
    keeping.take_version(plan, version, at=at)
    plan.archived_at = at
    plan.save(update_fields=["archived_at"])
    audit.record(by, "plan.archived", plan, at=at, path=plan.programme.path)
    return plan


def _open_plan(by: Viewer, plan_id: int) -> Plan:
    plan = lookup.plan_for(by, plan_id)
    by.require(Permission.PLAN, on=plan.programme)
    if plan.archived_at is not None:
        raise NotReady("plan.archived")
    return plan


def _of_programme(planning: Planning, title: str, code: str) -> Planning:
    check_plan(title=title, planning=planning, code=code)
    return replace(planning, programme=code)


def _save(
    by: Viewer, plan: Plan, version: int, title: str, planning: Planning, at: datetime
) -> Plan:
    inputs.problem_on(plan.programme, planning)
    after = roadmap_file.plain(planning)
    changed = list(_changed(plan.planning, after))
    if title != plan.title:
        changed.insert(0, "title")
    keeping.take_version(plan, version, at=at)
    plan.title, plan.planning = title, after
    plan.save(update_fields=["title", "planning"])
    _ask(by, plan, at)
    path = plan.programme.path
    audit.record(by, "plan.edited", plan, at=at, path=path, changes={"fields": changed})
    return plan


def _changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """Which parts of the figures differ; of measures, which ones."""
    found = []
    for name in dict.fromkeys([*before, *after]):
        if before.get(name) == after.get(name):
            continue
        if name != "measures":
            found.append(name)
            continue
        old = {one["id"]: one for one in before.get(name, ())}
        new = {one["id"]: one for one in after.get(name, ())}
        codes = [code for code in {**old, **new} if old.get(code) != new.get(code)]
        found += [f"measures[{code}]" for code in codes[:50]]
    return found


def _ask(by: Viewer, plan: Plan, at: datetime) -> None:
    found = inputs.input_of(plan)
    keeping.ask(by, results.SOLVE, plan, None, found.digest, at)
