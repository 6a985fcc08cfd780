"""What the organisation's other answers say of a requirement, in words, with what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from samvern.apps.assessments.models import Assessment
from samvern.apps.assessments.pages.frame import (
    RESULT_COLOURS,
    answer_url,
    assessment_url,
    frame,
    spoken,
)
from samvern.apps.assessments.queries import (
    AnswerPage,
    Suggestion,
    SuggestionSource,
    asked_of,
    suggestion_for,
)
from samvern.apps.frameworks.pages.rows import line
from samvern.base.registry import Section
from samvern.base.viewer import Viewer
from samvern.engine.assessments import Confidentiality, Result
from samvern.ui.exports import Export, ExportColumn, Exports
from samvern.ui.numbers import day
from samvern.ui.parts import Link
from samvern.ui.wording import assessments as wording

SHOW_ALL = "all"
#: So many stand on a page, each with so many of its sources; files hold them all.
ROWS_SHOWN, MOST_SOURCES = 25, 3
#: What the names of the fields begin with in which contradictions are settled.
_CHOSEN = "chosen-"


@dataclass(frozen=True)
class SourceLine:
    """An answer elsewhere, and the mappings over which it says something here."""

    result: str
    colour: str
    requirement: str
    url: str
    where: str
    at: str
    is_certain: bool
    trust: str
    mappings: tuple[Link, ...]


@dataclass(frozen=True)
class SuggestionLine:
    """A suggestion in words; ``choices`` are there where sources contradict each other."""

    code: str
    name: str
    language: str
    url: str
    result: str
    colour: str
    strength: str
    is_certain: bool
    is_open: bool
    own: str
    own_colour: str
    choices: tuple[tuple[str, str], ...]
    sources: tuple[SourceLine, ...]
    more: int
    #: It takes what was answered for improvement into what is reported, so nobody does so unasked.
    crosses: bool

    @property
    def chosen_name(self) -> str:
        """The name under which a form sends the answer that was chosen."""
        return f"{_CHOSEN}{self.code}"


def suggestion_line(assessment: Assessment, found: Suggestion) -> SuggestionLine:
    """A suggestion in words."""
    shown = line(asked_of(assessment).framework, found.requirement)
    own = found.answer.values.result if found.answer else None
    shown_sources = _shown(found)
    return SuggestionLine(
        code=found.requirement.id,
        name=shown.name,
        language=shown.language,
        url=answer_url(assessment, found.requirement.id),
        result=wording.result_name(found.result, gettext)
        if found.result
        else _("Your answers contradict each other"),
        colour=RESULT_COLOURS[found.result] if found.result else "warning",
        strength=_strength(found),
        is_certain=found.is_certain,
        is_open=found.is_open,
        own=wording.result_name(own, gettext),
        own_colour=RESULT_COLOURS[own],
        choices=tuple(
            (each.value, wording.result_name(each, gettext))
            for each in (() if found.result else found.results)
        ),
        sources=tuple(_source(each) for each in shown_sources),
        more=len(found.sources) - len(shown_sources),
        crosses=_crosses(assessment, found),
    )


def _shown(found: Suggestion) -> list[SuggestionSource]:
    """The best source of each result, and then the best of the others."""
    first: dict[Result, SuggestionSource] = {}
    for each in found.sources:
        first.setdefault(each.result, each)
    others = [each for each in found.sources if each not in first.values()]
    return [*first.values(), *others][: max(MOST_SOURCES, len(first))]


def _strength(found: Suggestion) -> str:
    if found.result is None:
        return _("Choose which one holds") if found.is_open else ""
    return _("Follows from the mappings") if found.is_certain else _("Only a hint")


def _source(found: SuggestionSource) -> SourceLine:
    shown = line(asked_of(found.assessment).framework, found.requirement)
    steps = found.path.steps
    return SourceLine(
        result=wording.result_name(found.result, gettext),
        colour=RESULT_COLOURS[found.result],
        requirement=shown.name,
        url=answer_url(found.assessment, found.requirement.id),
        where=f"{found.set.name_in_words}, {found.assessment}",
        at=day(localtime(found.at), spoken()),
        is_certain=found.is_certain,
        trust=_("reviewed") if found.is_reviewed else _("not reviewed"),
        mappings=tuple(
            Link(
                f"{step.start} → {step.end}",
                reverse("mappings:mapping", args=[int(step.mapping.id)]),
            )
            for step in steps
        ),
    )


def suggestions_page(
    assessment: Assessment, found: Mapping[str, Suggestion], query: Mapping[str, str]
) -> dict[str, Any]:
    """Every suggestion for an assessment; those that wait, unless all are asked for."""
    waiting = [each for each in found.values() if each.is_open]
    show = query.get("show", "")
    shown = list(found.values()) if show == SHOW_ALL else waiting
    page = Paginator(shown, ROWS_SHOWN).get_page(query.get("page"))
    here = reverse("assessments:suggestions", args=[assessment.pk])
    return {
        **frame(assessment, Link(_("Suggestions"), "")),
        "question": _("What have you answered already, elsewhere?"),
        "answer": _answer(waiting, found),
        "page": page,
        "lines": [suggestion_line(assessment, each) for each in page.object_list],
        "filters": [
            Link(_("Without an answer here"), here, current=show != SHOW_ALL),
            Link(_("All"), f"{here}?show={SHOW_ALL}", current=show == SHOW_ALL),
        ],
        "certain": sum(each.is_certain for each in waiting),
        "may_accept": assessment.is_writable and bool(waiting),
        "warns": _warning(assessment, shown),
        "back_url": assessment_url(assessment),
        "exports": Exports(
            f"{assessment.actor.name}-{assessment.period}",
            [Export("suggestions", _("Suggestions"), _COLUMNS, _flat(assessment, shown))],
        ),
    }


def _answer(waiting: Sequence[Suggestion], found: Mapping[str, Suggestion]) -> str:
    if not found:
        return _("Nothing: no other assessment of yours says anything of these requirements.")
    certain = sum(each.is_certain for each in waiting)
    said = ngettext(
        "%(count)d requirement without an answer is spoken of by your other answers.",
        "%(count)d requirements without an answer are spoken of by your other answers.",
        len(waiting),
    ) % {"count": len(waiting)}
    if not waiting:
        return said
    if not certain:
        only_hints = _("All of it is hints that you judge yourselves.")
        return f"{said} {only_hints}"
    follows = ngettext(
        "For %(count)d of them it follows for certain.",
        "For %(count)d of them it follows for certain.",
        certain,
    )
    return f"{said} {follows % {'count': certain}}"


def _crosses(assessment: Assessment, found: Suggestion) -> bool:
    """Whether an answer for improvement would be taken into what is reported."""
    return assessment.confidentiality == Confidentiality.REPORTED and any(
        source.assessment.confidentiality == Confidentiality.IMPROVEMENT for source in found.sources
    )


def _warning(assessment: Assessment, shown: Sequence[Suggestion]) -> str:
    """What is to be known before an answer for improvement is taken into what is reported."""
    if not any(_crosses(assessment, each) for each in shown):
        return ""
    return _(
        "Some of these come from an assessment that only you see. This one is reported: what you take "
        "over, the sector authority and the supervisors see when you submit. Only the result is "
        "taken over, never what you wrote."
    )


_Flat = tuple[SuggestionLine, SourceLine]

_COLUMNS: Sequence[ExportColumn[_Flat]] = (
    ExportColumn(gettext_lazy("Requirement"), lambda row: row[0].name, 60),
    ExportColumn(gettext_lazy("Suggested"), lambda row: row[0].result),
    ExportColumn(gettext_lazy("How sure"), lambda row: row[0].strength, 30),
    ExportColumn(gettext_lazy("Answer here"), lambda row: row[0].own),
    ExportColumn(gettext_lazy("Answered elsewhere"), lambda row: row[1].result),
    ExportColumn(gettext_lazy("Requirement there"), lambda row: row[1].requirement, 60),
    ExportColumn(gettext_lazy("Where"), lambda row: row[1].where, 40),
    ExportColumn(gettext_lazy("When"), lambda row: row[1].at),
    ExportColumn(
        gettext_lazy("Mappings"), lambda row: ", ".join(each.title for each in row[1].mappings), 40
    ),
    ExportColumn(gettext_lazy("Mappings are"), lambda row: row[1].trust),
)


def _flat(assessment: Assessment, shown: Sequence[Suggestion]) -> Iterator[_Flat]:
    for each in shown:
        told = suggestion_line(assessment, each)
        for source in each.sources:
            yield told, _source(source)


def suggestion_section(viewer: Viewer, page: AnswerPage) -> Section | None:
    """What is suggested beside a requirement that is being answered."""
    if not page.working.may_answer:
        return None
    found = suggestion_for(viewer, page.assessment, page.row.requirement.id)
    if found is None:
        return None
    content = {
        "line": suggestion_line(page.assessment, found),
        "url": reverse("assessments:suggestions", args=[page.assessment.pk]),
        "may_accept": found.is_open,
        "warns": _warning(page.assessment, [found]),
    }
    heading = _("What you have answered elsewhere")
    return Section(heading, "assessments/_suggestion.html", content, order=10)


def chosen(sent: Mapping[str, str]) -> dict[str, Result]:
    """Which of contradicting answers somebody chose, by requirement."""
    known = set(Result)
    return {
        name.removeprefix(_CHOSEN): Result(value)
        for name, value in sent.items()
        if name.startswith(_CHOSEN) and value in known
    }


def to_accept(
    found: Mapping[str, Suggestion], sent: Mapping[str, str], codes: Sequence[str]
) -> list[str]:
    """What is to be taken over: everything that follows for certain, or what is ticked."""
    if "certain" in sent:
        return [code for code, each in found.items() if each.is_open and each.is_certain]
    return list(codes)
