"""The page on which a judgement is recorded."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from samvern.apps.programmes.models import Measure
from samvern.apps.programmes.queries import JudgementTarget
from samvern.engine.programme.document import CriterionKind


def judging_page(target: JudgementTarget) -> dict[str, Any]:
    """What the page shows beside its frame and form."""
    return {
        "question": _question(target),
        "today": _("Today: %(words)s.") % {"words": target.current.words},
        "eyebrow": target.title,
        "back_url": back_url(target),
    }


def back_url(target: JudgementTarget) -> str:
    """The page that the reader came from."""
    code = target.programme.code
    if isinstance(target.subject, Measure):
        return reverse("programmes:measure", args=[code, target.subject.code])
    return reverse("programmes:coverage", args=[code])


def _question(target: JudgementTarget) -> str:
    about = f"{target.about} {target.about_title}"
    if target.criterion is CriterionKind.CONTRIBUTION:
        return _("How much does it contribute against %(about)s?") % {"about": about}
    if target.criterion is CriterionKind.ATTAINMENT:
        return _("How far does it bring %(about)s?") % {"about": about}
    return {
        CriterionKind.COST: _("How high is the cost?"),
        CriterionKind.SUPPORT: _("How much support will it have?"),
        CriterionKind.IMPLEMENTATION_RISK: _(
            "How high is the risk that it cannot be carried out as planned?"
        ),
    }[target.criterion]
