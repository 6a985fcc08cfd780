"""Scenarios side by side: what moved, and which part of each scenario moved it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from samvern.apps.decisions.models import Level, Scenario
from samvern.apps.decisions.moves import Move, gone_and_new, moves
from samvern.apps.decisions.queries.figures import figures_of, figures_on
from samvern.apps.decisions.queries.lookup import scenarios_of
from samvern.apps.decisions.queries.rows import ScenarioRow, scenario_row
from samvern.apps.decisions.queries.scenarios import Names, names_of
from samvern.apps.decisions.record import Figures
from samvern.apps.programmes import queries as programmes
from samvern.apps.programmes.models import Programme
from samvern.apps.programmes.queries import ProgrammeHead
from samvern.base.viewer import Viewer
from samvern.engine.errors import InvalidInput, NotFound, Problem

#: What stands for the programme's own basis among the scenarios that are compared.
BASIS = "basis"
#: So many can be read side by side.
MOST_COMPARED = 4

#: The parts of a scenario, each with its fields.
PARTS: Mapping[str, tuple[str, ...]] = {
    "weights": ("weights",),
    "criteria": ("excluded_criteria", "excluded_groups"),
    "judgements": ("judgements",),
    "scale": ("scale",),
}


@dataclass(frozen=True)
class Compared:
    """One column: a scenario, or the programme's own basis when there is none.

    ``moves`` go from the first column to this one; ``because`` of a move is about this
    scenario's own parts, each tried alone on the programme's own basis, and is there only where
    the first column is that basis. ``gone`` and ``new`` are what only one of the two ranks.
    """

    scenario: ScenarioRow | None
    figures: Figures
    moves: tuple[Move, ...]
    gone: Sequence[str]
    new: Sequence[str]
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """Scenarios of a programme side by side; the first is what the others are held against."""

    programme: ProgrammeHead
    level: str
    names: Names
    columns: tuple[Compared, ...]


def comparison(viewer: Viewer, code: str, chosen: Sequence[str]) -> Comparison:
    """Put two to four scenarios side by side.

    Parameters
    ----------
    chosen
        Identifiers of scenarios as text, or :data:`BASIS`; the first is held against.

    Raises
    ------
    NotFound
        ``programme.unknown``, ``scenario.unknown``.
    InvalidInput
        ``comparison.invalid``: too few, too many, or not of one level.
    """
    programme = programmes.programme_for(viewer, code)
    scenarios = _chosen(viewer, programme, chosen)
    levels = {each.level for each in scenarios if each}
    if not 2 <= len(scenarios) <= MOST_COMPARED or len(levels) > 1:
        which = "comparison.other_level" if len(levels) > 1 else "comparison.how_many"
        problem = Problem.of(which, where="with", most=MOST_COMPARED)
        raise InvalidInput("comparison.invalid", problems=[problem])
    level = next(iter(levels), str(Level.FOCUS_AREA))
    figures = [figures_of(each) if each else figures_on(programme, level) for each in scenarios]
    return Comparison(
        programme=programmes.head_of(viewer, programme),
        level=level,
        names=names_of(programme, level),
        columns=tuple(
            _column(viewer, each, found, against=figures[0], explained=scenarios[0] is None)
            for each, found in zip(scenarios, figures, strict=True)
        ),
    )


def parts_of(scenario: Scenario) -> tuple[str, ...]:
    """The parts in which a scenario says anything."""
    return tuple(
        part
        for part, fields in PARTS.items()
        if any(scenario.terms.get(field) not in (None, [], {}) for field in fields)
    )


def _chosen(viewer: Viewer, programme: Programme, chosen: Sequence[str]) -> list[Scenario | None]:
    named = list(dict.fromkeys(chosen))[: MOST_COMPARED + 1]
    ids = [int(each) for each in named if each.isdecimal() and len(each) < 19]
    seen = {each.pk: each for each in scenarios_of(viewer, programme).filter(pk__in=ids)}
    found: list[Scenario | None] = []
    for each in named:
        if each == BASIS:
            found.append(None)
        elif each.isdecimal() and int(each) in seen:
            found.append(seen[int(each)])
        else:
            raise NotFound("scenario.unknown")
    return found


def _column(
    viewer: Viewer,
    scenario: Scenario | None,
    figures: Figures,
    *,
    against: Figures,
    explained: bool,
) -> Compared:
    parts = parts_of(scenario) if scenario else ()
    is_frozen = scenario is not None and scenario.frozen_at is not None
    alone = (
        {part: _alone(scenario, part) for part in parts}
        if scenario and explained and len(parts) > 1 and not is_frozen
        else {}
    )
    gone, new = gone_and_new(against.ranking, figures.ranking)
    return Compared(
        scenario=scenario_row(viewer, scenario) if scenario else None,
        figures=figures,
        moves=moves(
            against.ranking,
            figures.ranking,
            {part: found.ranking for part, found in alone.items()},
        ),
        gone=gone,
        new=new,
        parts=parts,
    )


def _alone(scenario: Scenario, part: str) -> Figures:
    """The ranking that one part of a scenario gives by itself."""
    terms = {name: value for name, value in scenario.terms.items() if name in PARTS[part]}
    return figures_on(scenario.programme, scenario.level, terms)
