"""What must be answered before a paper is approved, in words, each with the way to its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.forms import BaseForm
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext, ngettext, pgettext
from django.utils.translation import gettext as _

from samvern.apps.papers.models import Paper, PaperStage
from samvern.apps.papers.pages.frame import spoken
from samvern.apps.papers.pages.writing import LANGUAGE_NAMES
from samvern.apps.papers.queries import Approval, Checked, StrangeNumber, approval_by
from samvern.apps.programmes.pages.findings import finding_rows
from samvern.base.viewer import Viewer
from samvern.engine.programme.consistency import Severity
from samvern.engine.snapshots import Audience, CheckedFinding
from samvern.ui.parts import Step
from samvern.ui.wording import findings as finding_words
from samvern.ui.wording import snapshots as wording

_COLOURS = {Severity.DISAGREEMENT: "warning", Severity.GAP: "attention", Severity.REMARK: "neutral"}


@dataclass(frozen=True)
class OpenLine:
    """One thing that was found, and where."""

    key: str
    sentence: str
    url: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True)
class OpenGroup:
    """Things of one sort that are answered together; ``reason`` is what was answered."""

    place: str
    title: str
    sort: str
    colour: str
    advice: str
    lines: tuple[OpenLine, ...]
    reason: str
    action: str


def check_page(viewer: Viewer, paper: Paper, known: Checked, form: BaseForm) -> dict[str, Any]:
    """Everything that was found, the open first, and the next step."""
    groups = [*_of_findings(paper, known), *_of_numbers(paper, known)]
    groups.sort(key=lambda group: bool(group.reason))
    return {
        "question": _("Does it hold?"),
        "answer": _answer(known),
        "groups": groups,
        "missing": [
            (
                wording.section_name(section, gettext),
                f"{reverse('papers:write', args=[paper.pk])}?{urlencode({'section': section})}",
            )
            for section in known.missing_texts
        ],
        "is_passed": known.is_passed,
        "form": form,
        "eyes": _eyes(viewer, paper),
        "steps": _steps(PaperStage(paper.stage)),
        "printed_for": _("Printed in the paper, for: %(readers)s.")
        % {"readers": wording.audience_name(Audience(paper.audience), gettext)},
    }


def _eyes(viewer: Viewer, paper: Paper) -> Approval | None:
    """Whether the viewer may approve it by themselves, while it waits for that."""
    if paper.stage != PaperStage.CHECKED:
        return None
    return approval_by(viewer, paper, on=localdate())


def _answer(known: Checked) -> str:
    count = len(known.open_keys) + len(known.missing_texts)
    if not count:
        return _("Everything that was found is answered.")
    return ngettext(
        "%(count)d thing is to be solved or explained.",
        "%(count)d things are to be solved or explained.",
        count,
    ) % {"count": count}


def _of_findings(paper: Paper, known: Checked) -> Iterable[OpenGroup]:
    grouped: dict[tuple[str, str], list[CheckedFinding]] = {}
    for each in known.findings:
        reason = known.reasons.get(each.key, "")
        grouped.setdefault((each.finding.code, reason), []).append(each)
    for (code, reason), found in grouped.items():
        said = wording.checked_words(found[0].finding, spoken(), gettext)
        severity = found[0].finding.severity
        is_to_explain = found[0].must_be_explained
        yield OpenGroup(
            place=f"{code.replace('.', '-')}-{len(reason)}",
            title=said.said.title,
            sort=finding_words.severity_name(severity, gettext),
            colour=_COLOURS[severity],
            advice=said.advice,
            lines=tuple(_lines(paper, found)),
            reason=reason,
            action=_("Explain it") if is_to_explain else _("Accept it for this reason"),
        )


def _lines(paper: Paper, found: list[CheckedFinding]) -> Iterable[OpenLine]:
    rows = finding_rows(
        [each.finding for each in found if not each.finding.code.startswith("paper.")],
        paper.programme.code,
        spoken(),
    )
    if rows:
        for each, row in zip(found, rows, strict=True):
            yield OpenLine(each.key, row.words.sentence, row.url, row.words.arithmetic)
        return
    for each in found:
        said = wording.checked_words(each.finding, spoken(), gettext).said
        yield OpenLine(each.key, said.sentence, _url(paper, each))


def _url(paper: Paper, each: CheckedFinding) -> str:
    """Where something between the parts of a snapshot can be mended."""
    code = paper.programme.code
    subject, identifier = each.finding.subject
    if each.finding.code.startswith("paper.roadmap"):
        return reverse("roadmaps:plans", args=[code])
    if each.finding.code == "paper.decision_none":
        return reverse("decisions:decisions", args=[code])
    if subject == "measure":
        return reverse("programmes:measure", args=[code, identifier])
    return reverse("reporting:programme-rounds", args=[code])


def _of_numbers(paper: Paper, known: Checked) -> Iterable[OpenGroup]:
    for each in known.numbers:
        yield OpenGroup(
            place=f"number-{each.section.replace('.', '-')}-{each.language}-{each.found.start}",
            title=_("A number that is not among the figures: %(number)s")
            % {"number": each.found.written},
            sort=pgettext("of a finding", "Look at it"),
            colour="warning",
            advice=_("Correct the text, or say where the number is from."),
            lines=(_number_line(paper, each),),
            reason=known.reasons.get(each.key, ""),
            action=_("Keep the number for this reason"),
        )


def _number_line(paper: Paper, each: StrangeNumber) -> OpenLine:
    query = urlencode({"section": each.section, "language": each.language})
    named = {
        "section": wording.section_name(each.section, gettext),
        "language": LANGUAGE_NAMES[each.language],
        "words": each.around,
    }
    said = _("%(section)s (%(language)s): “%(words)s”") % named
    return OpenLine(each.key, said, f"{reverse('papers:write', args=[paper.pk])}?{query}")


def _steps(stage: PaperStage) -> list[Step]:
    order = list(PaperStage)
    here = order.index(stage)
    names = [_("Write and check"), _("Waits for approval"), _("Approved"), _("Published")]
    return [
        Step(name, "done" if place < here else "current" if place == here else "todo")
        for place, name in enumerate(names)
    ]
