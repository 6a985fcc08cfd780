"""The catalogue of guidance and the requirement sets that ship, read once for each process."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from types import MappingProxyType

from samvern.apps.frameworks.shipped import shipped_sets
from samvern.engine.frameworks import Framework, Reference
from samvern.engine.guidance import GuidanceCatalogue, GuidanceIndex
from samvern.formats import guidance_file

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
    return MappingProxyType(
        {
            name: framework
            for name, framework in shipped_sets().items()
            if any(each.is_assessable for each in framework.requirements)
        }
    )


@cache
def index() -> GuidanceIndex:
    """The words of the catalogue, and of the requirements that it helps with."""
    titles = {
        Reference(framework.id, each.id): each.title
        for framework in requirement_sets().values()
        for each in framework.requirements
    }
    return GuidanceIndex(shipped(), titles)
