"""The lineage file: read, written, read again, and refused."""

from __future__ import annotations

import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samvern.engine.errors import InvalidInput
from samvern.engine.programme.lineage import Link, LinkStatus
from samvern.formats import lineage_file
from samvern.formats.lineage_file import Lineage

HEAD = "lineage: {earlier: A, later: B}\n"
texts = st.text(st.characters(min_codepoint=32, max_codepoint=0x2FFF, exclude_categories=["C"]))
codes = st.from_regex(r"[0-9A-Zc]{1,3}", fullmatch=True)
links = st.builds(
    Link,
    codes,
    codes | st.just(""),
    st.sampled_from([LinkStatus.CONFIRMED, LinkStatus.REJECTED]),
    by=texts.map(lambda text: text[:200]),
    on=st.none() | st.dates(date(1990, 1, 1)),
    why=texts,
)


def read(text: str) -> Lineage:
    return lineage_file.read(io.BytesIO(text.encode()), name="l.yaml")


@given(st.builds(Lineage, codes, codes, st.lists(links, max_size=3).map(tuple), st.just("")))
def test_what_is_written_reads_back_the_same(lineage: Lineage) -> None:
    stream = io.BytesIO()
    lineage_file.write(lineage, stream)
    assert lineage_file.read(io.BytesIO(stream.getvalue()), name="l.json") == lineage


def test_proposals_are_not_written() -> None:
    stream = io.BytesIO()
    proposed = Link("1", "2", LinkStatus.PROPOSED)
    lineage_file.write(Lineage("A", "B", (proposed, Link("3", "4"))), stream)
    assert read(stream.getvalue().decode()).links == (Link("3", "4"),)


def test_with_a_source_links_are_published_and_without_a_persons() -> None:
    assert read(HEAD + "links: [{earlier: C1}]").links == (Link("C1", ""),)
    found = read(
        "lineage: {earlier: A, later: B, source: annex C}\n"
        "links: [{earlier: C1, later: D1}, {later: D2, status: rejected, why: no}]"
    )
    assert found.links == (
        Link("C1", "D1", LinkStatus.PUBLISHED, source="annex C"),
        Link("", "D2", LinkStatus.REJECTED, why="no"),
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("- a", "value.wrong_type"),
        ("links: []", "key.missing"),
        (HEAD + "links: [{}]", "lineage.no_measure"),
        (HEAD + "links: [{earlier: A, latter: B}]", "key.misspelt"),
        (HEAD + "links: [{earlier: A, status: maybe}]", "value.not_allowed"),
        (HEAD + "links: [{earlier: A, on: yesterday}]", "date.invalid"),
        (HEAD + "links: [", "syntax.yaml"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(text: str, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read(text)
    assert refused.value.code == "lineage_file.invalid"
    (problem,) = refused.value.problems
    assert problem.code == code
    assert problem.line


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"\xff\xfe", b" " * (4 * 2**20 + 1)])
def test_other_files_are_refused(content: bytes) -> None:
    with pytest.raises(InvalidInput, match=r"^file\."):
        lineage_file.read(io.BytesIO(content), name="l.yaml")
