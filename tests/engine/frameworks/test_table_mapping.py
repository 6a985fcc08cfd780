"""What columns of a table of requirements stand for: which uses hold, and how they are kept."""

from __future__ import annotations

import pytest

from samvern.engine.errors import InvalidInput
from samvern.engine.frameworks import WordingStatus
from samvern.engine.frameworks.table_import import (
    SheetMapping,
    check_mapping,
    mapping_from_plain,
    mapping_to_plain,
)
from samvern.engine.tables import ColumnUse


@pytest.mark.parametrize(
    ("targets", "code"),
    [
        (["title.nb"], "mapping.id_missing"),
        (["id"], "mapping.only_id"),
        (["id", "title.nb", "title.nb"], "mapping.target_twice"),
        (["id", "colour"], "mapping.requirement_target"),
        (["id", "references:a b"], "mapping.requirement_target"),
    ],
)
def test_a_mapping_that_cannot_be_used_is_refused(targets: list[str], code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        check_mapping(SheetMapping(tuple(ColumnUse(each, each) for each in targets)))
    assert [each.code for each in refused.value.problems] == [code]


def test_wordings_of_a_table_are_not_missing() -> None:
    columns = (ColumnUse("Nr", "id"), ColumnUse("Tittel", "title.nb"))
    with pytest.raises(InvalidInput) as refused:
        check_mapping(SheetMapping(columns, WordingStatus.MISSING))
    assert [each.code for each in refused.value.problems] == ["mapping.status_missing"]


def test_a_mapping_is_remembered_as_plain_values() -> None:
    mapping = SheetMapping(
        (ColumnUse("Nr", "id"), ColumnUse("ISO", "references:iso-27002", ",")),
        WordingStatus.VERIFIED,
        removes_missing=True,
    )
    assert mapping_from_plain(mapping_to_plain(mapping)) == mapping


@pytest.mark.parametrize(
    ("raw", "where"),
    [
        ([], "columns"),
        ({"columns": [], "status": "sure"}, "status"),
        ({"columns": [], "removes_missing": "yes"}, "removes_missing"),
        ({"columns": [{"target": "id"}]}, "columns[0].header"),
        ({"columns": [], "colour": 1}, "colour"),
    ],
)
def test_plain_values_that_are_no_mapping_are_refused(raw: object, where: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        mapping_from_plain(raw)
    assert [each.where for each in refused.value.problems] == [where]
