"""What taking in a programme file would do, before anything is done."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from samvern.apps.actors import queries as actors
from samvern.apps.programmes.models import Programme
from samvern.apps.programmes.permissions import Permission
from samvern.apps.programmes.queries.document import document_of
from samvern.apps.programmes.queries.overview import Count, counts_of
from samvern.apps.programmes.queries.programmes import ProgrammeHead, head_of
from samvern.base.texts import in_language
from samvern.base.viewer import Viewer
from samvern.engine.errors import Conflict
from samvern.engine.programme import document as engine
from samvern.engine.programme.consistency import Finding, check
from samvern.formats import programme_file


@dataclass(frozen=True)
class Replacement:
    """A programme of the same code that is here already, and what would become of its measures."""

    programme: ProgrammeHead
    added: tuple[str, ...]
    changed: tuple[str, ...]
    withdrawn: tuple[str, ...]


@dataclass(frozen=True)
class ImportPreview:
    """What a file holds, and what taking it in would do.

    ``unresolved_names`` own or take part in measures, but are nobody in the register of actors:
    they are kept as text.
    """

    document: engine.Programme
    title: str
    counts: tuple[Count, ...]
    unresolved_names: tuple[str, ...]
    findings: tuple[Finding, ...]
    replaces: Replacement | None


def import_preview(viewer: Viewer, content: bytes, *, name: str) -> ImportPreview:
    """Read a programme file and look at what is here already; nothing is changed.

    Raises
    ------
    InvalidInput
        As :func:`samvern.formats.programme_file.read`, with all problems at once.
    NotAllowed
        Without ``IMPORT_PROGRAMME`` for the whole sector, or on the programme it would replace.
    Conflict
        ``programme.exists``: the code is taken by a programme that the viewer does not see.
    """
    document = programme_file.read(BytesIO(content), name=name)
    existing = Programme.objects.select_related("owner_actor").filter(code=document.id).first()
    viewer.require(Permission.IMPORT_PROGRAMME, on=existing)
    if existing and not Programme.objects.visible_to(viewer).filter(pk=existing.pk).exists():
        raise Conflict("programme.exists", programme=document.id)
    return ImportPreview(
        document=document,
        title=in_language(document.title),
        counts=tuple(counts_of(document)),
        unresolved_names=_unresolved(document),
        findings=check(document),
        replaces=_replacement(viewer, existing, document) if existing else None,
    )


def _unresolved(document: engine.Programme) -> tuple[str, ...]:
    names = dict.fromkeys(
        name
        for measure in document.measures
        for name in (*(measure.owners or ()), *measure.involved)
    )
    found = actors.actors_by_name(names)
    return tuple(name for name in names if not found[name])


def _replacement(viewer: Viewer, existing: Programme, document: engine.Programme) -> Replacement:
    before = {measure.id: measure for measure in document_of(viewer, existing).measures}
    after = {measure.id: measure for measure in document.measures}
    return Replacement(
        programme=head_of(viewer, existing),
        added=tuple(code for code in after if code not in before),
        changed=tuple(c for c in after if c in before and before[c] != after[c]),
        withdrawn=tuple(code for code in before if code not in after),
    )
