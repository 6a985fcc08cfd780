"""Roles and permissions: roles are code, grants are rows on the actor tree.

A module declares its permissions and which roles hold them in its own ``permissions.py`` and
hands the table to :func:`declare` when it starts. What nobody declared, nobody may do.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Role(StrEnum):
    """What a person is to an actor; the words are those of the field (see the glossary)."""

    SECTOR_AUTHORITY = "sector_authority"
    MEASURE_OWNER = "measure_owner"
    SECURITY_OFFICER = "security_officer"
    CONTRIBUTOR = "contributor"
    SUPERVISOR = "supervisor"
    LOG_CONTROLLER = "log_controller"
    PUBLIC = "public"


ROLE_NAMES: Mapping[Role, Promise] = MappingProxyType(
    {
        Role.SECTOR_AUTHORITY: _("Sector authority"),
        Role.MEASURE_OWNER: _("Measure owner"),
        Role.SECURITY_OFFICER: _("Security officer"),
        Role.CONTRIBUTOR: _("Contributor"),
        Role.SUPERVISOR: _("Supervisor"),
        Role.LOG_CONTROLLER: _("Log controller"),
        Role.PUBLIC: _("The public"),
    }
)

#: What each role is for, as the first page says it to those who hold it.
ROLE_PURPOSES: Mapping[Role, Promise] = MappingProxyType(
    {
        Role.SECTOR_AUTHORITY: _(
            "You govern the sector's programmes: which measures there are, how they are judged, "
            "and who takes part."
        ),
        Role.MEASURE_OWNER: _("You answer for measures: what they are to do and where they stand."),
        Role.SECURITY_OFFICER: _(
            "You look after security where you work, and decide which of your colleagues take part."
        ),
        Role.CONTRIBUTOR: _("You help with the measures that concern the place where you work."),
        Role.SUPERVISOR: _(
            "You read what is published and what organisations hand in or report, to see whether the "
            "sector does what it must. Drafts, and what is kept for improvement, are the "
            "organisations’ own."
        ),
        Role.LOG_CONTROLLER: _("You look after who has looked in health records, and why."),
        Role.PUBLIC: _("You read what is published."),
    }
)

#: Roles that can be granted; everybody is the public without a grant.
GRANTABLE = tuple(role for role in Role if role is not Role.PUBLIC)

#: Everybody with a grant, whatever it is.
SIGNED_IN = frozenset(GRANTABLE)
EVERYBODY = frozenset(Role)


class BasePermission(StrEnum):
    """What the base itself guards."""

    READ_AUDIT = "base.read_audit"
    READ_PRIVATE_AUDIT = "base.read_private_audit"
    MANAGE_TOKENS = "base.manage_tokens"
    KEEP_CALENDAR = "base.keep_calendar"
    READ_JOBS = "base.read_jobs"
    MANAGE_JOBS = "base.manage_jobs"


BASE_PERMISSIONS: Mapping[BasePermission, frozenset[Role]] = MappingProxyType(
    {
        BasePermission.READ_AUDIT: frozenset(
            {Role.SECTOR_AUTHORITY, Role.SECURITY_OFFICER, Role.SUPERVISOR}
        ),
        BasePermission.READ_PRIVATE_AUDIT: frozenset({Role.SECURITY_OFFICER}),
        BasePermission.MANAGE_TOKENS: SIGNED_IN,
        BasePermission.KEEP_CALENDAR: SIGNED_IN,
        BasePermission.READ_JOBS: frozenset({Role.SECTOR_AUTHORITY, Role.SUPERVISOR}),
        BasePermission.MANAGE_JOBS: frozenset({Role.SECTOR_AUTHORITY}),
    }
)

_holders: dict[str, frozenset[Role]] = {}


SomePermission = TypeVar("SomePermission", bound=StrEnum)


def declare(table: Mapping[SomePermission, frozenset[Role]]) -> None:
    """Take a module's permissions into use."""
    for permission, roles in table.items():
        _holders[str(permission)] = roles


def holders(permission: str) -> frozenset[Role]:
    """The roles that hold a permission; none when nobody declared it."""
    return _holders.get(str(permission), frozenset())


def declared() -> Mapping[str, frozenset[Role]]:
    """Every permission with its holders, for documentation and consistency tests."""
    return MappingProxyType(_holders)
