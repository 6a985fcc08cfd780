"""The page of one requirement: what is asked, what is said of it, what is known around it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from samvern.apps.assessments import queries
from samvern.apps.assessments.models import Answer
from samvern.apps.assessments.pages.conflict import value_words
from samvern.apps.assessments.pages.frame import (
    KEYS,
    OFF,
    RESULT_COLOURS,
    answer_url,
    assessment_url,
    frame,
    kept_query,
    spoken,
)
from samvern.apps.assessments.queries import AnswerPage, AnswerRow, Chapter, is_carried
from samvern.apps.frameworks import queries as frameworks
from samvern.apps.frameworks.pages.rows import line, requirement_url
from samvern.base import registry
from samvern.base.texts import in_language
from samvern.base.viewer import Viewer
from samvern.engine.assessments import ANSWER_FIELDS, MATURITY_LEVELS, Result
from samvern.engine.frameworks import Framework, Requirement
from samvern.ui.exports import Exports
from samvern.ui.numbers import moment
from samvern.ui.parts import Definition, Link
from samvern.ui.wording import assessments as wording

#: Where other modules, and other parts of this one, say something of a requirement that is being
#: answered: beside it, and below the answer. They are given the :class:`AnswerPage`.
BESIDE, BELOW = "assessments:answer", "assessments:answer-below"
#: The page of a requirement itself; what is said there helps here too.
OF_REQUIREMENT = "frameworks:requirement"


@dataclass(frozen=True)
class ResultChoice:
    """A result to choose, with its meaning and the key that chooses it."""

    value: str
    name: str
    meaning: str
    key: str
    is_chosen: bool


@dataclass(frozen=True)
class NavigationRow:
    """A requirement in the list of the chapter that the reader is in."""

    code: str
    name: str
    language: str
    url: str
    result: str
    colour: str
    is_current: bool
    still_true: bool


@dataclass(frozen=True)
class NavigationChapter:
    """A chapter with how much of it is answered; its rows only where the reader is in it."""

    key: str
    name: str
    language: str
    url: str
    answered: int
    total: int
    is_current: bool
    rows: tuple[NavigationRow, ...]


def answer_page(viewer: Viewer, page: AnswerPage, *, has_keys: bool) -> dict[str, Any]:
    """Everything around the form of one requirement."""
    requirement = page.row.requirement
    row = frameworks.requirement_for(viewer, page.assessment.requirement_set, requirement.id)
    beside = [
        *registry.sections_at(BESIDE, viewer, page),
        *(each.in_brief() for each in registry.sections_at(OF_REQUIREMENT, viewer, row)),
    ]
    below = registry.sections_at(BELOW, viewer, page)
    shown = line(page.framework, requirement)
    exports = [one for each in (*beside, *below) for one in each.exports]
    name = f"{requirement.id} {shown.title}"
    return {
        **frame(page.assessment, Link(name, "")),
        **_way(page, has_keys=has_keys),
        "question": name,
        "language": shown.language,
        "wording": shown,
        "text": in_language(requirement.text),
        "above": [line(page.framework, each).name for each in page.row.above],
        "requirement_url": requirement_url(page.assessment.requirement_set, requirement.id),
        "levels": [
            Definition(
                wording.maturity_name(level, gettext), wording.maturity_meaning(level, gettext)
            )
            for level in MATURITY_LEVELS
        ],
        "said": [
            Definition(wording.field_name(name, gettext), value_words(page.row.values, name))
            for name in ANSWER_FIELDS
        ],
        "confirms": is_carried(page.row),
        "remark": queries.remark_on(viewer, page.assessment, requirement.id),
        "sections": beside,
        "below": below,
        "exports": Exports(requirement.id, exports),
        "history_url": reverse("assessments:history", args=[page.assessment.pk, requirement.id]),
        "last_words": _last_words(page.row.answer),
        "may_answer": page.working.may_answer,
        "keys": list(_keys()) if has_keys else [],
    }


def saved_page(page: AnswerPage, merged: Sequence[str], merged_by: str) -> dict[str, Any]:
    """What changes on the page each time something is saved, and nothing else."""
    row = page.row
    found = (each for each in page.working.chapters if any(one is row for one in each.rows))
    return {
        **_standing(page),
        "saved": saved_words(row.answer),
        "row": _navigation_row(page, row, ""),
        "chapters": [_chapter(page, each, "", is_current=False) for each in found],
        "merged": merged_words(merged, merged_by),
        "merged_values": merged_values(page, merged),
    }


def _standing(page: AnswerPage) -> dict[str, Any]:
    working = page.working
    return {
        "version": page.row.version,
        "progress_done": working.answered,
        "progress_total": len(working.rows),
    }


def _way(page: AnswerPage, *, has_keys: bool) -> dict[str, Any]:
    """The list of chapters, and the ways from here."""
    working = page.working
    kept = kept_query(working.filters, has_keys=has_keys)
    here = page.row.requirement.id

    def link(row: AnswerRow | None) -> Link | None:
        return _row_link(page, row, kept) if row else None

    return {
        **_standing(page),
        "chapters": list(_chapters(page, kept)),
        "is_narrowed": not working.filters.is_empty,
        "shown_count": len(working.shown),
        "previous": link(page.previous),
        "following": link(page.following),
        "next_open": link(page.next_open),
        "has_keys": has_keys,
        "keys_url": answer_url(
            page.assessment, here, kept_query(working.filters, has_keys=not has_keys) or "?"
        ),
        "kept": [] if has_keys else [(KEYS, OFF)],
        "assessment_url": assessment_url(page.assessment),
        "answer_url": answer_url(page.assessment, here, kept),
        "clear_url": answer_url(page.assessment, here),
        "submit_url": reverse("assessments:submit", args=[page.assessment.pk]),
        "may_submit": working.may_submit and page.assessment.is_writable,
    }


def after(page: AnswerPage, *, has_keys: bool, goes_on: bool) -> str:
    """Where somebody goes once an answer is saved: on to what waits, or to the same page."""
    kept = kept_query(page.working.filters, has_keys=has_keys)
    if not goes_on:
        return answer_url(page.assessment, page.row.requirement.id, kept)
    if page.next_open is None:
        return assessment_url(page.assessment)
    return answer_url(page.assessment, page.next_open.requirement.id, kept)


def result_choices(chosen: str, *, has_keys: bool) -> list[ResultChoice]:
    """The results to choose from, and that there is none yet."""
    named = [
        ResultChoice(
            each.value,
            wording.result_name(each, gettext),
            wording.result_meaning(each, gettext),
            str(place) if has_keys else "",
            each.value == chosen,
        )
        for place, each in enumerate(Result, start=1)
    ]
    nothing = wording.result_name(None, gettext)
    return [*named, ResultChoice("", nothing, "", "0" if has_keys else "", not chosen)]


def merged_words(fields: Sequence[str], by_name: str) -> str:
    """What somebody else had changed meanwhile and is kept beside one's own."""
    if not fields:
        return ""
    names = ", ".join(wording.field_name(each, gettext).lower() for each in fields)
    return _("%(name)s has changed this meanwhile: %(fields)s. Both are kept.") % {
        "name": by_name or _("Somebody else"),
        "fields": names,
    }


