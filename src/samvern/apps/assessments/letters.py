"""E-mails about assessments: a link and who asks, never what is asked or answered."""

from __future__ import annotations

import logging

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from samvern.apps.actors import queries as people
from samvern.apps.assessments.models import Delegation, SupplierQuestion
from samvern.base.models import User
from samvern.base.permissions import Role
from samvern.base.viewer import Viewer
from samvern.ui.numbers import day

log = logging.getLogger(__name__)


def ask_colleague(delegation_id: int, key: str, *, by: Viewer) -> None:
    """Send the link of a delegation, in the colleague's language; call it when all is saved.

    Nothing is sent to made-up people. That a letter could not be sent is kept with the delegation,
    and shown to who delegated.
    """
    delegation = Delegation.objects.get(pk=delegation_id)
    user = User.objects.filter(email=delegation.email).first()
    if user is not None and user.is_demo:
        return
    language = user.language if user else by.language
    with translation.override(language):
        letter = EmailMessage(
            subject=_("A colleague asks for your help in Samvern"),
            body=_to_colleague(delegation, key, by, language),
            from_email=settings.DEFAULT_FROM_EMAIL,
            to=[delegation.email],
        )
    if not _is_sent(letter, f"delegation {delegation_id}"):
        Delegation.objects.filter(pk=delegation_id).update(has_failed=True)


def _to_colleague(delegation: Delegation, key: str, by: Viewer, language: str) -> str:
    path = reverse("assessments:delegation", args=[key])
    lines = (
        _("%(by)s asks you to answer some questions about how things are where you work.")
        % {"by": by.name or "Samvern"},
        _("See what it is about, and answer, here: %(url)s") % {"url": settings.BASE_URL + path},
        _(
            "You log in with the account that has this e-mail address. Nobody else can use the link."
        ),
        _("The link works until %(date)s.")
        % {"date": day(localtime(delegation.expires_at), language)},
    )
    return "\n\n".join(lines) + "\n"


def tell_supplier(question_id: int) -> None:
    """Tell a supplier's security officers that a customer asks something; not who, and not what."""
    question = SupplierQuestion.objects.select_related("supplier").get(pk=question_id)
    if question.supplier is None:
        return
    for user in people.holders_at(question.supplier, Role.SECURITY_OFFICER):
        if user.is_demo:
            continue
        with translation.override(user.language):
            letter = EmailMessage(
                subject=_("A customer asks you something in Samvern"),
                body=_to_supplier(user),
                from_email=settings.DEFAULT_FROM_EMAIL,
                to=[user.email],
            )
        _is_sent(letter, f"supplier question {question_id}")


def _to_supplier(user: User) -> str:
    url = settings.BASE_URL + reverse("assessments:asked-of-us")
    lines = (
        _("Hello %(name)s,") % {"name": user.name},
        _("A customer asks how a requirement is met by what you do for them."),
        _("See who asks what, and reply, here: %(url)s") % {"url": url},
    )
    return "\n\n".join(lines) + "\n"


def send_check_link(key: str, *, by: Viewer) -> None:
    """Send somebody the address at which their clinic's check goes on; not what it says so far."""
    user = User.objects.filter(pk=by.user_id or 0, is_active=True).first()
    if user is None or user.is_demo:
        return
    with translation.override(user.language):
        letter = EmailMessage(
            subject=_("Your link to the short check"),
            body=_to_oneself(user, key),
            from_email=settings.DEFAULT_FROM_EMAIL,
            to=[user.email],
        )
    _is_sent(letter, "a short check")


def _to_oneself(user: User, key: str) -> str:
    url = settings.BASE_URL + reverse("assessments:clinic-go-on", args=[key])
    lines = (
        _("Hello %(name)s,") % {"name": user.name},
        _("Go on with the check here: %(url)s") % {"url": url},
        _("You log in first. The link lets nobody else in."),
    )
    return "\n\n".join(lines) + "\n"


def _is_sent(letter: EmailMessage, about: str) -> bool:
    try:
        letter.send()
    except OSError:
        log.exception("a letter about %s was not sent", about)
        return False
    return True
