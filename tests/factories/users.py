"""Users, and viewers without any."""

from __future__ import annotations

import itertools
from typing import Any

from samvern.base.models import User
from samvern.base.permissions import Role
from samvern.base.viewer import WHOLE_SECTOR, HeldRole, Viewer

_numbers = itertools.count(1)


def user(name: str = "", *, password: str | None = None, **fields: Any) -> User:
    """A saved user with an address of its own; without a password unless one is given."""
    number = next(_numbers)
    fields.setdefault("email", f"person{number}@example.org")
    return User.objects.create_user(password=password, name=name or f"Person {number}", **fields)


def viewer(role: Role | None = None, path: str = WHOLE_SECTOR, **fields: Any) -> Viewer:
    """Somebody who holds one role, or none; no user stands behind."""
    held = (HeldRole(role, path),) if role else ()
    return Viewer(name=fields.pop("name", "Somebody"), held=held, **fields)
