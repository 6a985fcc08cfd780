"""Somebody at the authority answers for an organisation: what is said of it, and how it ends."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from samvern.apps.assessments import queries
from samvern.apps.assessments.models import Assessment
from samvern.apps.assessments.pages.frame import assessment_url, frame
from samvern.base.viewer import Viewer
from samvern.ui.parts import Link


def on_behalf_words(viewer: Viewer, assessment: Assessment) -> str:
    """That an assessment is answered on behalf of its organisation; empty where it is not."""
    if assessment.on_behalf_by is None:
        return ""
    if queries.answers_on_behalf(viewer, assessment):
        return _("You answer this on behalf of %(name)s.") % {"name": assessment.actor.name}
    return _("%(name)s at the sector authority answers this on your behalf.") % {
        "name": assessment.on_behalf_by.name
    }


def hand_back_page(viewer: Viewer, assessment: Assessment) -> dict[str, Any]:
    """What happens when it ends, for either side."""
    is_ours = not queries.answers_on_behalf(viewer, assessment)
    name = assessment.on_behalf_by.name if assessment.on_behalf_by else ""
    if is_ours:
        question, button = _("Do you want to go on yourselves?"), _("Take it over")
        happens = [
            _("Everything that is written stays, and you can change it."),
            _("%(name)s sees no more of it before you submit.") % {"name": name},
            _("You read who will see what before you go on."),
        ]
    else:
        question, button = _("Do you want to give it back?"), _("Give it back")
        happens = [
            _("Everything that you have written stays with the organisation."),
            _("You see no more of it before it is submitted."),
            _("The organisation goes on itself, once somebody there is in charge of security."),
        ]
    return {
        **frame(assessment, Link(button, "")),
        "question": question,
        "button": button,
        "happens": happens,
        "reason": assessment.on_behalf_reason,
        "back_url": assessment_url(assessment),
    }
