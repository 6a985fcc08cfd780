"""Requirement sets come in through the API: the same trial, taking in and putting back."""

from __future__ import annotations

import base64
import binascii
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils import timezone, translation
from django.utils.translation import gettext
from ninja import Router, Schema, Status
from pydantic import Field

from samvern.apps.frameworks import operations, queries
from samvern.apps.frameworks.api.shapes import SET, Code, EditionNumber, SetVersion
from samvern.apps.frameworks.incoming import IncomingTable, read_set, read_table
from samvern.apps.frameworks.operations import TakenIn
from samvern.apps.frameworks.permissions import Permission
from samvern.apps.frameworks.rules import MAX_LICENCE, MAX_REASON
from samvern.base.endpoints import Incoming, idempotent, language_of, viewer_of
from samvern.base.viewer import Viewer
from samvern.engine.errors import InvalidInput, Problem
from samvern.engine.frameworks.table_import import SheetMapping, mapping_from_plain
from samvern.formats.incoming import MAX_FILE_NAME
from samvern.formats.tables import MAX_SHEET_NAME

router = Router()

#: Text without control characters; lines may be broken.
LINE = r"^[^\x00-\x1f\x7f]*$"
LINES = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"

Reason = Annotated[
    str,
    Field(
        max_length=MAX_REASON,
        pattern=LINES,
        description="Why; needed where something that is here is to say something else.",
    ),
]
Edition = Annotated[
    int,
    Field(
        strict=True,
        ge=0,
        le=2**31 - 1,
        description="The state that it was tried on, as the dry run says it; 0 for what is new.",
    ),
]
Sharing = Literal["public", "sector"]


class IncomingFile(Incoming):
    """A framework file (YAML or JSON), an OSCAL catalogue (JSON), or a table (XLSX or CSV)."""

    name: Annotated[str, Field(min_length=1, max_length=MAX_FILE_NAME, pattern=LINE)]
    content: str = Field(description="The file in base64.")
    sheet: Annotated[str, Field(max_length=MAX_SHEET_NAME, pattern=LINE)] = Field(
        "", description="Which sheet of a workbook; the first that holds anything when empty."
    )
    heading_row: Annotated[int, Field(strict=True, ge=1, le=2**31 - 1)] | None = Field(
        None, description="Where the headings of a table stand; found when null."
    )


class RequirementColumn(Incoming):
    """What a column of a table stands for; one without a target is left out."""

    header: Annotated[str, Field(max_length=20_000, pattern=LINES)]
    target: Annotated[str, Field(max_length=100)] = Field(
        "", description="A field such as `id`, `title.nb`, `priority` or `references:iso-27002`."
    )
    separator: Annotated[str, Field(max_length=10)] = ";"


class LaidOver(Incoming):
    """A table of requirements: the set that it is laid over, and what its owner says of it."""

    framework: Code
    version: SetVersion
    columns: Annotated[list[RequirementColumn], Field(max_length=200)] | None = Field(
        None, description="Told by their headings; as remembered or guessed when null, to try."
    )
    removes_missing: bool = Field(
        False, description="Withdraw requirements that the table does not have."
    )
    adds_new: bool = Field(
        False, description="Add requirements that the set does not have; errors otherwise."
    )
    status: Literal["verified", "reported", "inferred", "own", "unverified", "unstated"] = Field(
        "unstated", description="How far the wordings can be taken for the publisher's own."
    )
    licence: Annotated[str, Field(max_length=MAX_LICENCE, pattern=LINE)] = Field(
        "", description="What may be done with the wordings; kept with their source."
    )


class FrameworkTrial(Incoming):
    """A file to try; ``table`` is null unless it is a table."""

    file: IncomingFile
    table: LaidOver | None = None
    sharing: Sharing | None = Field(None, description="Who sees it; as it is when null.")


class NewFramework(FrameworkTrial):
    """A file to take in."""

    edition: Edition
    reason: Reason = ""


class FromRelease(Incoming):
    """What a release of Samvern says is to be taken in."""

    edition: Edition
    reason: Reason = ""


class PuttingBack(Incoming):
    """Why an earlier state of a set is put back, in place of which one."""

    edition: Edition
    reason: Annotated[str, Field(min_length=1, max_length=MAX_REASON, pattern=LINES)]


class FrameworkDryRun(Schema):
    """What taking a set in would do; nothing was changed."""

    framework: str
    version: str
    kind: Literal["new_set", "new_version", "other_state", "same"]
    edition: int = Field(description="To be said again when it is taken in.")
    sharing_before: str | None
    sharing: str
    requirements: int
    compared_with: str | None = Field(description="The version that it was compared with.")
    comparison: dict[str, Any] | None
    lost: list[dict[str, Any]] = Field(description="What stands here now, and would no longer.")
    follows_unknown: str | None = Field(description="A version that it follows and is not here.")
    left_out: dict[str, int] = Field(description="Of an OSCAL catalogue: parts without room.")
    table: dict[str, Any] | None = Field(description="What was read of a table.")


