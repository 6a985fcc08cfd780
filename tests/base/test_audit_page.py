"""The audit trail as a page and a file: who sees which entries, and in which words."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection, models, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from samvern.base import audit, registry
from samvern.base.audit import verify_chain
from tests.factories import actors
from tests.worlds import World

Sit = Callable[[str], Client]
#: Queries of the page however many entries it shows: session, user, roles, count, entries.
CEILING = 6


def _note(
    world: World,
    action: str,
    subject: models.Model,
    path: str = "/",
    by: str = "authority",
    changes: Mapping[str, Any] | None = None,
    at: datetime = datetime(2026, 3, 1, 12, tzinfo=UTC),
) -> None:
    with transaction.atomic():
        audit.record(world.viewer(by), action, subject, at=at, path=path, changes=changes)


def _page(client: Client, query: str = "") -> str:
    client.cookies["samvern_language"] = "en"
    answer = client.get(f"/audit/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("member", ["owner", "colleague", "stranger"])
@pytest.mark.parametrize("path", ["/audit/", "/audit/export.csv"])
def test_those_without_the_permission_are_refused(browser_of: Sit, member: str, path: str) -> None:
    assert browser_of(member).get(path).status_code == 403


@pytest.mark.parametrize("path", ["/audit/", "/audit/export.csv"])
def test_strangers_must_log_in_first(client: Client, path: str) -> None:
    assert client.get(path).status_code == 302


def test_an_officer_sees_entries_of_the_own_place_only(browser_of: Sit, world: World) -> None:
    _note(world, "actor.edited", world.department, world.department.path)
    _note(world, "actor.edited", world.other_hospital, world.other_hospital.path)
    page = _page(browser_of("officer"))
    assert world.department.name in page
    assert world.other_hospital.name not in page
    assert world.department.name not in _page(browser_of("officer_elsewhere"))
    everything = _page(browser_of("supervisor"))
    assert world.department.name in everything
    assert world.other_hospital.name in everything


def test_changes_are_told_in_words_before_and_after(browser_of: Sit, world: World) -> None:
    changes = {
        "kind": ["gp_office", "dentist"],
        "valid_to": [None, "2026-02-01"],
        "version": [1, 2],
    }
    _note(world, "actor.edited", world.hospital, changes=changes)
    page = _page(browser_of("authority"))
    assert "Kind: <del>GP office</del>" in page
    assert "<ins>Dentist</ins>" in page
    assert "2026-02-01" not in page
    assert "<del>1</del>" in page


def test_a_change_named_like_a_way_back_from_another_table_is_shown(
    browser_of: Sit, world: World
) -> None:
    _note(world, "actor.edited", world.department, world.department.path, changes={"children": 3})
    assert "Children" in _page(browser_of("authority"))


def test_a_value_that_was_taken_away_is_said_to_be(browser_of: Sit, world: World) -> None:
    _note(world, "actor.edited", world.hospital, changes={"org_number": ["974631997", None]})
    assert "emptied" in _page(browser_of("authority"))


def test_what_people_typed_is_shown_as_text(browser_of: Sit, world: World) -> None:
    subject = actors.actor("<script>alert(1)</script>")
    _note(world, "actor.edited", subject, changes={"name": ["<i>", "<b>"]})
    page = _page(browser_of("authority"))
    assert "<script>alert" not in page
    assert "<del>&lt;i&gt;</del>" in page


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("?what=actor.edited", {"A"}),
        ("?q=nattlys", {"B"}),
        ("?by=officer", {"B"}),
        ("?since=2026-03-01&until=2026-03-01", {"B"}),
        ("?since=not-a-date&what=&q=", {"A", "B"}),
        ("?q=%00", {"A", "B"}),
        ("?page=99", {"A", "B"}),
        ("?q=nothing-like-it", set()),
    ],
)
def test_filters_narrow_the_trail_down(
    browser_of: Sit, world: World, query: str, shown: set[str]
) -> None:
    edited, ended = actors.actor("Alfa place"), actors.actor("Nattlys place")
    _note(world, "actor.edited", edited, at=datetime(2026, 1, 5, tzinfo=UTC))
    _note(world, "actor.ended", ended, by="officer")
    page = _page(browser_of("authority"), query)
    assert {"A" if "Alfa" in page else "", "B" if "Nattlys" in page else ""} - {""} == shown
    if not shown:
        assert "No entry fits these filters" in page


def test_pages_keep_the_filters(browser_of: Sit, world: World) -> None:
    for number in range(60):
        _note(world, "actor.edited", world.hospital, changes={"version": number})
    page = _page(browser_of("authority"), "?what=actor.edited")
    assert "?what=actor.edited&amp;page=2" in page


def test_the_number_of_queries_does_not_grow_with_the_entries(
    browser_of: Sit, world: World
) -> None:
    counts = []
    client = browser_of("authority")
    for _round in range(2):
        for _number in range(20 if counts else 2):
            _note(world, "actor.edited", world.hospital, changes={"name": ["a", "b"]})
        with CaptureQueriesContext(
            connection,
        ) as captured:
            _page(client)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= CEILING


def test_entries_lead_to_their_subject_where_it_has_a_page(
    browser_of: Sit, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(registry._links, "actors.actor", (lambda key: f"/there/{key}/", None))
    _note(world, "actor.edited", world.hospital)
    assert f'<a href="/there/{world.hospital.pk}/">' in _page(browser_of("authority"))


def test_the_file_holds_the_same_part_of_the_trail(browser_of: Sit, world: World) -> None:
    _note(world, "actor.edited", world.department, world.department.path)
    _note(world, "actor.edited", actors.actor("=HYPERLINK(1)"), world.hospital.path)
    _note(world, "actor.edited", world.other_hospital, world.other_hospital.path)
    answer = browser_of("officer").get("/audit/export.csv?what=actor.edited")
    text = answer.getvalue().decode("utf-8-sig")
    heading, *rows = csv.reader(io.StringIO(text))
    assert len(heading) == 10
    assert [row[6] for row in rows] == ["'=HYPERLINK(1)", world.department.name]
    assert all(len(row[9]) == 64 for row in rows)


def test_reading_the_trail_leaves_it_whole(browser_of: Sit, world: World) -> None:
    _note(world, "actor.edited", world.hospital)
    _page(browser_of("authority"))
    assert verify_chain().broken_at is None


def test_the_trail_is_to_be_had_as_a_workbook_of_what_the_page_shows(
    browser_of: Sit, world: World
) -> None:
    _note(world, "actor.edited", world.department, world.department.path)
    _note(world, "actor.edited", world.other_hospital, world.other_hospital.path)
    client = browser_of("officer")
    client.cookies["samvern_language"] = "en"
    content = client.get("/audit/?what=actor.edited&file=audit.xlsx").getvalue()
    page, about = load_workbook(io.BytesIO(content)).worksheets
    assert [row[6].value for row in page.iter_rows(min_row=2)] == [world.department.name]
    assert page["A2"].is_date
    assert about["B1"].value == "Audit trail"
    assert browser_of("owner").get("/audit/?file=audit.csv").status_code == 403


def test_a_file_of_the_trail_costs_the_same_for_two_entries_and_for_many(
    browser_of: Sit, world: World
) -> None:
    counts = []
    client = browser_of("authority")
    for _round in range(2):
        for _number in range(20 if counts else 2):
            _note(world, "actor.edited", world.hospital, changes={"name": ["a", "b"]})
        with CaptureQueriesContext(connection) as captured:
            client.get("/audit/export.csv")
        counts.append(len(captured))
    assert counts[0] == counts[1] <= CEILING


def test_fields_that_were_written_are_named_and_never_taken_for_before_and_after(
    browser_of: Sit, world: World
) -> None:
    changes = {"fields": ["name", "file"], "origin": "carried"}
    _note(world, "actor.edited", world.department, world.department.path, changes=changes)
    page = _page(browser_of("authority"))
    assert "What was written: <ins>Name, file</ins>" in page
    assert "How it came to be: <ins>carried over from an earlier assessment</ins>" in page
