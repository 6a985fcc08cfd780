"""An indicator is made, changed, retired and taken up again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from samvern.apps.actors import queries as actors
from samvern.apps.indicators import queries
from samvern.apps.indicators.models import Indicator, IndicatorTarget
from samvern.apps.indicators.permissions import Permission
from samvern.apps.indicators.rules import IndicatorPlan, check_plan
from samvern.apps.programmes import queries as programmes
from samvern.apps.programmes.models import Goal, Measure, Programme
from samvern.base import audit
from samvern.base.viewer import Viewer
from samvern.engine.errors import Conflict, InvalidInput, NotReady, Problem
from samvern.engine.indicators import Point

_PLAIN = (
    *("code", "title", "definition", "unit", "source", "population", "direction", "frequency"),
    *("is_reported", "lowest", "highest", "baseline", "baseline_on", "owner_id", "days_to_give"),
)


@transaction.atomic
def add_indicator(
    *, by: Viewer, programme_code: str, plan: IndicatorPlan, at: datetime, taken_from: str = ""
) -> Indicator:
    """Say what is to be measured in a programme.

    Parameters
    ----------
    taken_from
        The catalogue, version and code that it comes from.

    Raises
    ------
    NotFound
        ``programme.unknown``, ``actor.unknown``.
    NotAllowed
        Without ``KEEP_INDICATORS`` on the programme.
    InvalidInput
        ``indicator.invalid`` with all problems.
    """
    programme = programmes.programme_for(by, programme_code)
    by.require(Permission.KEEP_INDICATORS, on=programme)
    found = Indicator(programme=programme, made_by_id=by.user_id, made_at=at, taken_from=taken_from)
    _put(by, found, plan, at)
    audit.record(
        by, "indicator.added", found, at=at, path=found.path, changes={"frequency": found.frequency}
    )
    return found


@transaction.atomic
def change_indicator(
    *, by: Viewer, indicator_id: int, version: int, plan: IndicatorPlan, at: datetime
) -> Indicator:
    """Say something else of what is measured. What values rest on stays once there are any: how often,
    on what, and that those of organisations are their own.

    Raises
    ------
    NotFound, NotAllowed, InvalidInput
        ``indicator.unknown``, and as :func:`add_indicator`.
    NotReady
        ``indicator.retired``.
    Conflict
        ``indicator.changed``: somebody else has changed it since that version.
    """
    found = queries.indicator_for(by, indicator_id, lock=True)
    by.require(Permission.KEEP_INDICATORS, on=found)
    if found.retired_at is not None:
        raise NotReady("indicator.retired", about=found)
    if found.version != version:
        raise Conflict("indicator.changed", about=found)
    _refuse_undermined(found, plan)
    before = _plain(found)
    found.version += 1
    _put(by, found, plan, at)
    after = _plain(found)
    changed = {name: True for name in after if before[name] != after[name]}
    audit.record(by, "indicator.changed", found, at=at, path=found.path, changes=changed)
    return found


@transaction.atomic
def retire_indicator(*, by: Viewer, indicator_id: int, at: datetime) -> Indicator:
    """Measure it no longer; its values stay. Raises ``NotFound``, ``NotAllowed``, ``NotReady``."""
    found = queries.indicator_for(by, indicator_id, lock=True)
    by.require(Permission.KEEP_INDICATORS, on=found)
    if found.retired_at is not None:
        raise NotReady("indicator.retired", about=found)
    found.retired_at, found.version = at, found.version + 1
    found.save(update_fields=["retired_at", "version"])
    audit.record(by, "indicator.retired", found, at=at, path=found.path)
    return found


@transaction.atomic
def resume_indicator(*, by: Viewer, indicator_id: int, at: datetime) -> Indicator:
    """Measure it again. Raises ``NotFound``, ``NotAllowed``, ``NotReady`` (``indicator.in_use``)."""
    found = queries.indicator_for(by, indicator_id, lock=True)
    by.require(Permission.KEEP_INDICATORS, on=found)
    if found.retired_at is None:
        raise NotReady("indicator.in_use", about=found)
    found.retired_at, found.version = None, found.version + 1
    found.save(update_fields=["retired_at", "version"])
    audit.record(by, "indicator.resumed", found, at=at, path=found.path)
    return found


@transaction.atomic
def hand_on_indicators(
    *, by: Viewer, predecessor_id: int, successor_id: int, at: datetime
) -> list[Indicator]:
    """Let the successor of an actor answer for its indicators; for the system, on a fact."""
    by.require(Permission.KEEP_INDICATORS)
    owned = Indicator.objects.select_related("programme__owner_actor").select_for_update(
        of=("self",)
    )
    handed = list(owned.filter(owner=predecessor_id, retired_at__isnull=True))
    for found in handed:
        found.owner_id, found.version = successor_id, found.version + 1
        found.save(update_fields=["owner", "version"])
        audit.record(by, "indicator.handed_on", found, at=at, path=found.path)
    return handed


def _refuse_undermined(found: Indicator, plan: IndicatorPlan) -> None:
    """Refuse what would make other values of those that are there, or show them to more people."""
    problems = []
    given = found.values.all()
    is_other = plan.frequency != found.frequency or plan.measured_on != found.measured_on
    if is_other and given.exists():
        problems.append(Problem.of("indicator.has_values", where="frequency"))
    if plan.is_reported and not found.is_reported and given.filter(actor__isnull=False).exists():
        problems.append(Problem.of("indicator.told_otherwise", where="is_reported"))
    if problems:
        raise InvalidInput("indicator.invalid", problems=problems)


def _put(by: Viewer, found: Indicator, plan: IndicatorPlan, at: datetime) -> None:
    goals = _by_code(Goal.objects.filter(programme=found.programme))
    measures = _by_code(_measures_of(found.programme))
    check_plan(plan, goals=goals, measures=measures)
    if plan.owner_id is not None and plan.owner_id != found.owner_id:
        actors.actor_for(by, plan.owner_id)
    for name in _PLAIN:
        setattr(found, name, getattr(plan, name))
    found.direction, found.frequency = plan.direction.value, plan.frequency.value
    found.measured_on, found.changed_at = plan.measured_on.value, at
    try:
        with transaction.atomic():
            found.save()
    except IntegrityError:
        problem = Problem.of("indicator.code_taken", where="code", id=plan.code)
        raise InvalidInput("indicator.invalid", problems=[problem]) from None
    found.goals.set([goals[code] for code in plan.goals])
    found.measures.set([measures[code] for code in plan.measures])
    _set_targets(found, plan.targets)
    found.refresh_from_db(fields=["owner"])


def _measures_of(programme: Programme) -> Any:
    return Measure.objects.filter(programme=programme, withdrawn_at__isnull=True)


def _by_code(found: Any) -> dict[str, int]:
    return dict(found.values_list("code", "pk"))


def _set_targets(found: Indicator, targets: Sequence[Point]) -> None:
    found.targets.all().delete()
    IndicatorTarget.objects.bulk_create(
        IndicatorTarget(indicator=found, on=each.on, value=each.value) for each in targets
    )


def _plain(found: Indicator) -> dict[str, Any]:
    values = {name: getattr(found, name) for name in (*_PLAIN, "measured_on")}
    values["goals"] = sorted(found.goals.values_list("code", flat=True))
    values["measures"] = sorted(found.measures.values_list("code", flat=True))
    values["targets"] = list(found.targets.values_list("on", "value"))
    return values
