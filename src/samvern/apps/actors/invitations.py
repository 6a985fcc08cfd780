"""The e-mail with which a person gets into an account that was made for them."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samvern.base.models import User


def invite(user_id: int, *, by_name: str) -> None:
    """Send the invitation in the person's language; call it when the account is saved.

    The link leads to where a password is chosen, and works for ``PASSWORD_RESET_TIMEOUT``
    seconds. Afterwards the person asks for a new one at the log-in page.
    """
    user = User.objects.get(pk=user_id)
    with translation.override(user.language):
        send_mail(
            subject=_("Your account in Samvern"),
            message=_body(user, by_name),
            from_email=settings.DEFAULT_FROM_EMAIL,
            recipient_list=[user.email],
        )


def _body(user: User, by_name: str) -> str:
    hours = settings.PASSWORD_RESET_TIMEOUT // 3_600
    lines = (
        _("Hello %(name)s,") % {"name": user.name},
        _("%(by)s has made an account in Samvern for you.") % {"by": by_name or "Samvern"},
        ngettext(
            "Choose a password here; the link works for %(count)d hour:",
            "Choose a password here; the link works for %(count)d hours:",
            hours,
        )
        % {"count": hours},
        _password_link(user),
        _("If it no longer works, ask for a new one at the log-in page: %(url)s")
        % {"url": settings.BASE_URL + reverse("account_reset_password")},
    )
    return "\n\n".join(lines) + "\n"


def _password_link(user: User) -> str:
    """The log-in library's own link for setting a password without having one."""
    from allauth.account.forms import default_token_generator
    from allauth.account.utils import user_pk_to_url_str

    path = reverse(
        "account_reset_password_from_key",
        kwargs={
            "uidb36": user_pk_to_url_str(user),
            "key": default_token_generator.make_token(user),
        },
    )
    return f"{settings.BASE_URL}{path}"
