"""Log-in by password: sessions, limits, and what the trail tells of it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client, override_settings
from django.utils import timezone

from samvern.base.models import AuditEntry, User
from tests.factories import users
from tests.worlds import World

PASSWORD = "three small grey seals"
NEW_PASSWORD = "four large white bears"


@pytest.fixture
def person(db: None) -> User:
    return users.user("Kari Nordmann", password=PASSWORD, email="kari@example.org")


def _log_in(client: Client, password: str = PASSWORD, email: str = "kari@example.org") -> Any:
    return client.post("/account/login/", {"login": email, "password": password})


def _is_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def _actions() -> list[str]:
    return list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))


def test_the_right_password_leads_to_the_first_page(client: Client, person: User) -> None:
    answer = _log_in(client)
    assert (answer.status_code, answer.url) == (302, "/")
    assert _is_in(client)


def test_upper_case_in_the_address_makes_no_difference(client: Client, person: User) -> None:
    _log_in(client, email="KARI@Example.org")
    assert _is_in(client)


def test_log_in_leads_back_to_where_one_was(client: Client, person: User) -> None:
    form = {"login": person.email, "password": PASSWORD, "next": "/account/tokens/"}
    assert client.post("/account/login/", form).url == "/account/tokens/"


def test_log_in_leads_to_no_other_host(client: Client, person: User) -> None:
    form = {"login": person.email, "password": PASSWORD, "next": "https://evil.example/"}
    assert client.post("/account/login/", form).url == "/"


def test_the_session_gets_a_new_key_at_log_in(client: Client, person: User) -> None:
    client.get("/account/2fa/webauthn/login/", headers={"accept": "application/json"})
    before = client.cookies[settings.SESSION_COOKIE_NAME].value
    _log_in(client)
    after = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert before != after
    assert not Session.objects.filter(session_key=before).exists()


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(
    client: Client, person: User
) -> None:
    cookie = _log_in(client).cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert not cookie["max-age"]  # gone when the browser is closed


def test_a_session_ends_after_its_hours_however_busy_it_is(client: Client, person: User) -> None:
    _log_in(client)
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    end = Session.objects.get(session_key=key).expire_date
    hours = timedelta(seconds=settings.SESSION_COOKIE_AGE)
    assert abs(end - timezone.now() - hours) < timedelta(minutes=5)

    store = import_module(settings.SESSION_ENGINE).SessionStore(key)
    store["ends_at"] = (timezone.now() + timedelta(minutes=1)).isoformat()
    store.save()
    store["something"] = "new"
    store.save()
    left = Session.objects.get(session_key=key).expire_date - timezone.now()
    assert left < timedelta(minutes=2)

    Session.objects.filter(session_key=key).update(expire_date=timezone.now())
    assert not _is_in(client)


def test_wrong_passwords_tell_nothing_of_who_has_an_account(client: Client, person: User) -> None:
    client.cookies["samvern_language"] = "en"
    known = _log_in(client, "wrong").content.decode()
    unknown = _log_in(client, "wrong", "nobody@example.org").content.decode()
    assert "The e-mail address or the password is not right." in known
    hidden = r'(?s)value="[^"]*"'
    assert re.sub(hidden, "", known) == re.sub(hidden, "", unknown)


def test_too_many_wrong_passwords_are_stopped_also_for_the_right_one(
    client: Client, person: User
) -> None:
    answers = [_log_in(client, f"wrong {number}").status_code for number in range(6)]
    assert answers == [200] * 5 + [429]
    stopped = _log_in(client)
    assert stopped.status_code == 429
    assert int(stopped.headers["Retry-After"]) > 0
    assert "<h1>" in stopped.content.decode()
    assert not _is_in(client)


def test_other_accounts_are_not_stopped_with_one(client: Client, person: User) -> None:
    for number in range(5):
        _log_in(client, f"wrong {number}", "other@example.org")
    assert _log_in(client, "wrong", "other@example.org").status_code == 429
    assert _log_in(client).status_code == 302


def test_one_address_cannot_try_many_accounts(client: Client, person: User) -> None:
    answers = [_log_in(client, "wrong", f"a{n}@example.org").status_code for n in range(11)]
    assert answers[-1] == 429


def test_the_trail_tells_of_log_in_failure_and_log_out(client: Client, world: World) -> None:
    officer = world.people["officer"]
    officer.set_password(PASSWORD)
    officer.save()
    _log_in(client, "wrong one", officer.email)
    _log_in(client, PASSWORD, officer.email)
    client.post("/account/logout/")
    assert _actions() == ["user.sign_in_failed", "user.signed_in", "user.signed_out"]
    entries = AuditEntry.objects.all()
    assert {entry.path for entry in entries} == {world.hospital.path}
    assert {entry.subject_id for entry in entries} == {str(officer.pk)}
    assert "wrong one" not in str(list(entries.values()))


def test_nothing_typed_for_an_unknown_account_is_kept(client: Client, person: User) -> None:
    _log_in(client, "x", "my secret password")
    _log_in(client, "x", "nobody@example.org")
    assert _actions() == []


def test_a_closed_account_is_told_so_only_with_the_right_password(
    client: Client, person: User
) -> None:
    person.is_active = False
    person.save()
    assert _log_in(client, "wrong").status_code == 200
    answer = _log_in(client)
    assert (answer.status_code, answer.url) == (302, "/account/inactive/")
    assert not _is_in(client)


def test_closing_an_account_ends_its_session(client: Client, person: User) -> None:
    _log_in(client)
    person.is_active = False
    person.save()
    assert not _is_in(client)


def test_other_sessions_are_listed_and_can_be_ended(person: User) -> None:
    here, there = Client(), Client(headers={"user-agent": "Mozilla/5.0 (iPhone) Safari/1"})
    _log_in(here)
    _log_in(there)
    page = here.get("/account/sessions/").content.decode()
    assert "Safari, iPhone" in page
    here.post("/account/sessions/")
    assert _is_in(here)
    assert not _is_in(there)
    assert UserSession.objects.count() == 1
    assert "user.sessions_ended" in _actions()


def test_changing_the_password_ends_every_other_session(person: User) -> None:
    here, there = Client(), Client()
    _log_in(here)
    _log_in(there)
    form = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    assert here.post("/account/password/change/", form).status_code == 302
    assert _is_in(here)
    assert not _is_in(there)
    assert "user.password_changed" in _actions()
    assert NEW_PASSWORD not in mail.outbox[0].body
    assert mail.outbox[0].subject.startswith("Samvern: ")
    fresh = Client()
    _log_in(fresh, NEW_PASSWORD)
    assert _is_in(fresh)


@pytest.mark.parametrize("weak", ["short", "password1234", "karinordmann1", ""])
def test_weak_passwords_are_refused(client: Client, person: User, weak: str) -> None:
    _log_in(client)
    form = {"oldpassword": PASSWORD, "password1": weak, "password2": weak}
    answer = client.post("/account/password/change/", form)
    assert answer.status_code == 200
    assert "aria-invalid" in answer.content.decode()


def test_a_forgotten_password_is_changed_by_a_link_that_works_once(person: User) -> None:
    asking, elsewhere = Client(), Client()
    _log_in(elsewhere)
    assert asking.post("/account/password/reset/", {"email": person.email}).status_code == 302
    link = re.search(r"http://\S+/account/password/reset/key/\S+", mail.outbox[0].body)
    assert link
    address = link[0].partition("testserver")[2]
    form = asking.get(address, follow=True)
    assert form.status_code == 200
    place = form.request["PATH_INFO"]
    new = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    assert asking.post(place, new).status_code == 302
    assert not _is_in(elsewhere)
    assert "user.password_reset" in _actions()
    again = Client()
    again.cookies["samvern_language"] = "en"
    assert "This link no longer works" in again.get(address, follow=True).content.decode()


def test_asking_for_a_password_tells_nothing_of_who_has_an_account(
    client: Client, person: User
) -> None:
    known = client.post("/account/password/reset/", {"email": person.email})
    unknown = client.post("/account/password/reset/", {"email": "nobody@example.org"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert [message.to for message in mail.outbox] == [[person.email]]


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_signs_up(client: Client, db: None, method: str) -> None:
    form = {"email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD}
    getattr(client, method)("/account/signup/", form)
    assert not User.objects.exists()


def test_log_out_takes_a_press_of_a_button(client: Client, person: User) -> None:
    _log_in(client)
    assert client.get("/account/logout/").status_code == 200
    assert _is_in(client)
    assert client.post("/account/logout/").url == "/"
    assert not _is_in(client)


def test_behind_a_proxy_limits_count_by_the_visitor(client: Client, person: User) -> None:
    with override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1):
        for number in range(12):
            client.post(
                "/account/login/",
                {"login": f"a{number}@example.org", "password": "x"},
                headers={"x-forwarded-for": "192.0.2.7"},
            )
        other = client.post(
            "/account/login/",
            {"login": person.email, "password": PASSWORD},
            headers={"x-forwarded-for": "192.0.2.8"},
        )
    assert other.status_code == 302


def test_entries_carry_the_time_of_log_in(client: Client, person: User) -> None:
    before = datetime.now(UTC)
    _log_in(client)
    assert before <= AuditEntry.objects.get().at <= datetime.now(UTC)
