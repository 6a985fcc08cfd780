"""Scenarios and decisions as lines of a list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from samvern.apps.decisions.models import (
    Decision,
    DecisionSharing,
    Level,
    Scenario,
    ScenarioSharing,
    Supersession,
)
from samvern.base.viewer import Viewer


@dataclass(frozen=True)
class ScenarioRow:
    """A scenario as a line of a list."""

    id: int
    title: str
    reason: str
    author: str
    level: str
    level_name: str
    sharing: str
    sharing_name: str
    version: int
    changed_at: datetime
    is_frozen: bool
    is_archived: bool
    is_example: bool
    is_mine: bool


@dataclass(frozen=True)
class DecisionRow:
    """A decision as a line of a list; ``is_in_force`` until a later one took its place."""

    id: int
    title: str
    body: str
    decided_by: str
    decided_on: date
    level: str
    level_name: str
    tiers: tuple[tuple[str, ...], ...]
    sharing_name: str
    is_in_force: bool
    is_example: bool


def scenario_row(viewer: Viewer, scenario: Scenario) -> ScenarioRow:
    """A scenario as the viewer sees it in a list."""
    return ScenarioRow(
        id=scenario.pk,
        title=scenario.title,
        reason=scenario.reason,
        author=scenario.author_name,
        level=scenario.level,
        level_name=str(Level(scenario.level).label),
        sharing=scenario.sharing,
        sharing_name=str(ScenarioSharing(scenario.sharing).label),
        version=scenario.version,
        changed_at=scenario.changed_at,
        is_frozen=scenario.frozen_at is not None,
        is_archived=scenario.archived_at is not None,
        is_example=scenario.is_example,
        is_mine=scenario.author_id is not None and scenario.author_id == viewer.user_id,
    )


def decision_rows(decisions: Iterable[Decision]) -> list[DecisionRow]:
    """Decisions as lines, with one query more for those that were superseded."""
    found = list(decisions)
    gone = set(Supersession.objects.filter(earlier__in=found).values_list("earlier_id", flat=True))
    return [decision_row(decision, is_in_force=decision.pk not in gone) for decision in found]


def decision_row(decision: Decision, *, is_in_force: bool) -> DecisionRow:
    """A decision as a line of a list."""
    return DecisionRow(
        id=decision.pk,
        title=decision.title,
        body=decision.body,
        decided_by=decision.decided_by,
        decided_on=decision.decided_on,
        level=decision.level,
        level_name=str(Level(decision.level).label),
        tiers=tuple(tuple(tier) for tier in decision.tiers),
        sharing_name=str(DecisionSharing(decision.sharing).label),
        is_in_force=is_in_force,
        is_example=decision.is_example,
    )
