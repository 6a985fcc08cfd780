"""The book on its page and in the API: for whom, with what in it, and at what cost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from samvern.apps.programmes import operations, queries
from samvern.apps.programmes.models import MeasureActor, Programme, Sharing
from tests.factories import actors
from tests.factories import programmes as make
from tests.formats.programme_book.reading import ReadBook, read_book
from tests.worlds import CAST, World

LogIn = Callable[[str], Client]

READ_FINDINGS = {"authority", "officer", "owner", "supervisor", "officer_elsewhere"}
READ_REASONS = {"authority", "owner", "supervisor"}
SHARED = set(CAST) - {"stranger", "anonymous"}

#: Session, user and grants; the programme, and its measures with who holds them.
CEILING = 6


@pytest.fixture
def full(world: World) -> Programme:
    """A public programme with judgements of every sort."""
    return make.programme(make.full_document("P-FULL", 3))


def read(client: Client, query: str = "?lang=en", code: str = "P-FULL") -> ReadBook:
    answer = client.get(f"/programmes/{code}/book.pdf{query}")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/pdf"
    return read_book(answer.content)


@pytest.mark.parametrize("member", CAST)
def test_a_book_holds_no_more_than_its_reader_may_see(
    full: Programme, log_in: LogIn, member: str
) -> None:
    text = read(log_in(member)).text
    assert ("What does not add up?" in text) == (member in READ_FINDINGS)
    assert ("A group – Because" in text) == (member in READ_REASONS)
    assert ("Because" in text) == (member in READ_REASONS)
    assert "low / medium" in text


@pytest.mark.parametrize("sharing", [Sharing.SECTOR, Sharing.AUTHORITY])
@pytest.mark.parametrize("member", CAST)
def test_what_is_not_shared_with_somebody_has_no_book_for_them(
    world: World, log_in: LogIn, member: str, sharing: Sharing
) -> None:
    make.programme(make.full_document("P-FULL", 2), sharing=sharing)
    seen_by = SHARED if sharing == Sharing.SECTOR else {"authority"}
    client = log_in(member)
    expected = 200 if member in seen_by else 404
    assert client.get("/programmes/P-FULL/book.pdf").status_code == expected
    address = "/api/v1/programmes/P-FULL/book.pdf"
    assert client.get(address).status_code == expected


def test_readers_who_may_see_the_same_get_the_same_book(full: Programme, log_in: LogIn) -> None:
    address = "/programmes/P-FULL/book.pdf?lang=nn"
    first = log_in("authority").get(address)
    again = log_in("supervisor").get(address)
    assert first.content == again.content
    assert first.headers["ETag"] == again.headers["ETag"]
    other = log_in("anonymous").get(address)
    assert other.headers["ETag"] != first.headers["ETag"]
    assert "private" in first.headers["Cache-Control"]


def test_a_book_that_is_still_the_same_is_not_sent_again(full: Programme, log_in: LogIn) -> None:
    client = log_in("anonymous")
    answer = client.get("/programmes/P-FULL/book.pdf")
    etag = answer.headers["ETag"]
    assert (
        client.get("/programmes/P-FULL/book.pdf", headers={"if-none-match": etag}).status_code
        == 304
    )
    found = queries.measure_for(_authority(), "P-FULL", "1.0")
    operations.edit_measure(
        by=_authority(),
        measure_id=found.pk,
        version=found.version,
        changes={"status": "ongoing"},
        at=timezone.now(),
    )
    changed = client.get("/programmes/P-FULL/book.pdf?lang=en", headers={"if-none-match": etag})
    assert changed.status_code == 200
    assert "Status Ongoing" in read_book(changed.content).text


def _authority() -> object:
    from samvern.base.viewer import SYSTEM

    return SYSTEM


def test_the_language_is_asked_for_or_that_of_the_page(full: Programme, log_in: LogIn) -> None:
    client = log_in("anonymous")
    assert read(client, "?lang=nn").language == "nn"
    assert read(client, "?lang=xx").language == "en"
    assert read(client, "").language == "en"
    answer = client.get("/programmes/P-FULL/book.pdf?lang=nb")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="P-FULL-nb.pdf"'


def test_the_first_page_leads_to_the_book(full: Programme, log_in: LogIn) -> None:
    page = log_in("anonymous").get("/programmes/P-FULL/").content.decode()
    assert 'href="/programmes/P-FULL/book.pdf"' in page


def test_the_title_page_says_which_version_and_who_sees_it(full: Programme, log_in: LogIn) -> None:
    text = read(log_in("anonymous")).text
    assert "Version 1, changed" in text
    assert "The programme is seen by:" in text


def test_owners_of_today_are_named(full: Programme, log_in: LogIn) -> None:
    owner = actors.actor("Another directorate")
    MeasureActor.objects.filter(measure__programme=full, name="The directorate").update(actor=owner)
    assert "The directorate (today Another directorate)" in read(log_in("anonymous")).text


def test_a_book_costs_the_same_for_few_measures_and_for_many(world: World, log_in: LogIn) -> None:
    client = log_in("authority")
    costs = []
    for measures in (2, 20):
        code = f"P-{measures}"
        make.programme(make.full_document(code, measures))
        client.get(f"/programmes/{code}/book.pdf")
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/programmes/{code}/book.pdf")
        costs.append(len(captured))
    assert costs[0] == costs[1] <= CEILING


def test_the_api_gives_the_same_book(full: Programme, log_in: LogIn) -> None:
    client = log_in("anonymous")
    answer = client.get("/api/v1/programmes/P-FULL/book.pdf?language=en")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content == client.get("/programmes/P-FULL/book.pdf?lang=en").content
    assert client.get("/api/v1/programmes/P-FULL/book.pdf?language=fr").status_code == 422
