"""Requirement sets, as small as they can be and still be taken in."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from samvern.apps.frameworks import operations
from samvern.apps.frameworks.models import RequirementSet
from samvern.base.viewer import SYSTEM
from samvern.engine.frameworks import (
    Framework,
    FrameworkKind,
    Reference,
    Requirement,
    WordingSource,
    WordingStatus,
)

AT = datetime(2026, 11, 2, 9, tzinfo=UTC)


def framework(code: str = "rules", version: str = "1", **fields: Any) -> Framework:
    """A version of a set: a heading with two requirements below it, unless told otherwise."""
    usual: dict[str, Any] = {
        "title": {"nb": "Reglene", "nn": "Reglane", "en": "The rules"},
        "publisher": "A made-up publisher",
        "kind": FrameworkKind.STANDARD,
        "requirements": (
            Requirement("1", {"nb": "Kjenne", "en": "Know"}, is_assessable=False),
            Requirement("1.1", {"nb": "Kartlegg utstyr", "en": "List devices"}, parent="1"),
            Requirement("1.2", {"nb": "Kartlegg data", "en": "List data"}, parent="1"),
        ),
    }
    return Framework(code, version, **{**usual, **fields})


def requirement_set(
    document: Framework | None = None, *, at: datetime = AT, **fields: Any
) -> RequirementSet:
    """A set that has been taken in; ``fields`` are those of the operation."""
    return operations.take_in(by=SYSTEM, framework=document or framework(), at=at, **fields).set


def large_framework(code: str, requirements: int, **fields: Any) -> Framework:
    """A set of any size, twenty requirements under each heading."""
    every: list[Requirement] = []
    for number in range(requirements):
        chapter, place = divmod(number, 20)
        if not place:
            every.append(
                Requirement(
                    f"{chapter + 1}", {"nb": f"Kapittel {chapter + 1}"}, is_assessable=False
                )
            )
        every.append(
            Requirement(
                f"{chapter + 1}.{place + 1}",
                {"nb": f"Krav {number}", "en": f"Requirement {number}"},
                {"nb": f"Virksomheten skal ha rutiner for punkt {number}."},
                parent=f"{chapter + 1}",
            )
        )
    return framework(code, requirements=tuple(every), **fields)


def two_versions() -> tuple[RequirementSet, RequirementSet]:
    """A set and the version after it: one requirement split, one renumbered, one new."""
    later = framework(
        version="2",
        follows_version="1",
        requirements=(
            Requirement("1", {"nb": "Kjenne", "en": "Know"}, is_assessable=False),
            Requirement("1.1", {"nb": "Kartlegg servere"}, parent="1", follows=("1.1",)),
            Requirement("1.2", {"nb": "Kartlegg telefoner"}, parent="1", follows=("1.1",)),
            Requirement("1.3", {"nb": "Kartlegg alle data"}, parent="1", follows=("1.2",)),
            Requirement("1.4", {"nb": "Kartlegg leverandører"}, parent="1", follows=()),
        ),
    )
    return requirement_set(), requirement_set(later)


def unsure() -> RequirementSet:
    """A set with a working title, a title that was not found, and one that is verified."""
    sources = (
        WordingSource("V", WordingStatus.VERIFIED, {"nb": "Lest hos utgiveren."}),
        WordingSource("U", WordingStatus.UNVERIFIED, {"nb": "Må kontrolleres.", "en": "Check it."}),
        WordingSource("GAP", WordingStatus.MISSING),
    )
    return requirement_set(
        framework(
            wording_sources=sources,
            default_source="V",
            gaps=({"nb": "Tekstene mangler.", "en": "The texts are missing."},),
            requirements=(
                Requirement("1", {"nb": "Kjenne"}, is_assessable=False),
                Requirement("1.1", {"en": "Devices"}, parent="1", sources={"title": {"en": "U"}}),
                Requirement("1.2", parent="1", sources={"title": {"nb": "GAP"}}),
                Requirement("2", {"nb": "Verne"}, is_assessable=False),
                Requirement(
                    "2.1",
                    {"nb": "Lås døra"},
                    {"nb": "Alle dører\nskal låses."},
                    parent="2",
                    applies_to=("gp_office",),
                    priority="Først",
                    references=(Reference("iso-27001", "7.4"),),
                ),
            ),
        )
    )