class TakenInFramework(Schema):
    """A set as it was taken in."""

    framework: str
    version: str
    edition: int
    sharing: str
    is_new: bool
    is_changed: bool


class WaitingRelease(Schema):
    """A set that ships, and is not here or says something else; ``edition`` is the state here."""

    name: str
    framework: str
    version: str
    edition: int


@router.post("/framework-imports/dry-run", response=FrameworkDryRun)
def try_framework(request: HttpRequest, trial: FrameworkTrial) -> dict[str, Any]:
    """Say what taking a file in would change and lose, or everything that hinders it."""
    viewer = viewer_of(request)
    viewer.require(Permission.IMPORT_FRAMEWORK)
    with translation.override(language_of(request)):
        return _tried(viewer, trial).to_json(gettext)


@router.post("/framework-imports", response={201: TakenInFramework})
@idempotent
def import_framework(request: HttpRequest, new: NewFramework) -> Status[TakenInFramework]:
    """Take a set in, or a table over one: all of it, or nothing."""
    viewer = viewer_of(request)
    viewer.require(Permission.IMPORT_FRAMEWORK)
    common: dict[str, Any] = {
        "by": viewer,
        "edition": new.edition,
        "reason": new.reason,
        "sharing": new.sharing,
        "at": timezone.now(),
    }
    if new.table is None:
        read = read_set(_content(new.file), name=new.file.name)
        taken = operations.take_in(framework=read.framework, file_name=read.file_name, **common)
    else:
        taken = operations.take_in_table(
            code=new.table.framework,
            version=new.table.version,
            table=_table(new.file),
            mapping=_said(new.table),
            licence=new.table.licence,
            **common,
        )
    return Status(201, _taken(taken))


@router.post(f"{SET}/editions/{{number}}/put-back", response={201: TakenInFramework})
@idempotent
def put_back_edition(
    request: HttpRequest,
    framework: Code,
    set_version: SetVersion,
    number: EditionNumber,
    back: PuttingBack,
) -> Status[TakenInFramework]:
    """Let a version say again what it said in an earlier state."""
    taken = operations.put_back(
        by=viewer_of(request),
        code=framework,
        version=set_version,
        number=number,
        edition=back.edition,
        reason=back.reason,
        at=timezone.now(),
    )
    return Status(201, _taken(taken))


@router.get("/framework-releases", response=list[WaitingRelease])
def list_framework_releases(request: HttpRequest) -> list[WaitingRelease]:
    """The sets that ship with Samvern and wait for somebody to look at them."""
    return [
        WaitingRelease(
            name=each.name,
            framework=each.framework.id,
            version=each.framework.version,
            edition=each.edition,
        )
        for each in queries.waiting_releases(viewer_of(request))
    ]


@router.post("/framework-releases/{name}", response={201: TakenInFramework})
@idempotent
def take_in_framework_release(
    request: HttpRequest,
    name: Annotated[str, Field(min_length=1, max_length=100, pattern=LINE)],
    new: FromRelease,
) -> Status[TakenInFramework]:
    """Take in what a release of Samvern says of a set that it ships."""
    taken = operations.take_in_release(
        by=viewer_of(request), name=name, edition=new.edition, reason=new.reason, at=timezone.now()
    )
    return Status(201, _taken(taken))


def _tried(viewer: Viewer, trial: FrameworkTrial) -> queries.Trial:
    if trial.table is None:
        read = read_set(_content(trial.file), name=trial.file.name)
        return queries.try_set(viewer, read, trial.sharing)
    over = trial.table
    found = queries.set_for(viewer, over.framework, over.version)
    table = _table(trial.file)
    if over.columns is None:
        mapping, _name = queries.proposed_mapping(viewer, found, table)
    else:
        mapping = _said(over)
    return queries.try_table(
        viewer, found, table, mapping, licence=over.licence, sharing=trial.sharing
    )


def _said(over: LaidOver) -> SheetMapping:
    if over.columns is None:
        problem = Problem.of("mapping.columns_missing", where="table.columns")
        raise InvalidInput("mapping.invalid", problems=[problem])
    columns = [column.model_dump() for column in over.columns]
    return mapping_from_plain(
        {
            "columns": columns,
            "status": over.status,
            "removes_missing": over.removes_missing,
            "adds_new": over.adds_new,
        }
    )


def _table(file: IncomingFile) -> IncomingTable:
    return read_table(
        _content(file), name=file.name, sheet=file.sheet, heading_row=file.heading_row
    )


def _content(file: IncomingFile) -> bytes:
    """The bytes of a file. Raises ``InvalidInput`` (``table.not_base64``)."""
    try:
        return base64.b64decode(file.content.encode("ascii"), validate=True)
    except (binascii.Error, ValueError):
        raise InvalidInput("table.not_base64") from None


def _taken(taken: TakenIn) -> TakenInFramework:
    return TakenInFramework(
        framework=taken.set.code,
        version=taken.set.version,
        edition=taken.set.edition,
        sharing=taken.set.sharing,
        is_new=taken.is_new,
        is_changed=taken.is_changed,
    )
