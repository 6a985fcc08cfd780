"""Two small requirement sets, and mappings between them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from samvern.apps.frameworks.models import RequirementSet
from samvern.apps.mappings import operations
from samvern.apps.mappings.models import RequirementMapping
from samvern.apps.mappings.rules import Place, Said
from samvern.base.viewer import Viewer
from samvern.engine.frameworks import Requirement
from samvern.engine.mappings import Relation
from tests.factories import frameworks as make

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)

_TITLES = {
    "rules": (
        "Kartlegg utstyr",
        "Bruk flerfaktorautentisering",
        "Ta sikkerhetskopi av data",
        "Øv på hendelser",
    ),
    "law": (
        "Oversikt over utstyr og programvare",
        "Flerfaktorautentisering for alle",
        "Sikkerhetskopi og gjenoppretting",
    ),
    "advice": ("Kjenn utstyret", "Sterk innlogging"),
}


def requirement_set(code: str, version: str = "1", **fields: Any) -> RequirementSet:
    """A set of a heading and a few requirements, numbered 1.1, 1.2 and on."""
    requirements = (
        Requirement("1", {"nb": "Kapittel"}, is_assessable=False),
        *(
            Requirement(f"1.{n}", {"nb": title}, {"nb": f"Dere skal: {title.lower()}."}, parent="1")
            for n, title in enumerate(_TITLES[code], start=1)
        ),
    )
    sharing = {"sharing": fields.pop("sharing")} if "sharing" in fields else {}
    document = make.framework(
        code, version, **{"title": {"nb": code}, "requirements": requirements, **fields}
    )
    return make.requirement_set(document, **sharing)


def sets(**fields: Any) -> tuple[RequirementSet, RequirementSet]:
    """The rules and the law."""
    return requirement_set("rules"), requirement_set("law", **fields)


def place(text: str) -> Place:
    """A place from ``rules 1.1`` or ``rules@2 1.1``."""
    named, _space, requirement = text.partition(" ")
    code, _at, version = named.partition("@")
    return Place(code, version, requirement)


def mapping(
    by: Viewer,
    source: str = "rules 1.1",
    target: str = "law 1.1",
    relation: str = "equal",
    *,
    at: datetime = AT,
    **said: Any,
) -> RequirementMapping:
    """A mapping that somebody has recorded."""
    return operations.record_mapping(
        by=by,
        source=place(source),
        target=place(target),
        said=Said(Relation(relation), **said),
        at=at,
    )
