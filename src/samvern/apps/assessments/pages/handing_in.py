"""Before an assessment is handed in: what is missing, what happens then, and who will see it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext as _

from samvern.apps.assessments.models import Assessment
from samvern.apps.assessments.pages.frame import answer_url, assessment_url, frame
from samvern.apps.assessments.queries import (
    AnswerRow,
    Readers,
    Working,
    asked_of,
    is_carried,
    is_own,
)
from samvern.apps.frameworks.pages.rows import line
from samvern.base.viewer import Viewer
from samvern.engine.assessments import Confidentiality
from samvern.ui.parts import Link
from samvern.ui.wording import assessments as wording

#: So many of what is missing are listed; the rest is a filter away.
MOST_LISTED = 30


def submit_page(viewer: Viewer, working: Working, readers: Readers) -> dict[str, Any]:
    """What is missing with its links, or what happens when the assessment is handed in."""
    assessment = working.assessment
    missing = [row for row in working.rows if not row.values.is_answered]
    unsure = [row for row in working.rows if is_carried(row) and row.values.is_answered]
    is_reported = assessment.confidentiality == Confidentiality.REPORTED
    is_alone = is_own(assessment) and {each.user_id for each in readers.everything} == {
        viewer.user_id
    }
    return {
        **frame(assessment, Link(_("Hand in"), "")),
        "question": _("Are you ready to hand in?"),
        "answer": _answer(len(missing), len(unsure)),
        "is_ready": not missing and not unsure,
        "missing": _links(assessment, missing),
        "more_missing": max(len(missing) - MOST_LISTED, 0),
        "unsure": _links(assessment, unsure),
        "more_unsure": max(len(unsure) - MOST_LISTED, 0),
        "back_url": assessment_url(assessment),
        "happens": _happens(
            is_reported=is_reported, is_alone=is_alone, receivers=readers.receivers
        ),
        "button": _button(is_reported=is_reported, is_alone=is_alone),
        "counts": wording.left_sentences(_counts(working), gettext),
    }


def _answer(missing: int, unsure: int) -> str:
    if not missing and not unsure:
        return _("Yes: every requirement has an answer.")
    parts = []
    if missing:
        parts.append(
            ngettext(
                "%(count)d requirement is not answered",
                "%(count)d requirements are not answered",
                missing,
            )
            % {"count": missing}
        )
    if unsure:
        parts.append(
            ngettext(
                "%(count)d earlier answer is not confirmed",
                "%(count)d earlier answers are not confirmed",
                unsure,
            )
            % {"count": unsure}
        )
    return _("Not yet: %(what)s.") % {"what": _(" and ").join(parts)}


def _button(*, is_reported: bool, is_alone: bool) -> str:
    if is_reported:
        return _("Hand in to the authority")
    return _("Hand in and keep") if is_alone else _("Hand in for review")


def _happens(*, is_reported: bool, is_alone: bool, receivers: int) -> list[str]:
    if is_alone:
        return [
            _(
                "The answers are kept as they are now, and locked. You can take them back at any time."
            ),
            _("Nobody else is in charge of security here, so nobody reviews it."),
        ]
    locked = _("The answers are locked. You can take it back until somebody has reviewed it.")
    if not is_reported:
        return [
            locked,
            _("Another security officer of yours can review it. Nobody outside sees the answers."),
        ]
    seen = ngettext(
        "%(count)d person at the authority and the supervisors sees the answers as they are now.",
        "%(count)d people at the authority and the supervisors see the answers as they are now.",
        receivers,
    ) % {"count": receivers}
    return [
        locked,
        seen,
        _("The authority accepts it, or sends it back with remarks for you to look at again."),
    ]


def _links(assessment: Assessment, rows: Sequence[AnswerRow]) -> list[Link]:
    framework = asked_of(assessment).framework
    return [
        Link(line(framework, row.requirement).name, answer_url(assessment, row.requirement.id))
        for row in rows[:MOST_LISTED]
    ]


def _counts(working: Working) -> dict[Any, int]:
    found: dict[Any, int] = {}
    for row in working.rows:
        found[row.values.result] = found.get(row.values.result, 0) + 1
    return found
