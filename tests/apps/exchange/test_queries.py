"""What is read of tables: columns, dry run, imports, and by whom."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from samvern.apps.exchange import operations, queries
from samvern.apps.exchange.models import ImportDraft
from samvern.apps.exchange.table import Table, read_table
from samvern.apps.programmes.models import Programme
from samvern.apps.programmes.queries import read_document
from samvern.base.permissions import Role
from samvern.base.viewer import SYSTEM, HeldRole, Viewer
from samvern.engine.errors import NotAllowed, NotFound
from samvern.engine.programme.table_import import ColumnUse, TableMapping
from tests.apps.exchange.test_operations_importing import everything, refused
from tests.factories import exchange
from tests.factories import programmes as make
from tests.worlds import CAST, World

LogIn = Callable[[str], Client]


@pytest.fixture
def authority(world: World) -> Viewer:
    return world.viewer("authority")


def test_a_dry_run_says_what_would_change_and_changes_nothing(programme: Programme) -> None:
    before = everything()
    check = queries.dry_run(SYSTEM, "P", exchange.table(), exchange.mapping())
    assert [(each.code, each.kind, each.row) for each in check.changes] == [
        ("1.1", "changed", 2),
        ("1.4", "added", 4),
    ]
    changed = {each.key: (each.before, each.after) for each in check.changes[0].fields}
    assert changed["status"] == (None, "ongoing")
    assert changed["cost"][0]["levels"] == {"low": 1.0}
    assert changed["cost"][1]["levels"] == {"medium": 1.0}
    assert (check.unchanged, check.missing) == (("1.2",), ("1.3",))
    assert everything() == before


def test_what_the_dry_run_says_is_what_the_import_does(programme: Programme) -> None:
    check = queries.dry_run(SYSTEM, "P", exchange.table(), exchange.mapping())
    saved = exchange.taken(programme, why="x")
    page = queries.import_page(SYSTEM, saved.pk)
    assert [(each.code, each.kind, [one.key for one in each.fields]) for each in page.changes] == [
        (each.code, each.kind, [one.key for one in each.fields]) for each in check.changes
    ]


@pytest.mark.parametrize("member", CAST)
def test_who_may_try_and_read(programme: Programme, world: World, member: str) -> None:
    viewer = world.viewer(member)
    saved = exchange.taken(programme)
    kept = exchange.remembered(programme)
    trial = lambda: queries.dry_run(viewer, "P", exchange.table(), exchange.mapping())  # noqa: E731
    if member == "authority":
        assert trial().problems == ()
    else:
        refused("permission.missing", NotAllowed, trial)
    lists = (
        lambda: queries.imports(viewer, "P"),
        lambda: queries.remembered(viewer, "P"),
        lambda: queries.start_page(viewer, "P"),
    )
    if member in ("authority", "supervisor"):
        assert [queries.import_row(row).id for row in queries.imports(viewer, "P")] == [saved.pk]
        assert queries.remembered(viewer, "P")[0].id == kept.pk
        assert queries.start_page(viewer, "P").may_import is (member == "authority")
        page = queries.import_page(viewer, saved.pk)
        assert page.may_undo is (member == "authority")
        return
    for call in lists:
        refused("permission.missing", NotAllowed, call)
    refused("import.unknown", NotFound, lambda: queries.import_page(viewer, saved.pk))
    refused("mapping.unknown", NotFound, lambda: queries.remembered_for(viewer, kept.pk))


def test_reasons_of_judgements_are_for_those_who_may_read_them(
    programme: Programme, world: World
) -> None:
    """A token that may only write holds the permission to import, and not that to read reasons."""
    person = world.viewer("authority")
    saved = exchange.taken(programme, by=person)
    assert "A secret reason" in str(queries.import_page(person, saved.pk).changes)
    narrow = Viewer(
        user_id=person.user_id,
        name=person.name,
        held=(HeldRole(Role.SECTOR_AUTHORITY),),
        scopes=frozenset({"write"}),
    )
    check = queries.checked(
        narrow, programme, exchange.table([("1.1", "T", None, None, "høy")]), exchange.mapping()
    )
    (cost,) = [each for each in check.changes[0].fields if each.key == "cost"]
    assert (cost.before["by"], cost.before["why"]) == ("", "")
    assert cost.before["levels"] == {"medium": 1.0}
    assert exchange.WHY not in str(check.changes)


def test_columns_come_with_samples_guesses_and_words_to_explain(
    programme: Programme, authority: Viewer
) -> None:
    rows = [
        ("1.1", "Title", "Kanskje", "A", "lav / hmm"),
        ("1.2", "Title", "kanskje", "B", "hmm"),
        ("1.3", "", "Pågår", "", "gratis eller dyrt"),
    ]
    draft = exchange.draft(programme, by=authority, content=exchange.csv(rows), at=timezone.now())
    page = queries.columns_page(authority, draft.pk)
    assert [
        (each.letters, each.header, each.use.target, each.likeness) for each in page.columns
    ] == [
        ("A", "Kode", "code", 100),
        ("B", "Tittel", "title.nb", 100),
        ("C", "Status", "status", 100),
        ("D", "Eier", "owners", 100),
        ("E", "Kostnad", "cost", 100),
    ]
    assert page.columns[1].samples == ("Title",)
    assert page.columns[2].samples == ("Kanskje", "kanskje", "Pågår")
    assert {(each.word, each.count, each.means) for each in page.columns[2].words} == {
        ("Kanskje", 1, None),
        ("kanskje", 1, None),
    }
    assert {(each.word, each.count) for each in page.columns[4].words} == {
        ("hmm", 2),
        ("gratis", 1),
        ("dyrt", 1),
    }
    assert page.first_rows[0] == (1, exchange.HEADINGS)
    assert (page.sheets, page.sheet, page.is_confirmed) == ((), "", False)
    assert "contribution:R1" in page.targets


def test_what_is_chosen_so_far_shows_the_words_that_it_leaves_unknown(
    programme: Programme, authority: Viewer
) -> None:
    headings = ("Kode", "Viktig?")
    content = exchange.csv([("1.1", "Ja"), ("1.2", "Nei"), ("1.3", "Ja")], headings)
    draft = exchange.draft(programme, by=authority, content=content, at=timezone.now())
    assert queries.columns_page(authority, draft.pk).columns[1].words == ()
    use = ColumnUse("Viktig?", "contribution:R1", words={"Ja": "some"})
    chosen = TableMapping((ColumnUse("Kode", "code"), use))
    page = queries.columns_page(authority, draft.pk, chosen=chosen)
    assert [(each.word, each.count, each.means) for each in page.columns[1].words] == [
        ("Ja", 2, "some"),
        ("Nei", 1, None),
    ]


def test_what_was_said_of_the_file_stands_until_other_columns_are_asked_for(
    programme: Programme, authority: Viewer
) -> None:
    kept = exchange.remembered(programme)
    elsewhere = exchange.remembered(exchange.programme("Q"))
    draft = exchange.draft(programme, by=authority, at=timezone.now())
    said = exchange.mapping(exchange.HEADINGS, ("code", "title.en", "", "", ""))
    operations.say_columns(by=authority, draft_id=draft.pk, mapping=said, at=timezone.now())
    page = queries.columns_page(authority, draft.pk)
    assert (page.mapping, page.remembered, page.is_confirmed) == (said, None, True)
    page = queries.columns_page(authority, draft.pk, kept.pk)
    assert page.mapping == exchange.mapping()
    assert page.remembered is not None
    assert page.remembered.id == kept.pk
    refused(
        "mapping.unknown", NotFound, lambda: queries.columns_page(authority, draft.pk, elsewhere.pk)
    )


def test_the_check_of_a_file_says_what_was_remembered(
    programme: Programme, authority: Viewer
) -> None:
    exchange.remembered(programme)
    draft = exchange.draft(programme, by=authority, at=timezone.now())
    operations.say_columns(
        by=authority, draft_id=draft.pk, mapping=exchange.mapping(), at=timezone.now()
    )
    page = queries.draft_check(authority, draft.pk)
    assert page.remembered is not None
    assert page.remembered.name == "From the hospital"
    assert (page.programme.code, page.heading.names) == ("P", exchange.HEADINGS)


@pytest.mark.parametrize("count", [2, 20])
def test_lists_take_the_same_number_of_queries_whatever_their_length(
    programme: Programme, authority: Viewer, count: int
) -> None:
    for number in range(count):
        exchange.remembered(programme, name=str(number))
        exchange.taken(programme, [("1.1", f"Title {number}", None, None, None)])
    for _each in range(count):
        exchange.draft(programme, by=authority, at=timezone.now())
    with CaptureQueriesContext(connection) as asked:
        page = queries.start_page(authority, "P")
        rows = [queries.import_row(row) for row in queries.imports(authority, "P")]
    assert (len(page.drafts), len(page.remembered), len(rows)) == (count, count, count)
    assert len(asked) == 5, [each["sql"][:200] for each in asked]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_register_as_it_is_exported_changes_nothing(
    world: World, log_in: LogIn, kind: str, language: str
) -> None:
    saved = make.programme(make.shipped("IE-1125"))
    client = log_in("authority")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    answer = client.get(f"/programmes/IE-1125/measures/?file=measures.{kind}")
    table: Table = read_table(bytes(answer.getvalue()), name=f"measures.{kind}")
    viewer = world.viewer("authority")
    mapping = queries.proposed_mapping(viewer, saved, table)
    with translation.override(language):
        check = queries.checked(viewer, saved, table, mapping)
    assert check.problems == ()
    assert check.changes == ()
    assert len(check.unchanged) == len(read_document(saved).measures)
    assert len([use for use in mapping.columns if use.target]) > 8


def test_old_files_are_kept_out_of_every_list(programme: Programme, authority: Viewer) -> None:
    exchange.draft(programme, by=authority, at=timezone.now())
    ImportDraft.objects.update(created_at=timezone.now() - timedelta(days=2))
    assert queries.start_page(authority, "P").drafts == ()
