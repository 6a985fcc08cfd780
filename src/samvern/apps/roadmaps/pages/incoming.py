"""A planning file between the steps: chosen, looked over, taken in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

from django.utils.translation import gettext
from django.utils.translation import gettext as _

from samvern.apps.programmes.queries import ProgrammeHead
from samvern.apps.roadmaps.models import Plan
from samvern.apps.roadmaps.pages import words
from samvern.apps.roadmaps.pages.roadmap import assumption_lines
from samvern.apps.roadmaps.queries import planning_of, problem_on, programme_for
from samvern.apps.roadmaps.rules import check_plan
from samvern.base.carried import seal, unseal
from samvern.base.texts import in_language
from samvern.base.viewer import Viewer
from samvern.engine.errors import InvalidInput
from samvern.engine.roadmap.planning import Planning
from samvern.formats import roadmap_file
from samvern.ui.parts import Definition, Step
from samvern.ui.wording import errors as wording

_SALT: Final = "roadmaps.planning_file"


@dataclass(frozen=True)
class CarriedFile:
    """The file between the two steps, and the version of the plan that it would change."""

    title: str
    name: str
    content: bytes
    version: int


def pack(file: CarriedFile) -> str:
    """The file as a text that the page carries to the next step, signed and compressed."""
    carried = {**vars(file), "content": file.content.decode()}
    return seal(carried, salt=_SALT)


def unpack(carried: str) -> CarriedFile:
    """The file as the first step saw it. Raises ``InvalidInput`` (``import.preview_expired``)."""
    found = unseal(carried, salt=_SALT)
    return CarriedFile(**{**found, "content": found["content"].encode()})


def preview(
    viewer: Viewer, programme: ProgrammeHead, plan: Plan | None, file: CarriedFile
) -> dict[str, Any]:
    """What the file holds, and what would be assumed beside it.

    Raises
    ------
    InvalidInput
        Everything that is wrong, at once: with the form of the file, or with what it says.
    """
    planning = roadmap_file.read(BytesIO(file.content), name=file.name)
    check_plan(title=file.title, planning=planning, code=programme.code)
    problem, assumed = problem_on(programme_for(viewer, programme.code), planning)
    last = problem.period(problem.periods - 1)
    return {
        "answer": file.title,
        "counts": [
            Definition(
                _("Periods"), f"{words.period_name(problem.first)} – {words.period_name(last)}"
            ),
            Definition(_("Measures that are planned"), str(len(problem.measures))),
            Definition(_("of which the file says something"), str(len(planning.measures))),
            Definition(_("Budgets and capacities"), str(len(planning.limits))),
            Definition(_("Moved by hand"), str(len(planning.pins))),
            Definition(_("Left out by hand"), str(len(planning.excluded))),
            Definition(_("The figures rest on"), in_language(planning.basis)),
        ],
        "changed": [] if plan is None else list(_changed(planning_of(plan), planning)),
        "assumptions": assumption_lines(assumed),
        "steps": steps(1),
    }


def problems(error: InvalidInput) -> dict[str, Any]:
    """Everything that is wrong in the file: where, and what to do."""
    rows = [
        {
            "place": _("Line %(line)s, column %(column)s")
            % {"line": problem.line, "column": problem.column or 1}
            if problem.line
            else "",
            "path": problem.where,
            "text": wording.problem(problem, gettext),
        }
        for problem in error.problems
    ]
    return {
        "problem_title": wording.title(error, gettext),
        "problem_advice": "" if error.problems else wording.advice(error, gettext),
        "problems": rows,
    }


def steps(step: int) -> list[Step]:
    """Where the reader is."""
    titles = (_("Choose the file"), _("Look it over"), _("Taken in"))
    states = ("done", "current", "todo")
    return [
        Step(title, states[1 + (place > step) - (place < step)])  # type: ignore[arg-type]
        for place, title in enumerate(titles)
    ]


def _changed(before: Planning, after: Planning) -> Iterator[str]:
    """What of the figures would be otherwise, by measure."""
    old = {measure.id: measure for measure in before.measures}
    new = {measure.id: measure for measure in after.measures}
    for said, codes in (
        (_("New figures for %(codes)s."), new.keys() - old.keys()),
        (_("Other figures for %(codes)s."), {c for c in new if c in old and old[c] != new[c]}),
        (_("No figures any more for %(codes)s."), old.keys() - new.keys()),
    ):
        if codes:
            yield said % {"codes": ", ".join(sorted(codes))}
    if before.limits != after.limits:
        yield _("Other budgets or capacities.")
    if (before.pins, before.excluded) != (after.pins, after.excluded):
        yield _("Other measures are moved or left out by hand.")
