"""``samvern deadline``: what a newcomer types, right and wrong, and what comes back."""

from __future__ import annotations

import json
from pathlib import Path

from samvern.formats import deadline_file


def test_show_says_when_what_is_due_and_how_long_is_left(samvern) -> None:
    outcome = samvern(
        *("deadline", "show", "nis2-art23", "--start", "2026-03-28T23:30"),
        *("--submitted", "early-warning=2026-03-29T20:00", "--at", "2026-03-31T12:00"),
    )
    assert (outcome.code, outcome.err) == (0, "")
    lines = outcome.out.splitlines()
    assert lines[:3] == [
        "NIS2 Article 23, notices of significant incidents",
        "Nothing is overdue.",
        "Started 28 March 2026 at\N{NO-BREAK SPACE}23:30.",
    ]
    assert "   Submitted in time, 29 March 2026 at\N{NO-BREAK SPACE}20:00." in lines
    assert "   Due 1 April 2026 at\N{NO-BREAK SPACE}00:30: 12 hours and 30 minutes left." in lines
    assert "   No clock yet: 1 month from when “Incident notification” is submitted." in lines


def test_show_ends_with_one_when_something_is_overdue(samvern) -> None:
    asked = ("deadline", "show", "gdpr-art33", "--start", "2026-11-20T10:00")
    outcome = samvern(*asked, "--at", "2026-11-24T10:00")
    assert outcome.code == 1
    assert "1 step is overdue." in outcome.out
    assert "overdue by 1 day" in outcome.out
    late = samvern(*asked, "--at", "2026-12-01", "--submitted", "notice=2026-11-25T10:00")
    assert late.code == 0
    assert "2 days too late." in late.out


def test_show_as_json(samvern) -> None:
    asked = ("deadline", "show", "gdpr-art33", "--start", "2026-10-24T02:30", "--json")
    told = json.loads(samvern(*asked, "--at", "2026-10-26T00:00").out)
    (step,) = told["steps"]
    assert (told["plan"], told["at"]) == ("gdpr-art33", "2026-10-26T00:00:00+01:00")
    assert (step["due_at"], step["left_seconds"]) == ("2026-10-27T01:30:00+01:00", 25 * 3600 + 1800)
    assert step["reminders"][0]["at"] == "2026-10-26T01:30:00+01:00"


def test_a_file_of_ones_own(samvern, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(
        'deadlines: {id: mine, version: "1", title: {nb: Min}}\n'
        "steps: [{id: a, title: {nb: A}, on: 2026-12-31}]\n"
    )
    outcome = samvern("deadline", "show", path, "--start", "2026-01-01", "--at", "2026-12-30T23:59")
    assert "Due 31 December 2026 at\N{NO-BREAK SPACE}23:59: 1 day left." in outcome.out.replace(
        " and 59 minutes", ""
    )


def test_what_cannot_be_read_is_told(samvern) -> None:
    def said(*arguments: str) -> str:
        outcome = samvern("deadline", "show", *arguments)
        assert outcome.code == 2
        return outcome.err

    assert "the clock goes forward" in said("gdpr-art33", "--start", "2026-03-29T02:30")
    assert "+02:00 for the first time" in said("gdpr-art33", "--start", "2026-10-25T02:30")
    assert "nis2-art23" in said("nonsense", "--start", "2026-01-01")
    both = said(
        "gdpr-art33", "--start", "2026-01-01", "--submitted", "x", "--submitted", "notice=y"
    )
    assert "does not say what was submitted when" in both
    assert "“y” is not a moment" in both
    unknown = said("gdpr-art33", "--start", "2026-01-01", "--submitted", "z=2026-01-02")
    assert "no step “z”" in unknown


def test_schema_is_the_published_one(samvern) -> None:
    assert samvern("deadline", "schema").out == deadline_file.schema_text()
