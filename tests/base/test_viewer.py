"""What a viewer may do, where, and how tokens narrow it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samvern.base.permissions import BasePermission, Role, declared, holders
from samvern.base.viewer import ANONYMOUS, WHOLE_SECTOR, HeldRole, Viewer
from samvern.engine.errors import NotAllowed

READ, MANAGE = BasePermission.READ_AUDIT, BasePermission.MANAGE_TOKENS
PATHS = st.lists(st.integers(1, 4), max_size=4).map(
    lambda steps: "/" + "".join(f"{step}/" for step in steps)
)


@dataclass(frozen=True)
class Place:
    path: str


def _holding(*held: tuple[Role, str]) -> Viewer:
    return Viewer(user_id=1, held=tuple(HeldRole(role, path) for role, path in held))


def test_a_role_holds_for_everything_below_its_actor_and_nothing_else() -> None:
    officer = _holding((Role.SECURITY_OFFICER, "/1/2/"))
    assert officer.may(READ, Place("/1/2/"))
    assert officer.may(READ, Place("/1/2/9/"))
    assert not officer.may(READ, Place("/1/"))
    assert not officer.may(READ, Place("/1/22/"))
    assert not officer.may(READ)
    assert officer.may_somewhere(READ)


@given(PATHS, PATHS)
def test_reach_follows_the_tree(held: str, asked: str) -> None:
    officer = _holding((Role.SECURITY_OFFICER, held))
    assert officer.may(READ, Place(asked)) is asked.startswith(held)


def test_a_permission_nobody_declared_is_held_by_nobody() -> None:
    everything = Viewer(user_id=1, held=tuple(HeldRole(role) for role in Role))
    assert not everything.may("base.fly")
    assert holders("base.fly") == frozenset()
    assert "base.fly" not in declared()


def test_the_public_holds_nothing_of_the_base() -> None:
    assert not ANONYMOUS.may_somewhere(READ)
    assert not ANONYMOUS.is_signed_in
    with pytest.raises(NotAllowed) as refused:
        ANONYMOUS.require(READ)
    assert refused.value.params == {"permission": "base.read_audit"}


@pytest.mark.parametrize(
    ("scopes", "reads", "manages"),
    [
        (None, True, True),
        ({"read"}, True, False),
        ({"write"}, False, True),
        ({"read", "write"}, True, True),
        (set(), False, False),
    ],
)
def test_scopes_narrow_what_is_held(scopes: set[str] | None, reads: bool, manages: bool) -> None:
    holder = _holding((Role.SECTOR_AUTHORITY, WHOLE_SECTOR))
    narrowed = replace(holder, scopes=None if scopes is None else frozenset(scopes))
    assert narrowed.may(READ) is reads
    assert narrowed.may(MANAGE) is manages


def test_scopes_never_widen() -> None:
    nobody = Viewer(user_id=1, scopes=frozenset({"read", "write"}))
    assert not nobody.may_somewhere(READ)


@pytest.mark.parametrize(
    ("paths", "place"),
    [
        ((), "/"),
        (("/",), "/"),
        (("/1/2/",), "/1/2/"),
        (("/1/2/", "/1/2/7/"), "/1/2/"),
        (("/1/2/", "/1/3/"), "/1/"),
        (("/1/2/", "/4/"), "/"),
        (("/1/2/", "/1/22/"), "/1/"),
        (("/1/", "/"), "/"),
    ],
)
def test_the_place_of_a_person_is_above_all_their_roles(paths: tuple[str, ...], place: str) -> None:
    assert _holding(*((Role.CONTRIBUTOR, path) for path in paths)).place == place


@given(st.lists(PATHS, min_size=1, max_size=4))
def test_every_role_is_held_at_or_below_the_place(paths: list[str]) -> None:
    place = _holding(*((Role.CONTRIBUTOR, path) for path in paths)).place
    assert all(path.startswith(place) for path in paths)
