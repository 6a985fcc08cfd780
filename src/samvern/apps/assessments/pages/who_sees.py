"""Who will see what: told before the first answer, and to be read again at any time."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext as _

from samvern.apps.assessments.models import Assessment
from samvern.apps.assessments.pages.frame import assessment_url, frame
from samvern.apps.assessments.queries import Readers
from samvern.engine.assessments import Confidentiality
from samvern.ui.parts import Link
from samvern.ui.wording import assessments as wording


def who_sees_page(assessment: Assessment, readers: Readers, *, may_answer: bool) -> dict[str, Any]:
    """Everything that is said of who will see what, with the people it is about today."""
    first, *rest = wording.who_sees(
        Confidentiality(assessment.confidentiality),
        gettext,
        is_asked=assessment.campaign_id is not None,
    )
    return {
        **frame(assessment, Link(_("Who will see what"), "")),
        "question": _("Who will see what you answer?"),
        "answer": first,
        "paragraphs": rest,
        "readers": readers.everything,
        "readers_words": _readers_words(readers),
        "receivers_words": receivers_words(readers),
        "on_behalf_words": _on_behalf_words(assessment),
        "hand_back_url": reverse("assessments:hand-back", args=[assessment.pk]),
        "is_told": assessment.told_at is not None,
        "asks": assessment.told_at is None and may_answer,
        "back_url": assessment_url(assessment),
    }


def _on_behalf_words(assessment: Assessment) -> str:
    """Who has answered for the organisation so far, why, and how that ends."""
    if assessment.on_behalf_by is None:
        return ""
    return _(
        "%(name)s at the sector authority answers this on your behalf, and sees what is written: "
        "“%(reason)s” When you go on, you take over, and %(name)s sees no more of it before you "
        "submit."
    ) % {"name": assessment.on_behalf_by.name, "reason": assessment.on_behalf_reason}


def _readers_words(readers: Readers) -> str:
    count = len(readers.everything)
    if not count:
        return _("Today nobody is in charge of security at your organisation or above it.")
    return ngettext(
        "Today this is %(count)d person who sees everything:",
        "Today these are %(count)d people who see everything:",
        count,
    ) % {"count": count}


def receivers_words(readers: Readers) -> str:
    """How many see what is submitted, beside those who see everything."""
    if not readers.receivers:
        return ""
    return ngettext(
        "At the authority and the supervisors, %(count)d person sees what you submit.",
        "At the authority and the supervisors, %(count)d people see what you submit.",
        readers.receivers,
    ) % {"count": readers.receivers}
