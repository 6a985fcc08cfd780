"""The bulk files: read row by row, written back, and hostile."""

from __future__ import annotations

import gzip
import io
import itertools
import json
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samvern.engine.directory.unit import Address, RegisterUnit
from samvern.engine.errors import InvalidInput
from samvern.formats import enhetsregisteret
from samvern.formats.enhetsregisteret import Row, json_array
from tests.factories.register_units import unit, units

FIXTURES = Path(__file__).parents[1] / "fixtures/enhetsregisteret"


def read(content: bytes) -> list[Row]:
    return list(enhetsregisteret.read(io.BytesIO(content), name="enheter"))


def sample(name: str) -> list[Row]:
    return read((FIXTURES / name).read_bytes())


def as_json(*rows: RegisterUnit) -> bytes:
    stream = io.BytesIO()
    enhetsregisteret.write_json(rows, stream)
    return stream.getvalue()


def as_csv(*rows: RegisterUnit) -> bytes:
    stream = io.BytesIO()
    enhetsregisteret.write_csv(rows, stream)
    return stream.getvalue()


@given(st.lists(units, max_size=4), st.booleans())
def test_json_reads_back_the_same(written: list[RegisterUnit], packed: bool) -> None:
    content = as_json(*written)
    rows = read(gzip.compress(content) if packed else content)
    assert [row.unit for row in rows] == written
    assert [row.number for row in rows] == list(range(1, len(written) + 1))


@given(st.lists(units, min_size=1, max_size=4))
def test_csv_reads_back_the_same(written: list[RegisterUnit]) -> None:
    assert [row.unit for row in read(as_csv(*written))] == written


@given(st.lists(units, min_size=1, max_size=4), st.integers(1, 60))
def test_where_the_chunks_end_makes_no_difference(written: list[RegisterUnit], size: int) -> None:
    whole = read(as_json(*written))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_array, "CHUNK_BYTES", size)
        assert read(as_json(*written)) == whole


@given(st.binary(max_size=200) | st.text(max_size=100).map(str.encode))
def test_anything_is_read_or_refused_in_our_words(content: bytes) -> None:
    for packed in (content, b"[" + content, gzip.compress(content), b"\x1f\x8b" + content):
        refused, rows = "file.", []
        try:
            rows = read(packed)
        except InvalidInput as error:
            refused = error.code
        assert refused.startswith(("file.", "register_file."))
        assert all(row.unit or row.problems for row in rows)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner),
    max_leaves=6,
)
_KEYS = [
    "organisasjonsnummer",
    "navn",
    "organisasjonsform",
    "overordnetEnhet",
    "naeringskode1",
    "antallAnsatte",
    "harRegistrertAntallAnsatte",
    "forretningsadresse",
    "slettedato",
    "konkurs",
    "maalform",
    "institusjonellSektorkode",
]


@given(st.dictionaries(st.sampled_from(_KEYS), json_values))
def test_a_row_of_any_values_is_a_unit_or_problems_never_both(row: dict[str, object]) -> None:
    found = read(json.dumps([row]).encode())[0]
    assert (found.unit is None) == bool(found.problems)


def test_the_sample_has_usable_rows_and_bad_ones_told_by_number() -> None:
    rows = sample("enheter.json")
    assert [row.number for row in rows if row.unit] == [1, 2, 3, 5, 6, 7, 11, 12]
    told = {row.number: {(p.where, p.code) for p in row.problems} for row in rows if not row.unit}
    assert told == {
        4: {("organisasjonsnummer", "org_number.check_digit")},
        8: {("navn", "field.required")},
        9: {
            ("forretningsadresse.kommunenummer", "municipality_number.form"),
            ("antallAnsatte", "register_row.not_a_count"),
            ("stiftelsesdato", "register_row.not_a_day"),
            ("maalform", "register_row.language_form"),
        },
        10: {("", "register_row.not_an_object")},
    }
    assert rows[3].org_number == "399500011"


def test_a_withheld_head_count_is_unknown_and_not_zero() -> None:
    withheld, counted, none_registered = (sample("enheter.json")[n].unit for n in (1, 2, 6))
    assert withheld
    assert withheld.employees is None
    assert withheld.is_count_withheld
    assert counted
    assert counted.employees == 12
    assert none_registered
    assert none_registered.employees is None
    assert not none_registered.is_count_withheld


