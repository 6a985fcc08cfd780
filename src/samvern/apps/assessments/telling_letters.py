"""Letters that tell that a review is done, or what is asked for again: a link for each.

Neither what was decided nor anything of an answer goes by e-mail, nor what an organisation calls its own
assessment.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samvern.apps.actors.queries import RoleHolders
from samvern.apps.assessments.models import (
    Assessment,
    AssessmentLetter,
    AssessmentState,
    LetterAbout,
)
from samvern.apps.assessments.queries import officers_on
from samvern.base.jobs import letters
from samvern.base.jobs.letters import LetterState
from samvern.base.models import User
from samvern.ui.numbers import day

#: A letter lists so many; whoever is told of more finds them in the list that it links to.
MOST_LISTED: Final = 20


def send(user_ids: Collection[int], *, at: datetime) -> None:
    """Send each of them one letter about each matter; call it when what they are told is saved.

    Before a letter goes out it is noted that it is being sent, so that nobody else sends it, and
    one that was cut short by the end of the process is not sent again.
    """
    users = User.objects.in_bulk(user_ids)
    officers = officers_on(localdate(at))
    with get_connection(fail_silently=True) as connection:
        connection.fail_silently = False
        for pk, user in sorted(users.items()):
            for about in LetterAbout:
                due = AssessmentLetter.objects.due(at).filter(about=about)
                taken = letters.take(due, pk, at=at, tried="tried_at")
                _send_taken(connection, user, about, taken, officers)


def _send_taken(
    connection: BaseEmailBackend,
    user: User,
    about: LetterAbout,
    taken: Sequence[AssessmentLetter],
    officers: RoleHolders,
) -> None:
    found = Assessment.objects.select_related("actor", "campaign").in_bulk(
        {each.assessment_id for each in taken}
    )
    wanted = [each for each in found.values() if _is_wanted(user, about, each, officers)]
    is_sent = not wanted or letters.is_sent(letter_to(user, about, wanted), user, connection)
    told = {each.pk for each in wanted}
    for state, keys in (
        (
            LetterState.SENT if is_sent else LetterState.FAILED,
            [each.pk for each in taken if each.assessment_id in told],
        ),
        (
            LetterState.NOT_NEEDED,
            [each.pk for each in taken if each.assessment_id not in told],
        ),
    ):
        if keys:
            AssessmentLetter.objects.filter(pk__in=keys).update(state=state)


def _is_wanted(
    user: User, about: LetterAbout, assessment: Assessment, officers: RoleHolders
) -> bool:
    """Nothing is sent to made-up people, to whoever is in charge no more, nor of what was handed in."""
    if not user.is_active or user.is_demo or user.pk not in officers.of(assessment.actor.path):
        return False
    return about == LetterAbout.REVIEWED or assessment.state == AssessmentState.RETURNED


def letter_to(user: User, about: LetterAbout, told: Sequence[Assessment]) -> EmailMessage:
    """The letter in the reader's language."""
    with translation.override(user.language):
        return EmailMessage(
            subject=_subject(about, len(told)),
            body=_body(user, about, told),
            from_email=settings.DEFAULT_FROM_EMAIL,
            to=[user.email],
        )


def _subject(about: LetterAbout, count: int) -> str:
    if about == LetterAbout.REVIEWED:
        words = ngettext(
            "The review of your self-assessment is done",
            "The review of %(count)d of your self-assessments is done",
            count,
        )
    else:
        words = ngettext(
            "%(count)d self-assessment waits for you",
            "%(count)d self-assessments wait for you",
            count,
        )
    return words % {"count": count}


def _body(user: User, about: LetterAbout, told: Sequence[Assessment]) -> str:
    is_review = about == LetterAbout.REVIEWED
    listed = [_line(each, user.language, has_day=not is_review) for each in told[:MOST_LISTED]]
    if left := len(told) - len(listed):
        listed.append(_("– and %(count)d more") % {"count": left})
    everything = settings.BASE_URL + reverse("assessments:assessments")
    lines = (
        _("Hello %(name)s,") % {"name": user.name},
        _("You are in charge of security, and the review of this is done:")
        if is_review
        else _("You are in charge of security, and this waits for you to hand it in:"),
        "\n".join(listed),
        _("What was decided and why, you read there: that is not for e-mail.")
        if is_review
        else _("What is asked for again, you read there: that is not for e-mail."),
        _("All your self-assessments: %(url)s") % {"url": everything},
    )
    return "\n\n".join(lines) + "\n"


def _line(each: Assessment, language: str, *, has_day: bool) -> str:
    url = settings.BASE_URL + reverse("assessments:assessment", args=[each.pk])
    named = {"actor": each.actor.name, "url": url}
    named["what"] = each.title if each.campaign_id else _("A self-assessment of your own")
    if not has_day or each.asked_by_on is None:
        return _("– %(what)s, %(actor)s: %(url)s") % named
    named["date"] = day(each.asked_by_on, language)
    return _("– %(what)s, %(actor)s, by %(date)s: %(url)s") % named
