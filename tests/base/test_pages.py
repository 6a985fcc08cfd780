"""Pages that belong to no module, in front of everybody."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client, override_settings

from samvern.base import registry
from samvern.base.viewer import Viewer
from tests.factories import users
from tests.worlds import CAST, World

Sit = Callable[[str], Client]
STATEMENTS = ("/about/", "/accessibility/", "/privacy/")


@pytest.mark.parametrize("member", CAST)
@pytest.mark.parametrize("path", ["/", "/search/", "/search/?q=hospital", *STATEMENTS])
def test_everybody_may_open_the_shared_pages(browser_of: Sit, member: str, path: str) -> None:
    assert browser_of(member).get(path).status_code == 200


def test_the_first_page_offers_strangers_to_log_in(client: Client) -> None:
    page = client.get("/").content.decode()
    assert 'href="/account/login/"' in page
    assert "/account/logout/" not in page


def test_the_first_page_says_what_each_role_is_for(browser_of: Sit) -> None:
    client = browser_of("supervisor")
    client.cookies["samvern_language"] = "en"
    page = client.get("/").content.decode()
    assert "<strong>Supervisor.</strong> You read what is published" in page
    assert "Measure owner" not in page


def test_one_without_a_role_is_told_whom_to_ask(browser_of: Sit) -> None:
    client = browser_of("stranger")
    client.cookies["samvern_language"] = "en"
    with override_settings(CONTACT="help@example.org"):
        page = client.get("/").content.decode()
    assert "you have no role yet" in page
    assert 'href="mailto:help@example.org"' in page


def test_cards_of_modules_stand_most_pressing_first(
    browser_of: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cards(viewer: Viewer) -> list[registry.StartCard]:
        return [
            registry.StartCard("Later", "It can wait.", "/later/", "Look", order=60),
            registry.StartCard("Now", "It cannot.", "/now/", "Do it", order=10, figure="3 left"),
        ]

    monkeypatch.setattr(registry, "_cards", [cards])
    page = browser_of("authority").get("/").content.decode()
    assert page.index('href="/now/"') < page.index('href="/later/"')
    assert "3 left" in page


@override_settings(IS_DEMO=True)
@pytest.mark.parametrize("path", ["/", "/account/login/"])
def test_the_demo_tells_how_to_log_in(client: Client, path: str) -> None:
    page = client.get(path).content.decode()
    assert "authority@demo.samvern.example" in page


@pytest.mark.parametrize("path", ["/", "/account/login/"])
def test_outside_the_demo_no_log_in_is_told(client: Client, path: str) -> None:
    assert "demo.samvern.example" not in client.get(path).content.decode()


def test_search_shows_what_modules_find(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def source(viewer: Viewer, words: str) -> list[registry.SearchHit]:
        return [registry.SearchHit("Thing", f"<b>{words}</b>", "/thing/", "a thing")]

    monkeypatch.setattr(registry, "_searches", [source])
    page = client.get("/search/", {"q": "net"}).content.decode()
    assert '<a href="/thing/">&lt;b&gt;net&lt;/b&gt;</a>' in page


def test_search_takes_what_no_database_can_hold(client: Client) -> None:
    assert client.get("/search/", {"q": "a\0b"}).status_code == 200


def test_the_chosen_language_stays_with_browser_and_account(world: World) -> None:
    user = world.people["owner"]
    client = Client()
    client.force_login(user)
    answer = client.post("/language/", {"language": "nn", "next": "/about/"})
    assert answer.url == "/about/"
    assert client.get("/").headers["Content-Language"] == "nn"
    user.refresh_from_db()
    assert user.language == "nn"


def test_the_account_decides_the_language_of_a_new_browser(db: None) -> None:
    client = Client()
    client.force_login(users.user(language="en"))
    assert client.get("/").headers["Content-Language"] == "en"


@pytest.mark.parametrize("bad", ["xx", ""])
def test_an_unknown_language_changes_nothing(client: Client, bad: str) -> None:
    client.post("/language/", {"language": bad})
    assert client.get("/").headers["Content-Language"] == "nb"


def test_language_choice_leads_to_no_other_host(client: Client) -> None:
    answer = client.post("/language/", {"language": "en", "next": "https://example.org/"})
    assert answer.url == "/"


@pytest.mark.parametrize("path", ["/account/", "/audit/", "/account/tokens/", "/account/2fa/"])
def test_what_is_not_public_asks_for_log_in_and_leads_back(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer.url == f"/account/login/?next={path}"


def test_the_account_page_shows_who_i_am(browser_of: Sit, world: World) -> None:
    page = browser_of("officer").get("/account/").content.decode()
    assert world.people["officer"].email in page
    assert 'href="/account/tokens/"' in page


def test_one_without_a_role_is_offered_no_tokens(browser_of: Sit) -> None:
    assert 'href="/account/tokens/"' not in browser_of("stranger").get("/account/").content.decode()


@pytest.mark.parametrize("path", ["email/", "confirm-email/", "confirm-email/MQ:abc/"])
def test_addresses_are_not_changed_by_oneself(browser_of: Sit, path: str) -> None:
    answer = browser_of("owner").get(f"/account/{path}")
    assert answer.status_code == 302
    assert answer.url == "/account/"


def test_programs_are_shown_the_way_to_the_description_of_the_api(client: Client) -> None:
    assert 'href="/api/v1/openapi.json"' in client.get("/about/").content.decode()
