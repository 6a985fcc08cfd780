"""Every state that an answer has been in: who said what when, and how it came to be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from samvern.apps.assessments.models import AnswerOrigin, AnswerState, Assessment
from samvern.apps.assessments.pages.conflict import value_words
from samvern.apps.assessments.pages.frame import answer_url, frame
from samvern.apps.assessments.queries import AnswerPage
from samvern.apps.frameworks.pages.rows import line
from samvern.engine.assessments import AnswerValues, changed_fields
from samvern.ui.exports import Export, ExportColumn, Exports
from samvern.ui.parts import Link
from samvern.ui.wording import assessments as wording

#: The key in what a state rests on that names the earlier state it was put back to.
RESTORED = "restored"
#: Values of a field of which nothing was said.
NOTHING = (None, "")
#: What is written is saved while one writes: saves of one person that are no further apart are one
#: sitting, and shown as one until somebody asks for each of them.
WITHIN_A_SITTING = timedelta(minutes=10)


@dataclass(frozen=True)
class FieldLine:
    """What a field said before, if anything, and after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class SourceLine:
    """Where an answer came from: another answer, a workbook, a supplier; and over which mappings."""

    text: str
    url: str = ""
    mappings: tuple[Link, ...] = ()


@dataclass(frozen=True)
class StateLine:
    """A state of an answer: when it was saved, by whom, how, and what that changed."""

    number: int
    at: datetime
    by_name: str
    origin: str
    rests_on: tuple[SourceLine, ...]
    changes: tuple[FieldLine, ...]
    is_current: bool
    saves: int = 1

    @property
    def summary(self) -> str:
        """What the state changed, in a line."""
        names = ", ".join(each.label for each in self.changes)
        return names or _("Nothing was changed")


def history_page(
    page: AnswerPage,
    states: Sequence[AnswerState],
    known: Mapping[int, Assessment],
    *,
    shows_every: bool,
) -> dict[str, Any]:
    """Every sitting or every state, newest first, each with what it changed and where it came from.

    ``known`` are the other assessments that the viewer sees; of one that they do not, it is told that
    an answer came from there, and nothing more.
    """
    requirement = page.row.requirement
    name = line(page.framework, requirement).name
    every = list(state_lines([[each] for each in states], known))
    folded = list(state_lines(sittings(states), known))
    back = answer_url(page.assessment, requirement.id)
    return {
        **frame(page.assessment, Link(name, back), Link(_("History"), "")),
        "question": _("How did the answer come to be?"),
        "name": name,
        "states": every if shows_every else folded,
        "shows_every": shows_every,
        "can_fold": len(folded) < len(every),
        "version": page.row.version,
        "may_answer": page.working.may_answer,
        "back_url": back,
        "code": requirement.id,
        "exports": Exports(requirement.id, [_export(every)]),
    }


def sittings(states: Sequence[AnswerState]) -> list[list[AnswerState]]:
    """States, newest first, those together that somebody wrote in one go."""
    found: list[list[AnswerState]] = []
    for state in states:
        if found and _is_one_sitting(found[-1][-1], state):
            found[-1].append(state)
        else:
            found.append([state])
    return found


def _is_one_sitting(later: AnswerState, earlier: AnswerState) -> bool:
    return (
        later.by_name == earlier.by_name
        and later.at - earlier.at <= WITHIN_A_SITTING
        and all(
            each.origin == AnswerOrigin.WRITTEN and not each.source for each in (later, earlier)
        )
    )


def state_lines(
    groups: Sequence[Sequence[AnswerState]], known: Mapping[int, Assessment]
) -> Iterator[StateLine]:
    """Groups of states, newest first, each as its last one, with what differs from the one before."""
    said = [*(AnswerValues.from_json(each[0].values) for each in groups), AnswerValues()]
    for place, (group, (values, earlier)) in enumerate(zip(groups, pairwise(said), strict=True)):
        state = group[0]
        yield StateLine(
            number=state.number,
            at=state.at,
            by_name=state.by_name,
            origin=_origin(state),
            rests_on=tuple(_rests_on(state, known)),
            changes=tuple(
                FieldLine(
                    wording.field_name(name, gettext),
                    value_words(earlier, name) if getattr(earlier, name) not in NOTHING else "",
                    value_words(values, name),
                )
                for name in changed_fields(earlier, values)
            ),
            is_current=place == 0,
            saves=len(group),
        )


def _origin(state: AnswerState) -> str:
    if number := state.source.get(RESTORED):
        return _("Put back to state %(number)s") % {"number": number}
    return str(AnswerOrigin(state.origin).label)


def _rests_on(state: AnswerState, known: Mapping[int, Assessment]) -> Iterator[SourceLine]:
    source = state.source
    if "assessment" in source:
        yield _other_answer(source, known)
    for each in source.get("rests_on", ()):
        yield _other_answer(each, known)
    if name := source.get("name"):
        yield SourceLine(name)
    if file := source.get("file"):
        yield SourceLine(file)


def _other_answer(source: Mapping[str, Any], known: Mapping[int, Assessment]) -> SourceLine:
    """An answer in another assessment, and the mappings over which it says something here."""
    other = known.get(source["assessment"])
    if other is None:
        return SourceLine(_("An answer in an assessment that you do not see"))
    said = {"code": source["requirement"], "assessment": other}
    mappings = tuple(
        Link(_("mapping %(id)s") % {"id": each}, reverse("mappings:mapping", args=[int(each)]))
        for each in source.get("mappings", ())
    )
    url = answer_url(other, source["requirement"])
    return SourceLine(_("%(code)s in %(assessment)s") % said, url, mappings)


def _export(lines: Sequence[StateLine]) -> Export[tuple[StateLine, FieldLine]]:
    return Export(
        "history",
        _("History"),
        [
            ExportColumn(_("State"), lambda row: row[0].number),
            ExportColumn(_("When"), lambda row: row[0].at),
            ExportColumn(_("Who"), lambda row: row[0].by_name, 30),
            ExportColumn(_("How"), lambda row: row[0].origin, 30),
            ExportColumn(
                _("From"), lambda row: "; ".join(each.text for each in row[0].rests_on), 40
            ),
            ExportColumn(_("What"), lambda row: row[1].label, 24),
            ExportColumn(_("Before"), lambda row: row[1].before, 50),
            ExportColumn(_("After"), lambda row: row[1].after, 50),
        ],
        [(each, change) for each in lines for change in each.changes],
    )
