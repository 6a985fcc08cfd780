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
    monkeypatch.setattr(registry, "_sections", {})


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


def test_sections_stand_in_order_and_whoever_has_nothing_to_say_is_left_out() -> None:
    def late(viewer, thing):
        return registry.Section("Late", "x/_late.html", {"thing": thing}, order=90)

    def early(viewer, thing):
        return registry.Section("Early", "x/_early.html", {}, order=10) if thing else None

    for source in (late, early, late):
        registry.add_section("x:thing", source)
    told = registry.sections_at("x:thing", ANONYMOUS, "P-1")
    assert [each.heading for each in told] == ["Early", "Late"]
    assert told[1].content == {"thing": "P-1"}
    assert [each.heading for each in registry.sections_at("x:thing", ANONYMOUS, "")] == ["Late"]
    assert registry.sections_at("x:other", ANONYMOUS, "P-1") == []
