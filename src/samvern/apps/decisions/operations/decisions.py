"""A decision is taken on frozen figures; a later one supersedes it. Nothing else can be done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from samvern.apps.decisions import queries
from samvern.apps.decisions.facts import DecisionTaken
from samvern.apps.decisions.models import (
    Decision,
    DecisionSharing,
    Scenario,
    ScenarioSharing,
    Supersession,
)
from samvern.apps.decisions.permissions import Permission
from samvern.apps.decisions.record import Figures, Said, make_record
from samvern.apps.decisions.rules import check_decision, check_tiers, check_why
from samvern.apps.programmes import queries as programmes
from samvern.apps.programmes.models import Programme
from samvern.base import audit, facts
from samvern.base.viewer import Viewer
from samvern.engine.canonical import canonical_json, sha256_of
from samvern.engine.errors import Conflict, InvalidInput, NotReady, Problem
from samvern.engine.priority.reverse import DecidedOrder, explain


@transaction.atomic
def take_decision(
    *,
    by: Viewer,
    code: str,
    level: str,
    said: Said,
    at: datetime,
    scenario_id: int | None = None,
    sharing: str = DecisionSharing.AUTHORITY,
    programme_version: int | None = None,
    scenario_version: int | None = None,
    is_example: bool = False,
) -> Decision:
    """Record a decision with the figures it was taken on, as they are now. It stays for good.

    The scenario it rests on is frozen.

    Parameters
    ----------
    code, level
        The programme, and what of it is put in order.
    said
        What was decided, why, by whom and when, in words and as tiers.
    scenario_id
        The scenario that it rests on; the programme's own basis without one.
    programme_version, scenario_version
        What those who decided saw; whatever it is now without them.

    Raises
    ------
    NotFound
        ``programme.unknown``, ``scenario.unknown``.
    NotAllowed
        Without ``TAKE_DECISION`` on the programme.
    InvalidInput
        ``decision.invalid`` with all problems.
    NotReady
        ``scenario.archived``, and whatever keeps the programme from being ranked.
    Conflict
        ``decision.figures_changed``: the figures are not those that were seen.
    """
    decision = _take(
        by=by,
        code=code,
        level=level,
        said=said,
        at=at,
        basis=_Basis(scenario_id, programme_version, scenario_version),
        sharing=sharing,
        is_example=is_example,
    )
    facts.publish(DecisionTaken(decision.pk, decision.programme_id))
    return decision


@transaction.atomic
def supersede_decision(
    *,
    by: Viewer,
    decision_id: int,
    why: str,
    said: Said,
    at: datetime,
    scenario_id: int | None = None,
    sharing: str = DecisionSharing.AUTHORITY,
    programme_version: int | None = None,
    scenario_version: int | None = None,
    is_example: bool = False,
) -> Decision:
    """Take a new decision in the place of an earlier one, which stays as it was.

    Parameters
    ----------
    why
        Why the earlier one no longer holds. The rest is as :func:`take_decision` takes it.

    Raises
    ------
    NotFound, NotAllowed, InvalidInput, NotReady, Conflict
        As :func:`take_decision`; ``decision.unknown``; ``decision.superseded`` when another
        has taken its place already.
    """
    earlier = queries.decision_for(by, decision_id)
    by.require(Permission.TAKE_DECISION, on=earlier.programme)
    check_why(why)
    if Supersession.objects.filter(earlier=earlier).exists():
        raise Conflict("decision.superseded")
    later = _take(
        by=by,
        code=earlier.programme.code,
        level=earlier.level,
        said=said,
        at=at,
        basis=_Basis(scenario_id, programme_version, scenario_version),
        sharing=sharing,
        is_example=is_example,
    )
    try:
        with transaction.atomic():
            Supersession(earlier=earlier, later=later, why=why.strip(), at=at).save()
    except IntegrityError:
        raise Conflict("decision.superseded") from None
    audit.record(
        by,
        "decision.superseded",
        earlier,
        at=at,
        path=earlier.programme.path,
        changes={"superseded_by": later.title, "why": why.strip()},
    )
    facts.publish(DecisionTaken(later.pk, later.programme_id, earlier.pk))
    return later


@dataclass(frozen=True)
class _Basis:
    """What is decided on: a scenario or the programme's own basis, in the version that was seen."""

    scenario_id: int | None
    programme_version: int | None
    scenario_version: int | None


