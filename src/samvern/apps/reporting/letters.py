"""What is written to those who report: a link, and nothing of any measure or light."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samvern.apps.reporting import queries
from samvern.apps.reporting.models import INVITATION, Report, ReportingLetter, Round
from samvern.base.jobs import letters
from samvern.base.models import User
from samvern.base.viewer import viewer_for
from samvern.ui.numbers import day


def send(user_ids: Collection[int], *, at: datetime) -> None:
    """Send each of them one letter about all that waits; call it when it is written down."""
    letters.deliver(
        ReportingLetter.objects.due(at).select_related("reporting_round__programme", "report"),
        user_ids,
        at=at,
        tried="tried_at",
        write=_write,
    )


def _write(user: User, taken: Sequence[ReportingLetter]) -> EmailMessage | None:
    """Nothing is said of what was handed in meanwhile, or is somebody else's to report by now."""
    waiting = queries.to_report(viewer_for(user))
    told = [each.report for each in taken if each.key.startswith("verdict/") and each.report]
    if not waiting and not told:
        return None
    is_first = all(each.key == INVITATION for each in taken)
    return letter_to(user, waiting, told, is_first=is_first)


def letter_to(
    user: User, waiting: Sequence[Report], told: Sequence[Report], *, is_first: bool
) -> EmailMessage:
    """The letter in the reader's language; ``told`` are those whose review is done."""
    with translation.override(user.language):
        return EmailMessage(
            subject=_subject(waiting, told, is_first=is_first),
            body="\n\n".join(_paragraphs(user, waiting, told)) + "\n",
            from_email=settings.DEFAULT_FROM_EMAIL,
            to=[user.email],
        )


def _subject(waiting: Sequence[Report], told: Sequence[Report], *, is_first: bool) -> str:
    if told:
        return ngettext(
            "The review of your report is done", "The review of your reports is done", len(told)
        )
    if is_first:
        return _("You are asked how your measures stand")
    return ngettext(
        "%(count)d report waits for you", "%(count)d reports wait for you", len(waiting)
    ) % {"count": len(waiting)}


def _paragraphs(user: User, waiting: Sequence[Report], told: Sequence[Report]) -> Iterator[str]:
    yield _("Hello %(name)s,") % {"name": user.name}
    if told:
        yield _("A report that you answer for has been reviewed:")
        yield "\n".join(_line_of_report(each) for each in told)
        yield _("What was decided and why, you read there: that is not for e-mail.")
    if waiting:
        yield _("You are asked to report how measures stand that you answer for:")
        yield "\n".join(_lines(waiting, user.language))
        yield _("Which they are does not stand here: that is not for e-mail.")
    yield _("All that waits for you: %(url)s") % {"url": settings.BASE_URL + reverse("tasks")}


def _lines(waiting: Sequence[Report], language: str) -> Iterator[str]:
    by_round: dict[int, tuple[Round, list[Report]]] = {}
    for each in waiting:
        by_round.setdefault(each.reporting_round_id, (each.reporting_round, []))[1].append(each)
    for found, reports in by_round.values():
        said = ngettext(
            "– %(round)s: %(count)d report, by %(day)s: %(url)s",
            "– %(round)s: %(count)d reports, by %(day)s: %(url)s",
            len(reports),
        )
        yield said % {
            "round": found.name_in_words,
            "count": len(reports),
            "day": day(min(each.asked_by_on for each in reports), language),
            "url": settings.BASE_URL + reverse("reporting:round", args=[found.pk]),
        }


def _line_of_report(report: Report) -> str:
    url = settings.BASE_URL + reverse("reporting:report", args=[report.pk])
    return f"– {report.reporting_round.name_in_words}: {url}"
