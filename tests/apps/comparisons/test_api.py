"""Comparisons for programs: everything that changes something, tried by the cast."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse

from samvern.apps.comparisons.models import Comparison, LineageLink
from samvern.base.models import AuditEntry
from tests.factories import programmes as make
from tests.worlds import CAST, World

Ask = Callable[..., HttpResponse]
API = "/programmes/B/compared-with/A"
#: Without a token; a log-in without one needs the CSRF token too, which a stranger here has not.
REFUSED = {"authority": 200, "anonymous": 401}


def link(answer: HttpResponse, earlier: str, later: str) -> dict[str, Any]:
    (found,) = (
        each
        for each in answer.json()["links"]
        if (each["earlier"], each["later"]) == (earlier, later)
    )
    return found


@pytest.mark.parametrize("member", CAST)
def test_everything_is_done_by_who_governs_the_later_programme_and_nobody_else(
    comparison: Comparison, ask: Ask, member: str
) -> None:
    before = list(LineageLink.objects.values("pk", "status", "version"))
    first = link(ask("authority", "get", API), "1.1", "1.1")
    answer = f"{API}/links/{first['id']}"
    said = {"version": first["version"], "why": "Read both"}
    statuses = [
        ask(member, "post", answer, {**said, "answer": "confirm"}).status_code,
        ask(member, "post", answer, {"version": 2, "answer": "take_back"}).status_code,
        ask(member, "post", answer, {"version": 3, "answer": "reject"}).status_code,
        ask(member, "post", f"{API}/links", {"earlier": "1.3"}).status_code,
        ask(member, "post", f"{API}/proposals").status_code,
    ]
    assert statuses == [REFUSED.get(member, 403)] * 5
    if member != "authority":
        assert list(LineageLink.objects.values("pk", "status", "version")) == before
        return
    assert list(
        AuditEntry.objects.filter(by_name="Authority", subject_type="comparisons.comparison")
        .order_by("pk")
        .values_list("action", flat=True)
    ) == [
        "lineage_link.confirmed",
        "lineage_link.taken_back",
        "lineage_link.rejected",
        "lineage_link.added",
        "comparison.proposed",
    ]
    told = ask(member, "get", API).json()
    assert {(each["earlier"], each["later"]) for each in told["links"]} == {
        ("1.1", "1.1"),
        ("1.2", "1.2"),
        ("1.3", ""),
    }


def test_two_programmes_are_compared_for_the_first_time(world: World, ask: Ask) -> None:
    for code in ("A", "B"):
        make.programme(make.document(code))
    assert ask("authority", "get", API).json()["is_stored"] is False
    assert ask("authority", "post", f"{API}/links", {"earlier": "1.1"}).status_code == 404
    proposed = ask("authority", "post", f"{API}/proposals").json()
    assert proposed["is_stored"]
    assert proposed["comparison"]["later"]["id"] == "B"


@pytest.mark.parametrize(
    ("path", "body", "status", "code"),
    [
        ("/links", {"earlier": "1.3", "later": "1.3"}, 422, "lineage_link.why_missing"),
        ("/links", {"why": "x"}, 422, "lineage.no_measure"),
        ("/links", {"earlier": "9.9"}, 404, "measure.unknown"),
        ("/links", {"earlier": "1.3", "by": "me"}, 422, "request.invalid"),
        ("/links", {"earlier": "1.3", "why": "x" * 2001}, 422, "request.invalid"),
        ("/links/999999", {"answer": "confirm", "version": 1}, 404, "lineage_link.unknown"),
        ("/links/{first}", {"answer": "perhaps", "version": 1}, 422, "request.invalid"),
        ("/links/{first}", {"answer": "reject", "version": 7}, 409, "comparison.changed_meanwhile"),
        ("/links/{first}", {"answer": "take_back", "version": 1}, 409, "lineage_link.not_answered"),
    ],
)
def test_what_cannot_be_said_is_refused(
    comparison: Comparison, ask: Ask, path: str, body: dict[str, Any], status: int, code: str
) -> None:
    first = link(ask("authority", "get", API), "1.1", "1.1")["id"]
    answer = ask("authority", "post", f"{API}{path.format(first=first)}", body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert set(LineageLink.objects.values_list("status", flat=True)) == {"proposed"}
