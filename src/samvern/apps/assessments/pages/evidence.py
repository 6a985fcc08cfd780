"""The evidence of one answer: what there is, and how more is attached."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from samvern.apps.assessments.pages.frame import answer_url, frame, spoken
from samvern.apps.assessments.queries import AnswerPage, evidence_of
from samvern.apps.evidence import queries as evidence
from samvern.apps.evidence.fields import label_of
from samvern.apps.evidence.models import Evidence, Standing
from samvern.apps.frameworks.pages.rows import line
from samvern.base.registry import Section
from samvern.base.viewer import Viewer
from samvern.ui.numbers import day
from samvern.ui.parts import Link

_COLOURS = {
    Standing.HOLDS: "success",
    Standing.SOON: "warning",
    Standing.RUN_OUT: "danger",
    Standing.REPLACED: "warning",
    Standing.WITHDRAWN: "danger",
}


@dataclass(frozen=True)
class AttachedLine:
    """A piece that an answer rests on; ``has_newer`` when a current one has taken its place."""

    key: int
    title: str
    url: str
    standing: str
    colour: str
    until: str
    has_newer: bool


def attached(found: Sequence[Evidence], *, on: date) -> list[AttachedLine]:
    """What an answer rests on, in words, with what has become of it since it was attached."""
    newest = evidence.newest_of(found)
    return [
        AttachedLine(
            key=each.pk,
            title=each.title,
            url=reverse("evidence:evidence", args=[each.pk]),
            standing=str(each.standing(on).label),
            colour=_COLOURS[each.standing(on)],
            until=_until(each, on),
            has_newer=each.pk in newest and newest[each.pk].is_current,
        )
        for each in found
    ]


def _until(piece: Evidence, on: date) -> str:
    """Until when a piece holds or held; of one that is replaced or withdrawn it does not matter."""
    if piece.expires_on is None or not piece.is_current:
        return ""
    said = _("Held until %(day)s") if piece.expires_on < on else _("Holds until %(day)s")
    return said % {"day": day(piece.expires_on, spoken())}


def evidence_section(viewer: Viewer, page: AnswerPage) -> Section:
    """Below an answer: what it rests on."""
    assessment, code = page.assessment, page.row.requirement.id
    found = evidence_of(viewer, assessment).get(code, ())
    content = {
        "lines": attached(found, on=timezone.localdate()),
        "may_change": page.working.may_answer,
        "attach_url": reverse("assessments:evidence", args=[assessment.pk, code]),
        "newer_url": reverse("assessments:newer-evidence", args=[assessment.pk, code]),
        "detach_url": reverse("assessments:detach-evidence", args=[assessment.pk, code]),
    }
    return Section(_("Evidence"), "assessments/_evidence.html", content, order=10)


def choices(viewer: Viewer, page: AnswerPage, *, on: date) -> list[tuple[int, str]]:
    """What is there to attach, but for what is attached."""
    known = {
        each.pk for each in evidence_of(viewer, page.assessment).get(page.row.requirement.id, ())
    }
    rows = evidence.choices_for(viewer, page.assessment.actor, on=on)
    return [(row.id, label_of(row)) for row in rows if row.id not in known]


def evidence_page(page: AnswerPage) -> dict[str, Any]:
    """Everything around the forms in which evidence is attached."""
    back = answer_url(page.assessment, page.row.requirement.id)
    name = line(page.framework, page.row.requirement).name
    return {
        **frame(page.assessment, Link(name, back), Link(_("Evidence"), "")),
        "question": _("What shows that this is so?"),
        "name": name,
        "back_url": back,
    }
