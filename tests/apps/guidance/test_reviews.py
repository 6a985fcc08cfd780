"""Owners look through their guidance: who may, what it changes, who is told that it waits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samvern.apps.actors.models import Succession, SuccessionKind
from samvern.apps.guidance import catalogue, operations, queries
from samvern.apps.guidance.models import Review
from samvern.apps.guidance.pages import ROWS_SHOWN
from samvern.base import registry
from samvern.base.models import AuditEntry
from samvern.base.permissions import Role
from samvern.base.viewer import ANONYMOUS, SYSTEM
from samvern.engine.errors import InvalidInput, NotAllowed, NotFound, NotReady
from samvern.engine.guidance import Life, LinkState, Standing
from tests.factories import actors
from tests.worlds import CAST, World

LogIn = Callable[[str], Client]
AT = datetime(2026, 11, 27, 12, tzinfo=UTC)
TODAY = AT.date()
#: An entry of KS, where the officer and the colleague of the cast also work in these tests.
ENTRY = "ks-kompetansepakke"
PAGE = f"/guidance/entries/{ENTRY}/"
#: Those who answer for KS in these tests.
RESPONSIBLE = {"authority", "officer", "owner"}


@pytest.fixture
def ks(world: World) -> World:
    """The cast, with some of it at an owner of guidance."""
    place = actors.actor("KS", also_known_as=["Kommunesektorens organisasjon"])
    roles = {
        "officer": Role.SECURITY_OFFICER,
        "owner": Role.MEASURE_OWNER,
        "colleague": Role.CONTRIBUTOR,
    }
    for member, role in roles.items():
        actors.grant(world.people[member], role, place)
    return world


def record(world: World, member: str, entry: str = ENTRY, **said: object) -> Review:
    values: dict[str, object] = {"reviewed_on": TODAY, "at": AT} | said
    return operations.record_review(by=world.viewer(member), entry=entry, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize("member", CAST)
def test_who_answers_for_the_owner_reviews_and_nobody_else(ks: World, member: str) -> None:
    if member in RESPONSIBLE:
        record(ks, member, note="  Read.  ")
        (review,) = Review.objects.all()
        assert (review.by_name, review.note) == (ks.viewer(member).name, "Read.")
        entry = AuditEntry.objects.get(action="guidance.reviewed")
        assert entry.changes == {"entry": ENTRY, "reviewed_on": "2026-11-27", "link": "unknown"}
    else:
        with pytest.raises(NotAllowed):
            record(ks, member)
        assert not Review.objects.exists()


@pytest.mark.parametrize("member", CAST)
def test_the_page_offers_what_one_may_and_takes_it(ks: World, log_in: LogIn, member: str) -> None:
    client, address = log_in(member), f"{PAGE}review/"
    may = member in RESPONSIBLE
    assert (address in client.get(PAGE).content.decode()) == may
    expected = 200 if may else 302 if member == "anonymous" else 403
    assert client.get(address).status_code == expected
    sent = client.post(address, {"reviewed_on": "2026-01-02", "note": "Seen"})
    assert sent.status_code == {200: 302, 302: 401}.get(expected, 403)
    assert Review.objects.count() == may


@pytest.mark.parametrize("member", CAST)
def test_who_did_it_is_for_those_who_follow_the_owner(
    ks: World, log_in: LogIn, member: str
) -> None:
    record(ks, "officer", note="A secret remark")
    shown = log_in(member).get(PAGE).content.decode()
    reads = member in {*RESPONSIBLE, "supervisor"}
    assert ("A secret remark" in shown) == reads
    api = log_in(member).get(f"/api/v1/guidance/entries/{ENTRY}").json()
    assert (api["reviewed_on"], api["standing"]) == ("2026-11-27", "confirmed")
    assert "A secret remark" not in str(api)


@pytest.mark.parametrize("member", CAST)
def test_what_waits_is_told_to_those_who_answer_for_it(
    ks: World, log_in: LogIn, member: str
) -> None:
    found = {each.entry.id for each in queries.due(ks.viewer(member), on=TODAY)}
    own = {"ks-kompetansepakke", "ks-digital-robusthet"}
    in_use = {each.id for each in catalogue.shipped().entries if each.life is Life.IN_USE}
    expected = {"authority": in_use, "officer": own, "owner": own}.get(member, set())
    assert found == expected
    tasks = registry.tasks_for(ks.viewer(member), TODAY)
    assert sum("guidance" in task.url for task in tasks) == bool(expected)
    client = log_in(member)
    answer = client.get("/guidance/reviews/")
    assert answer.status_code == (302 if member == "anonymous" else 200)
    if member != "anonymous":
        shown = answer.content.decode()
        assert shown.count('/review/">') == min(len(expected), ROWS_SHOWN)
        assert ("page=2" in shown) == (len(expected) > ROWS_SHOWN)
        assert client.get("/guidance/reviews/?file=due.csv").status_code == 200
        assert len(client.get("/api/v1/guidance/reviews/due").json()) == len(expected)


def test_what_was_reviewed_waits_no_longer_until_it_runs_out(ks: World) -> None:
    record(ks, "officer")
    officer = ks.viewer("officer")
    assert ENTRY not in {each.entry.id for each in queries.due(officer, on=TODAY)}
    later = TODAY + timedelta(days=366)
    waiting = {each.entry.id: each.due_on for each in queries.due(officer, on=later)}
    assert waiting[ENTRY] == date(2027, 11, 27)


def test_the_latest_review_holds_and_says_whether_the_link_worked(ks: World) -> None:
    record(ks, "authority", "normen", reviewed_on=date(2026, 5, 1), link=LinkState.BROKEN)
    record(ks, "authority", "normen", reviewed_on=date(2026, 3, 1), link=LinkState.WORKS)
    found = queries.entry_page(ANONYMOUS, "normen").entry
    assert (found.reviewed_on, found.link, found.link_checked_on, found.standing) == (
        date(2026, 5, 1),
        LinkState.BROKEN,
        date(2026, 5, 1),
        Standing.CONFIRMED,
    )
    first = queries.due(SYSTEM, on=TODAY)[0]
    assert (first.entry.id, first.reasons[0].value) == ("normen", "link_broken")


def test_whoever_followed_the_owner_reviews_for_it(world: World) -> None:
    before = actors.actor("Direktoratet for e-helse")
    after = actors.actor("Helsedirektoratet")
    Succession.objects.create(
        predecessor=before, successor=after, kind=SuccessionKind.MERGER, on=date(2024, 1, 1)
    )
    actors.grant(world.people["officer"], Role.SECURITY_OFFICER, after)
    found = {each.entry.id for each in queries.due(world.viewer("officer"), on=TODAY)}
    assert {"normkonferansen", "ki-veiledning"} <= found
    record(world, "officer", "normkonferansen")
    assert Review.objects.get().path == after.path


@pytest.mark.parametrize(
    ("entry", "said", "error", "code"),
    [
        ("nope", {}, NotFound, "guidance.unknown"),
        ("ikt-beredskapsplan", {}, NotReady, "review.not_in_use"),
        (ENTRY, {"reviewed_on": TODAY + timedelta(days=1)}, InvalidInput, "review.in_the_future"),
        (ENTRY, {"link": LinkState.WORKS}, InvalidInput, "review.no_address"),
        (ENTRY, {"note": "a" * 2_001}, InvalidInput, "review.note_too_long"),
        (ENTRY, {"note": "a\0b"}, InvalidInput, "review.note_too_long"),
    ],
)
def test_what_cannot_be_recorded_is_refused(
    ks: World, entry: str, said: dict[str, object], error: type[Exception], code: str
) -> None:
    with pytest.raises(error, match=code.replace(".", r"\.")):
        record(ks, "authority", entry, **said)
    assert not Review.objects.exists()
    assert not AuditEntry.objects.filter(action="guidance.reviewed").exists()


def test_the_database_refuses_an_unknown_link_state(ks: World) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.create(
            catalogue="c",
            entry="e",
            reviewed_on=TODAY,
            link="maybe",
            by_name="A",
            recorded_at=AT,
        )


def test_whoever_reviews_reads_what_they_stand_by(ks: World, log_in: LogIn) -> None:
    page = log_in("authority").get("/guidance/entries/normen-faktaark-14/review/").content.decode()
    assert "Styringsgruppen for Normen" in page
    assert "9 Access control" in page


def test_what_ran_out_is_told_only_where_something_did(ks: World, log_in: LogIn) -> None:
    client = log_in("officer")
    assert "Ran out" not in client.get("/guidance/reviews/").content.decode()
    record(ks, "officer", reviewed_on=date(2024, 1, 2))
    shown = client.get("/guidance/reviews/").content.decode()
    assert "Ran out" in shown
    assert "2 January 2025" in shown


def test_a_wrong_form_is_told_and_keeps_what_was_written(ks: World, log_in: LogIn) -> None:
    client = log_in("authority")
    sent = client.post(f"{PAGE}review/", {"reviewed_on": "2099-01-01", "note": "Kept"})
    assert sent.status_code == 422
    assert "Kept" in sent.content.decode()
    assert not Review.objects.exists()


def test_the_api_records_a_review_once(ks: World, log_in: LogIn) -> None:
    client = log_in("authority")
    address = f"/api/v1/guidance/entries/{ENTRY}/reviews"
    said = {"reviewed_on": "2026-01-02", "note": "By the API"}
    for _again in range(2):
        answer = client.post(
            address, said, content_type="application/json", headers={"Idempotency-Key": "k-1"}
        )
        assert (answer.status_code, answer.json()["entry"]["reviewed_on"]) == (200, "2026-01-02")
    assert Review.objects.count() == 1
    refused = log_in("stranger").post(address, said, content_type="application/json")
    assert refused.status_code == 403


def test_the_trail_leads_to_the_entry(ks: World) -> None:
    review = record(ks, "authority")
    assert registry.link_to("guidance.review", str(review.pk)) == PAGE
    assert registry.link_to("guidance.review", "0") is None


@pytest.mark.parametrize("page", ["/guidance/", PAGE, "/guidance/reviews/", "/guidance/map/"])
@pytest.mark.parametrize("member", ["authority", "officer"])
def test_the_cost_of_a_page_does_not_depend_on_how_many_reviews_there_are(
    ks: World, log_in: LogIn, member: str, page: str
) -> None:
    client = log_in(member)
    client.get(page)

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(page)
        return len(asked)

    for number in range(2):
        record(ks, "authority", reviewed_on=TODAY - timedelta(days=number))
    few = cost()
    for number in range(18):
        record(ks, "authority", "normen", reviewed_on=TODAY - timedelta(days=number))
    assert cost() == few <= 14
