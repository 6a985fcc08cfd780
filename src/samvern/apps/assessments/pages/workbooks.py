"""The workbook that is filled in offline: where it is taken out, and what it would change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext as _

from samvern.apps.assessments import queries
from samvern.apps.assessments.models import Assessment
from samvern.apps.assessments.operations import Chosen
from samvern.apps.assessments.pages.conflict import value_words
from samvern.apps.assessments.pages.frame import answer_url, assessment_url, frame
from samvern.apps.assessments.pages.papers import LANGUAGE, languages
from samvern.apps.assessments.queries import TakingIn, Working
from samvern.apps.frameworks.pages.rows import line
from samvern.base.registry import Button
from samvern.base.viewer import Viewer
from samvern.engine.assessments import ANSWER_FIELDS, ReturnedDifference, ReturnedFate, tidy
from samvern.engine.errors import Conflict, SamvernError
from samvern.ui.parts import Link
from samvern.ui.wording import assessments as wording
from samvern.ui.wording import errors

#: So much that is wrong in a file is listed at once.
MOST_SHOWN: Final = 50
MINE, THEIRS = "mine", "theirs"
_COLOURS: Final = {
    ReturnedFate.CHANGED: "info",
    ReturnedFate.MERGED: "success",
    ReturnedFate.CLASHING: "warning",
}


@dataclass(frozen=True)
class WrongLine:
    """Something that is wrong in a file, and the cell that it is in."""

    where: str
    text: str


@dataclass(frozen=True)
class FieldChange:
    """A field that would change; where both changed it, one has to be chosen by ``name``."""

    label: str
    before: str
    after: str
    name: str = ""
    chosen: str = ""


@dataclass(frozen=True)
class AnswerChange:
    """What would change of one answer."""

    code: str
    name: str
    url: str
    fate: str
    colour: str
    version: int
    version_name: str
    fields: tuple[FieldChange, ...]
    clashes: tuple[FieldChange, ...]


def buttons(working: Working) -> Iterator[Button]:
    """The way to the workbook, from the page of an assessment."""
    assessment = working.assessment
    if working.may_answer and assessment.told_at is not None:
        address = reverse("assessments:workbook", args=[assessment.pk])
        yield Button(_("Answer in a spreadsheet"), address, icon="FileExcel")


def workbook_page(
    viewer: Viewer, assessment: Assessment, error: SamvernError | None = None
) -> dict[str, Any]:
    """Where the workbook is taken out and in; ``error`` is why a file could not be read."""
    queries.require_writable(viewer, assessment)
    address = reverse("assessments:workbook-file", args=[assessment.pk])
    problems = error.problems if error else ()
    return {
        **frame(assessment, Link(_("Spreadsheet"), "")),
        "question": _("Do you want to answer in a spreadsheet?"),
        "answer": _("Take out the workbook, fill it in wherever you are, and take it in again."),
        "files": [Link(name, f"{address}?{LANGUAGE}={language}") for language, name in languages()],
        "waiting": queries.workbooks_of(viewer, assessment),
        "error_title": errors.title(error, gettext) if error else "",
        "error_advice": errors.advice(error, gettext) if error else "",
        "wrong": [
            WrongLine(each.where, errors.problem(each, gettext)) for each in problems[:MOST_SHOWN]
        ],
        "more_wrong": len(problems[MOST_SHOWN:]),
        "back_url": assessment_url(assessment),
    }


def taking_in_page(
    found: TakingIn, sent: Mapping[str, str], error: SamvernError | None = None
) -> dict[str, Any]:
    """What taking a workbook in would do; ``error`` is why it was not taken in.

    Where an answer is another by now, nothing stands chosen: what was chosen was about the other.
    """
    draft, assessment = found.draft, found.draft.assessment
    changes = list(_changes(found, {} if isinstance(error, Conflict) else sent))
    page = reverse("assessments:workbook", args=[assessment.pk])
    return {
        **frame(assessment, Link(_("Spreadsheet"), page), Link(draft.file_name, "")),
        "question": _("What would the workbook change?"),
        "answer": _answer(found),
        "draft": draft,
        "changes": changes,
        "to_choose": any(each.clashes for each in changes),
        "unchanged": _unchanged(found.unchanged_count),
        "refused": ", ".join(found.refused),
        "unknown": ", ".join(found.unknown),
        "mine": _("The workbook"),
        "theirs": _("What is said here"),
        "error_title": errors.title(error, gettext) if error else "",
        "error_advice": errors.advice(error, gettext) if error else "",
        "wrong": _wrong(error),
        "back_url": page,
    }


def chosen_in(sent: Mapping[str, str]) -> dict[str, Chosen]:
    """What a person chose where both changed the same, by number, as the form sends it."""
    chosen = {}
    for sent_as, version in sent.items():
        kind, _dash, code = sent_as.partition("-")
        if kind != "version" or not version.isdecimal() or len(version) > 9:
            continue
        said = {name: sent.get(_name(code, name), "") for name in ANSWER_FIELDS}
        chosen[code] = Chosen(
            int(version),
            frozenset(name for name, whose in said.items() if whose == MINE),
            frozenset(name for name, whose in said.items() if whose == THEIRS),
        )
    return chosen


def _wrong(error: SamvernError | None) -> list[WrongLine]:
    found = []
    for problem in error.problems[:MOST_SHOWN] if error else ():
        code, _dot, name = problem.where.rpartition(".")
        is_field = name in ANSWER_FIELDS
        where = f"{code} {wording.field_name(name, gettext)}" if is_field else problem.where
        found.append(WrongLine(where, errors.problem(problem, gettext)))
    return found


def _changes(found: TakingIn, sent: Mapping[str, str]) -> Iterator[AnswerChange]:
    assessment = found.draft.assessment
    asked = queries.asked_of(assessment)
    names = {
        ReturnedFate.CHANGED: _("Changed in the workbook"),
        ReturnedFate.MERGED: _("Put together with what others changed"),
        ReturnedFate.CLASHING: _("Both changed the same"),
    }
    for each in found.changing:
        code = each.returned.code
        yield AnswerChange(
            code=code,
            name=line(asked.framework, asked.by_code[code]).name,
            url=answer_url(assessment, code),
            fate=names[each.fate],
            colour=_COLOURS[each.fate],
            version=found.versions[code],
            version_name=f"version-{code}",
            fields=tuple(
                FieldChange(
                    wording.field_name(name, gettext),
                    value_words(each.current, name),
                    value_words(each.merged, name),
                )
                for name in each.changes
            ),
            clashes=tuple(_clash(each, name, sent) for name in each.clashes),
        )


def _clash(each: ReturnedDifference, name: str, sent: Mapping[str, str]) -> FieldChange:
    sent_as = _name(each.returned.code, name)
    return FieldChange(
        wording.field_name(name, gettext),
        value_words(each.current, name),
        value_words(tidy(each.returned.values), name),
        sent_as,
        sent.get(sent_as, ""),
    )


def _name(code: str, name: str) -> str:
    return f"choice-{code}-{name}"


def _answer(found: TakingIn) -> str:
    count, clashing = len(found.changing), sum(bool(each.clashes) for each in found.changing)
    if not count:
        return _("Nothing: it says the same as the answers that are here.")
    told = ngettext(
        "It would change %(count)d answer. Nothing is saved yet.",
        "It would change %(count)d answers. Nothing is saved yet.",
        count,
    ) % {"count": count}
    if not clashing:
        return told
    said = ngettext(
        "In %(count)d of them somebody has changed the same meanwhile: choose what holds.",
        "In %(count)d of them others have changed the same meanwhile: choose what holds.",
        clashing,
    )
    return f"{told} {said % {'count': clashing}}"


def _unchanged(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "%(count)d answer in the workbook stays as it is.",
        "%(count)d answers in the workbook stay as they are.",
        count,
    ) % {"count": count}
