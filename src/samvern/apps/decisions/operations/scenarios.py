"""A scenario is saved, edited, copied, shared and put away."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from samvern.apps.decisions import queries
from samvern.apps.decisions.models import Scenario, ScenarioSharing
from samvern.apps.decisions.permissions import Permission
from samvern.apps.decisions.rules import check_scenario
from samvern.apps.decisions.terms import model_on
from samvern.apps.programmes import queries as programmes
from samvern.apps.programmes.models import Programme
from samvern.apps.programmes.queries.document import whole_document
from samvern.base import audit
from samvern.base.viewer import Viewer
from samvern.engine.errors import Conflict, NotAllowed, NotReady


@transaction.atomic
def save_scenario(
    *,
    by: Viewer,
    code: str,
    level: str,
    title: str,
    reason: str,
    terms: Mapping[str, Any],
    at: datetime,
    sharing: str = ScenarioSharing.OWN,
    is_example: bool = False,
) -> Scenario:
    """Save a new scenario of a programme.

    Parameters
    ----------
    code
        The programme.
    terms
        What is changed of its own basis, in the published form (:mod:`..terms`).
    sharing
        Who is to see it (:class:`ScenarioSharing`), as far as they see the programme.

    Raises
    ------
    NotFound
        ``programme.unknown``.
    NotAllowed
        Without ``SAVE_SCENARIO`` anywhere; for the sector, without ``SHARE_SCENARIO`` there.
    InvalidInput, NotReady
        ``scenario.invalid`` and ``weights.invalid`` with all problems, and whatever keeps the
        programme from being ranked on these terms.
    """
    programme = programmes.programme_for(by, code)
    _require_saving(by)
    if sharing == ScenarioSharing.SECTOR:
        by.require(Permission.SHARE_SCENARIO, on=programme)
    check_scenario(level=level, title=title, reason=reason, sharing=sharing)
    scenario = Scenario(
        programme=programme,
        level=level,
        title=title.strip(),
        reason=reason.strip(),
        terms=_checked(programme, level, terms),
        author_id=by.user_id,
        author_name=by.name,
        sharing=sharing,
        is_example=is_example,
        made_at=at,
        changed_at=at,
    )
    scenario.save()
    _record(by, "scenario.saved", scenario, at=at, changes={"sharing": sharing})
    return scenario


@transaction.atomic
def edit_scenario(
    *,
    by: Viewer,
    scenario_id: int,
    version: int,
    title: str,
    reason: str,
    terms: Mapping[str, Any],
    at: datetime,
) -> Scenario:
    """Change what a scenario says; only its author may.

    Parameters
    ----------
    version
        The version that the author saw.

    Raises
    ------
    NotFound, NotAllowed, InvalidInput
        As :func:`save_scenario`; ``scenario.unknown``.
    NotReady
        ``scenario.frozen`` when a decision was taken on it, ``scenario.archived``.
    Conflict
        ``scenario.changed_meanwhile``: nothing was changed.
    """
    scenario = queries.scenario_for(by, scenario_id)
    _require_author(by, scenario)
    _require_open(scenario)
    check_scenario(level=scenario.level, title=title, reason=reason, sharing=scenario.sharing)
    after = {
        "title": title.strip(),
        "reason": reason.strip(),
        "terms": _checked(scenario.programme, scenario.level, terms),
    }
    changed = [name for name, value in after.items() if getattr(scenario, name) != value]
    _take_version(scenario, version, at=at)
    for name in changed:
        setattr(scenario, name, after[name])
    scenario.save(update_fields=[*changed])
    _record(by, "scenario.edited", scenario, at=at, changes={"fields": changed})
    return scenario


@transaction.atomic
def copy_scenario(*, by: Viewer, scenario_id: int, title: str, at: datetime) -> Scenario:
    """Make a scenario of one's own that begins as another one is.

    Raises
    ------
    NotFound, NotAllowed, InvalidInput
        As :func:`save_scenario`; ``scenario.unknown``.
    """
    original = queries.scenario_for(by, scenario_id)
    copied = save_scenario(
        by=by,
        code=original.programme.code,
        level=original.level,
        title=title,
        reason=original.reason,
        terms=original.terms,
        at=at,
    )
    copied.copied_from = original
    copied.save(update_fields=["copied_from"])
    return copied


@transaction.atomic
def share_scenario(
    *, by: Viewer, scenario_id: int, version: int, sharing: str, at: datetime
) -> Scenario:
    """Say who sees a scenario.

    Its author may hand it to the authority and take it back; the authority that governs the
    programme may share with the sector what it sees, and take that back.

    Raises
    ------
    NotFound, NotAllowed, InvalidInput, NotReady, Conflict
        As :func:`edit_scenario`; a frozen one can still be shared.
    """
    scenario = queries.scenario_for(by, scenario_id)
    if sharing == ScenarioSharing.SECTOR or not _is_author(by, scenario):
        by.require(Permission.SHARE_SCENARIO, on=scenario.programme)
    else:
        _require_saving(by)
    if sharing == ScenarioSharing.OWN and not _is_author(by, scenario):
        raise NotAllowed("scenario.not_the_author")
    if scenario.archived_at is not None:
        raise NotReady("scenario.archived")
    check_scenario(
        level=scenario.level, title=scenario.title, reason=scenario.reason, sharing=sharing
    )
    before = scenario.sharing
    _take_version(scenario, version, at=at)
    scenario.sharing = sharing
    scenario.save(update_fields=["sharing"])
    _record(by, "scenario.shared", scenario, at=at, changes={"sharing": [before, sharing]})
    return scenario


@transaction.atomic
def archive_scenario(*, by: Viewer, scenario_id: int, version: int, at: datetime) -> Scenario:
    """Put a scenario away: it is kept, and found where one asks for it, but stands in no list.

    Raises
    ------
    NotFound, NotAllowed, NotReady, Conflict
        As :func:`edit_scenario`; the authority that governs the programme may too.
    """
    scenario = queries.scenario_for(by, scenario_id)
    if not _is_author(by, scenario):
        by.require(Permission.SHARE_SCENARIO, on=scenario.programme)
    if scenario.archived_at is not None:
        raise NotReady("scenario.archived")
    _take_version(scenario, version, at=at)
    scenario.archived_at = at
    scenario.save(update_fields=["archived_at"])
    _record(by, "scenario.archived", scenario, at=at)
    return scenario


def _checked(programme: Programme, level: str, terms: Mapping[str, Any]) -> dict[str, Any]:
    """The terms as they are kept; the programme must be one that can be ranked on them."""
    model_on(whole_document(programme), level, terms)
    return dict(terms)


def _require_saving(by: Viewer) -> None:
    """A scenario is nobody's place: whoever holds the permission anywhere may make their own."""
    queries.require_somewhere(by, Permission.SAVE_SCENARIO)


