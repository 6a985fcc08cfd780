"""A file waits for its owner, and for a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from samvern.apps.exchange import operations, queries
from samvern.apps.exchange.models import KEPT_FOR, MOST_IN_WAITING, ImportDraft, TableImport
from samvern.apps.programmes.models import Programme, Sharing
from samvern.base.models import AuditEntry
from samvern.base.viewer import SYSTEM, Viewer
from samvern.engine.errors import InvalidInput, NotAllowed, NotFound, NotReady
from samvern.engine.programme.table_import import mapping_to_plain
from tests.apps.exchange.test_operations_importing import HOSTILE, refused
from tests.factories import exchange
from tests.worlds import CAST, World


@pytest.fixture
def authority(world: World) -> Viewer:
    return world.viewer("authority")


def draft(on: Programme, by: Viewer, **fields: object) -> ImportDraft:
    return exchange.draft(on, by=by, **{"at": timezone.now(), **fields})


def workbook() -> bytes:
    return exchange.workbook(
        {"Notes": [("Nothing here",)], "Plan": [exchange.HEADINGS, *exchange.ROWS]}
    )


def test_a_file_waits_and_is_taken_in(programme: Programme, authority: Viewer) -> None:
    waiting = draft(programme, authority)
    told = AuditEntry.objects.count()
    assert (waiting.mapping, waiting.sheet, waiting.heading_row) == (None, "", None)
    now = timezone.now()
    operations.say_columns(by=authority, draft_id=waiting.pk, mapping=exchange.mapping(), at=now)
    page = queries.draft_check(authority, waiting.pk)
    assert (page.version, len(page.check.changes), page.check.problems) == (1, 2, ())
    assert AuditEntry.objects.count() == told
    saved = operations.import_draft(
        by=authority, draft_id=waiting.pk, why=exchange.WHY, version=page.version, at=now
    )
    assert (saved.file_name, saved.added_count, saved.changed_count) == ("measures.csv", 1, 1)
    assert not ImportDraft.objects.exists()


def test_a_file_whose_import_is_refused_waits_on(programme: Programme, authority: Viewer) -> None:
    waiting = draft(
        programme, authority, content=exchange.csv([("1.1", "x", "Kanskje", None, None)])
    )
    asked = {
        "by": authority,
        "draft_id": waiting.pk,
        "why": "x",
        "version": 1,
        "at": timezone.now(),
    }
    refused("mapping.columns_missing", NotReady, lambda: operations.import_draft(**asked))
    refused("mapping.columns_missing", NotReady, lambda: queries.draft_check(authority, waiting.pk))
    operations.say_columns(
        by=authority, draft_id=waiting.pk, mapping=exchange.mapping(), at=timezone.now()
    )
    refused("table.has_errors", InvalidInput, lambda: operations.import_draft(**asked))
    assert ImportDraft.objects.filter(pk=waiting.pk).exists()


def test_a_sheet_is_chosen_and_the_columns_are_said_anew(
    programme: Programme, authority: Viewer
) -> None:
    waiting = draft(programme, authority, content=workbook(), name="plan.xlsx")
    where = {"by": authority, "draft_id": waiting.pk, "at": timezone.now()}
    assert queries.columns_page(authority, waiting.pk).sheet == "Notes"
    operations.choose_sheet(**where, sheet="Plan", heading_row=None)
    operations.say_columns(**where, mapping=exchange.mapping())
    operations.choose_sheet(**where, sheet="Plan", heading_row=1)
    waiting.refresh_from_db()
    assert (waiting.sheet, waiting.heading_row, waiting.mapping) == ("Plan", 1, None)
    for sheet, row, code in (
        ("Elsewhere", None, "table.sheet_unknown"),
        ("Plan", 99, "table.heading_row_unknown"),
        ("Plan", 0, "table.heading_row_unknown"),
    ):
        refused(
            code,
            InvalidInput,
            lambda sheet=sheet, row=row: operations.choose_sheet(
                **where, sheet=sheet, heading_row=row
            ),
        )


def test_columns_are_those_of_the_table(programme: Programme, authority: Viewer) -> None:
    waiting = draft(programme, authority)
    for headings, targets in (
        (exchange.HEADINGS[:2], exchange.TARGETS[:2]),
        (exchange.HEADINGS[::-1], exchange.TARGETS[::-1]),
        (exchange.HEADINGS, ("code", "title.nb", "unheard_of", "", "")),
        (exchange.HEADINGS, ("", "title.nb", "", "", "")),
    ):
        uses = exchange.mapping(headings, targets)
        refused(
            "mapping.invalid",
            InvalidInput,
            lambda uses=uses: operations.say_columns(
                by=authority, draft_id=waiting.pk, mapping=uses, at=timezone.now()
            ),
        )
    said = operations.say_columns(
        by=authority, draft_id=waiting.pk, mapping=exchange.mapping(), at=timezone.now()
    )
    assert said.mapping == mapping_to_plain(exchange.mapping())


@pytest.mark.parametrize("member", CAST)
def test_only_the_authority_keeps_files(programme: Programme, world: World, member: str) -> None:
    viewer = world.viewer(member)
    if member == "authority":
        draft(programme, viewer)
        return
    refused("permission.missing", NotAllowed, lambda: draft(programme, viewer))


def test_the_system_is_nobody_to_wait_for(programme: Programme) -> None:
    refused("permission.missing", NotAllowed, lambda: draft(programme, SYSTEM))


def test_a_programme_that_one_does_not_see_takes_no_files(world: World) -> None:
    hidden = exchange.programme("DRAFT", sharing=Sharing.AUTHORITY)
    refused("programme.unknown", NotFound, lambda: draft(hidden, world.viewer("supervisor")))


@pytest.mark.parametrize("member", [*CAST, "another authority"])
def test_a_file_is_seen_by_its_owner_alone(
    programme: Programme, world: World, authority: Viewer, member: str
) -> None:
    waiting = draft(programme, authority)
    viewer = exchange.another_authority() if member == "another authority" else world.viewer(member)
    if member == "authority":
        assert queries.draft_for(viewer, waiting.pk) == waiting
        assert [row.id for row in queries.drafts(viewer, "P")] == [waiting.pk]
        return
    where = {"by": viewer, "draft_id": waiting.pk}
    now = timezone.now()
    calls: tuple[Callable[[], object], ...] = (
        lambda: queries.columns_page(viewer, waiting.pk),
        lambda: queries.draft_check(viewer, waiting.pk),
        lambda: operations.choose_sheet(**where, sheet="", heading_row=None, at=now),
        lambda: operations.say_columns(**where, mapping=exchange.mapping(), at=now),
        lambda: operations.import_draft(**where, why="x", version=1, at=now),
        lambda: operations.discard_file(**where),
    )
    for call in calls:
        refused("import.draft_unknown", NotFound, call)
    assert queries.drafts(viewer, "P") == []


def test_a_file_is_thrown_away(programme: Programme, authority: Viewer) -> None:
    waiting = draft(programme, authority)
    operations.discard_file(by=authority, draft_id=waiting.pk)
    refused(
        "import.draft_unknown",
        NotFound,
        lambda: operations.discard_file(by=authority, draft_id=waiting.pk),
    )


def test_a_file_is_gone_after_a_day(programme: Programme, authority: Viewer) -> None:
    waiting = draft(programme, authority)
    almost, after = (waiting.created_at + KEPT_FOR + timedelta(seconds=s) for s in (-1, 0))
    say = {"by": authority, "draft_id": waiting.pk, "mapping": exchange.mapping()}
    operations.say_columns(**say, at=almost)
    refused("import.draft_unknown", NotFound, lambda: operations.say_columns(**say, at=after))
    ImportDraft.objects.update(created_at=timezone.now() - KEPT_FOR)
    assert queries.drafts(authority, "P") == []
    refused("import.draft_unknown", NotFound, lambda: queries.draft_for(authority, waiting.pk))
    newer = draft(programme, authority)
    assert list(ImportDraft.objects.all()) == [newer]


def test_the_oldest_of_too_many_files_goes(
    programme: Programme, world: World, authority: Viewer
) -> None:
    others = draft(programme, exchange.another_authority())
    waiting = [draft(programme, authority) for _each in range(MOST_IN_WAITING + 2)]
    kept = ImportDraft.objects.filter(user=world.people["authority"]).order_by("pk")
    assert list(kept) == waiting[2:]
    assert ImportDraft.objects.filter(pk=others.pk).exists()


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_file_that_is_no_table_is_not_kept(
    programme: Programme, authority: Viewer, kind: str
) -> None:
    content, code = HOSTILE[kind]
    refused(code, InvalidInput, lambda: draft(programme, authority, content=content))


def test_a_name_is_kept_without_folders_and_what_cannot_be_shown(
    programme: Programme, authority: Viewer
) -> None:
    for given, kept in (
        ("C:\\fakepath\\tiltak.csv", "tiltak.csv"),
        ("/etc/../tiltak\x00\x1b[2J.csv", "tiltak\ufffd\ufffd[2J.csv"),
        ("x" * 300 + ".csv", "x" * 196 + ".csv"),
        ("/", "table"),
    ):
        assert draft(programme, authority, name=given).file_name == kept


def test_a_programme_takes_its_files_with_it(programme: Programme, authority: Viewer) -> None:
    draft(programme, authority)
    TableImport.objects.all().delete()
    programme.delete()
    assert not ImportDraft.objects.exists()
