"""Rows of mappings as the frozen values that calculations take, and one mapping at a time."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from samvern.apps.frameworks import queries as frameworks
from samvern.apps.frameworks.models import Requirement
from samvern.apps.mappings.models import MappingQuerySet, RequirementMapping
from samvern.apps.mappings.permissions import Permission
from samvern.apps.mappings.rules import Place, Said, is_own, require_somewhere
from samvern.base.viewer import Viewer
from samvern.engine import mappings as engine
from samvern.engine.errors import NotAllowed, NotFound, NotReady
from samvern.engine.mappings import Rationale, Relation, RequirementRef, ReviewState, Style

_FIELDS = (
    "pk",
    "source__requirement_set__code",
    "source__code",
    "target__requirement_set__code",
    "target__code",
    "relation",
    "mapper",
    "mapped_on",
    "style",
    "rationale",
    "why",
    "confidence",
    "source__requirement_set__version",
    "target__requirement_set__version",
    "state",
    "reviewer",
)


def values_of(rows: MappingQuerySet) -> list[engine.RequirementMapping]:
    """Mappings as values, in the order given, without making objects of the database first."""
    return [_value(*row) for row in rows.values_list(*_FIELDS)]


def value_of(row: RequirementMapping) -> engine.RequirementMapping:
    """One mapping as a value."""
    source, target = row.source, row.target
    return _value(
        row.pk,
        source.requirement_set.code,
        source.code,
        target.requirement_set.code,
        target.code,
        row.relation,
        row.mapper,
        row.mapped_on,
        row.style,
        row.rationale,
        row.why,
        row.confidence,
        source.requirement_set.version,
        target.requirement_set.version,
        row.state,
        row.reviewer,
    )


def _value(
    pk: int,
    source_set: str,
    source: str,
    target_set: str,
    target: str,
    relation: str,
    mapper: str,
    on: Any,
    style: str,
    rationale: str,
    why: str,
    confidence: float | None,
    source_version: str,
    target_version: str,
    state: str,
    reviewer: str,
) -> engine.RequirementMapping:
    return engine.RequirementMapping(
        id=str(pk),
        source=RequirementRef(source_set, source),
        target=RequirementRef(target_set, target),
        relation=Relation(relation),
        mapper=mapper,
        on=on,
        style=Style(style),
        rationale=Rationale(rationale) if rationale else None,
        why=why,
        confidence=confidence,
        source_version=source_version,
        target_version=target_version,
        state=ReviewState(state),
        reviewer=reviewer,
    )


def said_of(row: RequirementMapping) -> Said:
    """What a mapping says, as an operation takes it."""
    rationale = Rationale(row.rationale) if row.rationale else None
    return Said(Relation(row.relation), Style(row.style), rationale, row.why, row.confidence)


def plain(value: engine.RequirementMapping) -> dict[str, Any]:
    """A mapping as plain values."""
    return {
        "source": {**value.source.to_json(), "version": value.source_version},
        "target": {**value.target.to_json(), "version": value.target_version},
        "relation": value.relation.value,
        "style": value.style.value,
        "rationale": value.rationale.value if value.rationale else None,
        "why": value.why,
        "confidence": value.confidence,
        "mapper": value.mapper,
        "on": value.on.isoformat() if value.on else None,
        "state": value.state.value,
        "reviewer": value.reviewer,
    }


def seen_by(viewer: Viewer, mapping: engine.RequirementMapping) -> engine.RequirementMapping:
    """A mapping without the names that the viewer may not read."""
    if viewer.may_somewhere(Permission.READ_MAPPERS):
        return mapping
    return replace(mapping, mapper="", reviewer="")


def visible_mappings(viewer: Viewer) -> MappingQuerySet:
    """Every mapping that the viewer sees, withdrawn ones too, with its requirements and sets."""
    return RequirementMapping.objects.visible_to(viewer).select_related(
        "source__requirement_set", "target__requirement_set", "came_in"
    )


def mapping_for(viewer: Viewer, mapping_id: int) -> RequirementMapping:
    """One mapping. Raises ``NotFound`` (``mapping.unknown``)."""
    found = visible_mappings(viewer).filter(pk=mapping_id).first()
    if found is None:
        raise NotFound("mapping.unknown", id=mapping_id)
    return found


def own_mapping(viewer: Viewer, mapping_id: int) -> RequirementMapping:
    """A mapping in force that the viewer stands by and may change.

    Raises
    ------
    NotFound
        ``mapping.unknown``.
    NotAllowed
        Without ``MAP_REQUIREMENTS``; ``mapping.not_yours``.
    NotReady
        ``mapping.withdrawn``.
    """
    mapping = mapping_for(viewer, mapping_id)
    require_somewhere(viewer, Permission.MAP_REQUIREMENTS)
    if not is_own(viewer, mapping):
        raise NotAllowed("mapping.not_yours", mapper=mapping.mapper)
    if mapping.withdrawn_at:
        raise NotReady("mapping.withdrawn")
    return mapping


def mapping_to_withdraw(viewer: Viewer, mapping_id: int) -> RequirementMapping:
    """A mapping in force that the viewer may withdraw. Raises as :func:`own_mapping`."""
    if not viewer.may_somewhere(Permission.WITHDRAW_ANY):
        return own_mapping(viewer, mapping_id)
    mapping = mapping_for(viewer, mapping_id)
    if mapping.withdrawn_at:
        raise NotReady("mapping.withdrawn")
    return mapping


def requirement_at(viewer: Viewer, place: Place) -> Requirement:
    """A requirement by its place.

    Raises
    ------
    NotFound
        ``framework.unknown``, ``framework.version_unknown`` or ``requirement.unknown``.
    """
    found = frameworks.set_for(viewer, place.framework, place.version)
    return frameworks.requirement_for(viewer, found, place.requirement)
