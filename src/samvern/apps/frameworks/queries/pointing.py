"""Where requirements are read that something points at by the code of a set and a number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from samvern.apps.frameworks.models import Requirement, RequirementSet
from samvern.apps.frameworks.queries.sets import in_order
from samvern.base.viewer import Viewer
from samvern.engine.frameworks import Reference


def pointed_at(
    viewer: Viewer, references: Iterable[Reference], *, version: str = ""
) -> Mapping[Reference, Requirement]:
    """The requirement behind each reference: in the version named, else in the latest that has it.

    What is in no set that the viewer sees is left out.
    """
    wanted = set(references)
    if not wanted:
        return {}
    rows = Requirement.objects.visible_to(viewer).filter(
        requirement_set__code__in={each.framework for each in wanted},
        code__in={each.id for each in wanted},
        is_withdrawn=False,
    )
    versions: dict[str, dict[RequirementSet, list[Requirement]]] = {}
    for row in rows.select_related("requirement_set"):
        of_code = versions.setdefault(row.requirement_set.code, {})
        of_code.setdefault(row.requirement_set, []).append(row)
    found: dict[Reference, Requirement] = {}
    for code, by_set in versions.items():
        # The last one that is written stands: the version that was asked for, else the latest.
        for each in sorted(in_order(by_set), key=lambda found: found.version == version):
            found |= {Reference(code, row.code): row for row in by_set[each]}
    return {reference: row for reference, row in found.items() if reference in wanted}
