"""Second factors: codes from an app, recovery codes, and how their secrets are kept."""

from __future__ import annotations

import base64
import re
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.core import mail
from django.test import Client, override_settings

from samvern.base.models import AuditEntry, User
from tests.factories import users

PASSWORD = "three small grey seals"


def code_now(secret: str) -> str:
    """What an authenticator app shows at this moment."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@pytest.fixture
def person(transactional_db: None) -> User:
    # The library tells of new factors after the commit.
    return users.user("Kari Nordmann", password=PASSWORD, email="kari@example.org")


def _log_in(client: Client) -> Any:
    return client.post("/account/login/", {"login": "kari@example.org", "password": PASSWORD})


def _turn_on(client: Client) -> str:
    """Log in and turn on an app; its secret."""
    _log_in(client)
    confirmed = client.post("/account/reauthenticate/?next=/account/", {"password": PASSWORD})
    assert confirmed.status_code == 302
    page = client.get("/account/2fa/totp/activate/").content.decode()
    found = re.search(r"<code>([A-Z2-7]{32})</code>", page)
    assert found
    answer = client.post("/account/2fa/totp/activate/", {"code": code_now(found[1])})
    assert answer.status_code == 302
    return found[1]


def _actions() -> list[str]:
    return list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))


def test_the_picture_is_black_on_white_also_on_a_dark_page(client: Client, person: User) -> None:
    _log_in(client)
    client.post("/account/reauthenticate/?next=/account/", {"password": PASSWORD})
    page = client.get("/account/2fa/totp/activate/").content.decode()
    found = re.search(r'src="data:image/svg\+xml;base64,([^"]+)"', page)
    assert found
    assert '<rect fill="white"' in base64.b64decode(found[1]).decode()


def test_turning_on_an_app_asks_for_the_password_again(client: Client, person: User) -> None:
    _log_in(client)
    answer = client.get("/account/2fa/totp/activate/")
    assert answer.status_code == 302
    assert answer.url.startswith("/account/reauthenticate/")


def test_the_password_alone_no_longer_opens_the_account(client: Client, person: User) -> None:
    secret = _turn_on(client)
    fresh = Client()
    answer = _log_in(fresh)
    assert answer.url == "/account/2fa/authenticate/"
    assert fresh.get("/account/").status_code == 302
    fresh.post(answer.url, {"code": "000000"})
    assert fresh.get("/account/").status_code == 302
    # A code can be used once; the next one is due in the following half minute.
    later = format_hotp_value(hotp_value(secret, int(time.time()) // 30 + 1))
    assert fresh.post(answer.url, {"code": later}).status_code == 302
    assert fresh.get("/account/").status_code == 200


def test_the_trail_tells_of_factors_without_their_secrets(client: Client, person: User) -> None:
    secret = _turn_on(client)
    fresh = Client()
    _log_in(fresh)
    fresh.post("/account/2fa/authenticate/", {"code": "000000"})
    client.post("/account/2fa/totp/deactivate/")
    told = _actions()
    for action in ("second_factor_added", "sign_in_failed", "second_factor_removed"):
        assert f"user.{action}" in told
    assert secret not in str(list(AuditEntry.objects.values()))
    assert mail.outbox[0].to == [person.email]


def test_secrets_are_encrypted_in_the_database(client: Client, person: User) -> None:
    secret = _turn_on(client)
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept
    client.post("/account/2fa/recovery-codes/generate/")
    codes = client.get("/account/2fa/recovery-codes/").content.decode()
    assert len(re.findall(r"<code>\d{8}</code>", codes)) == 10


def test_secrets_outlive_a_change_of_the_signing_key(client: Client, person: User) -> None:
    _turn_on(client)
    with override_settings(SECRET_KEY="n" * 40, SECRET_KEY_FALLBACKS=[settings.SECRET_KEY]):
        fresh = Client()
        _log_in(fresh)
        assert fresh.post("/account/2fa/authenticate/", {"code": "000000"}).status_code == 200


def test_a_lost_signing_key_is_said_plainly_and_opens_nothing(client: Client, person: User) -> None:
    _turn_on(client)
    with override_settings(SECRET_KEY="n" * 40):
        fresh = Client()
        _log_in(fresh)
        answer = fresh.post("/account/2fa/authenticate/", {"code": "000000"})
        assert answer.status_code == 409
        assert "sign_in.second_factor_unreadable" in answer.content.decode()


def test_a_recovery_code_opens_the_account_once(client: Client, person: User) -> None:
    _turn_on(client)
    client.post("/account/2fa/recovery-codes/generate/")
    page = client.get("/account/2fa/recovery-codes/").content.decode()
    code = re.findall(r"<code>(\d{8})</code>", page)[0]
    first, second = Client(), Client()
    for fresh in (first, second):
        _log_in(fresh)
        fresh.post("/account/2fa/authenticate/", {"code": code})
    assert first.get("/account/").status_code == 200
    assert second.get("/account/").status_code == 302


def test_codes_cannot_be_guessed_for_long(client: Client, person: User) -> None:
    _turn_on(client)
    fresh = Client()
    fresh.cookies["samvern_language"] = "en"
    _log_in(fresh)
    for number in range(12):
        answer = fresh.post("/account/2fa/authenticate/", {"code": f"{number:06}"})
    assert "too many wrong attempts" in answer.content.decode()


def test_new_recovery_codes_are_told_of(client: Client, person: User) -> None:
    _turn_on(client)
    client.post("/account/2fa/recovery-codes/generate/")
    assert "user.recovery_codes_renewed" in _actions()
