"""Requirements as guidance points at them: where each is read, and what helps with one."""

from __future__ import annotations

from collections.abc import Mapping

from samvern.apps.frameworks import queries as frameworks
from samvern.apps.frameworks.models import Requirement
from samvern.apps.guidance import catalogue, queries
from samvern.base.viewer import Viewer
from samvern.engine.frameworks import Reference
from samvern.engine.guidance import GuidanceEntry, GuidanceMap, Help, Life


def rows_of_map(viewer: Viewer, found: GuidanceMap, of: str) -> Mapping[Reference, Requirement]:
    """The requirements that a map is of, as far as they can be read in the database."""
    framework = catalogue.requirement_sets().get(of)
    references = (topic.reference for topic in found.topics)
    version = framework.version if framework else ""
    return frameworks.pointed_at(viewer, references, version=version)


def helping_with(viewer: Viewer, requirement: Requirement) -> list[tuple[GuidanceEntry, Help]]:
    """What is in use that helps with a requirement, or with a heading over it."""
    code = requirement.requirement_set.code
    above = frameworks.outline_of(requirement.requirement_set).above.get(requirement.code, ())
    wanted = {Reference(code, each) for each in (requirement.code, *(over.id for over in above))}
    return [
        (entry, help_)
        for entry in queries.whole(viewer).entries
        if entry.life is Life.IN_USE
        for help_ in entry.helps
        if help_.with_ in wanted
    ]
