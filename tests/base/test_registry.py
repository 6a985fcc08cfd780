"""What modules hand in to the pages of other modules."""

from __future__ import annotations

import pytest

from samvern.apps.programmes.permissions import Permission
from samvern.base import registry
from samvern.base.permissions import Role
from samvern.base.viewer import ANONYMOUS
from tests.factories import users


@pytest.fixture(autouse=True)
def _own_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_tabs", {})
    monkeypatch.setattr(registry, "_buttons", {})


def test_tabs_stand_in_order_and_only_for_those_who_can_open_them() -> None:
    second = registry.Tab("Second", "x:second", 2, Permission.READ_PROGRAMMES)
    first = registry.Tab("First", "x:first", 1, Permission.READ_DRAFTS)
    for tab in (second, first, second):
        registry.add_tab("x.thing", tab)
    assert registry.tabs_for(users.viewer(Role.SECTOR_AUTHORITY), "x.thing") == [first, second]
    assert registry.tabs_for(ANONYMOUS, "x.thing") == [second]
    assert registry.tabs_for(ANONYMOUS, "x.other") == []


def test_buttons_follow_from_the_viewer_the_thing_and_the_state_of_the_page() -> None:
    def source(viewer, subject, query):
        if viewer.roles > {Role.PUBLIC}:
            yield registry.Button("Save", f"/{subject}/?scale={query['scale']}")

    registry.add_buttons("x:page", source)
    registry.add_buttons("x:page", source)
    someone = users.viewer(Role.CONTRIBUTOR)
    found = registry.buttons_at("x:page", someone, "P-1", {"scale": "ordinal"})
    assert [button.url for button in found] == ["/P-1/?scale=ordinal"]
    assert registry.buttons_at("x:page", ANONYMOUS, "P-1", {"scale": "ordinal"}) == []
    assert registry.buttons_at("x:other", someone, "P-1", {}) == []
