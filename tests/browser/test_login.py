"""Log-in in a real browser: by password, code, passkey and from outside, for everybody."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from samvern.base.models import User
from samvern.base.permissions import Role
from samvern.config import environment
from tests.base import provider
from tests.browser import PHONE
from tests.browser.conftest import Watch
from tests.factories import actors, users

PASSWORD = "three small grey seals"
LANGUAGES = pytest.mark.parametrize("language", ["nb", "en"])
IN_ENGLISH = pytest.mark.parametrize("language", ["en"])
Axe = Callable[[Page], None]


@pytest.fixture
def kari(transactional_db: None) -> User:
    person = users.user("Kari Nordmann", password=PASSWORD, email="kari@example.org")
    actors.grant(person, Role.SECTOR_AUTHORITY)
    return person


@pytest.fixture
def say(language: str) -> Callable[[str], str]:
    """A text of the interface in the language of the test."""

    def in_language(text: str) -> str:
        with translation.override(language):
            return gettext(text)

    return in_language


def _log_in(page: Page, say: Callable[[str], str], address: str = "/account/login/") -> None:
    page.goto(address)
    page.get_by_label(say("E-mail")).fill("kari@example.org")
    page.get_by_label(say("Password"), exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name=say("Log in"), exact=True).click()


def _confirm(page: Page, say: Callable[[str], str]) -> None:
    """Give the password again, where it is asked for."""
    page.get_by_label(say("Password"), exact=True).fill(PASSWORD)
    page.get_by_role("button", name=say("Confirm")).click()


def _log_out(page: Page, say: Callable[[str], str]) -> None:
    page.goto("/account/logout/")
    page.get_by_role("main").get_by_role("button", name=say("Log out")).click()


def _key(page: Page) -> None:
    """Give the browser a device that holds passkeys and knows its user."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def _code(secret: str, steps_ahead: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps_ahead))


@LANGUAGES
def test_a_password_leads_in_and_log_out_leads_out(
    page: Page, kari: User, say: Callable[[str], str], axe: Axe
) -> None:
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name=say("Log in")).click()
    _log_in(page, say, page.url)
    expect(page.get_by_role("heading", level=1)).to_have_text(say("What waits for you?"))
    page.get_by_role("button", name="Kari Nordmann").click()
    log_out = page.get_by_role("banner").get_by_role("button", name=say("Log out"))
    expect(log_out).to_be_visible()
    axe(page)
    log_out.click()
    expect(page.get_by_role("banner").get_by_role("link", name=say("Log in"))).to_be_visible()
    expect(page.get_by_text(say("You are logged out."))).to_be_visible()


@IN_ENGLISH
def test_log_in_leads_back_to_the_page_one_wanted(
    page: Page, kari: User, say: Callable[[str], str]
) -> None:
    _log_in(page, say, "/account/tokens/")
    expect(page).to_have_url(re.compile("/account/tokens/$"))


@IN_ENGLISH
def test_a_wrong_password_is_said_plainly_and_can_be_mended(
    page: Page, kari: User, say: Callable[[str], str], axe: Axe
) -> None:
    page.goto("/account/login/")
    page.get_by_label("E-mail").fill("kari@example.org")
    page.get_by_label("Password", exact=True).fill("wrong")
    page.keyboard.press("Enter")
    expect(page.get_by_text("The e-mail address or the password is not right.")).to_be_visible()
    expect(page.get_by_label("E-mail")).to_have_value("kari@example.org")
    axe(page)


