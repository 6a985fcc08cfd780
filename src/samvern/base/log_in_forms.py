"""The forms of the log-in library in our words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    _Form = forms.Form
else:
    _Form = object

#: Field name to label and help.
Words = dict[str, tuple["_StrPromise | str", "_StrPromise | str"]]

_EMAIL = (_("E-mail"), "")
_PASSWORD = (_("Password"), "")
_NEW_PASSWORD = (
    _("New password"),
    _("At least 12 characters. Several words in a row are easy to remember and hard to guess."),
)
_REPEATED = (_("The new password once more"), "")
_CODE = (_("Code"), _("Six digits from your authenticator app, or a recovery code."))


class _Reworded(_Form):
    """A form of the log-in library with our labels and help, and without placeholders."""

    words: ClassVar[Words] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label, field.help_text = self.words.get(name, (field.label, field.help_text))
            field.widget.attrs.pop("placeholder", None)


class LoginForm(_Reworded, account.LoginForm):
    """E-mail and password."""

    words: ClassVar[Words] = {"login": _EMAIL, "password": _PASSWORD}


class ReauthenticateForm(_Reworded, account.ReauthenticateForm):
    """The password once more, before something that matters."""

    words: ClassVar[Words] = {"password": _PASSWORD}


class ChangePasswordForm(_Reworded, account.ChangePasswordForm):
    """The old password, and the new one twice."""

    words: ClassVar[Words] = {
        "oldpassword": (_("Current password"), ""),
        "password1": _NEW_PASSWORD,
        "password2": _REPEATED,
    }


class SetPasswordForm(_Reworded, account.SetPasswordForm):
    """A first password, for somebody who has only logged in from outside."""

    words: ClassVar[Words] = {"password1": _NEW_PASSWORD, "password2": _REPEATED}


class ResetPasswordForm(_Reworded, account.ResetPasswordForm):
    """Where to send the link."""

    words: ClassVar[Words] = {"email": _EMAIL}


class ResetPasswordKeyForm(_Reworded, account.ResetPasswordKeyForm):
    """A new password, twice, after following the link."""

    words: ClassVar[Words] = {"password1": _NEW_PASSWORD, "password2": _REPEATED}


class SecondFactorForm(_Reworded, mfa.AuthenticateForm):
    """The code that is asked for after the password."""

    words: ClassVar[Words] = {"code": _CODE}


class ReauthenticateWithCodeForm(_Reworded, mfa.ReauthenticateForm):
    """A code, before something that matters."""

    words: ClassVar[Words] = {"code": _CODE}


class ActivateAppForm(_Reworded, totp.ActivateTOTPForm):
    """The first code of a new authenticator app."""

    words: ClassVar[Words] = {
        "code": (_("Code from the app"), _("Six digits; a new code comes twice a minute."))
    }


class AddPasskeyForm(_Reworded, webauthn.AddWebAuthnForm):
    """A name for a new passkey, and whether it replaces the password."""

    words: ClassVar[Words] = {
        "name": (_("Name"), _("So that you can tell your passkeys apart, such as “work phone”.")),
        "passwordless": (
            _("Log in with this passkey alone"),
            _(
                "Without password. The device then asks for your fingerprint, face or PIN. "
                "Otherwise the passkey comes in addition to the password."
            ),
        ),
    }


class RenamePasskeyForm(_Reworded, webauthn.EditWebAuthnForm):
    """Another name for a passkey."""

    words: ClassVar[Words] = {"name": (_("Name"), "")}
