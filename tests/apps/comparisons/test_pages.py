"""The pages: who sees them, what they say, what they cost."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samvern.apps.comparisons import operations, queries
from samvern.apps.comparisons.models import Comparison, LineageLink
from samvern.apps.programmes import operations as programmes
from samvern.apps.programmes.models import Programme, Sharing
from samvern.base import registry
from samvern.base.viewer import SYSTEM
from samvern.formats import lineage_file
from tests.factories import programmes as make
from tests.worlds import CAST, World

LogIn = Callable[[str], Client]
PAGE = "/programmes/B/compared-with/A/"
PAGES = (
    "/programmes/B/compared-with/",
    PAGE,
    f"{PAGE}comparison.json",
    f"{PAGE}lineage.json",
    f"{PAGE}?file=measures.csv",
    f"{PAGE}?file=owners.xlsx",
)
API = "/api/v1/programmes/B/compared-with/A"
ANSWER = f"{PAGE}answer/"
CONFIRM = {"answer": "confirm", "version": 1}
SHARED = set(CAST) - {"stranger", "anonymous"}
#: Queries of the page for somebody logged in, session and grants included.
CEILING = 16


@pytest.mark.parametrize("member", CAST)
@pytest.mark.parametrize("sharing", Sharing.values)
@pytest.mark.parametrize("hidden", ["A", "B"])
def test_who_sees_both_programmes_sees_the_comparison(
    comparison: Comparison, log_in: LogIn, member: str, sharing: str, hidden: str
) -> None:
    programmes.share_programme(by=SYSTEM, code=hidden, sharing=sharing, at=make.AT)
    sees = {"public": set(CAST), "sector": SHARED, "authority": {"authority"}}[sharing]
    expected = 200 if member in sees else 404
    client = log_in(member)
    pages = PAGES if hidden == "B" else PAGES[1:]
    answers = {page: client.get(page).status_code for page in (*pages, API)}
    assert answers == dict.fromkeys((*pages, API), expected)
    by_id = client.get(f"/comparisons/by-id/{comparison.pk}/").status_code
    assert by_id == (302 if member in sees else 404)
    listed = client.get("/programmes/B/compared-with/").content.decode()
    assert hidden == "B" or ("compared-with/A/" in listed) == (member in sees)


@pytest.mark.parametrize("member", CAST)
def test_only_who_governs_sees_the_way_to_answer_and_may(
    comparison: Comparison, log_in: LogIn, member: str
) -> None:
    client, row = log_in(member), LineageLink.objects.order_by("pk").first()
    assert row is not None
    shown = client.get(PAGE).content.decode()
    for words in ("Answer what waits", "Answer 1.1 → 1.1", "Save what became of it"):
        assert (words in shown) == (member == "authority")
    answers = {
        client.get(f"{ANSWER}?earlier=1.1&later=1.1").status_code,
        client.post(f"{ANSWER}?earlier=1.1&later=1.1", {**CONFIRM, "why": "So"}).status_code,
        client.post(f"{ANSWER}?earlier=1.3", {"earlier": "1.3"}).status_code,
        client.post(f"{PAGE}links/", {"later": "1.3", "why": "x"}).status_code,
        client.post(f"{PAGE}propose/").status_code,
    }
    allowed = {"authority": {200, 302}, "anonymous": {302}}.get(member, {403})
    assert answers == allowed
    row.refresh_from_db()
    assert (row.status, row.why) == (
        ("confirmed", "So") if member == "authority" else ("proposed", "")
    )


def test_one_answer_leads_to_the_next_until_nothing_waits(
    comparison: Comparison, log_in: LogIn
) -> None:
    client = log_in("authority")
    first = client.get(ANSWER).content.decode()
    assert "Does 1.1 live on in 1.1?" in first
    assert "Both speak of" in first
    sent = [CONFIRM, {**CONFIRM, "answer": "reject", "why": "Another school"}]
    addresses = [f"{ANSWER}?earlier=1.1&later=1.1"]
    for answer in sent:
        addresses.append(client.post(addresses[-1], answer).headers["Location"])
    assert addresses[1].endswith("?earlier=1.2&later=1.2")
    # Of a rejected pair nobody has said yet what became of the one, and where the other is from.
    waits = ["earlier=1.2", "earlier=1.3", "later=1.2", "later=1.3"]
    for alone in waits:
        side, _is, code = alone.partition("=")
        client.post(f"{ANSWER}?{alone}", {side: code})
    ended = client.get(ANSWER, follow=True)
    assert "Nothing waits for an answer any more." in ended.content.decode()
    found = queries.comparison_page(SYSTEM, "B", "A").found
    assert all(group.is_settled for group in found.groups)
    assert {link.why for link in found.links} == {"", "Another school"}


def test_a_kin_is_chosen_with_a_reason(comparison: Comparison, log_in: LogIn) -> None:
    client, address = log_in("authority"), f"{ANSWER}?earlier=1.3"
    assert "What became of 1.3?" in client.get(address).content.decode()
    without = client.post(address, {"earlier": "1.3", "later": "1.3"})
    assert without.status_code == 422
    assert "Say why the one lives on in the other." in without.content.decode()
    client.post(address, {"earlier": "1.3", "later": "1.3", "why": "Read both"})
    assert LineageLink.objects.get(earlier__code="1.3").why == "Read both"
    # Somebody who still has the page open is told what has been said meanwhile.
    assert client.post(address, {"earlier": "1.3"}).status_code == 409


def test_an_answer_about_what_somebody_else_answered_is_refused_and_shown(
    comparison: Comparison, log_in: LogIn
) -> None:
    client, address = log_in("authority"), f"{ANSWER}?earlier=1.1&later=1.1"
    client.post(address, CONFIRM)
    late = client.post(address, {**CONFIRM, "answer": "reject"})
    assert late.status_code == 422
    shown = late.content.decode()
    assert "Take the answer back" in shown
    assert "Confirmed" in shown
    client.post(address, {"answer": "take_back", "version": 2})
    assert LineageLink.objects.get(earlier__code="1.1").status == "proposed"


@pytest.mark.parametrize(
    ("query", "sent", "status"),
    [
        ("?earlier=9.9&later=1.1", None, 404),
        ("?earlier=9.9", None, 404),
        ("?earlier=1.1", None, 409),
        ("?earlier=1.1&later=1.3", None, 404),
        ("?earlier=1.1&later=1.1", {"answer": "perhaps", "version": 1}, 422),
        ("?earlier=1.1&later=1.1", {"answer": "confirm"}, 422),
        ("?earlier=1.1&later=1.1", {"answer": "confirm", "version": "x"}, 422),
        ("?earlier=1.1&later=1.1", {"answer": "confirm", "version": 1, "why": "x" * 2001}, 422),
        ("?earlier=1.1&later=1.1", {"answer": "confirm", "version": 1, "why": "a\0b"}, 422),
        ("?earlier=1.3", {}, 422),
        ("?earlier=1.3", {"earlier": "1.3", "later": "9.9"}, 422),
    ],
)
def test_wrong_input_is_told_and_changes_nothing(
    comparison: Comparison, log_in: LogIn, query: str, sent: dict[str, str] | None, status: int
) -> None:
    client = log_in("authority")
    address = f"{ANSWER}{query}"
    answer = client.get(address) if sent is None else client.post(address, sent)
    assert answer.status_code == status
    assert set(LineageLink.objects.values_list("status", flat=True)) == {"proposed"}


def test_keys_can_be_turned_off(comparison: Comparison, log_in: LogIn) -> None:
    client = log_in("authority")
    assert 'data-sv-shortcut="1"' in client.get(ANSWER).content.decode()
    without = f"{ANSWER}?earlier=1.1&later=1.1&keys=off"
    assert "data-sv-shortcut" not in client.get(without).content.decode()
    assert client.post(without, CONFIRM).headers["Location"].endswith("keys=off")


def test_the_list_is_narrowed_and_comes_in_pages(world: World, log_in: LogIn) -> None:
    for code in ("E", "L"):
        titles = (f"{code} {n} {'abcdefghij'[n % 10] * 9}" for n in range(40))
        measures = (
            make.measure(f"1.{n}", title=make.text(title)) for n, title in enumerate(titles, 1)
        )
        make.programme(make.document(code, measures=tuple(measures)))
    saved = Comparison.objects.create(
        earlier=Programme.objects.get(code="E"),
        later=Programme.objects.get(code="L"),
        proposed_at=make.AT,
    )
    assert saved.links.count() == 0
    client, page = log_in("anonymous"), "/programmes/L/compared-with/E/"
    first = client.get(page).content.decode()
    assert "1–25 of 80" in first
    assert "Dropped: 0 settled, 40 not confirmed" in first
    assert 'id="new"' not in first
    narrowed = client.get(f"{page}?kind=new&page=2").content.decode()
    assert "26–40 of 40" in narrowed
    assert 'id="dropped"' not in narrowed
    assert "?kind=new&amp;page=1" in narrowed
    fragment = client.get(f"{page}?kind=new", headers={"HX-Request": "true"}).content.decode()
    assert "<h1" not in fragment
    assert 'id="new"' in fragment


def test_the_first_screen_says_which_owners_gained_and_lost(
    comparison: Comparison, world: World, log_in: LogIn
) -> None:
    for code, owners in (("E", ("One", "One", "Two")), ("L", ("One", "Two", "Two"))):
        measures = (make.measure(f"1.{n}", owners=(owner,)) for n, owner in enumerate(owners, 1))
        make.programme(make.document(code, measures=tuple(measures)))
    shown = log_in("anonymous").get("/programmes/L/compared-with/E/").content.decode()
    assert "Owners with more measures than before: 1, most of all Two (1 → 2)." in shown
    assert "With fewer: 1, most of all One (2 → 1)." in shown


def test_a_proposal_is_never_told_as_a_fact(comparison: Comparison, log_in: LogIn) -> None:
    client = log_in("authority")
    shown = client.get(PAGE).content.decode()
    assert "Nothing confirmed yet. Proposals that wait for a person: 2." in shown
    assert "Carried on: 0 settled, 2 not confirmed" in shown
    client.post(f"{ANSWER}?earlier=1.1&later=1.1", CONFIRM)
    shown = client.get(PAGE).content.decode()
    assert "Settled: carried on: 1. Proposals that wait for a person: 1." in shown


def test_who_said_it_and_why_is_for_fewer(comparison: Comparison, log_in: LogIn) -> None:
    operations.add_link(
        by=SYSTEM,
        comparison_id=comparison.pk,
        earlier="1.3",
        later="",
        why="Never begun",
        at=make.AT,
    )
    seen_by = {
        member: "Never begun" in log_in(member).get(PAGE).content.decode() for member in CAST
    }
    assert {member for member, seen in seen_by.items() if seen} == {
        "authority",
        "owner",
        "supervisor",
    }


def test_without_a_comparison_the_page_says_so(world: World, log_in: LogIn) -> None:
    for code in ("A", "B"):
        make.programme(make.document(code))
    client = log_in("authority")
    shown = client.get(PAGE).content.decode()
    assert "have not been compared yet" in shown
    assert "Propose links" in shown
    assert client.post(f"{PAGE}links/", {"earlier": "1.1", "why": "x"}).status_code == 404
    assert client.post(f"{PAGE}propose/", follow=True).status_code == 200
    assert Comparison.objects.count() == 1
    assert client.get("/programmes/B/compared-with/B/").status_code == 422


def test_a_form_that_says_nothing_is_shown_again(comparison: Comparison, log_in: LogIn) -> None:
    client = log_in("authority")
    pair = {"earlier": "1.3", "later": "1.3"}
    assert client.post(f"{PAGE}links/", pair).status_code == 422
    nothing = client.post(f"{PAGE}links/", {"why": "x"})
    assert nothing.status_code == 422
    assert "Choose an earlier measure, a later one, or both." in nothing.content.decode()
    refused = client.post(f"{PAGE}links/", {"earlier": "1.1", "later": "1.1", "why": "x"})
    assert refused.status_code == 302
    assert client.post(f"{PAGE}links/", {"earlier": "1.1", "why": "x"}).status_code == 422


def test_files_can_be_read_back(comparison: Comparison, log_in: LogIn) -> None:
    operations.add_link(
        by=SYSTEM, comparison_id=comparison.pk, earlier="", later="1.3", why="Is new", at=make.AT
    )
    content = log_in("authority").get(f"{PAGE}lineage.json").content
    lineage = lineage_file.read(BytesIO(content), name="lineage.json")
    assert [(link.earlier, link.later, link.why) for link in lineage.links] == [
        ("", "1.3", "Is new")
    ]
    assert log_in("authority").get(f"{PAGE}other.json").status_code == 404


@pytest.mark.parametrize("member", CAST)
def test_the_first_page_tells_the_authority_what_waits(
    comparison: Comparison, world: World, member: str
) -> None:
    tasks = registry.tasks_for(world.viewer(member), make.AT.date())
    assert [task.figure for task in tasks if PAGE in task.url] == (
        ["2"] if member == "authority" else []
    )


def test_queries_do_not_grow_with_measures(world: World, log_in: LogIn) -> None:
    counts = []
    for size in (2, 200):
        codes = f"E{size}", f"L{size}"
        for code in codes:
            make.programme(make.full_document(code, size))
        operations.propose(by=SYSTEM, later=codes[1], earlier=codes[0], at=make.AT)
        client = log_in("authority")
        address = f"/programmes/{codes[1]}/compared-with/{codes[0]}/"
        for page in (address, f"{address}answer/"):
            client.get(page)
            with CaptureQueriesContext(connection) as caught:
                assert client.get(page).status_code == 200
            counts.append(len(caught))
    assert counts[:2] == counts[2:]
    assert max(counts) <= CEILING


def test_a_confirmed_link_beside_an_open_proposal_is_not_called_nothing(
    world: World, log_in: LogIn
) -> None:
    for code in ("TILTAKSOVERSIKT-0.7", "IE-1125"):
        make.programme(make.shipped(code))
    stored = operations.propose(
        by=SYSTEM, later="IE-1125", earlier="TILTAKSOVERSIKT-0.7", at=make.AT
    )
    row = LineageLink.objects.get(comparison=stored, earlier__code="2.3")
    operations.answer_link(
        by=SYSTEM, comparison_id=stored.pk, link_id=row.pk, version=1, holds=True, at=make.AT
    )
    address = "/programmes/IE-1125/compared-with/TILTAKSOVERSIKT-0.7/"
    shown = log_in("anonymous").get(address).content.decode()
    assert "Links settled: 1, each beside a proposal." in shown
    assert "Nothing confirmed yet" not in shown
