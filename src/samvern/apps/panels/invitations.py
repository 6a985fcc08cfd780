"""The e-mail that tells people that a panel waits for their judgement."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from samvern.apps.panels.models import Names, Panel
from samvern.base.models import User
from samvern.ui.numbers import day

log = logging.getLogger(__name__)


def invite(panel_id: int, user_ids: Iterable[int]) -> None:
    """Tell each of them in their own language; call it when all is saved.

    Nothing is sent to made-up people. Who cannot be reached finds the panel on their first page.
    """
    panel = Panel.objects.select_related("programme").get(pk=panel_id)
    users = User.objects.filter(pk__in=user_ids, is_active=True, is_demo=False).order_by("pk")
    mails = [_mail(panel, user) for user in users]
    if not mails:
        return
    with get_connection() as connection:
        for mail in mails:
            try:
                mail.connection = connection
                mail.send()
            except OSError:
                log.exception("an invitation to panel %s was not sent", panel_id)


def _mail(panel: Panel, user: User) -> EmailMessage:
    with translation.override(user.language):
        return EmailMessage(
            subject=_("A panel waits for your judgement"),
            body=_body(panel, user),
            from_email=settings.DEFAULT_FROM_EMAIL,
            to=[user.email],
        )


def _body(panel: Panel, user: User) -> str:
    path = reverse("panels:judge", args=[panel.programme.code, panel.pk])
    lines = (
        _("Hello %(name)s,") % {"name": user.name},
        _("You are asked what you think yourself, in the panel “%(title)s”.")
        % {"title": panel.title},
        panel.purpose,
        _("Answers are asked for by %(date)s.") % {"date": day(panel.answer_by, user.language)},
        _(
            "Nobody sees what you say before the panel is closed. Who then sees who said what: %(who)s."
        )
        % {"who": Names(panel.names).label},
        _("Give your judgement here: %(url)s") % {"url": settings.BASE_URL + path},
    )
    return "\n\n".join(line for line in lines if line) + "\n"
