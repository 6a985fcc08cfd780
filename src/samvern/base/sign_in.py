"""What the log-in library reports, and what we do about it: the trail, and when sessions end.

The library tells of log-ins through signals; they are its interface and are listened to here
and nowhere else. No password, code or address that was typed enters the trail.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from allauth.account import signals as account
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa import signals as mfa
from allauth.socialaccount import signals as social
from django.conf import settings
from django.contrib.auth import signals as django_auth
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from samvern.base import audit
from samvern.base.models import User
from samvern.base.sessions import ENDS_AT
from samvern.base.viewer import viewer_for

log = logging.getLogger(__name__)


def record(user: User, action: str, changes: Mapping[str, Any] | None = None) -> None:
    """Put an entry about a person's own account in the trail, at the person's place."""
    viewer = viewer_for(user)
    with transaction.atomic():
        audit.record(viewer, action, user, at=timezone.now(), path=viewer.place, changes=changes)


def account_with(addresses: Iterable[str]) -> User | None:
    """The active account with one of these e-mail addresses."""
    for address in addresses:
        if found := User.objects.filter(email__iexact=address, is_active=True).first():
            return found
    return None


def listen() -> None:
    """Begin to listen; called once when Django has started."""
    django_auth.user_logged_in.connect(_limit_session, dispatch_uid="samvern")
    django_auth.user_login_failed.connect(_failed, dispatch_uid="samvern")
    django_auth.user_logged_out.connect(_signed_out, dispatch_uid="samvern")
    account.user_logged_in.connect(_signed_in, dispatch_uid="samvern")
    account.password_changed.connect(_password_changed, dispatch_uid="samvern")
    account.password_set.connect(_password_changed, dispatch_uid="samvern")
    account.password_reset.connect(_password_reset, dispatch_uid="samvern")
    mfa.authenticator_added.connect(_factor_added, dispatch_uid="samvern")
    mfa.authenticator_removed.connect(_factor_removed, dispatch_uid="samvern")
    mfa.authenticator_reset.connect(_codes_renewed, dispatch_uid="samvern")
    mfa.authentication_failed.connect(_factor_failed, dispatch_uid="samvern")
    social.social_account_added.connect(_connected, dispatch_uid="samvern")
    social.social_account_removed.connect(_disconnected, dispatch_uid="samvern")


def _limit_session(request: HttpRequest, **_others: Any) -> None:
    """Let the session end a fixed time from now."""
    end = timezone.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE)
    request.session[ENDS_AT] = end.isoformat()


def _signed_in(request: HttpRequest, user: User, **_others: Any) -> None:
    steps = get_authentication_records(request, user)
    how = [step.get("type") or step.get("provider") or step["method"] for step in steps]
    record(user, "user.signed_in", {"how": ", ".join(dict.fromkeys(how))})


def _failed(credentials: Mapping[str, Any], **_others: Any) -> None:
    """A wrong password. What was typed as an address may be a password, so only an address
    that is an account's is told of, as that account.
    """
    if user := account_with([str(credentials.get("email", ""))]):
        record(user, "user.sign_in_failed", {"how": "password"})
    else:
        log.warning("a log-in was tried for an account that does not exist")


def _factor_failed(user: User, authenticator: Any, **_others: Any) -> None:
    record(user, "user.sign_in_failed", {"how": _kind(authenticator)})


def _signed_out(user: User | None, **_others: Any) -> None:
    if user is not None:
        record(user, "user.signed_out")


def _password_changed(user: User, **_others: Any) -> None:
    record(user, "user.password_changed")


def _password_reset(user: User, **_others: Any) -> None:
    record(user, "user.password_reset")


def _factor_added(user: User, authenticator: Any, **_others: Any) -> None:
    record(user, "user.second_factor_added", {"kind": _kind(authenticator)})


def _factor_removed(user: User, authenticator: Any, **_others: Any) -> None:
    record(user, "user.second_factor_removed", {"kind": _kind(authenticator)})


def _codes_renewed(user: User, **_others: Any) -> None:
    record(user, "user.recovery_codes_renewed")


def _connected(sociallogin: Any, **_others: Any) -> None:
    record(
        sociallogin.user, "user.outside_log_in_added", {"provider": sociallogin.account.provider}
    )


def _disconnected(socialaccount: Any, **_others: Any) -> None:
    record(socialaccount.user, "user.outside_log_in_removed", {"provider": socialaccount.provider})


def _kind(authenticator: Any) -> str:
    return str(authenticator.type) if authenticator else "code"
