"""Nobody finds what is not theirs, and everybody can find what is."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.test import override_settings
from django.urls import path

from samvern.apps.assessments.models import Answer
from samvern.base.models import AuditEntry, FactDelivery, IdempotencyRecord, Job
from tests.strangers.addresses import every_address, unfilled
from tests.strangers.crawl import Visitor
from tests.strangers.left_out import UNREAD
from tests.strangers.markers import found_in, text_of, texts_of
from tests.strangers.pace import framed
from tests.strangers.planting import Planted
from tests.strangers.sector import CAST, ROLES

pytestmark = [pytest.mark.django_db, pytest.mark.walk]

#: Addresses that take a form from anybody: how pages look, and in which language.
FOR_ANYBODY = {"post /language/: 302", "post /colours/: 302"}
TRAIL = ("/audit/", "/api/v1/audit")


@pytest.mark.parametrize("member", CAST)
def test_nobody_finds_what_is_not_theirs(
    planted: Planted, caplog: pytest.LogCaptureFixture, member: str
) -> None:
    walk = Visitor(planted.sector, member).go(every_address(member))
    leaks = _leaks(planted, walk.found, member)
    assert not leaks, "\n".join(leaks)
    assert set(walk.let_in) <= FOR_ANYBODY
    assert not walk.broken
    assert not found_in(caplog.text) & planted.secret, "the log says what is secret"
    # A walk that looks past what is shown would find no leak either.
    found = {column for marker in walk.found for column in planted.columns.get(marker, ())}
    unseen = ", ".join(sorted(_expected(planted, member) - found))
    assert not unseen, f"no page shows {unseen} to {member}"


def _leaks(planted: Planted, found: Mapping[str, set[str]], member: str) -> list[str]:
    """Every marker that somebody found and may not, as the columns it stands in and an address."""
    return sorted(
        f"{member} finds {', '.join(sorted(planted.columns[marker]))} at {min(addresses, key=len)}"
        for marker, addresses in found.items()
        if marker in planted.columns
        and member not in planted.allowed[marker]
        and not _is_told(planted, marker, addresses, member)
    )


def _is_told(planted: Planted, marker: str, addresses: set[str], member: str) -> bool:
    """The trail of the whole sector, which these read, tells whatever is not secret."""
    is_trail = all(each.removeprefix("GET ").startswith(TRAIL) for each in addresses)
    return is_trail and member in {"authority", "supervisor"} and marker not in planted.secret


def _expected(planted: Planted, member: str) -> set[str]:
    """The columns that this one of the cast must find: the first of those who may."""
    first: dict[str, int] = {}
    for marker, columns in planted.columns.items():
        places = [CAST.index(each) for each in planted.allowed[marker]]
        for column in columns:
            first[column] = min([first.get(column, len(CAST)), *places])
    return {
        column for column, place in first.items() if CAST[place : place + 1] == (member,)
    } - set(UNREAD)


def test_every_parameter_of_an_address_can_be_filled(planted: Planted) -> None:
    assert not unfilled(), "say in tests/strangers/addresses.py what they may be"


def test_what_is_secret_is_in_nothing_that_is_written_of_it(planted: Planted) -> None:
    told = [
        f"{', '.join(sorted(planted.columns[marker]))} in {model.__name__}.{field}"
        for model in (AuditEntry, FactDelivery, IdempotencyRecord, Job)
        for row in QuerySet(model)
        for field in texts_of(model)
        for marker in found_in(text_of(row, field)) & planted.secret
    ]
    assert not told
    assert AuditEntry.objects.filter(action="finding.raised").exists()
    assert FactDelivery.objects.exists()
    assert Job.objects.exists()


def test_no_letter_and_no_log_line_holds_what_is_secret(planted: Planted) -> None:
    assert planted.letters
    for _to, letter in planted.letters:
        assert not found_in(letter) & planted.secret
    assert not found_in(planted.log) & planted.secret


def test_what_stands_around_every_page_is_the_readers_own(planted: Planted) -> None:
    with framed():
        for member in CAST:
            found = Visitor(planted.sector, member).look("/").found
            assert not _leaks(planted, found, member)
            own = f"{planted.sector.people[member].name}" if member in ROLES else ""
            assert set(found_in(own)) <= set(found)


def _comment() -> str:
    answer = QuerySet(Answer).exclude(comment="").first()
    return answer.comment if answer else ""


def _leaking_page(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"<p>{_comment()}</p>")


def _leaking_endpoint(_request: HttpRequest) -> HttpResponse:
    return JsonResponse({"items": [{"comment": _comment()}]})


def _leaking_file(_request: HttpRequest) -> HttpResponse:
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as parts:
        parts.writestr("xl/sharedStrings.xml", f"<t>{_comment()}</t>")
    return HttpResponse(content.getvalue(), content_type="application/zip")


urlpatterns = [
    path("leak/page/", login_not_required(_leaking_page)),
    path("api/v1/leak", login_not_required(_leaking_endpoint)),
    path("leak/file.xlsx", login_not_required(_leaking_file)),
]


@override_settings(ROOT_URLCONF=__name__)
@pytest.mark.parametrize("address", ["leak/page/", "api/v1/leak", "leak/file.xlsx"])
@pytest.mark.parametrize("member", ["officer_elsewhere", "stranger", "anonymous"])
def test_what_leaks_is_found(planted: Planted, address: str, member: str) -> None:
    found = Visitor(planted.sector, member).look(f"/{address}").found
    [leak] = _leaks(planted, found, member)
    assert leak.startswith(f"{member} finds ")
    assert "assessments.Answer.comment" in leak
    assert leak.endswith(f" at GET /{address}")
    assert not _leaks(planted, found, "officer")
