"""Typed helpers that read settings from the environment.

Every helper also reads ``NAME_FILE``, a file that holds the value, so that secrets can be
mounted instead of exported. A wrong value stops the start with a sentence that says which
setting, what it holds, and what it may hold.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from samvern.engine.org_number import is_org_number


class WrongSetting(SystemExit):
    """A setting that cannot be used; ends the program with exit code 2 and a sentence."""

    def __init__(self, sentence: str) -> None:
        super().__init__(2)
        self.sentence = sentence
        print(f"samvern: {sentence}", file=_stderr())


def _stderr() -> Any:
    import sys

    return sys.stderr


def text(name: str, default: str = "") -> str:
    """The setting as text, from ``NAME`` or the file that ``NAME_FILE`` names."""
    if path := os.environ.get(f"{name}_FILE"):
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise WrongSetting(f"{name}_FILE names {path}, which cannot be read: {error}") from None
    return os.environ.get(name, default).strip()


def choice(name: str, default: str, allowed: tuple[str, ...]) -> str:
    """One of a fixed set of words."""
    value = text(name, default) or default
    if value not in allowed:
        raise WrongSetting(f"{name} is {value!r}; it must be one of {', '.join(allowed)}")
    return value


def flag(name: str, *, default: bool) -> bool:
    """``1``/``true``/``yes`` or ``0``/``false``/``no``."""
    value = text(name).lower()
    if not value:
        return default
    if value in {"1", "true", "yes"}:
        return True
    if value in {"0", "false", "no"}:
        return False
    raise WrongSetting(f"{name} is {value!r}; it must be true or false")


def whole_number(name: str, default: int, *, lowest: int = 0) -> int:
    """A whole number that is at least ``lowest``."""
    value = text(name)
    if not value:
        return default
    if not value.isdecimal() or int(value) < lowest:
        raise WrongSetting(f"{name} is {value!r}; it must be a whole number from {lowest}")
    return int(value)


def words(name: str) -> list[str]:
    """A comma-separated list."""
    return [word.strip() for word in text(name).split(",") if word.strip()]


def secret_key(name: str, data_dir: Path) -> str:
    """The signing key; made once and kept in the data directory when none is given."""
    if value := text(name):
        if len(value) < 32:
            raise WrongSetting(f"{name} is too short; use at least 32 random characters")
        return value
    path = data_dir / "secret-key"
    try:
        with path.open("x", encoding="utf-8") as file:
            path.chmod(0o600)
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    except OSError as error:
        raise WrongSetting(f"no {name} is set, and {path} cannot be written: {error}") from None
    return path.read_text(encoding="utf-8")


def publisher(name: str, *, contact: str) -> tuple[str, str]:
    """Who publishes open data: organisation number and name, or nothing when nobody does.

    Whoever publishes can be reached: by ``contact``, the address or page that is given.
    """
    number = text(name)
    if not number:
        return "", ""
    if not is_org_number(number):
        raise WrongSetting(f"{name} is {number!r}; it must be a Norwegian organisation number")
    called = text(f"{name}_NAME")
    if not called:
        raise WrongSetting(f"{name} is set, so {name}_NAME is needed too")
    if not contact:
        raise WrongSetting(
            f"{name} is set, so SAMVERN_CONTACT or SAMVERN_CONTACT_PAGE is needed too"
        )
    return number, called


def openid_connect(issuer: str) -> dict[str, Any]:
    """The log-in library's setting for an OpenID Connect provider; none without an issuer.

    Everything else about the provider is read from its discovery document.
    """
    if not issuer:
        return {}
    client_id = text("SAMVERN_OIDC_CLIENT_ID")
    if not client_id:
        raise WrongSetting("SAMVERN_OIDC_ISSUER is set, so SAMVERN_OIDC_CLIENT_ID is needed too")
    app = {
        "provider_id": "oidc",
        "name": text("SAMVERN_OIDC_NAME", "OpenID Connect"),
        "client_id": client_id,
        "secret": text("SAMVERN_OIDC_CLIENT_SECRET"),
        "settings": {"server_url": issuer.rstrip("/"), "oauth_pkce_enabled": True},
    }
    return {"openid_connect": {"APPS": [app]}}


def file_storage(name: str, data_dir: Path) -> dict[str, Any]:
    """Where files lie: in a bucket when one is named, otherwise in the data directory."""
    bucket = text(f"{name}_BUCKET")
    if not bucket:
        return {
            "BACKEND": "samvern.base.files.storage.LocalStorage",
            "OPTIONS": {"location": str(data_dir / "files")},
        }
    try:
        from botocore.config import Config
        from storages.backends import s3  # noqa: F401 (whether it is there)
    except ImportError:
        raise WrongSetting(f"{name}_BUCKET is set, which needs samvern[s3] installed") from None
    endpoint, access = text(f"{name}_ENDPOINT"), text(f"{name}_ACCESS_KEY")
    secret = text(f"{name}_SECRET_KEY")
    if endpoint and urlsplit(endpoint).scheme not in {"http", "https"}:
        raise WrongSetting(f"{name}_ENDPOINT is {endpoint!r}; it must be a web address")
    if bool(access) is not bool(secret):
        raise WrongSetting(f"{name}_ACCESS_KEY and {name}_SECRET_KEY belong together")
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": bucket,
            "endpoint_url": endpoint or None,
            "region_name": text(f"{name}_REGION") or None,
            "access_key": access or None,
            "secret_key": secret or None,
            # Names are random, so there is nothing to look for first; who may read is for us to say.
            "file_overwrite": True,
            "default_acl": None,
            "max_memory_size": 2**20,
            # Stores other than Amazon's know neither buckets as host names nor its newer check sums.
            "client_config": Config(
                signature_version="s3v4",
                s3={"addressing_style": "path" if endpoint else "auto"},
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
                connect_timeout=10,
                read_timeout=30,
                retries={"max_attempts": 3, "mode": "standard"},
            ),
        },
    }


def database(name: str, data_dir: Path) -> dict[str, Any]:
    """A Django database setting from a URL; SQLite in the data directory by default."""
    url = text(name) or f"sqlite:///{data_dir / 'samvern.sqlite3'}"
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(url.removeprefix("sqlite:///")) or ":memory:",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            },
        }
    if parts.scheme in {"postgres", "postgresql"}:
        options = dict(parse_qsl(parts.query))
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": options.pop("host", unquote(parts.hostname or "")),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": options,
        }
    raise WrongSetting(f"{name} starts with {parts.scheme!r}; use sqlite:///path or postgresql://…")
