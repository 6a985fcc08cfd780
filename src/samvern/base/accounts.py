"""How the log-in library meets Samvern: nobody signs up by themselves, and little is kept."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING, Any, ClassVar

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.ratelimit import respond_429
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from qrcode.image.svg import SvgPathFillImage

from samvern.base import sign_in
from samvern.engine.errors import NotReady

if TYPE_CHECKING:
    from samvern.base.models import User


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by those who manage people at an actor."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed."),
        "email_password_mismatch": _("The e-mail address or the password is not right."),
        "enter_current_password": _("This is not your current password."),
        "incorrect_password": _("The password is not right."),
        "too_many_login_attempts": _(
            "That was too many wrong attempts. Wait a few minutes and try again."
        ),
        "rate_limited": _("That was too many times in a row. Wait a little and try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to one's account, not to the form."""
        return reverse("account")

    def format_email_subject(self, subject: str) -> str:
        """Say who writes."""
        return f"Samvern: {subject}"

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Answer too many wrong passwords with 429 instead of an error in the form."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            raise ImmediateHttpResponse(respond_429(request)) from None


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """An outside log-in opens an account that exists; it makes none.

    The first time, the account is found by the e-mail address, which the provider must say
    that it has verified; from then on by the provider's own identifier of the person.
    """

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultSocialAccountAdapter.error_messages,
        "no_password": _("Set a password first, or you could not log in any more."),
        "disconnect_last": _("This is your only way to log in."),
        "connected_other": _("That account opens somebody else’s account here."),
    }

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never."""
        return False

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> User:
        """Keep the address and nothing else of what the provider tells.

        Public providers send the national identity number along; it has no business here.
        """
        email = data.get("email") or ""
        sociallogin.account.extra_data = {"email": email}
        sociallogin.user.email = email
        user: User = sociallogin.user
        return user

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Find the account, or refuse with a page that says whom to ask."""
        if sociallogin.is_existing or sociallogin.state.get("process") == "connect":
            return
        addresses = [a.email for a in sociallogin.email_addresses if a.verified]
        user = sign_in.account_with(addresses)
        if user is None:
            refusal = render(request, "socialaccount/no_account.html", status=403)
            raise ImmediateHttpResponse(refusal)
        sociallogin.connect(request, user)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of second factors are encrypted in the database with the signing key."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "cannot_generate_recovery_codes": _("Add a passkey or turn on an app first."),
        "incorrect_code": _("The code is not right, or has run out."),
    }

    def encrypt(self, text: str) -> str:
        """Encrypt a secret before it is saved."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Read a saved secret; raises ``NotReady`` when the signing key is another by now."""
        try:
            return _cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            raise NotReady("sign_in.second_factor_unreadable") from None

    def build_totp_svg(self, url: str) -> str:
        """The QR code on white, so that cameras read it on a dark page too."""
        picture: bytes = qrcode.make(url, image_factory=SvgPathFillImage).to_string()
        return picture.decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The name that the browser shows when it asks for a passkey."""
        return {**super().get_public_key_credential_rp_entity(), "name": "Samvern"}

    def generate_authenticator_name(self, user: User, kind: Authenticator.Type) -> str:
        """A name to begin with, such as "Passkey 2"."""
        count = Authenticator.objects.filter(user=user, type=kind).count()
        return gettext("Passkey {number}").format(number=count + 1)


class SessionsAdapter(DefaultUserSessionsAdapter):
    """Ended sessions enter the audit trail."""

    def end_sessions(self, sessions: list[Any]) -> None:
        """End sessions of one person."""
        super().end_sessions(sessions)
        if sessions:
            sign_in.record(sessions[0].user, "user.sessions_ended", {"count": len(sessions)})


def display_name(user: User) -> str:
    """How a user is addressed."""
    return user.name or user.email


def _cipher() -> MultiFernet:
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    digests = (hashlib.sha256(b"second factor " + force_bytes(key)).digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
