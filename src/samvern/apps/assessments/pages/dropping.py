"""Before an assessment is dropped: what goes with it, and what stays."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samvern.apps.assessments import queries
from samvern.apps.assessments.models import Assessment
from samvern.apps.assessments.pages.frame import assessment_url, frame
from samvern.apps.assessments.queries import Dropping
from samvern.base.viewer import Viewer
from samvern.ui.parts import Link


def drop_url(viewer: Viewer, assessment: Assessment) -> str:
    """Where an assessment is dropped; empty where that is not offered."""
    if not queries.may_drop(viewer, assessment):
        return ""
    return reverse("assessments:drop", args=[assessment.pk])


def drop_page(assessment: Assessment, found: Dropping) -> dict[str, Any]:
    """What dropping an assessment does."""
    return {
        **frame(assessment, Link(_("Drop"), "")),
        "question": _("Do you want to drop this assessment?"),
        "answer": _("Nobody else asked for it, and it was never handed in."),
        "goes": _goes(found),
        "back_url": assessment_url(assessment),
    }


def _goes(found: Dropping) -> list[str]:
    counted = (
        (
            found.answers,
            ngettext(
                "%(count)d answer with its history",
                "%(count)d answers with their history",
                found.answers,
            ),
        ),
        (
            found.delegations,
            ngettext(
                "what is handed to colleagues, by %(count)d request",
                "what is handed to colleagues, by %(count)d requests",
                found.delegations,
            ),
        ),
        (
            found.questions,
            ngettext(
                "%(count)d question to suppliers, with the reply",
                "%(count)d questions to suppliers, with their replies",
                found.questions,
            ),
        ),
    )
    return [words % {"count": count} for count, words in counted if count]
