"""A set of the database as the frozen value that files hold and calculations take."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any

from samvern.apps.frameworks.models import Requirement, RequirementSet, SetEdition
from samvern.apps.frameworks.queries.sets import versions_of
from samvern.base.kept import Kept
from samvern.base.viewer import Viewer
from samvern.engine import frameworks as engine
from samvern.engine.errors import InvalidInput
from samvern.formats import framework_file, trees

#: Twenty thousand requirements take about 60 MB.
KEPT: Kept[engine.Framework] = Kept(limit=20_000, weigh=lambda kept: 20 + len(kept.requirements))


def document_of(found: RequirementSet) -> engine.Framework:
    """The set as one value, the same that was taken in; one that the viewer was given."""
    key = (found.pk, found.revision)
    return KEPT.get(key, lambda: read_documents([found])[found.pk])


def documents_of(sets: Iterable[RequirementSet]) -> list[engine.Framework]:
    """Several sets as values, in the order given; requirements are read in one go."""
    every = list(sets)
    read: dict[int, engine.Framework] = {}

    def missing(found: RequirementSet) -> engine.Framework:
        if found.pk not in read:
            read.update(read_documents(every))
        return read[found.pk]

    return [
        KEPT.get((found.pk, found.revision), lambda found=found: missing(found))  # type: ignore[misc]
        for found in every
    ]


def read_documents(sets: Sequence[RequirementSet]) -> dict[int, engine.Framework]:
    """Sets as values, read now: inside a change, what is kept may be out of date."""
    rows: dict[int, list[engine.Requirement]] = {found.pk: [] for found in sets}
    for row in Requirement.objects.filter(requirement_set__in=sets, is_withdrawn=False):
        rows[row.requirement_set_id].append(as_requirement(row))
    return {found.pk: _framework(found, tuple(rows[found.pk])) for found in sets}


def document_of_edition(edition: SetEdition) -> engine.Framework:
    """What a set said in one of the states that it has been in."""

    def read() -> engine.Framework:
        text = trees.as_json(edition.document, str)
        return framework_file.read(BytesIO(text.encode()), name=str(edition))

    return KEPT.get((edition.pk, edition.digest), read)


def follow_everywhere(
    viewer: Viewer, found: RequirementSet, requirement: str
) -> Mapping[str, engine.Followed]:
    """What became of a requirement in every other version of its set that the viewer sees.

    Versions that do not follow each other in one line say nothing of each other.

    Raises
    ------
    NotFound
        ``requirement.unknown``.
    """
    versions = documents_of(versions_of(viewer, found.code))
    try:
        chain = engine.chain_of(versions)
        return {
            each.version: engine.follow(requirement, chain, start=found.version, end=each.version)
            for each in chain
            if each.version != found.version
        }
    except InvalidInput:
        return {}


def _framework(
    found: RequirementSet, requirements: tuple[engine.Requirement, ...]
) -> engine.Framework:
    return engine.Framework(
        id=found.code,
        version=found.version,
        title=found.title,
        publisher=found.publisher,
        kind=engine.FrameworkKind(found.kind),
        source=found.source,
        licence=found.licence,
        description=found.description,
        effective_from=found.effective_from,
        effective_to=found.effective_to,
        applies_to=tuple(found.applies_to),
        follows_version=found.follows_version,
        gaps=tuple(found.gaps),
        wording_sources=tuple(_source(each) for each in found.wording_sources),
        default_source=found.default_source,
        requirements=requirements,
    )


def _source(stored: Mapping[str, Any]) -> engine.WordingSource:
    status = engine.WordingStatus(stored["status"])
    return engine.WordingSource(stored["id"], status, stored["says"])


def as_requirement(row: Requirement) -> engine.Requirement:
    """A row as the value that files hold; a withdrawn one as it last was."""
    return engine.Requirement(
        id=row.code,
        title=row.title,
        text=row.text,
        parent=row.parent,
        is_assessable=row.is_assessable,
        applies_to=tuple(row.applies_to),
        priority=row.priority,
        references=tuple(
            engine.Reference(each["framework"], each["id"]) for each in row.references
        ),
        guidance=tuple(row.guidance),
        sources=row.sources,
        follows=None if row.follows is None else tuple(row.follows),
    )
