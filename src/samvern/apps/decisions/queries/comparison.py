"""Scenarios side by side: what moved, and which part of each scenario moved it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from samvern.apps.decisions.models import Level, Scenario
from samvern.apps.decisions.queries.figures import figures_of, figures_on
from samvern.apps.decisions.queries.lookup import scenarios_of
from samvern.apps.decisions.queries.rows import ScenarioRow, scenario_row
from samvern.apps.decisions.queries.scenarios import Names, names_of
from samvern.apps.decisions.record import Figures
from samvern.apps.decisions.terms import read_terms
from samvern.apps.programmes import queries as programmes
from samvern.apps.programmes.models import Programme
from samvern.apps.programmes.queries import ProgrammeHead
from samvern.apps.programmes.queries.ranking import MAX_WORK
from samvern.base.kept import Kept
from samvern.base.viewer import Viewer
from samvern.engine import priority
from samvern.engine.canonical import canonical_json
from samvern.engine.errors import InvalidInput, NotFound, Problem
from samvern.engine.priority import Cause, Ranking, RankingChange, RankingModel

#: What stands for the programme's own basis among the scenarios that are compared.
BASIS = "basis"
#: So many can be read side by side.
MOST_COMPARED = 4
#: A scenario of four parts is ranked so many times to share out what it changes.
_RANKINGS = 16

_causes: Kept[tuple[Cause, ...]] = Kept(limit=200)


@dataclass(frozen=True)
class Compared:
    """One column: a scenario, or the programme's own basis when there is none.

    ``change`` goes from the first column to this one. ``causes`` share it out among the parts
    of this scenario; they are there where the first column is the programme's own basis and the
    scenario is not frozen.
    """

    scenario: ScenarioRow | None
    figures: Figures
    change: RankingChange
    causes: tuple[Cause, ...]
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
    basis = figures[0] if scenarios[0] is None else None
    return Comparison(
        programme=programmes.head_of(viewer, programme),
        level=level,
        names=names_of(programme, level),
        columns=tuple(
            Compared(
                scenario=scenario_row(viewer, each) if each else None,
                figures=found,
                change=priority.compare_rankings(figures[0].ranking, found.ranking),
                causes=causes_of(each, basis, found) if each and basis else (),
                parts=tuple(map(str, read_terms(each.terms).switches)) if each else (),
            )
            for each, found in zip(scenarios, figures, strict=True)
        ),
    )


def causes_of(scenario: Scenario, basis: Figures, figures: Figures) -> tuple[Cause, ...]:
    """What each part of a scenario does to each alternative; nothing for a frozen one, whose
    programme may have been another.
    """
    if scenario.frozen_at is not None:
        return ()
    programme = scenario.programme
    key = (programme.pk, programme.revision, scenario.level, canonical_json(scenario.terms))
    return _causes.get(key, lambda: _shared_out(scenario, basis.ranking, figures.ranking))


def _shared_out(scenario: Scenario, before: Ranking, after: Ranking) -> tuple[Cause, ...]:
    samples = min(before.samples, MAX_WORK // (_RANKINGS * len(before.alternatives)))
    known = [each for each in (before, after) if each.samples == samples]

    def ranked(model: RankingModel) -> Ranking:
        kept = next((each for each in known if each.model == model), None)
        return kept or priority.rank(model, samples=samples, seed=before.seed)

    return priority.causes_of_change(before.model, read_terms(scenario.terms), rank=ranked)


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