def test_closures_language_and_owner_are_read() -> None:
    rows = {row.org_number: row.unit for row in sample("enheter.json") if row.unit}
    municipality, *_rest, bankrupt, closed, _kindergarten = rows.values()
    assert municipality
    assert (municipality.language_form, municipality.address.municipality_number) == ("nn", "4614")
    assert bankrupt
    assert (bankrupt.closing, bankrupt.closed_on) == ("bankrupt", None)
    assert closed
    assert closed.closed_on == date(2026, 6, 30)
    sub_unit = sample("underenheter_senere.json")[0].unit
    assert sub_unit
    assert sub_unit.is_sub_unit
    assert sub_unit.owner_changed_on == date(2026, 9, 30)
    assert sub_unit.address.lines == ("Solsiden 4",)


def test_the_csv_says_the_same_as_the_json() -> None:
    rows = sample("enheter.csv")
    assert [row.unit for row in rows[:3]] == [row.unit for row in sample("enheter.json")[:3]]
    assert [problem.code for problem in rows[3].problems] == ["register_row.cells"]


def test_csv_with_semicolons_and_numbers_as_the_parent_is_read() -> None:
    rows = read(b"organisasjonsnummer;navn;overordnetEnhet\n983544622;A;994598759\n")
    assert rows[0].unit
    assert rows[0].unit.parent == "994598759"
    rows = read(b'[{"organisasjonsnummer": 983544622, "navn": "A", "overordnetEnhet": 994598759}]')
    assert rows[0].unit
    assert rows[0].unit.parent == "994598759"


def test_a_file_that_breaks_off_is_refused_and_says_where() -> None:
    offices = [unit(f"OFFICE {n}") for n in range(2_000)]
    content, table = as_json(*offices), as_csv(*offices)
    for broken, row in (
        (content[:-20], 2_000),
        (content[: content.rindex(b",")], 2_000),
        (content[:-1] + b", nonsense]", 2_001),
        (table[:-2], 2_000),
        (table[: table.rindex(b'",')], 2_000),
        (table[: table.rindex(b",")], 2_000),
    ):
        with pytest.raises(InvalidInput) as refused:
            read(broken)
        assert refused.value.code == "register_file.broken_off"
        assert refused.value.params == {"name": "enheter", "row": str(row)}
    with pytest.raises(InvalidInput, match=r"register_file\.broken_off"):
        read(gzip.compress(content)[:-12])


def test_a_table_may_end_without_a_line_end() -> None:
    offices = [unit("ONE"), unit("TWO")]
    assert [row.unit for row in read(as_csv(*offices)[:-1])] == offices


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file.empty"),
        (b"  \n", "file.empty"),
        (b'{"a": 1}', "register_file.not_an_array"),
        (b"%PDF-1.7", "register_file.unknown_columns"),
        (b"navn;antall\n", "register_file.unknown_columns"),
        (b"[" * 100_000, "register_file.too_deep"),
        (b'["' + b"x" * 600_000, "register_file.row_too_long"),
        (b'["\xff"]', "register_file.not_utf8"),
        (b"organisasjonsnummer,navn\n\xff\xfe,\xff\n", "register_file.not_utf8"),
        (b"\x1f\x8b\x08junk", "register_file.broken"),
    ],
)
def test_what_is_no_such_file_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read(content)
    assert refused.value.code == code


def test_a_file_that_unpacks_without_end_is_stopped() -> None:
    bomb = gzip.compress(as_json(unit()) + b" " * 2**22)
    with pytest.raises(InvalidInput, match=r"file\.too_large"):
        list(enhetsregisteret.read(io.BytesIO(bomb), name="b", limit=2**20))


def test_memory_does_not_grow_with_the_file() -> None:
    office = unit(postal_address=Address(("x" * 200,)))

    class Endless(io.RawIOBase):
        """Rows without end, made as they are asked for."""

        def __init__(self, count: int) -> None:
            rows = itertools.chain([b"["], itertools.repeat(as_json(office)[2:-2] + b",", count))
            self.left = itertools.chain(rows, [as_json(office)[2:-2], b"]"])

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            content = next(self.left, b"")
            buffer[: len(content)] = content
            return len(content)

    def peak(count: int) -> int:
        tracemalloc.start()
        try:
            rows: Iterator[Row] = enhetsregisteret.read(Endless(count), name="x")  # type: ignore[arg-type]
            assert sum(row.unit == office for row in rows) == count + 1
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    assert peak(4_000) < peak(1_000) * 1.5


def test_an_address_of_several_lines_is_one_in_csv() -> None:
    office = unit(address=Address(("c/o Noen", "Storgata 1"), "0155", "OSLO", "0301"))
    found = read(as_csv(office))[0].unit
    assert found
    assert found.address == replace(office.address, lines=("c/o Noen, Storgata 1",))
