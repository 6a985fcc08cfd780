"""Log-in with an OpenID Connect provider: who gets in, and how little is kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.test import Client
from pytest_django import Settings

from samvern.base.models import AuditEntry, User
from samvern.config import environment
from tests.base import provider
from tests.factories import users

PERSON = {
    "sub": "subject-1",
    "email": "kari@example.org",
    "email_verified": True,
    "name": "Kari N.",
    "pid": "01017012345",
}
BEGIN = "/account/oidc/oidc/login/?process=login"


@pytest.fixture
def outside(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[provider.Provider]:
    """A provider that knows Kari, and settings as from the environment."""
    with provider.running(dict(PERSON)) as running:
        monkeypatch.setenv("SAMVERN_OIDC_NAME", "Felles pålogging")
        monkeypatch.setenv("SAMVERN_OIDC_CLIENT_ID", provider.CLIENT_ID)
        monkeypatch.setenv("SAMVERN_OIDC_CLIENT_SECRET", provider.CLIENT_SECRET)
        settings.OIDC_ISSUER = running.issuer
        settings.SOCIALACCOUNT_PROVIDERS = environment.openid_connect(running.issuer)
        yield running


@pytest.fixture
def kari(db: None) -> User:
    return users.user("Kari Nordmann", password="three small grey seals", email="kari@example.org")


def _go_out(client: Client, begin: str = BEGIN) -> dict[str, str]:
    """Ask to log in outside; what the provider is asked, as the page on the way says it."""
    page = client.post(begin).content.decode()
    found = re.search(r'<a href="(http://127[^"]+)"', page)
    assert found
    return dict(parse_qsl(urlsplit(unescape(found[1])).query))


def _through(client: Client, outside: provider.Provider, begin: str = BEGIN) -> Any:
    """All the way out and back."""
    back = urlsplit(outside.authorize(_go_out(client, begin)))
    return client.get(f"{back.path}?{back.query}")


def _is_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def test_without_a_provider_none_is_offered(client: Client, db: None) -> None:
    assert "/account/oidc/" not in client.get("/account/login/").content.decode()
    assert client.get(BEGIN).status_code == 404


def test_log_in_offers_the_provider_by_its_name(client: Client, kari: User, outside: Any) -> None:
    page = client.get("/account/login/?next=/about/").content.decode()
    assert "Felles pålogging" in page
    assert 'action="/account/oidc/oidc/login/?process=login&amp;next=%2Fabout%2F"' in page


def test_somebody_with_an_account_gets_in(
    client: Client, kari: User, outside: provider.Provider
) -> None:
    answer = _through(client, outside)
    assert (answer.status_code, answer.url) == (302, "/")
    assert _is_in(client)
    assert list(AuditEntry.objects.order_by("pk").values_list("action", flat=True)) == [
        "user.outside_log_in_added",
        "user.signed_in",
    ]


def test_what_is_asked_of_the_provider_is_bound_to_this_browser(
    client: Client, kari: User, outside: provider.Provider
) -> None:
    asked = _go_out(client)
    assert asked["code_challenge_method"] == "S256"
    assert asked["state"]
    assert "openid" in asked["scope"].split()
    back = urlsplit(outside.authorize(asked))
    assert not _is_in(client)
    stranger = Client()
    stranger.get(f"{back.path}?{back.query}")
    assert not _is_in(stranger)


def test_the_password_goes_on_working(
    client: Client, kari: User, outside: provider.Provider
) -> None:
    _through(client, outside)
    kari.refresh_from_db()
    assert kari.check_password("three small grey seals")


def test_nothing_but_the_address_is_kept(
    client: Client, kari: User, outside: provider.Provider
) -> None:
    _through(client, outside)
    _through(Client(), outside)
    account = SocialAccount.objects.get()
    assert account.extra_data == {"email": "kari@example.org"}
    assert not SocialToken.objects.exists()
    assert PERSON["pid"] not in str(list(AuditEntry.objects.values()))


def test_once_known_the_identifier_counts_and_not_the_address(
    kari: User, outside: provider.Provider
) -> None:
    _through(Client(), outside)
    outside.person["email"] = "kari.new@example.org"
    again = Client()
    _through(again, outside)
    assert _is_in(again)


@pytest.mark.parametrize(
    "change",
    [
        {"email": "nobody@example.org"},
        {"email_verified": False},
        {"email": None},
    ],
)
def test_those_without_an_account_or_a_confirmed_address_are_refused(
    client: Client, kari: User, outside: provider.Provider, change: dict[str, Any]
) -> None:
    outside.person.update(change)
    client.cookies["samvern_language"] = "en"
    answer = _through(client, outside)
    assert answer.status_code == 403
    assert "You have no account here" in answer.content.decode()
    assert not _is_in(client)
    assert User.objects.count() == 1
    assert not SocialAccount.objects.exists()


def test_a_closed_account_stays_closed(
    client: Client, kari: User, outside: provider.Provider
) -> None:
    kari.is_active = False
    kari.save()
    assert _through(client, outside).status_code == 403


def test_a_provider_out_of_reach_is_said_plainly(
    client: Client, kari: User, outside: provider.Provider
) -> None:
    outside.shutdown()
    outside.server_close()
    answer = client.post(BEGIN)
    assert answer.status_code == 503
    assert "<h1>" in answer.content.decode()


@pytest.mark.parametrize("query", ["error=access_denied", "error=server_error", ""])
def test_an_answer_that_is_none_logs_nobody_in(
    client: Client, kari: User, outside: provider.Provider, query: str
) -> None:
    state = _go_out(client)["state"]
    answer = client.get(f"/account/oidc/oidc/login/callback/?state={state}&{query}", follow=True)
    assert "<h1>" in answer.content.decode()
    assert not _is_in(client)


def test_a_wrong_secret_logs_nobody_in(
    client: Client,
    kari: User,
    outside: provider.Provider,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SAMVERN_OIDC_CLIENT_SECRET", "another")
    settings.SOCIALACCOUNT_PROVIDERS = environment.openid_connect(outside.issuer)
    answer = _through(client, outside)
    assert "<h1>" in answer.content.decode()
    assert not _is_in(client)


def test_another_account_is_connected_and_disconnected_by_its_owner(
    kari: User, outside: provider.Provider, kari_logged_in: Callable[[], Client]
) -> None:
    outside.person.update(sub="subject-2", email="private@example.org")
    client = kari_logged_in()
    _through(client, outside, "/account/oidc/oidc/login/?process=connect")
    page = client.get("/account/3rdparty/").content.decode()
    assert "private@example.org" in page
    account = SocialAccount.objects.get(user=kari)
    client.post("/account/3rdparty/", {"account": account.pk})
    assert not SocialAccount.objects.exists()
    actions = AuditEntry.objects.values_list("action", flat=True)
    assert "user.outside_log_in_removed" in actions


@pytest.fixture
def kari_logged_in(kari: User) -> Callable[[], Client]:
    def sit_down() -> Client:
        client = Client()
        client.post("/account/login/", {"login": kari.email, "password": "three small grey seals"})
        return client

    return sit_down
