"""Evidence: a wrong file is refused, a right one added, fetched, renewed and withdrawn, by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Page, expect

from samvern.base.models import User
from samvern.base.permissions import Role
from tests.browser import PHONE
from tests.factories import actors, users
from tests.factories.stored_files import PDF

Axe = Callable[[Page], None]
LogIn = Callable[[Page, User], None]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("viewport", [PHONE], ids=["phone"])
def test_evidence_is_added_fetched_renewed_and_withdrawn(
    page: Page, axe: Axe, login: LogIn, language: str, tmp_path: Path
) -> None:
    hospital = actors.actor("Fjordheim hospital")
    officer = users.user("Kari Nordmann", language=language)
    actors.grant(officer, Role.SECURITY_OFFICER, hospital)
    wrong, right = tmp_path / "Report.txt", tmp_path / "Report.pdf"
    for each in (wrong, right):
        each.write_bytes(PDF)
    with translation.override(language):
        add, what, file = gettext("Add evidence"), gettext("What is it?"), gettext("File")
        save, until = gettext("Add the evidence"), gettext("How long does it hold?")
        newer, keep = gettext("Put a newer one in its place"), gettext("Save as newer evidence")
        fetch, withdraw = gettext("Fetch the file"), gettext("Withdraw it")
        why = gettext("Why can nobody rely on it any longer?")
        really, older = gettext("Withdraw the evidence"), gettext("What it replaces")
        see, withdrawn = (
            gettext("See the evidence"),
            gettext("The evidence is withdrawn, and kept."),
        )

    def press(role: str, name: str) -> None:
        page.get_by_role(role, name=name, exact=True).focus()  # type: ignore[arg-type]
        page.keyboard.press("Enter")

    def judged() -> None:
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0

    login(page, officer)
    page.goto(f"/actors/{hospital.pk}/")
    press("link", see)
    expect(page.get_by_role("link", name=add)).to_be_visible()
    judged()
    press("link", add)
    page.get_by_label(what).fill("Restore exercise")
    page.get_by_label(file, exact=False).first.set_input_files(wrong)
    press("button", save)
    expect(page.get_by_role("alert").or_(page.locator("[aria-invalid=true]")).first).to_be_visible()
    judged()
    page.get_by_label(file, exact=False).first.set_input_files(right)
    page.get_by_label(until).fill("2035-01-02")
    press("button", save)
    expect(page.get_by_role("heading", level=1)).to_have_text("Restore exercise")
    judged()
    with page.expect_download() as fetched:
        press("link", fetch)
    assert fetched.value.suggested_filename == "Report.pdf"
    assert Path(fetched.value.path()).read_bytes() == PDF
    press("link", newer)
    page.get_by_label(what).fill("Restore exercise, corrected")
    press("button", keep)
    expect(page.get_by_role("heading", name=older)).to_be_visible()
    judged()
    press("link", withdraw)
    page.get_by_label(why).fill("It was another system.")
    press("button", really)
    expect(page.get_by_text(withdrawn)).to_be_visible()
    judged()
