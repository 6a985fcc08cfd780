"""Every error is a page of ours that says what to do, in all circumstances."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import include, path

from samvern.engine.errors import (
    Conflict,
    InvalidInput,
    NotAllowed,
    NotFound,
    NotReady,
    Problem,
    SamvernError,
)

ERRORS: dict[str, tuple[SamvernError, int]] = {
    "unseen": (NotFound("actor.unknown"), 404),
    "refused": (NotAllowed("permission.missing", permission="x.y"), 403),
    "late": (Conflict("actor.changed"), 409),
    "early": (NotReady("request.too_many"), 409),
    "wrong": (InvalidInput("request.invalid", problems=[Problem.of("field.required")]), 422),
}


def _raise(request: HttpRequest, kind: str) -> HttpResponse:
    if kind == "broken":
        raise RuntimeError("a secret detail")
    raise ERRORS[kind][0]


_raise.login_required = False  # type: ignore[attr-defined]

handler400 = "samvern.base.errors.bad_request"
handler403 = "samvern.base.errors.forbidden"
handler404 = "samvern.base.errors.not_found"
handler500 = "samvern.base.errors.server_error"
urlpatterns = [
    path("raise/<str:kind>/", _raise),
    path("", include("samvern.config.urls")),
]


@pytest.fixture(autouse=True)
def _these_addresses() -> Iterator[None]:
    with override_settings(ROOT_URLCONF=__name__):
        yield


def _is_ours(answer: HttpResponse) -> bool:
    page = answer.content.decode()
    return "/static/samvern/samvern." in page and page.count("<h1>") == 1


@pytest.mark.parametrize("kind", ERRORS)
def test_errors_of_our_own_tree_have_their_page(client: Client, kind: str) -> None:
    error, status = ERRORS[kind]
    answer = client.get(f"/raise/{kind}/")
    assert answer.status_code == status
    assert _is_ours(answer)
    assert error.code in answer.content.decode()


def test_all_that_is_wrong_is_listed(client: Client) -> None:
    client.cookies["samvern_language"] = "en"
    assert "Something must stand here." in client.get("/raise/wrong/").content.decode()


def test_an_unknown_address_has_a_page(client: Client) -> None:
    answer = client.get("/nowhere/")
    assert answer.status_code == 404
    assert _is_ours(answer)


def test_an_address_of_a_button_opened_as_a_page_says_so(client: Client) -> None:
    answer = client.get("/language/")
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "POST"
    assert _is_ours(answer)


def test_a_refused_stranger_is_offered_to_log_in(client: Client) -> None:
    page = client.get("/raise/refused/").content.decode()
    assert "/account/login/?next=%2Fraise%2Frefused%2F" in page


def test_what_was_written_before_the_log_in_ended_is_not_thrown_away(client: Client) -> None:
    written = {"note": "<Three> months late", "percent": "40"}
    answer = client.post("/tasks/", written)
    page = answer.content.decode()
    assert answer.status_code == 401
    assert _is_ours(answer)
    assert "&lt;Three&gt; months late" in page
    assert "/account/login/?next=%2Ftasks%2F" in page
    for nothing in (client.post("/tasks/", {"percent": "40"}), client.get("/tasks/")):
        assert nothing.headers["Location"].startswith("/account/login/?next=")


def test_a_form_without_its_mark_is_refused_kindly() -> None:
    answer = Client(enforce_csrf_checks=True).post("/language/", {"language": "en"})
    assert answer.status_code == 403
    assert _is_ours(answer)


def test_a_wrong_host_gets_a_page_that_trusts_nothing_of_the_request(client: Client) -> None:
    answer = client.get("/about/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert _is_ours(answer)
    assert "evil.example" not in answer.content.decode()


@pytest.mark.parametrize(("language", "word"), [("en", "Something went wrong"), ("xx", "")])
def test_a_broken_page_needs_no_database_and_tells_no_secrets(language: str, word: str) -> None:
    client = Client(raise_request_exception=False)
    client.cookies["samvern_language"] = language

    def refuse(*_others: object) -> None:
        raise AssertionError("the database was asked")

    with connection.execute_wrapper(refuse):
        answer = client.get("/raise/broken/")
    assert answer.status_code == 500
    assert _is_ours(answer)
    assert word in answer.content.decode()
    assert "secret" not in answer.content.decode()


@pytest.mark.parametrize("path", ["/", "/nowhere/", "/raise/refused/", "/account/login/"])
def test_every_page_carries_its_policy(client: Client, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/", "/about/", "/nowhere/", "/account/login/", "/search/"])
def test_no_page_holds_scripts_or_styles_of_its_own(client: Client, path: str) -> None:
    page = client.get(path).content.decode()
    assert "<style" not in page
    assert " style=" not in page
    assert " onclick=" not in page


def test_handlers_answer_every_kind_of_error_in_the_product(client: Client) -> None:
    from samvern.config import urls

    wanted: dict[str, Callable[..., HttpResponse] | str] = {
        name: value for name, value in vars(urls).items() if name.startswith("handler")
    }
    assert set(wanted) == {"handler400", "handler403", "handler404", "handler429", "handler500"}
