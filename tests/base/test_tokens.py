"""API tokens: made by oneself, shown once, ended by oneself."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from samvern.base.models import ApiToken, AuditEntry
from samvern.base.tokens import make_token, revoke_token, viewer_with_key
from samvern.engine.errors import InvalidInput, NotAllowed, NotFound
from tests.worlds import World

Sit = Callable[[str], Client]
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def _make(world: World, member: str = "owner", **changes: object) -> tuple[ApiToken, str]:
    values = {"name": "export", "scopes": ["read"], "days": 30, "at": NOW, **changes}
    return make_token(by=world.viewer(member), **values)  # type: ignore[arg-type]


def test_a_key_stands_for_its_user_within_scopes(world: World) -> None:
    _token, key = _make(world, scopes=["read"])
    viewer = viewer_with_key(key, at=NOW)
    assert viewer is not None
    assert viewer.user_id == world.people["owner"].pk
    assert viewer.channel == "api"
    assert viewer.scopes == {"read"}
    assert not viewer.may_somewhere("base.manage_tokens")


def test_only_a_digest_is_kept(world: World) -> None:
    token, key = _make(world)
    assert key not in str(ApiToken.objects.filter(pk=token.pk).values().get())
    assert token.digest not in str(AuditEntry.objects.get(action="token.made").changes)
    assert key.startswith(token.prefix)
    assert len(token.prefix) < len(key) / 3


def test_the_trail_does_not_tell_what_a_token_is_for(world: World) -> None:
    token, _key = _make(world)
    entry = AuditEntry.objects.get(action="token.made")
    assert token.prefix in entry.subject_label
    assert token.name not in f"{entry.subject_label} {entry.changes}"


@pytest.mark.parametrize(
    ("at", "stands"),
    [
        (NOW, True),
        (NOW + timedelta(days=30, seconds=-1), True),
        (NOW + timedelta(days=30), False),
    ],
)
def test_a_key_ends_on_its_date(world: World, at: datetime, stands: bool) -> None:
    _token, key = _make(world)
    assert (viewer_with_key(key, at=at) is not None) is stands


def test_a_revoked_key_stands_for_nobody(world: World) -> None:
    token, key = _make(world)
    revoke_token(by=world.viewer("owner"), token_id=token.pk, at=NOW)
    assert viewer_with_key(key, at=NOW) is None


def test_the_key_of_a_closed_account_stands_for_nobody(world: World) -> None:
    _token, key = _make(world)
    owner = world.people["owner"]
    owner.is_active = False
    owner.save()
    assert viewer_with_key(key, at=NOW) is None


@pytest.mark.parametrize("key", ["", "samvern_", "samvern_x\0", "no such key", "æøå", "samvern_æ"])
def test_what_is_no_key_stands_for_nobody(world: World, key: str) -> None:
    assert viewer_with_key(key, at=NOW) is None


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": "  "}, "token.name_missing"),
        ({"scopes": []}, "token.scope_unknown"),
        ({"scopes": ["read", "all"]}, "token.scope_unknown"),
        ({"days": 0}, "token.days_out_of_range"),
        ({"days": 366}, "token.days_out_of_range"),
    ],
)
def test_what_cannot_be_a_token_is_refused(
    world: World, changes: dict[str, object], code: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        _make(world, **changes)
    assert refused.value.code == code
    assert not ApiToken.objects.exists()


@pytest.mark.parametrize("member", ["stranger", "anonymous"])
def test_those_without_a_role_make_no_tokens(world: World, member: str) -> None:
    with pytest.raises(NotAllowed):
        _make(world, member)


def test_a_token_makes_no_tokens(world: World) -> None:
    _token, key = _make(world, scopes=["read", "write"])
    viewer = viewer_with_key(key, at=NOW)
    assert viewer is not None
    with pytest.raises(NotAllowed) as refused:
        make_token(by=viewer, name="another", scopes=["read"], days=1, at=NOW)
    assert refused.value.code == "token.made_by_token"


@pytest.mark.parametrize("member", ["authority", "officer", "colleague"])
def test_nobody_ends_the_tokens_of_others(world: World, member: str) -> None:
    token, key = _make(world)
    with pytest.raises(NotFound):
        revoke_token(by=world.viewer(member), token_id=token.pk, at=NOW)
    assert viewer_with_key(key, at=NOW)


def test_ending_twice_is_ending_once(world: World) -> None:
    token, _key = _make(world)
    revoke_token(by=world.viewer("owner"), token_id=token.pk, at=NOW)
    again = revoke_token(by=world.viewer("owner"), token_id=token.pk, at=NOW + timedelta(days=1))
    assert again.revoked_at == NOW
    assert AuditEntry.objects.filter(action="token.revoked").count() == 1


def test_tokens_are_told_of_where_their_owner_stands(world: World) -> None:
    _make(world)
    assert AuditEntry.objects.get(action="token.made").path == world.hospital.path


def test_a_token_is_made_shown_once_and_ended_in_the_pages(browser_of: Sit) -> None:
    client = browser_of("owner")
    form = {"name": "nightly", "scopes": ["read", "write"], "days": "90"}
    made = client.post("/account/tokens/new/", form)
    found = re.search(r"samvern_[\w-]{40,}", made.content.decode())
    assert found
    assert "no-store" in made.headers["Cache-Control"]
    listed = client.get("/account/tokens/").content.decode()
    assert "nightly" in listed
    assert found[0] not in listed
    token = ApiToken.objects.get()
    assert client.get(f"/account/tokens/{token.pk}/revoke/").status_code == 200
    client.post(f"/account/tokens/{token.pk}/revoke/")
    token.refresh_from_db()
    assert token.revoked_at


def test_a_form_with_errors_makes_nothing(browser_of: Sit) -> None:
    answer = browser_of("owner").post("/account/tokens/new/", {"name": "", "days": "400"})
    assert answer.status_code == 200
    assert "aria-invalid" in answer.content.decode()
    assert not ApiToken.objects.exists()


@pytest.mark.parametrize("path", ["/account/tokens/", "/account/tokens/new/"])
def test_pages_of_tokens_are_for_those_with_a_role(browser_of: Sit, path: str) -> None:
    assert browser_of("stranger").get(path).status_code == 403
    assert browser_of("colleague").get(path).status_code == 200


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_tokens_of_others_do_not_exist(browser_of: Sit, world: World, method: str) -> None:
    token, _key = _make(world)
    answer = getattr(browser_of("officer"), method)(f"/account/tokens/{token.pk}/revoke/")
    assert answer.status_code == 404
