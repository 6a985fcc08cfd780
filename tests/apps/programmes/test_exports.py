"""The tables of every page as files: what the page shows, to those who see the page."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from samvern.apps.programmes.models import Programme, Sharing
from samvern.formats.tables import Table, read_csv
from tests.factories import programmes as make
from tests.worlds import CAST, World

LogIn = Callable[[str], Client]

#: The pages that have tables, by what follows the address of the programme, and their files.
PAGES: dict[str, set[str]] = {
    "": {"matrix", "owners", "when"},
    "measures/": {"measures"},
    "measures/1.0/": {"judgements"},
    "ranking/?decided=1": {"figures", "places", "weights", "pairs", "decided"},
    "ranking/sensitivity/": {"weights", "settling", "pair"},
    "coverage/": {"risks", "goals", "target-groups"},
    "findings/": {"findings"},
}
READ_FINDINGS = {"authority", "officer", "owner", "supervisor", "officer_elsewhere"}
READ_REASONS = {"authority", "owner", "supervisor"}


@pytest.fixture
def full(world: World) -> Programme:
    """A public programme with judgements of every sort."""
    return make.programme(make.full_document("P-FULL", 3))


@pytest.fixture
def report(db: None) -> Programme:
    """The report as it ships."""
    return make.programme(make.shipped("IE-1125"))


def address(path: str, file: str, code: str = "P-FULL") -> str:
    return f"/programmes/{code}/{path}{'&' if '?' in path else '?'}file={file}"


def read(client: Client, path: str, key: str, code: str = "P-FULL") -> Table:
    answer = client.get(address(path, f"{key}.csv", code))
    assert answer.status_code == 200, (path, key)
    return read_csv(io.BytesIO(answer.getvalue()), name=f"{key}.csv")


def book(client: Client, path: str, key: str, code: str = "P-FULL") -> Any:
    return load_workbook(io.BytesIO(client.get(address(path, f"{key}.xlsx", code)).getvalue()))


@pytest.mark.parametrize("member", CAST)
def test_files_are_for_those_who_see_the_page(full: Programme, log_in: LogIn, member: str) -> None:
    client = log_in(member)
    for path, keys in PAGES.items():
        page = client.get(f"/programmes/P-FULL/{path}").status_code
        allowed = path != "findings/" or member in READ_FINDINGS
        assert (page == 200) == allowed
        for key in keys:
            for kind in ("csv", "xlsx"):
                answer = client.get(address(path, f"{key}.{kind}"))
                assert answer.status_code == page, (path, key, kind)


@pytest.mark.parametrize("member", CAST)
def test_what_is_not_shared_has_no_files(world: World, log_in: LogIn, member: str) -> None:
    make.programme(make.full_document("P-FULL", 3), sharing=Sharing.AUTHORITY)
    client = log_in(member)
    expected = 200 if member == "authority" else 404
    for path, keys in PAGES.items():
        if path == "findings/" and member == "anonymous":
            continue  # the log-in comes first
        for key in keys:
            assert client.get(address(path, f"{key}.csv")).status_code == expected, (path, key)
    listed = client.get("/programmes/?file=programmes.csv").getvalue().decode()
    assert ("P-FULL" in listed) == (member == "authority")


@pytest.mark.parametrize("member", CAST)
def test_who_judged_and_why_is_in_no_file_of_those_who_may_not_read_it(
    full: Programme, log_in: LogIn, member: str
) -> None:
    client = log_in(member)
    table = read(client, "measures/1.0/", "judgements")
    assert ("Why" in table.titles) == (member in READ_REASONS)
    for path, keys in PAGES.items():
        if path == "findings/" and member not in READ_FINDINGS:
            continue
        for key in keys:
            text = client.get(address(path, f"{key}.csv")).getvalue().decode()
            assert ("A group" in text) == (key == "judgements" and member in READ_REASONS)


def test_every_table_of_a_page_leads_to_its_file(full: Programme, log_in: LogIn) -> None:
    client = log_in("authority")
    for path, keys in PAGES.items():
        html = client.get(f"/programmes/P-FULL/{path}").content.decode()
        assert set(re.findall(r"file=([\w-]+)\.csv", html)) == keys, path


def test_files_know_nothing_that_their_page_does_not(full: Programme, log_in: LogIn) -> None:
    assert log_in("authority").get(address("", "findings.csv")).status_code == 404


def test_the_matrix_holds_each_distribution(report: Programme, log_in: LogIn) -> None:
    table = read(log_in("anonymous"), "", "matrix", "IE-1125")
    document = make.shipped("IE-1125")
    rows = [dict(zip(table.titles, row, strict=True)) for row in table.rows]
    found = {(row["Code"], row["Code of what it is about"]): row for row in rows}
    names = {"none": "none", "possible": "possible and indirect"}
    compared = 0
    for area in document.focus_areas:
        for about, judgement in area.contribution.items():
            row = found[area.id, about]
            for level, share in judgement.levels.items():
                assert float(str(row[names.get(level, level)])) == pytest.approx(share)
                compared += 1
    assert compared > 20
    spread = [row for row in rows if row["Criterion"] == "Cost" and row["Code"] == "1"]
    assert len(spread) == 1
    total = sum(float(str(spread[0][level])) for level in ("low", "medium", "high"))
    assert total == pytest.approx(1)


def test_the_figures_of_the_ranking_are_numbers_with_what_they_rest_on(
    report: Programme, log_in: LogIn
) -> None:
    client = log_in("anonymous")
    page = client.get("/programmes/IE-1125/ranking/").context
    figures, about = book(client, "ranking/", "figures", "IE-1125").worksheets
    first = {cell.value: row.value for cell, row in zip(figures[1], figures[2], strict=True)}
    best = page["figures"][0]
    assert first["Name"] == best.name
    assert first["First"] == pytest.approx(best.ranked.rank_acceptability[0])
    assert figures["E2"].number_format == "0.0 %"
    said = [str(row[1].value) for row in about.iter_rows()]
    assert any("Seed: 1." in text for text in said)
    assert any("With 95 % certainty" in text for text in said)
    assert any("IE-1125" in text for text in said)
    pairs = read(client, "ranking/", "pairs", "IE-1125")
    for row, shares in zip(page["figures"], pairs.rows, strict=True):
        assert [None if s is None else float(str(s)) for s in shares[1:]] == [
            None if share is None else pytest.approx(share) for share in row.pairs
        ]


def test_a_ranking_longer_than_its_page_is_whole_in_the_file(world: World, log_in: LogIn) -> None:
    make.programme(make.full_document("P-FULL", 60))
    client = log_in("anonymous")
    page = client.get("/programmes/P-FULL/ranking/?level=measure&samples=1000")
    assert len(page.context["figures"]) == 50
    assert "file=pairs" not in page.content.decode()
    path = "ranking/?level=measure&samples=1000"
    assert len(read(client, path, "figures").rows) == 60
    assert client.get(address(path, "pairs.csv")).status_code == 404


def test_findings_are_narrowed_down_like_their_page(report: Programme, log_in: LogIn) -> None:
    client = log_in("authority")
    every = read(client, "findings/", "findings", "IE-1125")
    gaps = read(client, "findings/?severity=gap", "findings", "IE-1125")
    page = client.get("/programmes/IE-1125/findings/").context
    assert len(every.rows) == page["total"]
    assert 0 < len(gaps.rows) < len(every.rows)
    assert {row[0] for row in gaps.rows} == {"Gap"}


def test_coverage_says_what_the_page_says(report: Programme, log_in: LogIn) -> None:
    client = log_in("anonymous")
    for section in client.get("/programmes/IE-1125/coverage/").context["sections"]:
        table = read(client, "coverage/", section.key, "IE-1125")
        assert [row[0] for row in table.rows] == [line.title for line in section.lines]
        assert [row[1] or "" for row in table.rows] == [line.gap for line in section.lines]
        assert len(table.titles) == len(section.columns) + 2


@pytest.mark.parametrize("path", PAGES)
def test_files_cost_no_more_queries_than_their_page(world: World, log_in: LogIn, path: str) -> None:
    client = log_in("authority")
    costs: dict[int, list[int]] = {}
    for measures in (2, 40):
        make.programme(make.full_document(f"P-{measures}", measures))
        page = f"/programmes/P-{measures}/{path}"
        files = [address(path, f"{key}.csv", f"P-{measures}") for key in sorted(PAGES[path])]
        costs[measures] = []
        for each in (page, *files):
            if measures == 40 and "pairs" in each:
                continue
            client.get(each)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(each).status_code == 200, each
            costs[measures].append(len(captured))
    assert costs[2][: len(costs[40])] == costs[40]
    assert max(costs[2]) == costs[2][0]
