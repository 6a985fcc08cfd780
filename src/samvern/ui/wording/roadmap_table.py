"""A plan as a table and as a calendar: the same from a page and from the command line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from samvern.engine.programme.document import in_language
from samvern.engine.roadmap.milestones import Milestone, MilestoneKind, milestones
from samvern.formats.tables import Cell
from samvern.ui.wording import roadmap as wording
from samvern.ui.wording.sentences import Gettext

if TYPE_CHECKING:
    from samvern.engine.roadmap import LeftOut, PlannedMeasure, Resource, Roadmap
    from samvern.formats.calendar_file import Day


@dataclass(frozen=True)
class PlanLine:
    """A measure of a plan: when it happens, or why it does not."""

    measure: PlannedMeasure
    start: int | None
    left_out: LeftOut | None


@dataclass(frozen=True)
class PlanColumn:
    """A column of the table, its heading in the reader's language already."""

    title: str
    cell: Callable[[PlanLine], Cell]
    width: int = 20


def plan_lines(roadmap: Roadmap) -> Iterator[PlanLine]:
    """Every measure, in the order of the problem."""
    gone = {one.id: one for one in roadmap.left_out}
    for measure in roadmap.problem.measures:
        yield PlanLine(measure, roadmap.starts.get(measure.id), gone.get(measure.id))


def plan_columns(
    roadmap: Roadmap, language: str, _: Gettext, areas: Mapping[str, str] | None = None
) -> Sequence[PlanColumn]:
    """The columns of a plan as a table."""
    from samvern.engine.roadmap import Resource

    problem = roadmap.problem

    def period(line: PlanLine, later: int) -> str:
        return "" if line.start is None else str(problem.period(line.start + later))

    def amount(line: PlanLine, resource: Resource) -> float:
        uses = (use for use in line.measure.uses if use.resource == resource)
        return sum(sum(use.during) for use in uses)

    def running(line: PlanLine) -> float:
        uses = (use for use in line.measure.uses if use.resource == Resource.MONEY)
        return sum(use.running for use in uses)

    def counted_in(resource: Resource, title: str) -> str:
        unit = in_language(problem.units.get(resource, {}), language)
        return f"{title} ({unit})" if unit else title

    def yes_or_no(holds: bool) -> str:
        return _("Yes") if holds else _("No")

    def last_day(line: PlanLine) -> Cell:
        if line.start is None:
            return None
        return problem.period(line.start + line.measure.duration - 1).last_day

    def why(line: PlanLine) -> str:
        if line.left_out is None:
            return ""
        return wording.why_left_out(problem, line.left_out, language, _)

    return (
        PlanColumn(_("Code"), lambda line: line.measure.id, 8),
        PlanColumn(_("Measure"), lambda line: in_language(line.measure.title, language), 50),
        PlanColumn(
            _("Focus area"),
            lambda line: (areas or {}).get(line.measure.focus_area, line.measure.focus_area),
            30,
        ),
        PlanColumn(_("Owner"), lambda line: line.measure.owner, 30),
        PlanColumn(_("In the plan"), lambda line: yes_or_no(line.start is not None), 10),
        PlanColumn(_("Starts"), lambda line: period(line, 0), 10),
        PlanColumn(_("Last period of work"), lambda line: period(line, line.measure.duration - 1)),
        PlanColumn(
            _("First day"),
            lambda line: None if line.start is None else problem.period(line.start).first_day,
            12,
        ),
        PlanColumn(_("Done by"), last_day, 12),
        PlanColumn(_("Periods of work"), lambda line: line.measure.duration, 10),
        PlanColumn(
            counted_in(Resource.MONEY, _("Cost of the work")),
            lambda line: amount(line, Resource.MONEY),
            12,
        ),
        PlanColumn(counted_in(Resource.MONEY, _("Cost of each period after")), running, 12),
        PlanColumn(
            counted_in(Resource.EFFORT, _("Effort")), lambda line: amount(line, Resource.EFFORT), 12
        ),
        PlanColumn(_("Decision point"), lambda line: yes_or_no(line.measure.is_decision_point), 10),
        PlanColumn(
            _("Only if it is decided after"),
            lambda line: ", ".join(problem.conditional_on(line.measure.id)),
        ),
        PlanColumn(_("Moved by hand"), lambda line: yes_or_no(line.measure.id in problem.pins), 10),
        PlanColumn(_("Why it is not in"), why, 60),
    )


def milestone_words(roadmap: Roadmap, found: Milestone, language: str, _: Gettext) -> str:
    """A milestone in words: what is done, what is decided, what hangs on it."""
    params = {"measure": wording.measure_name(roadmap.problem, found.measure, language)}
    if found.kind == MilestoneKind.DONE:
        return _("%(measure)s: done") % params
    if not found.opens:
        return _("%(measure)s: done, and a decision is to be taken") % params
    params["measures"] = ", ".join(found.opens)
    return _("%(measure)s: done, and it is to be decided on %(measures)s") % params


def calendar_days(
    roadmap: Roadmap, language: str, _: Gettext, *, key: str, note: str = ""
) -> Iterator[Day]:
    """The milestones of a plan as days of a calendar; ``key`` tells one plan from another."""
    from samvern.formats.calendar_file import Day

    for found in milestones(roadmap):
        text = [note] if note else []
        if found.conditional_on:
            params = {"studies": ", ".join(found.conditional_on)}
            text.append(_("only if it is decided after %(studies)s") % params)
        yield Day(
            f"{key}-{found.measure}",
            found.on,
            milestone_words(roadmap, found, language, _),
            "\n".join(text),
        )
