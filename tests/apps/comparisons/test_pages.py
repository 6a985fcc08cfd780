"""The pages and the API: who sees them, what they say, what they cost."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samvern.apps.comparisons import operations, queries
from samvern.apps.comparisons.models import Comparison, LineageLink
from samvern.apps.programmes import operations as programmes
from samvern.apps.programmes.models import Sharing
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
def test_only_who_governs_sees_buttons_and_may_press_them(
    comparison: Comparison, log_in: LogIn, member: str
) -> None:
    client, row = log_in(member), LineageLink.objects.order_by("pk").first()
    assert row is not None
    shown = client.get(PAGE).content.decode()
    assert ("Confirm 1.1 → 1.1" in shown) == (member == "authority")
    assert ("Save what became of it" in shown) == (member == "authority")
    sent = {"answer": "confirm", "version": row.version}
    answers = {
        client.post(f"{PAGE}links/{row.pk}/", sent).status_code,
        client.post(f"{PAGE}links/", {"earlier": "1.3", "why": "x"}).status_code,
        client.post(f"{PAGE}propose/").status_code,
    }
    allowed = {"authority": {302}, "anonymous": {302}}.get(member, {403})
    assert answers == allowed
    row.refresh_from_db()
    assert row.status == ("confirmed" if member == "authority" else "proposed")


def test_a_proposal_is_never_told_as_a_fact(comparison: Comparison, log_in: LogIn) -> None:
    client = log_in("authority")
    shown = client.get(PAGE).content.decode()
    assert "Nothing confirmed yet. Proposals that wait for a person: 2." in shown
    assert "Carried on: 0 settled, 2 not confirmed" in shown
    row = LineageLink.objects.get(earlier__code="1.1", comparison=comparison)
    client.post(f"{PAGE}links/{row.pk}/", {"answer": "confirm", "version": row.version})
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
    answer = client.post(f"{PAGE}links/", {"earlier": "1.3", "why": ""})
    assert answer.status_code == 422
    assert client.post(f"{PAGE}links/1/", {"answer": "perhaps"}).status_code == 422


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


def test_the_api_answers_links(comparison: Comparison, log_in: LogIn) -> None:
    client = log_in("authority")
    told = client.get(API).json()
    assert told["is_stored"]
    link = told["links"][0]
    viewer_before = queries.waiting_for(SYSTEM)
    operations.answer_link(
        by=SYSTEM,
        comparison_id=comparison.pk,
        link_id=link["id"],
        version=link["version"],
        holds=True,
        at=make.AT,
    )
    assert [waiting.count for waiting in viewer_before] == [2]
    assert [waiting.count for waiting in queries.waiting_for(SYSTEM)] == [1]
    stale = client.post(
        f"{API}/links/{link['id']}",
        json.dumps({"answer": "reject", "version": link["version"]}),
        content_type="application/json",
    )
    assert stale.status_code in (403, 409)


@pytest.mark.parametrize("member", CAST)
def test_the_first_page_tells_the_authority_what_waits(
    comparison: Comparison, world: World, member: str
) -> None:
    cards = [card for card in registry.cards_for(world.viewer(member)) if PAGE in card.url]
    assert [card.figure for card in cards] == (["2"] if member == "authority" else [])


def test_queries_do_not_grow_with_measures(world: World, log_in: LogIn) -> None:
    counts = []
    for size in (2, 200):
        codes = f"E{size}", f"L{size}"
        for code in codes:
            make.programme(make.full_document(code, size))
        operations.propose(by=SYSTEM, later=codes[1], earlier=codes[0], at=make.AT)
        client = log_in("authority")
        address = f"/programmes/{codes[1]}/compared-with/{codes[0]}/"
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert client.get(address).status_code == 200
        counts.append(len(caught))
    assert counts[0] == counts[1]
    assert counts[1] <= CEILING


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
