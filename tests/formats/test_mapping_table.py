"""Mappings as CSV and XLSX: what is written comes back, and everything wrong is said at once."""

from __future__ import annotations

import io
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from samvern.engine.errors import InvalidInput
from samvern.engine.mappings import (
    Rationale,
    Relation,
    RequirementMapping,
    RequirementRef,
    ReviewState,
    Style,
)
from samvern.formats import mapping_table
from samvern.formats.mapping_table import Kind

NSM, NIS2 = RequirementRef("nsm-gp-ikt", "2.1.10"), RequirementRef("nis2", "21(2)d")
FULL = RequirementMapping(
    "7",
    NSM,
    NIS2,
    Relation.SUBSET,
    "Kari Nordmann",
    on=date(2026, 11, 27),
    style=Style.STRUCTURAL,
    rationale=Rationale.FUNCTIONAL,
    why="=Begge gjelder\nleverandører",
    confidence=0.75,
    source_version="2.1",
    target_version="2022/2555",
    state=ReviewState.REVIEWED,
    reviewer="Ola Nordmann",
)

words = st.text(st.characters(codec="latin-1", exclude_categories=("Cc", "Zs")), max_size=12)
plain_mappings = st.builds(
    RequirementMapping,
    id=st.integers(1, 999).map(str),
    source=st.builds(RequirementRef, words.map("f{}".format), words.map("1.{}".format)),
    target=st.builds(RequirementRef, words.map("f{}".format), words.map("2.{}".format)),
    relation=st.sampled_from(Relation),
    mapper=words.map("m{}".format),
    on=st.none() | st.dates(date(1950, 1, 1), date(2100, 1, 1)),
    confidence=st.none() | st.integers(0, 100).map(lambda n: n / 100),
    why=words,
)


def written(kind: Kind, *every: RequirementMapping) -> bytes:
    stream = io.BytesIO()
    mapping_table.write(every, stream, kind=kind, titles={NSM: "Undersøk sikkerhet"})
    return stream.getvalue()


def workbook(*rows: list[object]) -> bytes:
    book, stream = Workbook(), io.BytesIO()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_everything_comes_back(kind: Kind) -> None:
    bare = RequirementMapping("8", NIS2, NSM, Relation.UNKNOWN, "")
    assert mapping_table.read(written(kind, FULL, bare), name="m") == (FULL, bare)


@given(st.lists(plain_mappings, max_size=4))
def test_any_mapping_comes_back_from_csv(every: list[RequirementMapping]) -> None:
    assert mapping_table.read(written("csv", *every), name="m") == tuple(every)


def test_columns_in_any_order_with_excels_types_are_read() -> None:
    content = workbook(
        [
            "Target",
            "Relation",
            "Source",
            "Source_framework",
            "Target_framework",
            "On",
            "Confidence",
        ],
        [2.0, "Equal", "1.1", "a", "b", datetime(2026, 11, 27), 1],
    )
    [found] = mapping_table.read(content, name="m")
    assert found.target == RequirementRef("b", "2")
    assert (found.relation, found.on, found.confidence) == (Relation.EQUAL, date(2026, 11, 27), 1.0)
    assert (found.id, found.state, found.style) == ("2", ReviewState.PROPOSED, Style.SET_THEORY)


def test_all_that_is_wrong_is_said_at_once_with_row_and_column() -> None:
    content = workbook(
        [
            "source_framework",
            "source",
            "relation",
            "target_framework",
            "target",
            "confidence",
            "on",
        ],
        ["a", "1", "equal", "b", "2", 0.5, "2026-11-27"],
        ["a", datetime(2026, 1, 2), "like", "b", None, 7, "yesterday"],
        [None, "1", None, "b", "2", "much", None],
    )
    with pytest.raises(InvalidInput) as refused:
        mapping_table.read(content, name="m")
    assert refused.value.code == "mapping_table.invalid"
    assert sorted((p.line, p.column, p.code) for p in refused.value.problems) == [
        (3, 2, "cell.code_is_date"),
        (3, 3, "value.unknown"),
        (3, 5, "value.missing"),
        (3, 6, "mappings.confidence"),
        (3, 7, "date.invalid"),
        (4, 1, "value.missing"),
        (4, 3, "value.missing"),
        (4, 6, "mappings.confidence"),
    ]


def test_a_table_of_something_else_is_told_what_it_lacks() -> None:
    with pytest.raises(InvalidInput) as refused:
        mapping_table.read(b"source,target\r\n1,2\r\n", name="m")
    assert [p.where for p in refused.value.problems] == [
        "source_framework",
        "relation",
        "target_framework",
    ]


def test_a_decimal_comma_that_parts_a_cell_is_told_by_its_row() -> None:
    content = (
        b"source_framework,source,relation,target_framework,target,confidence\r\n"
        b"a,1,equal,b,2,0.5\r\n"
        b"a,1,equal,b,3,0,5\r\n"
    )
    with pytest.raises(InvalidInput) as refused:
        mapping_table.read(content, name="m")
    assert refused.value.code == "table.row_too_wide"
    assert refused.value.params["row"] == "3"
