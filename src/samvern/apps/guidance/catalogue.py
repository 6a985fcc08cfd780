"""The catalogue of guidance and the requirement sets that ship, read once for each process."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from types import MappingProxyType

from samvern.engine.frameworks import Framework, Reference
from samvern.engine.guidance import GuidanceCatalogue, GuidanceIndex
from samvern.formats import framework_file, guidance_file

#: The catalogue that is shown.
SHIPPED = "norge-helse"

_FOLDER = Path(str(resources.files("samvern"))) / "catalogues"


@cache
def shipped() -> GuidanceCatalogue:
    """The catalogue that is shown."""
    path = _FOLDER / "guidance" / f"{SHIPPED}.yaml"
    with path.open("rb") as stream:
        return guidance_file.read(stream, name=path.name)


@cache
def requirement_sets() -> Mapping[str, Framework]:
    """Requirement sets with something that can be fulfilled, by code and version."""
    found = {}
    for path in sorted((_FOLDER / "frameworks").glob("*.yaml")):
        with path.open("rb") as stream:
            framework = framework_file.read(stream, name=path.name)
        if any(each.is_assessable for each in framework.requirements):
            found[path.stem] = framework
    return MappingProxyType(found)


@cache
def index() -> GuidanceIndex:
    """The words of the catalogue, and of the requirements that it helps with."""
    titles = {
        Reference(framework.id, each.id): each.title
        for framework in requirement_sets().values()
        for each in framework.requirements
    }
    return GuidanceIndex(shipped(), titles)
