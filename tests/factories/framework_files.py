"""Requirement sets on their way in: as files, as tables, as files in waiting."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from django.utils import timezone

from samvern.apps.frameworks import operations, queries
from samvern.apps.frameworks.incoming import IncomingTable, read_table
from samvern.apps.frameworks.models import RequirementSet, SetDraft
from samvern.base.permissions import Role
from samvern.base.viewer import Viewer, viewer_for
from samvern.engine import frameworks as engine
from samvern.engine.frameworks import Requirement, WordingSource, WordingStatus
from samvern.engine.frameworks.table_import import SheetMapping
from samvern.engine.tables import ColumnUse
from samvern.formats import framework_file, oscal
from tests.factories import actors, users
from tests.factories import frameworks as make
from tests.factories.tables import xlsx

#: Laid out as NSM's own sheet is: two lines above the headings.
NOTES: tuple[Sequence[Any], ...] = (
    ("NSMs grunnprinsipper for IKT-sikkerhet",),
    ("Versjon 2.1",),
)
HEADINGS = ("Nr", "Tittel", "Beskrivelse", "Prioritet", "ISO/IEC 27002:2022")
TARGETS = ("id", "title.nb", "text.nb", "priority", "references:iso-27002")
ROWS: tuple[Sequence[Any], ...] = (
    ("1.1", "Kartlegg alt utstyr", "Virksomheten skal ha oversikt.", 1, "5.9, 8.1"),
    ("1.2", "Kartlegg alle data", "Virksomheten skal kjenne sine data.", 2, "5.12"),
)
REASON = "The publisher's own wording."
WORKING = WordingSource("U", WordingStatus.UNVERIFIED, {"nb": "Arbeidstittel."})


def working_titles(**fields: Any) -> engine.Framework:
    """A set whose titles are working titles, to be held against the publisher's."""
    every = make.framework().requirements
    return make.framework(
        **{
            "wording_sources": (WORKING,),
            "default_source": "U",
            "requirements": every,
            **fields,
        }
    )


def later(**fields: Any) -> engine.Framework:
    """A version that follows the usual one: a requirement renumbered, one new, one gone."""
    return make.framework(
        **{
            "version": "2",
            "follows_version": "1",
            "requirements": (
                Requirement("1", {"nb": "Kjenne"}, is_assessable=False, follows=("1",)),
                Requirement("1.3", {"nb": "Kartlegg utstyr"}, parent="1", follows=("1.1",)),
                Requirement("1.4", {"nb": "Øve"}, parent="1", follows=()),
            ),
            **fields,
        }
    )


def as_file(
    framework: engine.Framework | None = None, *, kind: framework_file.Kind = "yaml"
) -> bytes:
    """A set as the framework file holds it."""
    stream = io.BytesIO()
    framework_file.write(framework or make.framework(), stream, kind=kind)
    return stream.getvalue()


def as_catalog(framework: engine.Framework | None = None) -> bytes:
    """A set as an OSCAL catalogue."""
    stream = io.BytesIO()
    at = datetime(2026, 11, 2, tzinfo=UTC)
    oscal.write_catalog(framework or make.framework(), stream, at=at)
    return stream.getvalue()


def sheet(rows: Iterable[Sequence[Any]] = ROWS, headings: Sequence[str] = HEADINGS) -> bytes:
    """A workbook laid out as NSM's own is."""
    return xlsx([*NOTES, headings, *rows], sheet="Tiltak")


def table(rows: Iterable[Sequence[Any]] = ROWS) -> IncomingTable:
    """The same, read."""
    return read_table(sheet(rows), name="nsm.xlsx")


def mapping(status: WordingStatus = WordingStatus.VERIFIED, **options: Any) -> SheetMapping:
    """What the headings stand for, and how far the wordings can be trusted."""
    pairs = zip(HEADINGS, TARGETS, strict=True)
    return SheetMapping(tuple(ColumnUse(*pair) for pair in pairs), status=status, **options)


def draft(by: Viewer, framework: engine.Framework | None = None, **fields: Any) -> SetDraft:
    """A set in waiting, of which its owner has said that everybody may see it."""
    at = fields.pop("at", None) or timezone.now()
    content = fields.pop("content", None) or as_file(framework)
    kept = operations.keep_file(by=by, name="rules.yaml", content=content, at=at)
    return operations.say_source(by=by, draft_id=kept.pk, sharing=fields.pop("sharing", "public"))


def table_draft(
    by: Viewer, over: RequirementSet, rows: Iterable[Sequence[Any]] = ROWS, **fields: Any
) -> SetDraft:
    """A table in waiting, of which everything is said."""
    kept = operations.keep_table(
        by=by,
        name="nsm.xlsx",
        content=sheet(rows),
        code=over.code,
        version=over.version,
        at=timezone.now(),
    )
    operations.say_columns(by=by, draft_id=kept.pk, mapping=mapping(**fields))
    return operations.say_source(
        by=by,
        draft_id=kept.pk,
        sharing="sector",
        status=WordingStatus.VERIFIED,
        licence="Ikke til videre bruk.",
    )


def edition_of(by: Viewer, code: str = "rules", version: str = "") -> int:
    """The state that a set is in."""
    return queries.set_for(by, code, version).edition


def another_authority() -> Viewer:
    """Somebody else who holds the same role as the authority of the cast."""
    person = users.user("Another authority")
    actors.grant(person, Role.SECTOR_AUTHORITY, None)
    return viewer_for(person)
