"""The feed of changes, and the answers to questions for single units."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samvern.engine.errors import InvalidInput
from samvern.formats.enhetsregisteret import UnitChange, read_units, read_updates

FIXTURES = Path(__file__).parents[1] / "fixtures/enhetsregisteret"


def test_a_page_gives_its_events() -> None:
    page = read_updates((FIXTURES / "oppdateringer_enheter.json").read_bytes(), name="feed")
    assert [(update.id, update.change) for update in page.updates] == [
        (24001, UnitChange.CHANGED),
        (24002, UnitChange.DELETED),
        (24004, UnitChange.NEW),
    ]
    assert [(problem.code, problem.line) for problem in page.problems] == [
        ("register_feed.event", 3)
    ]
    assert page.updates[0].at
    assert page.updates[2].at is None


def test_sub_units_have_a_feed_of_their_own_and_new_words_are_unknown() -> None:
    event = {"oppdateringsid": 7, "organisasjonsnummer": "983544622", "endringstype": "Noe nytt"}
    page = read_updates(
        json.dumps({"_embedded": {"oppdaterteUnderenheter": [event]}}).encode(), name="feed"
    )
    assert page.updates[0].change is UnitChange.UNKNOWN


def test_an_empty_page_is_a_page() -> None:
    assert read_updates(b'{"page": {"totalElements": 0}}', name="feed").updates == ()


@pytest.mark.parametrize("content", [b"", b"[]", b"<html>", b"\xff", b"[" * 100_000])
def test_what_is_no_page_is_refused(content: bytes) -> None:
    for reader in (read_updates, read_units):
        with pytest.raises(InvalidInput) as refused:
            reader(content, name="feed")
        assert refused.value.code == "register_feed.unreadable"


@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=2)
            | st.dictionaries(
                st.sampled_from(["_embedded", "_links", "next", "href", "oppdaterteEnheter"]), inner
            )
        ),
    )
)
def test_any_page_is_read_or_refused(page: object) -> None:
    refused = "register_feed.unreadable"
    try:
        assert not read_updates(json.dumps(page).encode(), name="feed").updates
    except InvalidInput as error:
        refused = error.code
    assert refused == "register_feed.unreadable"


def test_one_unit_or_a_page_of_units_is_the_answer_to_a_question() -> None:
    one = {"organisasjonsnummer": "983544622", "navn": "HELSEDIREKTORATET"}
    wrong = {"organisasjonsnummer": "983544623", "navn": "X"}
    assert [
        row.unit and row.unit.name for row in read_units(json.dumps(one).encode(), name="u")
    ] == ["HELSEDIREKTORATET"]
    page = {"_embedded": {"enheter": [one, wrong]}}
    rows = read_units(json.dumps(page).encode(), name="u")
    assert [bool(row.unit) for row in rows] == [True, False]
    assert rows[1].org_number == "983544623"