def merged_values(page: AnswerPage, fields: Sequence[str]) -> Mapping[str, str]:
    """What fields hold now that others have changed, as a form has them."""
    plain = page.row.values.to_json()
    return {name: "" if plain[name] is None else str(plain[name]) for name in fields}


def _last_words(answer: Answer | None) -> str:
    """Who said last what stands, and when."""
    if answer is None or answer.changed_by is None:
        return ""
    return _("Last saved by %(name)s, %(when)s.") % {
        "name": answer.changed_by.name,
        "when": moment(localtime(answer.changed_at), spoken()),
    }


def saved_words(answer: Answer | None) -> str:
    """When something was saved just now: «Saved 14:32»."""
    if answer is None:
        return ""
    at = localtime(answer.changed_at)
    return _("Saved %(time)s") % {"time": f"{at:%H:%M}"}


def _row_link(page: AnswerPage, row: AnswerRow, kept: str) -> Link:
    code = row.requirement.id
    name = line(page.framework, row.requirement).name
    return Link(name, answer_url(page.assessment, code, kept))


def _chapters(page: AnswerPage, kept: str) -> Iterator[NavigationChapter]:
    here = page.row.requirement
    for chapter in page.working.chapters:
        yield _chapter(
            page, chapter, kept, is_current=chapter.rows[0].requirement.parent == here.parent
        )


def _chapter(
    page: AnswerPage, chapter: Chapter, kept: str, *, is_current: bool
) -> NavigationChapter:
    assessment, framework = page.assessment, page.framework
    open_row = next((row for row in chapter.rows if not row.values.is_answered), chapter.rows[0])
    return NavigationChapter(
        key=chapter.rows[0].requirement.id,
        name=chapter_name(framework, chapter),
        language=line(framework, chapter.heading).language if chapter.heading else "",
        url=answer_url(assessment, open_row.requirement.id, kept),
        answered=chapter.answered,
        total=len(chapter.rows),
        is_current=is_current,
        rows=tuple(_navigation_row(page, row, kept) for row in chapter.rows) if is_current else (),
    )


def chapter_name(framework: Framework, chapter: Chapter) -> str:
    """A chapter by its heading."""
    return heading_name(framework, chapter.heading)


def heading_name(framework: Framework, heading: Requirement | None) -> str:
    """A heading; what stands under none is all there is, of a set without headings."""
    if heading is not None:
        return line(framework, heading).name
    has_headings = any(each.parent for each in framework.requirements)
    return _("Without a heading") if has_headings else _("Every requirement")


def _navigation_row(page: AnswerPage, row: AnswerRow, kept: str) -> NavigationRow:
    shown = line(page.framework, row.requirement)
    return NavigationRow(
        code=row.requirement.id,
        name=shown.name,
        language=shown.language,
        url=answer_url(page.assessment, row.requirement.id, kept),
        result=wording.result_name(row.values.result, gettext),
        colour=RESULT_COLOURS[row.values.result],
        is_current=row.requirement.id == page.row.requirement.id,
        still_true=is_carried(row),
    )


def _keys() -> Iterator[Definition]:
    yield Definition("1–5", _("choose a result, from fulfilled to do not know"))
    yield Definition("0", _("take the result away"))
    yield Definition("n", _("on to the next that waits for an answer"))
    yield Definition("j", _("next requirement"))
    yield Definition("k", _("previous requirement"))
    yield Definition("c", _("write a comment"))
    yield Definition("Esc", _("leave a field, so that the keys work again"))
    yield Definition("u", _("back to the whole assessment"))
    yield Definition("?", _("this list"))
