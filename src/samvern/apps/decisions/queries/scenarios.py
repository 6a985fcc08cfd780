"""The pages of scenarios: the list, one of them, and what its form begins with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from samvern.apps.decisions.models import Level, Scenario
from samvern.apps.decisions.permissions import Permission
from samvern.apps.decisions.queries.figures import figures_of, figures_on
from samvern.apps.decisions.queries.lookup import (
    decisions_of,
    require_somewhere,
    scenario_for,
    scenarios_of,
    visible_scenarios,
)
from samvern.apps.decisions.queries.rows import (
    DecisionRow,
    ScenarioRow,
    decision_rows,
    scenario_row,
)
from samvern.apps.decisions.record import Figures
from samvern.apps.programmes import queries as programmes
from samvern.apps.programmes.models import Programme
from samvern.apps.programmes.queries import ProgrammeHead
from samvern.apps.programmes.queries.document import whole_document
from samvern.base.texts import in_language
from samvern.base.viewer import Viewer
from samvern.engine.errors import InvalidInput, NotFound, NotReady, SamvernError

#: So many scenarios of a programme stand in one list.
MOST_LISTED = 200


@dataclass(frozen=True)
class ScenarioList:
    """The scenarios of a programme that the viewer sees, the newest first."""

    programme: ProgrammeHead
    rows: tuple[ScenarioRow, ...]
    with_archived: bool
    may_save: bool
    may_decide: bool


@dataclass(frozen=True)
class ScenarioPage:
    """A scenario with its ranking and that of the programme's own basis.

    ``error`` says why there are no figures when the programme has changed so that the terms no
    longer fit it.
    """

    programme: ProgrammeHead
    row: ScenarioRow
    terms: Mapping[str, Any]
    names: Names
    figures: Figures | None
    basis: Figures | None
    error: SamvernError | None
    copied_from: ScenarioRow | None
    decisions: tuple[DecisionRow, ...]
    may_edit: bool
    may_share: bool
    may_share_with_sector: bool
    may_archive: bool
    may_copy: bool
    may_decide: bool


@dataclass(frozen=True)
class Names:
    """What alternatives, and what criteria are about, are called in the reader's language."""

    alternatives: Mapping[str, str]
    about: Mapping[str, str]


@dataclass(frozen=True)
class ScenarioStart:
    """What the form of a scenario begins with: a new one, or one that is there."""

    programme: ProgrammeHead
    level: str
    scenario: ScenarioRow | None
    terms: Mapping[str, Any]
    basis: Figures
    names: Names


def scenario_list(viewer: Viewer, code: str, *, with_archived: bool = False) -> ScenarioList:
    """The scenarios of a programme. Raises ``NotFound``, and ``NotAllowed`` without a role."""
    programme = programmes.programme_for(viewer, code)
    require_somewhere(viewer, Permission.READ_SCENARIOS)
    found = scenarios_of(viewer, programme)
    if not with_archived:
        found = found.current()
    return ScenarioList(
        programme=programmes.head_of(viewer, programme),
        rows=tuple(scenario_row(viewer, each) for each in found[:MOST_LISTED]),
        with_archived=with_archived,
        may_save=viewer.may_somewhere(Permission.SAVE_SCENARIO),
        may_decide=viewer.may(Permission.TAKE_DECISION, on=programme),
    )


def scenario_page(viewer: Viewer, code: str, scenario_id: int) -> ScenarioPage:
    """One scenario of a programme. Raises ``NotFound``."""
    scenario = scenario_in(viewer, code, scenario_id)
    programme = scenario.programme
    figures, error = _figures(scenario)
    row = scenario_row(viewer, scenario)
    original = scenario.copied_from_id
    seen = visible_scenarios(viewer).filter(pk=original).first() if original else None
    governs = viewer.may(Permission.SHARE_SCENARIO, on=programme)
    may_save = viewer.may_somewhere(Permission.SAVE_SCENARIO)
    return ScenarioPage(
        programme=programmes.head_of(viewer, programme),
        row=row,
        terms=scenario.terms,
        names=names_of(programme, scenario.level),
        figures=figures,
        basis=figures_on(programme, scenario.level) if figures else None,
        error=error,
        copied_from=scenario_row(viewer, seen) if seen else None,
        decisions=tuple(decision_rows(decisions_of(viewer, programme).filter(scenario=scenario))),
        may_edit=row.is_mine and may_save and scenario.is_open,
        may_share=((row.is_mine and may_save) or governs) and not row.is_archived,
        may_share_with_sector=governs,
        may_archive=(row.is_mine or governs) and not row.is_archived,
        may_copy=may_save,
        may_decide=viewer.may(Permission.TAKE_DECISION, on=programme) and not row.is_archived,
    )


def scenario_in(viewer: Viewer, code: str, scenario_id: int) -> Scenario:
    """A scenario by the address of its page. Raises ``NotFound``."""
    scenario = scenario_for(viewer, scenario_id)
    if scenario.programme.code != code:
        raise NotFound("scenario.unknown")
    return scenario


def scenario_start(
    viewer: Viewer, code: str, *, level: str = "", scenario_id: int | None = None
) -> ScenarioStart:
    """What the form of a new scenario begins with, or of one that is there.

    Raises
    ------
    NotFound
        ``programme.unknown``, ``scenario.unknown``.
    NotReady, InvalidInput
        When the programme cannot be ranked at all.
    """
    if scenario_id is None:
        programme, scenario = programmes.programme_for(viewer, code), None
        level = level if level in Level.values else Level.FOCUS_AREA
    else:
        scenario = scenario_in(viewer, code, scenario_id)
        programme, level = scenario.programme, scenario.level
    return ScenarioStart(
        programme=programmes.head_of(viewer, programme),
        level=level,
        scenario=scenario_row(viewer, scenario) if scenario else None,
        terms=scenario.terms if scenario else {},
        basis=figures_on(programme, level),
        names=names_of(programme, level),
    )


def names_of(programme: Programme, level: str) -> Names:
    """The names of what is ranked, and of the goals and risk areas it is judged against."""
    document = whole_document(programme)
    ranked = document.measures if level == Level.MEASURE else document.focus_areas
    return Names(
        alternatives={each.id: in_language(each.title) for each in ranked},
        about={
            **{area.id: in_language(area.title) for area in document.risk_areas},
            **{goal.id: in_language(goal.title) for goal in document.goals},
        },
    )


def _figures(scenario: Scenario) -> tuple[Figures | None, SamvernError | None]:
    try:
        return figures_of(scenario), None
    except (InvalidInput, NotReady) as error:
        return None, error


def with_judgement(
    terms: Mapping[str, Any], alternative: str, criterion: str, levels: Mapping[str, float] | None
) -> dict[str, Any]:
    """The terms with one judgement changed; without levels the programme's own stands again."""
    rows = {code: dict(row) for code, row in terms.get("judgements", {}).items()}
    row = rows.setdefault(alternative, {})
    row.pop(criterion, None)
    if levels is not None:
        row[criterion] = dict(levels)
    kept = {code: row for code, row in rows.items() if row}
    others = {name: value for name, value in terms.items() if name != "judgements"}
    return {**others, "judgements": kept} if kept else others
