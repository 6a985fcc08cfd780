"""A catalogue of guidance that contradicts itself is refused with everything that is wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from samvern.engine.errors import InvalidInput
from samvern.engine.frameworks import Reference
from samvern.engine.guidance import (
    GuidanceCatalogue,
    GuidanceSource,
    Help,
    Life,
    LinkState,
    Provenance,
    check_catalogue,
)
from tests.engine.guidance.shelf import ACCESS, READ, SMALL, entry, shelf
from tests.factories.generated_guidance import catalogues


@given(catalogues())
def test_whatever_holds_together_is_taken(catalogue: GuidanceCatalogue) -> None:
    check_catalogue(catalogue)


def problems_of(catalogue: GuidanceCatalogue) -> list[tuple[str, str]]:
    with pytest.raises(InvalidInput) as refused:
        check_catalogue(catalogue)
    assert refused.value.code == "guidance.invalid"
    return [(each.code, each.where) for each in refused.value.problems]


A = entry("a", "A", "1")


@pytest.mark.parametrize(
    ("catalogue", "code", "where"),
    [
        (shelf(A, A), "guidance.repeated", "entries[1].id"),
        (
            replace(SMALL, subjects=(*SMALL.subjects, ACCESS)),
            "guidance.repeated",
            "subjects[3].id",
        ),
        (
            replace(SMALL, sources=(*SMALL.sources, GuidanceSource("report", "Igjen"))),
            "guidance.repeated",
            "sources[1].id",
        ),
        (shelf(replace(A, title={"nb": "A" * 301})), "guidance.too_long", "entries[0]"),
        (
            shelf(replace(A, description={"nb": "A" * 2_001})),
            "guidance.too_long",
            "entries[0].description",
        ),
        (
            shelf(replace(A, found_in=(Provenance("other"),))),
            "guidance.source_unknown",
            "entries[0].found_in[0].source",
        ),
        (
            shelf(replace(A, helps=(Help(Reference("f", "1"), "", Provenance("other")),))),
            "guidance.source_unknown",
            "entries[0].helps[0].source",
        ),
        (
            shelf(replace(A, helps=(*A.helps, Help(Reference("f", "1"))))),
            "guidance.help_repeated",
            "entries[0].helps[1]",
        ),
        (
            shelf(replace(A, subjects=("space",))),
            "guidance.subject_unknown",
            "entries[0].subjects[0]",
        ),
        (shelf(replace(A, found_in=())), "guidance.source_missing", "entries[0]"),
        (shelf(replace(A, life=Life.MOVED)), "guidance.moved_nowhere", "entries[0]"),
        (shelf(A, replace(A, id="b", moved_into="a")), "guidance.moved_nowhere", "entries[1]"),
        (
            shelf(replace(A, life=Life.MOVED, moved_into="b")),
            "guidance.moved_unknown",
            "entries[0].moved_into",
        ),
        (
            shelf(replace(A, life=Life.MOVED, moved_into="a")),
            "guidance.moved_in_circle",
            "entries[0].moved_into",
        ),
        (
            shelf(replace(A, link=LinkState.WORKS, link_checked_on=date(2026, 1, 1))),
            "guidance.link_without_address",
            "entries[0].link",
        ),
        (
            shelf(replace(A, address="https://a.no", link=LinkState.BROKEN)),
            "guidance.link_without_day",
            "entries[0]",
        ),
        (
            shelf(replace(A, address="https://a.no", link_checked_on=date(2026, 1, 1))),
            "guidance.link_without_day",
            "entries[0]",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_place(
    catalogue: GuidanceCatalogue, code: str, where: str
) -> None:
    assert problems_of(catalogue) == [(code, where)]


def test_everything_is_told_at_once() -> None:
    wrong = shelf(replace(A, subjects=("space",), found_in=()), A, replace(A, id="c", found_in=()))
    assert [code for code, _where in problems_of(wrong)] == [
        "guidance.subject_unknown",
        "guidance.source_missing",
        "guidance.repeated",
        "guidance.source_missing",
    ]


def test_a_circle_of_moved_entries_leads_nowhere_and_is_told_once() -> None:
    first = replace(A, life=Life.MOVED, moved_into="b")
    second = replace(A, id="b", life=Life.MOVED, moved_into="a")
    circle = shelf(first, second)
    assert problems_of(circle) == [("guidance.moved_in_circle", "entries[0].moved_into")]
    assert circle.successor(first) is None
    assert READ in set(circle.provenances())
