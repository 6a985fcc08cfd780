"""Versions compared, and the states that a version has been in, in the API."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from samvern.apps.frameworks import models, queries
from samvern.apps.frameworks.api.shapes import SET, Code, EditionNumber, SetVersion
from samvern.base.endpoints import ANYBODY, viewer_of
from samvern.formats import framework_file

router = Router()


class FieldChange(Schema):
    """What a field said before and says after; ``language`` for fields that have one."""

    field: str
    language: str | None
    before: str
    after: str


class RequirementChange(Schema):
    """What happened to a requirement, or to several that live on in each other."""

    earlier: list[str]
    later: list[str]
    changes: list[str]
    fields: list[FieldChange]


class SetComparison(Schema):
    """What differs. ``is_by_id`` when the same number was taken for the same requirement."""

    framework: str
    before: str
    after: str
    is_by_id: bool
    unchanged: int
    head: list[FieldChange]
    requirements: list[RequirementChange]


class SetEdition(Schema):
    """A state that a version has been in."""

    number: int
    at: datetime
    by: str
    origin: models.Origin
    file_name: str
    reason: str


class EditionDocument(Schema):
    """A state with what it said, and what it changed in the one before."""

    edition: SetEdition
    document: dict[str, Any] = Field(description="As `framework.schema.json` describes a set.")
    comparison: SetComparison | None = Field(description="Null for the first state.")


@router.get(f"{SET}/compared-with/{{other}}", auth=ANYBODY, response=SetComparison)
def compare_frameworks(
    request: HttpRequest, framework: Code, set_version: SetVersion, other: SetVersion
) -> dict[str, object]:
    """Two versions field by field, the earlier one first whichever is named first."""
    page = queries.comparison(viewer_of(request), framework, set_version, other)
    return page.found.to_json()


@router.get(f"{SET}/editions", response=list[SetEdition])
def list_editions(
    request: HttpRequest, framework: Code, set_version: SetVersion
) -> list[SetEdition]:
    """The states that a version has been in, the latest first."""
    viewer = viewer_of(request)
    found = queries.set_for(viewer, framework, set_version)
    return [_edition(each) for each in queries.editions_of(viewer, found)]


@router.get(f"{SET}/editions/{{number}}", response=EditionDocument)
def get_edition(
    request: HttpRequest, framework: Code, set_version: SetVersion, number: EditionNumber
) -> EditionDocument:
    """One state, and what it changed."""
    page = queries.edition_page(viewer_of(request), framework, set_version, number)
    return EditionDocument(
        edition=_edition(page.edition),
        document=framework_file.plain(page.after),
        comparison=SetComparison.model_validate(page.found.to_json()) if page.found else None,
    )


def _edition(row: models.SetEdition) -> SetEdition:
    return SetEdition(
        number=row.number,
        at=row.at,
        by=row.by_name,
        origin=models.Origin(row.origin),
        file_name=row.file_name,
        reason=row.reason,
    )