def _take(
    *,
    by: Viewer,
    code: str,
    level: str,
    said: Said,
    at: datetime,
    basis: _Basis,
    sharing: str,
    is_example: bool,
) -> Decision:
    """Record a decision; the fact is for the caller to publish."""
    programme = programmes.programme_for(by, code)
    by.require(Permission.TAKE_DECISION, on=programme)
    scenario = _scenario(by, programme, basis.scenario_id, sharing)
    check_decision(said, level=level, sharing=sharing, today=timezone.localdate(at))
    _check_seen(programme, scenario, level, basis)
    figures = queries.figures_of(scenario) if scenario else queries.figures_on(programme, level)
    said = said.tidied(check_tiers(said.tiers, figures.ranking.pairwise))
    record = canonical_json(
        make_record(
            programme=_programme_as_json(programme),
            level=level,
            said=said,
            scenario=_scenario_as_json(scenario) if scenario else None,
            figures=figures,
            reverse=_reverse(figures, said),
            recorded_by=by.name,
            recorded_at=at,
            is_example=is_example,
        )
    )
    decision = Decision(
        programme=programme,
        scenario=scenario,
        level=level,
        sharing=sharing,
        is_example=is_example,
        recorded_by_id=by.user_id,
        recorded_by_name=by.name,
        recorded_at=at,
        record=record,
        sha256=sha256_of(record),
        **vars(said),
    )
    decision.save()
    if scenario is not None:
        _freeze(scenario, at=at)
    audit.record(
        by,
        "decision.taken",
        decision,
        at=at,
        path=programme.path,
        changes={"sha256": decision.sha256, "tiers": said.tiers, "sharing": sharing},
    )
    return decision


def _scenario(
    by: Viewer, programme: Programme, scenario_id: int | None, sharing: str
) -> Scenario | None:
    """The scenario that is decided on: of the same programme, not put away, and shared with
    everybody who will read the decision, since its record repeats it.
    """
    if scenario_id is None:
        return None
    scenario = queries.scenario_for(by, scenario_id)
    if scenario.programme_id != programme.pk:
        problem = Problem.of("decision.scenario_of_another", where="scenario_id")
        raise InvalidInput("decision.invalid", problems=[problem])
    if scenario.archived_at is not None:
        raise NotReady("scenario.archived")
    reach = ScenarioSharing.values
    if sharing in reach and reach.index(scenario.sharing) < reach.index(sharing):
        problem = Problem.of("decision.wider_than_scenario", where="sharing")
        raise InvalidInput("decision.invalid", problems=[problem])
    return scenario


def _check_seen(
    programme: Programme,
    scenario: Scenario | None,
    level: str,
    basis: _Basis,
) -> None:
    """Refuse figures that are not those that were seen; the row is locked until the end."""
    # Not the key: whoever edits the scenario meanwhile points at the programme, and would
    # otherwise wait for us as we wait for them.
    locked = Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    is_frozen = scenario is not None and scenario.frozen_at is not None
    if locked.revision != programme.revision and not is_frozen:
        raise Conflict("decision.figures_changed")
    if basis.programme_version not in (None, programme.version) and not is_frozen:
        raise Conflict("decision.figures_changed")
    if scenario is None:
        return
    if basis.scenario_version not in (None, scenario.version):
        raise Conflict("decision.figures_changed")
    if scenario.level != level:
        problem = Problem.of("decision.scenario_of_other_level", where="scenario_id")
        raise InvalidInput("decision.invalid", problems=[problem])


def _freeze(scenario: Scenario, *, at: datetime) -> None:
    """Have the scenario stay as it is; somebody who edits it at this moment comes too late."""
    if scenario.frozen_at is not None:
        return
    seen = Scenario.objects.filter(pk=scenario.pk, version=scenario.version, frozen_at=None)
    if not seen.update(frozen_at=at, version=F("version") + 1):
        raise Conflict("decision.figures_changed")


def _programme_as_json(programme: Programme) -> Mapping[str, Any]:
    return {
        "code": programme.code,
        "title": dict(programme.title),
        "published": programme.published,
    }


def _scenario_as_json(scenario: Scenario) -> Mapping[str, Any]:
    return {
        "id": scenario.pk,
        "title": scenario.title,
        "reason": scenario.reason,
        "author": scenario.author_name,
        "version": scenario.version,
        "terms": scenario.terms,
    }


def _reverse(figures: Figures, said: Said) -> Mapping[str, Any] | None:
    """Whether any admissible weighting gives the decided order.

    Nothing for a single tier, nor for so many statements that everybody would have to wait.
    """
    ranking = figures.ranking
    if len(said.tiers) < 2:
        return None
    decided = DecidedOrder(tiers=tuple(map(tuple, said.tiers)), others_follow=False)
    if not programmes.is_answered_at_once(ranking.model, decided):
        return None
    found = explain(ranking.model, decided, samples=ranking.samples, seed=ranking.seed)
    answer = found.to_json()
    del answer["model"]  # it stands with the ranking already
    return answer
