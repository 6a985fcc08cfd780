"""Every page of the base and of one's account: for everybody, at every width, in both lights."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.utils import timezone
from playwright.sync_api import Page, expect

from samvern.base.models import User
from samvern.base.permissions import Role
from samvern.base.tokens import make_token
from samvern.base.viewer import viewer_for
from tests.browser import DESKTOP, PHONE
from tests.factories import actors, users

Axe = Callable[[Page], None]
FOR_EVERYBODY = (
    "/",
    "/search/?q=nothing",
    "/about/",
    "/accessibility/",
    "/privacy/",
    "/nowhere/",
    "/account/login/",
    "/account/signup/",
    "/account/inactive/",
    "/account/password/reset/",
    "/account/password/reset/done/",
    "/account/password/reset/key/1-wrong/",
    "/account/password/reset/key/done/",
    "/account/3rdparty/login/cancelled/",
    "/account/3rdparty/login/error/",
)
FOR_ONESELF = (
    "/",
    "/audit/",
    "/audit/?q=nothing-like-it",
    "/operations/jobs/",
    "/operations/jobs/?state=failed",
    "/account/",
    "/account/logout/",
    "/account/password/change/",
    "/account/sessions/",
    "/account/3rdparty/",
    "/account/2fa/",
    "/account/2fa/webauthn/",
    "/account/tokens/",
    "/account/tokens/new/",
)
LOOKS = [
    pytest.param(DESKTOP, "nb", "light", id="desktop"),
    pytest.param(PHONE, "en", "dark", id="phone"),
]


def _check(page: Page, axe: Axe, paths: tuple[str, ...]) -> None:
    """Each page has one heading, no sideways scrolling, and passes axe."""
    for path in paths:
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        too_wide = page.evaluate(
            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert too_wide <= 0, f"{path} is {too_wide} pixels too wide"
        axe(page)


@pytest.fixture
def kari(transactional_db: None) -> User:
    person = users.user("Kari Nordmann", password="three small grey seals")
    actors.grant(person, Role.SECTOR_AUTHORITY)
    made = {"name": "Nightly export", "scopes": ["read"], "days": 30, "at": timezone.now()}
    make_token(by=viewer_for(person), **made)
    return person


@pytest.mark.parametrize(("viewport", "language", "colour_scheme"), LOOKS)
def test_pages_for_everybody(page: Page, transactional_db: None, axe: Axe) -> None:
    _check(page, axe, FOR_EVERYBODY)


@pytest.mark.parametrize(("viewport", "language", "colour_scheme"), LOOKS)
def test_pages_of_ones_own(
    page: Page, kari: User, login: Callable[[Page, User], None], axe: Axe
) -> None:
    login(page, kari)
    _check(page, axe, FOR_ONESELF)


@pytest.mark.parametrize(("viewport", "language", "colour_scheme"), LOOKS)
def test_choosing_a_password_by_the_link_of_an_e_mail(page: Page, kari: User, axe: Axe) -> None:
    key = f"{user_pk_to_url_str(kari)}-{default_token_generator.make_token(kari)}"
    _check(page, axe, (f"/account/password/reset/key/{key}/",))
    expect(page.locator("input[type=password]")).to_have_count(2)


@pytest.mark.parametrize(("viewport", "language", "colour_scheme"), LOOKS)
def test_one_without_a_role_is_told_whom_to_ask(
    page: Page, transactional_db: None, login: Callable[[Page, User], None], axe: Axe
) -> None:
    login(page, users.user("Ola Uten Rolle"))
    _check(page, axe, ("/", "/account/"))


@pytest.mark.parametrize("language", ["en"])
def test_the_trail_is_narrowed_down_in_place(
    page: Page, kari: User, login: Callable[[Page, User], None], axe: Axe
) -> None:
    login(page, kari)
    page.goto("/audit/")
    expect(page.get_by_role("cell", name="Made an API token")).to_be_visible()
    page.get_by_label("To what").fill("no such thing")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_text("No entry fits these filters.")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Show all entries").click()
    expect(page.get_by_role("cell", name="Made an API token")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV Entries of the audit trail").click()
    assert download.value.suggested_filename == "audit.csv"
