"""A table is taken in, all of it or nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from samvern.apps.exchange import operations, queries
from samvern.apps.exchange.models import ColumnMapping, ImportDraft, TableImport
from samvern.apps.exchange.table import read_table
from samvern.apps.programmes import operations as programme_operations
from samvern.apps.programmes.models import Judgement, Measure, MeasureActor, Programme, Sharing
from samvern.apps.programmes.queries import read_document
from samvern.base.models import AuditEntry
from samvern.base.viewer import SYSTEM
from samvern.engine.errors import (
    Conflict,
    InvalidInput,
    NotAllowed,
    NotFound,
    NotReady,
    SamvernError,
)
from samvern.engine.programme import document as engine
from samvern.engine.programme.document import MeasureStatus
from samvern.formats.tables.table import Cell
from tests.factories import actors, exchange
from tests.factories import programmes as make
from tests.worlds import CAST, World

#: Everything that an import may write, for "nothing was changed".
TABLES = (
    Programme,
    Measure,
    MeasureActor,
    Judgement,
    TableImport,
    ColumnMapping,
    ImportDraft,
    AuditEntry,
)


def everything() -> list[list[dict[str, Any]]]:
    return [list(table.objects.order_by("pk").values()) for table in TABLES]


def refused(code: str, kind: type[SamvernError], call: Callable[[], object]) -> SamvernError:
    """The error of a call, which left everything as it was."""
    before = everything()
    with pytest.raises(kind) as wrong:
        call()
    assert wrong.value.code == code
    assert everything() == before
    return wrong.value


def measures_of(programme: Programme) -> dict[str, engine.Measure]:
    return {measure.id: measure for measure in read_document(programme).measures}


def test_a_table_changes_what_it_says_and_nothing_else(programme: Programme, world: World) -> None:
    before = read_document(programme)
    saved = exchange.taken(programme, by=world.viewer("authority"))
    after = read_document(programme)
    changed, second, third, new = after.measures
    assert (second, third) == before.measures[1:]
    assert changed.status is MeasureStatus.ONGOING
    assert changed.cost is not None
    assert changed.cost.levels == {"medium": 1.0}
    assert (changed.cost.by, changed.cost.why) == ("Authority", exchange.WHY)
    assert changed.cost.on == exchange.AT.date()
    assert replace(changed, status=None, cost=before.measures[0].cost) == before.measures[0]
    assert (new.id, new.title, new.focus_area) == ("1.4", {"nb": "A new measure"}, "1")
    assert replace(after, measures=()) == replace(before, measures=())
    assert (saved.added_count, saved.changed_count, saved.withdrawn_count) == (1, 1, 0)
    assert (saved.rows, saved.file_name, saved.heading_row) == (3, "measures.csv", 1)
    assert (saved.version_before, saved.version_after) == (1, 2)
    assert len(saved.file_sha256) == 64


def test_the_trail_tells_of_it_and_of_each_measure_without_reasons(
    programme: Programme, world: World
) -> None:
    saved = exchange.taken(programme, by=world.viewer("authority"))
    told = AuditEntry.objects.get(action="exchange.table_imported")
    assert (told.subject_label, told.path, told.by_name) == (f"P #{saved.pk}", "/", "Authority")
    assert told.changes == {
        "version": [1, 2],
        "rows": 3,
        "added": 1,
        "changed": 1,
        "withdrawn": 0,
    }
    edited = AuditEntry.objects.get(action="measure.edited")
    assert edited.changes == {"status": [None, "ongoing"]}
    operations.undo_import(
        by=world.viewer("authority"), import_id=saved.pk, why="A slip", at=exchange.AT
    )
    trail = json.dumps(list(AuditEntry.objects.values("changes", "subject_label")), default=str)
    for secret in (exchange.WHY, "A secret reason", "A slip"):
        assert secret not in trail


WRONG: tuple[tuple[Cell, ...], ...] = (
    ("1.1", "Another title", "Kanskje", None, "høyt"),
    ("1.1", "Twice", None, None, None),
    (None, "No code", None, None, None),
    ("1.9", None, None, None, "gratis"),
    ("9.9", "New", None, None, None),
)


def test_all_errors_are_told_at_once_and_nothing_is_changed(programme: Programme) -> None:
    wrong = refused("table.has_errors", InvalidInput, lambda: exchange.taken(programme, WRONG))
    assert [(problem.where, problem.code) for problem in wrong.problems] == [
        ("C2", "cell.word_unknown"),
        ("A3", "cell.code_twice"),
        ("A4", "cell.code_missing"),
        ("E5", "cell.word_unknown"),
        ("A6", "cell.focus_area_missing"),
    ]
    assert [problem.line for problem in wrong.problems] == [2, 3, 4, 5, 6]
    assert dict(wrong.problems[0].params)["header"] == "Status"
    assert wrong.params == {"count": "5"}


@pytest.mark.parametrize(("language", "word"), [("nb", "høy"), ("nn", "høg"), ("en", "high")])
def test_errors_name_the_words_of_the_reader(
    programme: Programme, language: str, word: str
) -> None:
    rows = [("1.1", "Title", None, None, "gratis")]
    with translation.override(language):
        wrong = refused("table.has_errors", InvalidInput, lambda: exchange.taken(programme, rows))
    assert word in dict(wrong.problems[0].params)["known"].split(", ")


def test_what_is_wrong_of_the_import_itself_is_refused(programme: Programme) -> None:
    other = exchange.mapping(("Kode", "Noe annet"), ("code", "title.nb"))
    twice = exchange.mapping(("Kode", "Tittel"), ("code", "code"))
    same = [("1.1", "Measure 1.1", None, None, None)]
    for code, kind, call in (
        ("mapping.invalid", InvalidInput, lambda: exchange.taken(programme, uses=other)),
        ("mapping.invalid", InvalidInput, lambda: exchange.taken(programme, uses=twice)),
        ("table.invalid", InvalidInput, lambda: exchange.taken(programme, why=" ")),
        ("table.invalid", InvalidInput, lambda: exchange.taken(programme, why="x\x00")),
        ("table.invalid", InvalidInput, lambda: exchange.taken(programme, why="x" * 2_001)),
        ("table.nothing_changes", NotReady, lambda: exchange.taken(programme, same)),
        ("mapping.invalid", InvalidInput, lambda: exchange.taken(programme, remember_as="x" * 101)),
    ):
        refused(code, kind, call)


def test_a_column_that_the_table_lacks_is_named(programme: Programme) -> None:
    other = exchange.mapping(("Kode", "Noe annet"), ("code", "title.nb"))
    wrong = refused("mapping.invalid", InvalidInput, lambda: exchange.taken(programme, uses=other))
    (problem,) = wrong.problems
    assert (problem.code, problem.where) == ("mapping.columns_differ", "columns[1]")
    assert dict(problem.params)["known"] == "Kode, Tittel, Status, Eier, Kostnad"


def test_columns_are_told_by_their_headings_in_any_order(programme: Programme) -> None:
    uses = exchange.mapping(("status", "KODE"), ("status", "code"))
    exchange.taken(programme, uses=uses, rows=exchange.ROWS[:1])
    assert measures_of(programme)["1.1"].status is MeasureStatus.ONGOING
    assert measures_of(programme)["1.1"].cost == exchange.judged(low=1.0)


def test_a_programme_that_changed_since_the_dry_run_is_left_alone(programme: Programme) -> None:
    programme_operations.edit_measure(
        by=SYSTEM,
        measure_id=Measure.objects.get(code="1.3").pk,
        version=1,
        changes={"every": "year"},
        at=exchange.AT,
    )
    refused("programme.changed_meanwhile", Conflict, lambda: exchange.taken(programme, version=1))
    refused("programme.changed_meanwhile", Conflict, lambda: exchange.taken(programme, version=3))
    exchange.taken(programme, version=2)


@pytest.mark.parametrize("member", CAST)
def test_only_the_authority_takes_tables_in(
    programme: Programme, world: World, member: str
) -> None:
    viewer = world.viewer(member)
    if member == "authority":
        exchange.taken(programme, by=viewer)
        return
    refused(
        "permission.missing", NotAllowed, lambda: exchange.taken(programme, by=viewer, version=1)
    )


@pytest.mark.parametrize("member", CAST)
def test_what_one_does_not_see_is_not_there(world: World, member: str) -> None:
    draft = exchange.programme("DRAFT", sharing=Sharing.AUTHORITY)
    viewer = world.viewer(member)
    if member == "authority":
        exchange.taken(draft, by=viewer)
        return
    refused("programme.unknown", NotFound, lambda: exchange.taken(draft, by=viewer, version=1))


def test_an_authority_of_one_hospital_imports_into_its_own_programme_alone(world: World) -> None:
    from samvern.base.permissions import Role
    from samvern.base.viewer import viewer_for
    from tests.factories import users

    person = users.user("Local authority")
    actors.grant(person, Role.SECTOR_AUTHORITY, world.hospital)
    theirs, others = (
        make.programme(exchange.document(code), owner=owner)
        for code, owner in (("OWN", world.hospital), ("OTHER", world.other_hospital))
    )
    viewer = viewer_for(person)
    saved = exchange.taken(theirs, by=viewer)
    refused("permission.missing", NotAllowed, lambda: exchange.taken(others, by=viewer))
    hidden = exchange.taken(others)
    assert list(TableImport.objects.visible_to(viewer)) == [saved]
    refused("import.unknown", NotFound, lambda: queries.import_page(viewer, hidden.pk))


def rows_of_actors(programme: Programme) -> list[tuple[Any, ...]]:
    rows = MeasureActor.objects.filter(measure__programme=programme)
    return sorted(
        rows.values_list("measure__code", "part", "position", "name", "actor_id"),
        key=lambda row: [str(cell) for cell in row],
    )


def test_owners_stay_with_who_they_were_set_to(world: World) -> None:
    """The register knows both names, but the authority has said otherwise."""
    saved = make.programme(
        exchange.document(
            "OWNED",
            measures=(make.measure("1.1", owners=(world.hospital.name, "Somebody")),),
        )
    )
    row = make.only_measure(saved)
    programme_operations.set_owners(
        by=SYSTEM,
        measure_id=row.pk,
        version=1,
        owners=[
            programme_operations.OwnerEntry(world.hospital.name, world.department.pk),
            programme_operations.OwnerEntry(world.other_hospital.name, None),
            programme_operations.OwnerEntry("Somebody", world.hospital.pk),
        ],
        at=exchange.AT,
    )
    before = rows_of_actors(saved)
    exchange.taken(
        saved,
        [("1.1", "Another title")],
        uses=exchange.mapping(("Kode", "Tittel"), ("code", "title.nb")),
        headings=("Kode", "Tittel"),
    )
    assert rows_of_actors(saved) == before
    exchange.taken(
        saved,
        [("1.1", f"Somebody; {world.department.name}")],
        uses=exchange.mapping(("Kode", "Eier"), ("code", "owners")),
        headings=("Kode", "Eier"),
    )
    assert rows_of_actors(saved) == [
        ("1.1", "owner", 0, "Somebody", world.hospital.pk),
        ("1.1", "owner", 1, world.department.name, world.department.pk),
    ]


def test_one_name_for_two_owners_stays_with_each(world: World) -> None:
    saved = make.programme(exchange.document("TWO", measures=(make.measure("1.1"),)))
    entries = [
        programme_operations.OwnerEntry("The hospital", actor.pk)
        for actor in (world.hospital, world.other_hospital)
    ]
    programme_operations.set_owners(
        by=SYSTEM,
        measure_id=make.only_measure(saved).pk,
        version=1,
        owners=entries,
        at=exchange.AT,
    )
    before = rows_of_actors(saved)
    assert [row[4] for row in before] == [world.hospital.pk, world.other_hospital.pk]
    exchange.taken(
        saved,
        [("1.1", "Another title")],
        uses=exchange.mapping(("Kode", "Tittel"), ("code", "title.nb")),
        headings=("Kode", "Tittel"),
    )
    assert rows_of_actors(saved) == before


def test_measures_that_the_table_lacks_are_withdrawn_only_when_asked(programme: Programme) -> None:
    exchange.taken(programme)
    assert "1.3" in measures_of(programme)
    saved = exchange.taken(programme, uses=exchange.mapping(missing="withdraw"))
    assert list(measures_of(programme)) == ["1.1", "1.2", "1.4"]
    assert saved.withdrawn_count == 1
    assert Measure.objects.get(code="1.3").withdrawn_at == exchange.AT


def test_a_focus_area_comes_with_the_table_only_when_asked(programme: Programme) -> None:
    headings, targets = ("Kode", "Tittel", "Område"), ("code", "title.nb", "focus_area")
    rows: Sequence[Sequence[Cell]] = [("8.1", "New", "8 Learning")]

    def take_in(**options: Any) -> TableImport:
        uses = exchange.mapping(headings, targets, **options)
        return exchange.taken(programme, rows, uses=uses, headings=headings)

    refused("table.has_errors", InvalidInput, take_in)
    assert take_in(may_add_areas=True).added_areas == ["8"]
    area = read_document(programme).focus_areas[-1]
    assert (area.id, area.title, area.is_new) == ("8", {"nb": "Learning"}, True)


def test_a_judgement_that_changes_supersedes_the_old_one(programme: Programme) -> None:
    exchange.taken(programme)
    kept = Judgement.objects.filter(measure__code="1.1", criterion="cost").order_by("pk")
    assert [(row.levels, row.superseded_at) for row in kept] == [
        ({"low": 1.0}, exchange.AT),
        ({"medium": 1.0}, None),
    ]


def test_a_measure_that_says_the_same_is_not_touched(programme: Programme) -> None:
    versions = dict(Measure.objects.values_list("code", "version"))
    exchange.taken(programme)
    after = dict(Measure.objects.values_list("code", "version"))
    assert after == {**versions, "1.1": versions["1.1"] + 1, "1.4": 1}


def test_columns_are_remembered_with_the_import(programme: Programme) -> None:
    saved = exchange.taken(programme, remember_as="  From the hospital ")
    kept = ColumnMapping.objects.get()
    assert (kept.name, kept.mapping) == ("From the hospital", saved.mapping)
    assert AuditEntry.objects.filter(action="exchange.columns_remembered").count() == 1


def test_an_import_cannot_be_half_undone(programme: Programme) -> None:
    saved = exchange.taken(programme)
    for fields in (
        {"undone_at": exchange.AT},
        {"undone_by_name": "Somebody"},
        {"undone_why": "Because"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            TableImport.objects.filter(pk=saved.pk).update(**fields)


HOSTILE: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "file.empty"),
    "spaces": (b"  \n ", "file.empty"),
    "six megabytes": (b"Kode;Tittel\n" + b"x" * 6 * 2**20, "file.too_large"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"x" * 40, "table.wrong_kind"),
    "a zip that is no workbook": (b"PK\x03\x04" + b"x" * 100, "table.not_workbook"),
    "nothing but separators": (b";;;\n;;;\n", "table.empty"),
    "a quote that never ends": (b'Kode;Tittel\n1.1;"x', "syntax.csv"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_files_that_are_no_tables_are_refused_by_name(programme: Programme, kind: str) -> None:
    content, code = HOSTILE[kind]
    call = lambda: read_table(content, name="../../etc/measures.csv")  # noqa: E731
    assert refused(code, InvalidInput, call).params.get("name", "measures.csv") == "measures.csv"


def test_a_bomb_and_a_formula_without_a_value_are_refused(programme: Programme) -> None:
    for content, code in (
        (exchange.bomb(), "file.too_large"),
        (exchange.uncomputed(), "table.invalid"),
    ):
        refused(code, InvalidInput, lambda content=content: read_table(content, name="a.xlsx"))


def test_a_text_that_looks_like_a_formula_stays_a_text(programme: Programme) -> None:
    exchange.taken(programme, [("1.1", '=HYPERLINK("x")', None, None, None)])
    assert measures_of(programme)["1.1"].title == {"nb": '=HYPERLINK("x")'}
