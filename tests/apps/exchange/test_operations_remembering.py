"""What columns stand for is remembered, used again, renamed and forgotten."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone

from samvern.apps.exchange import operations, queries
from samvern.apps.exchange.models import ColumnMapping
from samvern.apps.programmes.models import Programme, Sharing
from samvern.apps.programmes.queries import read_document
from samvern.base.models import AuditEntry
from samvern.base.viewer import SYSTEM, Viewer
from samvern.engine.errors import InvalidInput, NotAllowed, NotFound
from samvern.engine.programme.table_import import ColumnUse, TableMapping
from tests.apps.exchange.test_operations_importing import refused
from tests.factories import exchange
from tests.worlds import CAST, World

LATER = exchange.AT.replace(hour=15)

#: A table whose headings nobody can guess the meaning of.
HEADINGS = ("Løpenummer", "Hva", "Fase")
ROWS = [("1.1", "Another title", "Snart i mål")]
USES = TableMapping(
    (
        ColumnUse("Løpenummer", "code"),
        ColumnUse("Hva", "title.nb"),
        ColumnUse("Fase", "status", words={"Snart i mål": "ongoing"}),
    ),
    is_empty_clear=True,
)


def test_the_next_table_with_the_same_headings_is_understood(
    programme: Programme, world: World
) -> None:
    authority = world.viewer("authority")
    first = exchange.draft(
        programme, by=authority, content=exchange.csv(ROWS, HEADINGS), at=timezone.now()
    )
    guessed = queries.columns_page(authority, first.pk)
    assert guessed.remembered is None
    assert guessed.mapping.columns[2].target == ""
    exchange.taken(programme, ROWS, uses=USES, headings=HEADINGS, remember_as="Plan")
    in_other_order = HEADINGS[::-1]
    rows = [tuple(reversed(row)) for row in ROWS]
    content = exchange.csv(rows, in_other_order)
    second = exchange.draft(programme, by=authority, content=content, at=timezone.now())
    page = queries.columns_page(authority, second.pk)
    assert page.remembered is not None
    assert (page.remembered.name, page.remembered.used_at) == ("Plan", exchange.AT)
    assert page.mapping.columns == USES.columns[::-1]
    assert page.mapping.is_empty_clear
    assert not page.is_confirmed


def test_what_was_used_last_comes_first(programme: Programme) -> None:
    for name in ("A", "B"):
        exchange.remembered(programme, name=name)
    other = exchange.mapping(exchange.HEADINGS, ("code", "title.nb", "", "", ""))
    exchange.remembered(programme, name="C", mapping=other)
    heading = exchange.table().heading(read_document(programme))

    def best() -> str:
        kept = queries.remembered_as(SYSTEM, programme, heading.signature)
        assert kept is not None
        return kept.name

    assert best() == "C"
    exchange.taken(programme, at=LATER)
    assert set(ColumnMapping.objects.filter(used_at=LATER).values_list("name", flat=True)) == {
        "A",
        "B",
    }
    assert best() == "B"


def test_the_same_name_for_the_same_headings_is_brought_up_to_date(programme: Programme) -> None:
    first = exchange.remembered(programme)
    other = exchange.mapping(exchange.HEADINGS, ("code", "title.nb", "", "", ""))
    again = exchange.remembered(programme, mapping=other, at=LATER)
    assert again.pk == first.pk
    assert ColumnMapping.objects.get().mapping["columns"][4] == {"header": "Kostnad", "target": ""}
    assert again.saved_at == LATER


def test_a_name_is_taken_by_other_headings(programme: Programme) -> None:
    exchange.remembered(programme, name="Plan")
    heading = exchange.table(ROWS, HEADINGS).heading(read_document(programme))
    wrong = refused(
        "mapping.invalid",
        InvalidInput,
        lambda: operations.remember_columns(
            by=SYSTEM, code="P", name="Plan", mapping=USES, signature=heading.signature, at=LATER
        ),
    )
    assert [problem.code for problem in wrong.problems] == ["mapping.name_taken"]
    refused(
        "mapping.invalid",
        InvalidInput,
        lambda: exchange.taken(programme, ROWS, uses=USES, headings=HEADINGS, remember_as="Plan"),
    )


def test_another_programme_may_use_the_same_name(programme: Programme) -> None:
    exchange.remembered(programme, name="Plan")
    exchange.remembered(exchange.programme("Q"), name="Plan")
    assert ColumnMapping.objects.count() == 2


@pytest.mark.parametrize(
    ("name", "code"),
    [
        (" ", "mapping.name_missing"),
        ("x" * 101, "value.too_long"),
        ("x\x1b", "text.control_character"),
    ],
)
def test_a_name_must_be_one(programme: Programme, name: str, code: str) -> None:
    kept = exchange.remembered(programme)
    for call in (
        lambda: exchange.remembered(programme, name=name),
        lambda: operations.rename_columns(by=SYSTEM, mapping_id=kept.pk, name=name, at=LATER),
    ):
        wrong = refused("mapping.invalid", InvalidInput, call)
        assert [problem.code for problem in wrong.problems] == [code]


def test_what_no_database_keeps_is_not_remembered(programme: Programme) -> None:
    for words in ({"x\x00": "ongoing"}, {"\ud800": "ongoing"}, {"x" * 300_000: "ongoing"}):
        uses = TableMapping((ColumnUse("A", "code"), ColumnUse("B", "status", words=words)))
        refused(
            "mapping.invalid",
            InvalidInput,
            lambda uses=uses: exchange.remembered(programme, mapping=uses),
        )


def test_columns_are_renamed_and_forgotten(programme: Programme) -> None:
    kept, other = (exchange.remembered(programme, name=name) for name in ("A", "B"))

    def rename(name: str) -> ColumnMapping:
        return operations.rename_columns(by=SYSTEM, mapping_id=kept.pk, name=name, at=LATER)

    refused("mapping.invalid", InvalidInput, lambda: rename("B"))
    assert rename("C").name == "C"
    assert rename("C").name == "C"
    (told,) = AuditEntry.objects.filter(action="exchange.columns_renamed")
    assert told.changes == {"name": ["A", "C"]}
    operations.forget_columns(by=SYSTEM, mapping_id=kept.pk, at=LATER)
    assert [row.name for row in queries.remembered(SYSTEM, "P")] == ["B"]
    (forgotten,) = AuditEntry.objects.filter(action="exchange.columns_forgotten")
    assert (forgotten.subject_label, forgotten.subject_id) == ("P C", str(kept.pk))
    refused(
        "mapping.unknown",
        NotFound,
        lambda: operations.forget_columns(by=SYSTEM, mapping_id=kept.pk, at=LATER),
    )
    assert queries.remembered_for(SYSTEM, other.pk).name == "B"


@pytest.mark.parametrize("member", CAST)
def test_only_the_authority_remembers_and_forgets(
    programme: Programme, world: World, member: str
) -> None:
    kept = exchange.remembered(programme)
    viewer = world.viewer(member)
    calls: tuple[Callable[[], object], ...] = (
        lambda: operations.rename_columns(by=viewer, mapping_id=kept.pk, name="D", at=LATER),
        lambda: operations.forget_columns(by=viewer, mapping_id=kept.pk, at=LATER),
    )
    remember = lambda: exchange.remembered(programme, by=viewer, name="E")  # noqa: E731
    if member == "authority":
        for call in (remember, *calls):
            call()
        return
    refused("permission.missing", NotAllowed, remember)
    for call in calls:
        if member == "supervisor":
            refused("permission.missing", NotAllowed, call)
        else:
            refused("mapping.unknown", NotFound, call)


def test_columns_of_what_one_does_not_see_are_not_there(world: World) -> None:
    kept = exchange.remembered(exchange.programme("DRAFT", sharing=Sharing.AUTHORITY))
    viewer: Viewer = world.viewer("supervisor")
    refused("mapping.unknown", NotFound, lambda: queries.mapping_for(viewer, kept.pk))
    refused("programme.unknown", NotFound, lambda: queries.remembered(viewer, "DRAFT"))