@IN_ENGLISH
def test_the_whole_way_in_by_keyboard(page: Page, kari: User) -> None:
    page.goto("/account/login/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("E-mail")).to_be_focused()
    page.keyboard.type("kari@example.org")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("What waits for you?")


@IN_ENGLISH
@pytest.mark.parametrize("javascript", [False])
def test_the_whole_way_in_and_out_without_scripts(
    page: Page, kari: User, say: Callable[[str], str]
) -> None:
    page.goto("/account/login/")
    expect(page.get_by_text("Passkeys need JavaScript")).to_be_visible()
    _log_in(page, say)
    expect(page.get_by_role("heading", level=1)).to_have_text("What waits for you?")
    page.goto("/audit/")
    page.get_by_label("To what").fill("Kari")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_role("cell", name="Logged in")).to_be_visible()
    page.get_by_role("button", name="Kari Nordmann").click()
    page.get_by_role("banner").get_by_role("button", name="Log out").click()
    expect(page.get_by_text("You are logged out.")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize("viewport", [PHONE])
def test_the_language_is_switched_where_one_is(page: Page, transactional_db: None) -> None:
    page.goto("/about/")
    expect(page.locator("html")).to_have_attribute("lang", "nb")
    with translation.override("nb"):
        menu, settings = gettext("Menu"), gettext("Language and colours")
    page.get_by_role("button", name=menu).click()
    page.get_by_role("button", name=settings).click()
    page.get_by_role("button", name="English").click()
    expect(page).to_have_url(re.compile("/about/$"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("heading", level=1)).to_have_text("What is Samvern?")


@LANGUAGES
def test_an_app_is_turned_on_and_its_code_asked_for(
    page: Page, kari: User, say: Callable[[str], str], axe: Axe
) -> None:
    _log_in(page, say, "/account/2fa/totp/activate/")
    _confirm(page, say)
    expect(page.get_by_role("img", name=re.compile("QR"))).to_be_visible()
    axe(page)
    secret = page.locator("main code").inner_text()
    page.get_by_label(say("Code from the app")).fill(_code(secret))
    page.get_by_role("button", name=say("Turn on the app")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(say("Keep these codes safe"))
    expect(page.locator("main li code")).to_have_count(10)
    axe(page)

    _log_out(page, say)
    _log_in(page, say)
    expect(page.get_by_role("heading", level=1)).to_have_text(say("Is it you?"))
    axe(page)
    page.get_by_label(say("Code"), exact=True).fill("000000")
    page.get_by_role("button", name=say("Log in"), exact=True).click()
    expect(page.get_by_text(say("The code is not right, or has run out.")).first).to_be_visible()
    # The next code, since one that has been used is not taken again. A step may begin meanwhile:
    # then it is the code of now, as the first one was of the step before.
    page.get_by_label(say("Code"), exact=True).fill(_code(secret, 1))
    page.get_by_role("button", name=say("Log in"), exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(say("What waits for you?"))


@LANGUAGES
def test_a_passkey_takes_the_place_of_the_password(
    page: Page, kari: User, say: Callable[[str], str], axe: Axe
) -> None:
    _key(page)
    _log_in(page, say, "/account/2fa/webauthn/add/")
    _confirm(page, say)
    page.get_by_label(say("Name")).fill("Work laptop")
    alone = page.get_by_label(say("Log in with this passkey alone"))
    alone.check()
    expect(alone).to_be_checked()
    axe(page)
    page.get_by_role("button", name=say("Add the passkey")).click()
    expect(page.get_by_text(say("The passkey is added."))).to_be_visible()
    page.goto("/account/2fa/webauthn/")
    row = page.get_by_role("row", name=re.compile("Work laptop"))
    expect(row).to_contain_text(say("password and second step"))
    axe(page)

    _log_out(page, say)
    page.goto("/account/login/?next=/account/2fa/webauthn/")
    page.get_by_role("button", name=say("Log in with a passkey")).click()
    expect(row).to_be_visible()

    row.get_by_role("link", name=say("Rename")).click()
    _confirm(page, say)
    page.get_by_label(say("Name")).fill("Old laptop")
    page.get_by_role("button", name=say("Save the name")).click()
    page.goto("/account/2fa/webauthn/")
    page.get_by_role("link", name=re.compile(say("Remove"))).click()
    page.get_by_role("main").get_by_role("button", name=say("Remove the passkey")).click()
    expect(page.get_by_text(say("The passkey is removed."))).to_be_visible()


@IN_ENGLISH
def test_a_passkey_can_be_the_second_step(
    page: Page, kari: User, say: Callable[[str], str]
) -> None:
    _key(page)
    _log_in(page, say, "/account/2fa/webauthn/add/")
    _confirm(page, say)
    page.get_by_role("button", name="Add the passkey").click()
    expect(page.get_by_text("The passkey is added.")).to_be_visible()
    _log_out(page, say)
    _log_in(page, say)
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What waits for you?")


@IN_ENGLISH
def test_a_passkey_that_is_not_known_is_said_plainly(page: Page, kari: User, axe: Axe) -> None:
    _key(page)
    page.goto("/account/login/")
    trouble = page.get_by_text("The passkey was not used")
    expect(trouble).to_be_hidden()
    page.get_by_role("button", name="Log in with a passkey").click()
    expect(trouble).to_be_visible()
    axe(page)


@IN_ENGLISH
def test_log_in_from_outside_and_back(
    page: Page,
    kari: User,
    watch: Watch,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    live_server: LiveServer,
) -> None:
    person = {"sub": "1", "email": kari.email, "email_verified": True}
    with provider.running(person) as outside:
        monkeypatch.setenv("SAMVERN_OIDC_NAME", "Common log-in")
        monkeypatch.setenv("SAMVERN_OIDC_CLIENT_ID", provider.CLIENT_ID)
        monkeypatch.setenv("SAMVERN_OIDC_CLIENT_SECRET", provider.CLIENT_SECRET)
        settings.OIDC_ISSUER = outside.issuer
        settings.SOCIALACCOUNT_PROVIDERS = environment.openid_connect(outside.issuer)
        watch.origins.append(outside.issuer)
        page.goto("/account/login/?next=/account/")
        page.get_by_role("button", name="Log in with Common log-in").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Who are you here?")
        page.get_by_role("link", name="Log-in from outside").click()
        expect(page.get_by_label("Common log-in: kari@example.org")).to_be_visible()


@IN_ENGLISH
def test_too_many_attempts_end_at_a_page_of_ours(page: Page, kari: User, axe: Axe) -> None:
    page.goto("/account/login/")
    for _attempt in range(6):
        page.get_by_label("E-mail").fill("kari@example.org")
        page.get_by_label("Password", exact=True).fill("wrong")
        with page.expect_event("load"):
            page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("too many attempts")
    axe(page)


@IN_ENGLISH
def test_other_log_ins_are_seen_and_ended(
    page: Page, kari: User, say: Callable[[str], str], live_server: LiveServer
) -> None:
    from django.test import Client

    elsewhere = Client(headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"})
    elsewhere.post("/account/login/", {"login": kari.email, "password": PASSWORD})
    assert elsewhere.get("/account/").status_code == 200
    _log_in(page, say, "/account/sessions/")
    expect(page.get_by_role("row", name=re.compile("Firefox, Windows"))).to_be_visible()
    page.get_by_role("button", name="Log out everywhere else").click()
    expect(page.get_by_text("You are logged in nowhere else.")).to_be_visible()
    assert elsewhere.get("/account/").status_code == 302


@IN_ENGLISH
def test_a_token_is_made_and_revoked(
    page: Page, kari: User, say: Callable[[str], str], axe: Axe
) -> None:
    _log_in(page, say, "/account/tokens/")
    page.get_by_role("link", name="Make a token").click()
    page.get_by_label("What it is for").fill("Nightly export")
    page.get_by_role("button", name="Make the token").click()
    expect(page.locator("main code").first).to_have_text(re.compile(r"^samvern_[\w-]{43}$"))
    axe(page)
    page.get_by_role("link", name="I have saved the key").click()
    page.get_by_role("link", name="Revoke Nightly export").click()
    revoke = page.get_by_role("button", name="Revoke the token")
    expect(revoke).to_be_visible()
    axe(page)
    revoke.click()
    expect(page.get_by_role("cell", name="Revoked")).to_be_visible()
