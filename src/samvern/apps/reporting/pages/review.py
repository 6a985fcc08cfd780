"""A report as it was handed in, beside the period before, with remarks and what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from samvern.apps.actions.models import STATE_NAMES
from samvern.apps.actions.queries import FindingLine
from samvern.apps.reporting.models import ReportVerdict
from samvern.apps.reporting.pages.frame import Lamp, lamp, period, report_frame, spoken
from samvern.apps.reporting.pages.reports import (
    SaidPart,
    evidence_lines,
    moved,
    said_parts,
    suggestion,
    value_words,
    verdict_of,
)
from samvern.apps.reporting.queries import FollowUp, Review
from samvern.engine.merging import changed_names
from samvern.engine.reporting import ANSWER, FIGURES_OF, Dimension
from samvern.ui.numbers import moment
from samvern.ui.parts import Link
from samvern.ui.wording import reporting as wording

VERDICT_COLOURS = {
    ReportVerdict.WAITING: "info",
    ReportVerdict.ACCEPTED: "success",
    ReportVerdict.RETURNED: "warning",
    ReportVerdict.RECALLED: "neutral",
}
#: How the field of a remark begins; the part that it is about follows.
REMARK = "remark-"
#: Which dimension a figure stands with.
_OF_FIGURE = {name: each.value for each, names in FIGURES_OF.items() for name in names}


@dataclass(frozen=True)
class ReviewedPart:
    """A part of a report: what it says, what was said last period, and the remark on it."""

    name: str
    said: SaidPart | None
    before: SaidPart | None
    text: str
    before_text: str
    tolerance: str
    suggestion: str
    changed: str
    remark: str
    field: forms.BoundField | None


@dataclass(frozen=True)
class OffLine:
    """A dimension that is yellow or red, and the finding that was raised of it."""

    lamp: Lamp
    finding: FindingLine
    state: str


def review_page(found: Review, form: forms.BaseForm | None, *, on: date) -> dict[str, Any]:
    """The page of a submission."""
    submission = found.submission
    report = submission.report
    before = found.before.said if found.before else None
    when = moment(localtime(submission.submitted_at), spoken())
    shared = report_frame(report, Link(_("As it was handed in"), ""))
    if not found.sees_round:
        shared["breadcrumbs"] = [
            Link(_("Reporting"), reverse("reporting:rounds")),
            Link(f"{report.reporting_round.name_in_words} {report.measure_code}", ""),
        ]
    return {
        **shared,
        "review": found,
        "submission": submission,
        "form": form,
        "answer": _("Handed in %(when)s by %(name)s.")
        % {"when": when, "name": submission.submitted_by_name},
        "verdict_name": str(ReportVerdict(submission.verdict).label),
        "verdict_colour": VERDICT_COLOURS[ReportVerdict(submission.verdict)],
        "verdict": verdict_of(submission),
        "on_behalf": submission.on_behalf_reason,
        "parts": list(_parts(found, form)),
        "moved": moved(before, found.values),
        "before_period": period(found.before.report.reporting_round) if found.before else "",
        "evidence": evidence_lines(found.evidence, on=on),
    }


def off_lines(found: FollowUp) -> list[OffLine]:
    """What is yellow or red and was raised, each with the finding of it."""
    return [
        OffLine(
            lamp=lamp(Dimension(key), light),
            finding=found.findings[key],
            state=str(STATE_NAMES[found.findings[key].state]),
        )
        for key, light in found.lights.items()
        if key in found.findings
    ]


def dimension_choices(found: FollowUp) -> list[tuple[str, str]]:
    """What is yellow or red and not raised yet."""
    lamps = {key: lamp(Dimension(key), light) for key, light in found.lights.items()}
    return [
        (key, f"{each.about}: {each.word}")
        for key, each in lamps.items()
        if key not in found.findings
    ]


def _parts(found: Review, form: forms.BaseForm | None) -> Iterator[ReviewedPart]:
    report_round = found.submission.report.reporting_round
    before = found.before.said if found.before else None
    last = {each.dimension: each for each in said_parts(before, None)} if before else {}
    changed = _changed(found)
    for said in said_parts(found.values, before):
        key = said.dimension.value
        yield ReviewedPart(
            name=said.name,
            said=said,
            before=last.get(said.dimension),
            text="",
            before_text="",
            tolerance=wording.tolerance_sentence(said.dimension, report_round.published, gettext),
            suggestion=suggestion(said.dimension, found.values, report_round.published),
            changed=changed.get(key, ""),
            remark=found.remarks[key].text if key in found.remarks else "",
            field=form[f"{REMARK}{key}"] if form else None,
        )
    for question in report_round.asked:
        key = f"{ANSWER}{question.code}"
        yield ReviewedPart(
            name=question.text,
            said=None,
            before=None,
            text=found.values.answers.get(question.code, "–"),
            before_text=before.answers.get(question.code, "") if before else "",
            tolerance="",
            suggestion="",
            changed=changed.get(key, ""),
            remark=found.remarks[key].text if key in found.remarks else "",
            field=form[f"{REMARK}{key}"] if form else None,
        )


def _changed(found: Review) -> dict[str, str]:
    """What differs from the submission before this one, by part."""
    if found.earlier is None:
        return {}
    questions = found.submission.report.reporting_round.asked
    now, then = found.values.to_flat(questions), found.earlier.said.to_flat(questions)
    told: dict[str, str] = {}
    for name in changed_names(then, now):
        part = name if name.startswith(ANSWER) else _OF_FIGURE.get(name, name.partition("_")[0])
        words = _("Was: %(before)s") % {"before": value_words(name, then[name])}
        told[part] = f"{told[part]} {words}" if part in told else words
    return told
