"""What must hold before the server starts: settings that make sense, and no demo accounts."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import override_settings

from samvern.base.startup import refuse_unsafe_start
from samvern.config import environment
from samvern.config.environment import WrongSetting
from tests.factories import users


def test_production_refuses_to_start_where_demo_accounts_are(
    db: None, capsys: pytest.CaptureFixture[str]
) -> None:
    users.user(is_demo=True)
    with pytest.raises(SystemExit) as refused:
        refuse_unsafe_start()
    assert refused.value.code == 2
    assert "demo accounts" in capsys.readouterr().err


def test_production_starts_without_demo_accounts(db: None) -> None:
    users.user()
    refuse_unsafe_start()


@override_settings(IS_DEMO=True)
def test_the_demo_starts_with_demo_accounts(db: None) -> None:
    users.user(is_demo=True)
    refuse_unsafe_start()


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SAMVERN_X", raising=False)
    monkeypatch.delenv("SAMVERN_X_FILE", raising=False)


def test_a_setting_may_stand_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "x").write_text("from the file\n", encoding="utf-8")
    monkeypatch.setenv("SAMVERN_X", "from the environment")
    monkeypatch.setenv("SAMVERN_X_FILE", str(tmp_path / "x"))
    assert environment.text("SAMVERN_X") == "from the file"


def test_a_file_that_cannot_be_read_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SAMVERN_X_FILE", str(tmp_path / "none"))
    with pytest.raises(WrongSetting) as refused:
        environment.text("SAMVERN_X")
    assert "SAMVERN_X_FILE" in refused.value.sentence


@pytest.mark.parametrize("value", ["maybe", "2", "on"])
def test_what_is_neither_true_nor_false_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("SAMVERN_X", value)
    with pytest.raises(WrongSetting):
        environment.flag("SAMVERN_X", default=False)


@pytest.mark.parametrize(
    ("value", "flag"), [("1", True), ("YES", True), ("false", False), ("", True)]
)
def test_flags_are_read_kindly(monkeypatch: pytest.MonkeyPatch, value: str, flag: bool) -> None:
    monkeypatch.setenv("SAMVERN_X", value)
    assert environment.flag("SAMVERN_X", default=True) is flag


@pytest.mark.parametrize("value", ["0", "-1", "two", "1.5"])
def test_a_number_below_the_lowest_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("SAMVERN_X", value)
    with pytest.raises(WrongSetting):
        environment.whole_number("SAMVERN_X", 5, lowest=1)


def test_the_key_is_made_once_for_the_owner_alone(tmp_path: Path) -> None:
    first = environment.secret_key("SAMVERN_X", tmp_path)
    assert environment.secret_key("SAMVERN_X", tmp_path) == first
    assert len(first) >= 50
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0


def test_a_short_key_stops_the_start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SAMVERN_X", "short")
    with pytest.raises(WrongSetting):
        environment.secret_key("SAMVERN_X", tmp_path)


@pytest.mark.parametrize(
    ("url", "engine", "name"),
    [
        ("", "sqlite3", None),
        ("sqlite:////data/a%20b.sqlite3", "sqlite3", "/data/a b.sqlite3"),
        ("postgresql://u:p%40ss@db:5433/samvern?sslmode=require", "postgresql", "samvern"),
        ("postgresql:///samvern?host=/run/pg", "postgresql", "samvern"),
    ],
)
def test_databases_are_named_by_an_address(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, url: str, engine: str, name: str | None
) -> None:
    monkeypatch.setenv("SAMVERN_X", url)
    found = environment.database("SAMVERN_X", tmp_path)
    assert found["ENGINE"].endswith(engine)
    assert found["NAME"] == (name or str(tmp_path / "samvern.sqlite3"))


def test_parts_of_a_database_address_are_decoded(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SAMVERN_X", "postgresql://u:p%40ss@db:5433/samvern?sslmode=require")
    found = environment.database("SAMVERN_X", tmp_path)
    assert (found["USER"], found["PASSWORD"]) == ("u", "p@ss")
    assert (found["HOST"], found["PORT"]) == ("db", "5433")
    assert found["OPTIONS"] == {"sslmode": "require"}


def test_an_unknown_database_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SAMVERN_X", "mysql://x")
    with pytest.raises(WrongSetting):
        environment.database("SAMVERN_X", tmp_path)


def test_a_provider_without_a_client_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SAMVERN_OIDC_CLIENT_ID", raising=False)
    assert environment.openid_connect("") == {}
    with pytest.raises(WrongSetting):
        environment.openid_connect("https://login.example.org")
