"""Every figure of a paper says where it is from, and the same paper is the same bytes."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from datetime import date

import pytest

from samvern.engine.canonical import canonical_json
from samvern.engine.errors import InvalidInput
from samvern.engine.papers import (
    Bar,
    Bars,
    Block,
    Chart,
    Gantt,
    GanttRow,
    Heading,
    KeyFigures,
    Kind,
    Line,
    Lines,
    Paper,
    Paragraph,
    ShareRow,
    Shares,
    SourceList,
    Span,
    check_paper,
    find_paper_problems,
    numbered_sources,
    paper_digest,
    paper_from_json,
    paper_to_json,
    placed_figures,
    words,
)
from tests.factories import papers
from tests.factories.papers import count, paper, share, table


def codes_of(*blocks: Block, **changes: object) -> list[str]:
    changed = replace(paper(), blocks=(Heading("A"), *blocks, SourceList()), **changes)
    return [problem.code for problem in find_paper_problems(changed)]


def test_one_of_everything_holds_and_comes_back_from_its_record() -> None:
    made = paper()
    check_paper(made)
    written = canonical_json(paper_to_json(made))
    again = paper_from_json(json.loads(written))
    assert again == made
    assert canonical_json(paper_to_json(again)) == written
    check_paper(again)


def test_the_digest_follows_what_is_said_and_not_how_it_is_held() -> None:
    def of(value: float) -> Paper:
        return paper(blocks=(KeyFigures((("n", count(value)),)), SourceList()))

    assert paper_digest(of(2)) == paper_digest(of(2.0)) != paper_digest(of(3))
    assert paper_digest(paper()) != paper_digest(paper(snapshot="cd" * 32))


@pytest.mark.parametrize(
    "change",
    [
        {"format": "samvern-paper/9"},
        {"blocks": [{"is": "Paper"}]},
        {"blocks": [{"is": "Heading", "text": "a", "level": 1, "more": 1}]},
        {"kind": "novel"},
        {"as_of": {"is": "day", "on": "yesterday"}},
        {"blocks": [[1]], "sources": [{}]},
    ],
)
def test_a_record_that_is_none_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(InvalidInput, match=r"paper\.record_invalid"):
        paper_from_json({**paper_to_json(paper()), **change})


FIGURE = share()
CHART = next(papers.charts())
STATED = {
    "paper.figure_without_source": {"source": ""},
    "paper.source_unknown": {"source": "hearsay"},
    "paper.figure_without_date": {"as_of": None},
    "paper.figure_too_young": {"as_of": date(2027, 2, 2)},
}


@pytest.mark.parametrize(("code", "change"), STATED.items())
def test_a_figure_a_table_or_a_chart_that_says_not_where_it_is_from_is_refused(
    code: str, change: dict[str, object]
) -> None:
    wrong = replace(FIGURE, **change)
    places = (
        Paragraph(words("Only %(n)s.", n=wrong)),
        KeyFigures((("n", wrong),)),
        replace(CHART, **change),
        table(**change),
    )
    for block in places:
        assert codes_of(block) == [code]
    with pytest.raises(InvalidInput) as refused:
        check_paper(paper(blocks=(Heading("A"), *places, SourceList())))
    assert [each.where for each in refused.value.problems] == [
        f"blocks[{at}]" for at in (1, 2, 3, 4)
    ]


def test_sources_must_be_listed_once_where_there_are_figures() -> None:
    without = replace(paper(), blocks=(Heading("A"), table()))
    assert [each.code for each in find_paper_problems(without)] == ["paper.sources_not_listed"]
    assert not find_paper_problems(replace(without, blocks=(Heading("A"),)))
    assert codes_of(SourceList()) == ["paper.sources_listed_twice"]


def chart(data: Bars | Lines | Shares | Gantt, **changes: object) -> Chart:
    return replace(CHART, data=data, **changes)


WRONG: dict[str, list[Block]] = {
    "paper.heading_skips": [Heading("B", 3), Heading("B", 0)],
    "paper.heading_empty": [Heading(" ")],
    "paper.value_wrong_kind": [
        KeyFigures((("n", share(date(2026, 1, 1))),)),
        KeyFigures((("n", share(0.5, kind=Kind.TEXT)),)),
        table(rows=1, columns=table().columns[::-1]),
        chart(CHART.data, kind=Kind.DAY),
    ],
    "paper.number_not_finite": [
        KeyFigures((("n", count(math.nan)),)),
        chart(Bars((Bar("a", math.inf),))),
        chart(Lines(("1",), (Line("a", (1,)),), (math.nan,))),
        chart(Shares(("a",), (ShareRow("a", (math.nan,)),))),
    ],
    "paper.interval_not_around": [
        KeyFigures((("n", share(0.5)),)),
        KeyFigures((("n", share(low=None)),)),
        chart(Bars((Bar("a", 1, 2, 3),))),
        chart(Lines(("1",), (Line("a", (1,), (2,), (3,)),))),
    ],
    "paper.table_ragged": [table(rows=1, columns=table().columns[:-1])],
    "paper.table_untitled": [table(caption=" ")],
    "paper.column_untitled": [table(columns=(replace(table().columns[0], width=0),), rows=0)],
    "paper.table_too_large": [table(columns=(), rows=0)],
    "paper.chart_without_words": [chart(CHART.data, alt=" "), chart(CHART.data, title="")],
    "paper.chart_size": [
        chart(Bars(())),
        chart(Bars((Bar("a", 1),) * 61)),
        chart(Shares((), (ShareRow("a", (0,)),))),
    ],
    "paper.chart_ragged": [
        chart(Lines(("1", "2"), (Line("a", (1,)),))),
        chart(Lines(("1",), (Line("a", (1,)),), (1, 2))),
        chart(Shares(("a", "b"), (ShareRow("a", (1,)),))),
    ],
    "paper.shares_past_whole": [
        chart(Shares(("a", "b"), (ShareRow("a", (0.6, 0.5)),))),
        chart(Shares(("a", "b"), (ShareRow("a", (-0.1, 0.5)),))),
    ],
    "paper.work_outside_periods": [
        chart(Gantt(("1", "2"), (GanttRow("a", spans=(Span(1, 2),)),))),
        chart(Gantt(("1", "2"), (GanttRow("a", spans=(Span(1, 0),)),))),
    ],
}


@pytest.mark.parametrize("code", WRONG)
def test_what_cannot_be_set_or_does_not_add_up_is_refused(code: str) -> None:
    for block in WRONG[code]:
        assert code in codes_of(block), block


def test_the_front_must_say_who_what_and_from_which_figures() -> None:
    assert codes_of(title=" ", publisher="", snapshot="ab", language="se") == [
        "paper.language_unknown",
        *["paper.front_missing"] * 2,
        "paper.snapshot_missing",
    ]
    assert codes_of(sources=(*papers.SOURCES, papers.SOURCES[0])) == ["paper.source_twice"]


def test_sources_are_numbered_as_they_are_named_and_figures_know_their_place() -> None:
    made = paper()
    named = [(each.number, each.source.key, each.as_of) for each in numbered_sources(made)]
    assert named == [(1, "round", papers.REPORTED_ON), (2, "study", papers.MEASURED_ON)]
    placed = list(placed_figures(made))
    assert len(placed) == 9
    assert (placed[0].heading, placed[0].around[0]) == ("Kort sagt øvelser", "Av ")
