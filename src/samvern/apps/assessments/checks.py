"""The short checks that ship, read once for each process, each with the set that it asks about."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from types import MappingProxyType

from samvern.apps.assessments.models import Assessment
from samvern.apps.frameworks.models import RequirementSet
from samvern.engine.checks import Check
from samvern.formats import check_file

_FOLDER = Path(str(resources.files("samvern"))) / "catalogues" / "checks"

#: The set that a clinic is asked about when it starts a check by itself.
SET_CODE, SET_VERSION = "grunnsjekk", "1.0"


@cache
def shipped_checks() -> Mapping[tuple[str, str], Check]:
    """Every check that ships, by the code and version of its requirement set."""
    found = {}
    for path in sorted(_FOLDER.glob("*.yaml")):
        with path.open("rb") as stream:
            check = check_file.read(stream, name=path.name)
        found[check.framework, check.framework_version] = check
    return MappingProxyType(found)


def check_of(asked: RequirementSet) -> Check | None:
    """The check whose questions are the requirements of a set; None for other sets."""
    return shipped_checks().get((asked.code, asked.version))


def is_check(assessment: Assessment) -> bool:
    """Whether an assessment is a short check, which has pages of its own."""
    return check_of(assessment.requirement_set) is not None
