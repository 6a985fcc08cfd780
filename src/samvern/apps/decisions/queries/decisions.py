"""The pages of decisions: the list, one of them, and what its form begins with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from samvern.apps.decisions.models import Decision, Level, Supersession
from samvern.apps.decisions.permissions import Permission
from samvern.apps.decisions.queries.figures import figures_of, figures_on
from samvern.apps.decisions.queries.lookup import (
    decision_for,
    decisions_of,
    require_somewhere,
    visible_scenarios,
)
from samvern.apps.decisions.queries.rows import (
    DecisionRow,
    ScenarioRow,
    decision_row,
    decision_rows,
    scenario_row,
)
from samvern.apps.decisions.queries.scenarios import scenario_in
from samvern.apps.decisions.record import Figures, read_figures
from samvern.apps.programmes import queries as programmes
from samvern.apps.programmes.models import Programme
from samvern.apps.programmes.queries import ProgrammeHead
from samvern.apps.programmes.queries.document import whole_document
from samvern.apps.programmes.queries.register import natural_key, tier_of, tiers_of
from samvern.base.viewer import Viewer
from samvern.engine.errors import NotFound

#: So many decisions on a programme stand in one list.
MOST_LISTED = 200

Tiers = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class DecisionList:
    """The decisions on a programme that the viewer sees, the newest first."""

    programme: ProgrammeHead
    rows: tuple[DecisionRow, ...]
    may_decide: bool


@dataclass(frozen=True)
class Neighbour:
    """The decision before or after another; the row is None when the viewer may not see it."""

    row: DecisionRow | None
    why: str
    on: date


@dataclass(frozen=True)
class DecisionPage:
    """A decision with everything it was taken on, as it was then.

    ``programme_version_now`` tells whether the programme has changed since.
    """

    programme: ProgrammeHead
    row: DecisionRow
    decided: str
    reasons: str
    record: Mapping[str, Any]
    sha256: str
    figures: Figures
    scenario: ScenarioRow | None
    later: Neighbour | None
    earlier: Neighbour | None
    may_supersede: bool


@dataclass(frozen=True)
class DecisionStart:
    """What the form of a decision begins with: the figures it is taken on, and orders at hand."""

    programme: ProgrammeHead
    level: str
    scenario: ScenarioRow | None
    figures: Figures
    published: Tiers
    earlier: DecisionRow | None


def decision_list(viewer: Viewer, code: str) -> DecisionList:
    """The decisions on a programme. Raises ``NotFound``, and ``NotAllowed`` without a role."""
    programme = programmes.programme_for(viewer, code)
    require_somewhere(viewer, Permission.READ_DECISIONS)
    return DecisionList(
        programme=programmes.head_of(viewer, programme),
        rows=tuple(decision_rows(decisions_of(viewer, programme)[:MOST_LISTED])),
        may_decide=viewer.may(Permission.TAKE_DECISION, on=programme),
    )


def decision_in(viewer: Viewer, code: str, decision_id: int) -> Decision:
    """A decision by the address of its page. Raises ``NotFound``."""
    decision = decision_for(viewer, decision_id)
    if decision.programme.code != code:
        raise NotFound("decision.unknown")
    return decision


def decision_page(viewer: Viewer, code: str, decision_id: int) -> DecisionPage:
    """One decision on a programme. Raises ``NotFound``."""
    decision = decision_in(viewer, code, decision_id)
    programme = decision.programme
    rows = Supersession.objects.select_related("earlier", "later")
    after = rows.filter(earlier=decision).first()
    before = rows.filter(later=decision).first()
    around = [each for each in (after and after.later, before and before.earlier) if each]
    seen = {
        each.pk for each in decisions_of(viewer, programme).filter(pk__in=[d.pk for d in around])
    }
    scenario = visible_scenarios(viewer).filter(decisions=decision).first()
    record = decision.content
    return DecisionPage(
        programme=programmes.head_of(viewer, programme),
        row=decision_row(decision, is_in_force=after is None),
        decided=decision.decided,
        reasons=decision.reasons,
        record=record,
        sha256=decision.sha256,
        figures=read_figures(record),
        scenario=scenario_row(viewer, scenario) if scenario else None,
        later=after and _neighbour(after, after.later, seen),
        earlier=before and _neighbour(before, before.earlier, seen),
        may_supersede=after is None and viewer.may(Permission.TAKE_DECISION, on=programme),
    )


def decision_start(
    viewer: Viewer,
    code: str,
    *,
    level: str = "",
    scenario_id: int | None = None,
    supersedes_id: int | None = None,
) -> DecisionStart:
    """What the form of a decision begins with.

    Raises
    ------
    NotFound
        ``programme.unknown``, ``scenario.unknown``, ``decision.unknown``.
    NotAllowed
        Without ``TAKE_DECISION`` on the programme.
    NotReady, InvalidInput
        When nothing can be ranked on these terms.
    """
    programme = programmes.programme_for(viewer, code)
    viewer.require(Permission.TAKE_DECISION, on=programme)
    earlier = decision_in(viewer, code, supersedes_id) if supersedes_id else None
    scenario = scenario_in(viewer, code, scenario_id) if scenario_id else None
    if scenario is not None:
        level = scenario.level
    elif earlier is not None:
        level = earlier.level
    level = level if level in Level.values else Level.FOCUS_AREA
    figures = figures_of(scenario) if scenario else figures_on(programme, level)
    return DecisionStart(
        programme=programmes.head_of(viewer, programme),
        level=level,
        scenario=scenario_row(viewer, scenario) if scenario else None,
        figures=figures,
        published=published_tiers(programme, level, figures),
        earlier=decision_row(earlier, is_in_force=True) if earlier else None,
    )


def published_tiers(programme: Programme, level: str, figures: Figures) -> Tiers:
    """What the programme itself recommends, by tier; empty when it recommends nothing."""
    document = whole_document(programme)
    said = tiers_of(document)
    parts = document.measures if level == Level.MEASURE else document.focus_areas
    found: dict[int, list[str]] = {}
    for part in parts:
        tier = tier_of(part, said)
        if tier is not None and part.id in figures.ranking.pairwise:
            found.setdefault(tier, []).append(part.id)
    return tuple(tuple(sorted(found[tier], key=natural_key)) for tier in sorted(found))


def _neighbour(row: Supersession, decision: Decision, seen: set[int]) -> Neighbour:
    is_seen = decision.pk in seen
    return Neighbour(
        row=decision_row(decision, is_in_force=True) if is_seen else None,
        why=row.why if is_seen else "",
        on=row.at.date(),
    )