def _is_author(by: Viewer, scenario: Scenario) -> bool:
    return scenario.author_id is not None and scenario.author_id == by.user_id


def _require_author(by: Viewer, scenario: Scenario) -> None:
    _require_saving(by)
    if not _is_author(by, scenario):
        raise NotAllowed("scenario.not_the_author")


def _require_open(scenario: Scenario) -> None:
    if scenario.frozen_at is not None:
        raise NotReady("scenario.frozen")
    if scenario.archived_at is not None:
        raise NotReady("scenario.archived")


def _take_version(scenario: Scenario, version: int, *, at: datetime) -> None:
    """Count the version up if it is the one the editor saw; SQLite knows no row locks."""
    seen = Scenario.objects.filter(
        pk=scenario.pk,
        version=version,
        archived_at=scenario.archived_at,
        frozen_at=scenario.frozen_at,
    )
    if not seen.update(version=F("version") + 1, changed_at=at):
        raise Conflict("scenario.changed_meanwhile")
    scenario.version = version + 1
    scenario.changed_at = at


def _record(
    by: Viewer,
    action: str,
    scenario: Scenario,
    *,
    at: datetime,
    changes: Mapping[str, Any] | None = None,
) -> None:
    """Tell the trail: where the programme stands once it is shared, else where its author does."""
    is_own = scenario.sharing == ScenarioSharing.OWN
    path = by.place if is_own else scenario.programme.path
    audit.record(by, action, scenario, at=at, path=path, changes=changes)
