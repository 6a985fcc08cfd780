"""The requirement sets that ship, read once for each process."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from types import MappingProxyType

from samvern.apps.frameworks.rules import storable
from samvern.engine.frameworks import Framework
from samvern.formats import framework_file

FOLDER = Path(str(resources.files("samvern"))) / "catalogues" / "frameworks"


@cache
def shipped_sets() -> Mapping[str, Framework]:
    """Every set that ships, by the name of its file without the ending."""
    found = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        with path.open("rb") as stream:
            found[path.stem] = framework_file.read(stream, name=path.name)
    return MappingProxyType(found)


@cache
def shipped_digests() -> Mapping[str, str]:
    """The digest of each set that ships, as it would be stored."""
    return MappingProxyType({name: storable(each)[1] for name, each in shipped_sets().items()})
