"""What a roadmap says, in words; the same on the page and on the command line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from samvern.engine.programme.document import in_language
from samvern.engine.roadmap import Ending, Reason, Resource, Rule
from samvern.engine.roadmap.relaxing import GivesWay
from samvern.ui.numbers import NO_BREAK_SPACE, number, percent
from samvern.ui.wording import periods
from samvern.ui.wording.sentences import Gettext

if TYPE_CHECKING:
    from samvern.engine.roadmap import Constraint, LeftOut, Period, Roadmap, RoadmapProblem
    from samvern.engine.roadmap.clashes import Clash
    from samvern.engine.roadmap.pareto import Point
    from samvern.engine.roadmap.planning import Assumed
    from samvern.engine.roadmap.relaxing import Change, Relaxation
    from samvern.engine.roadmap.worlds import InWorlds

#: A gap below this share is none that anybody would see.
_NO_GAP = 0.00005


def period_name(period: Period, _: Gettext) -> str:
    """A half-year or quarter as people write it."""
    return periods.period_name(str(period), _)


def measure_name(problem: RoadmapProblem, measure: str, language: str) -> str:
    """The identifier of a measure or of alternatives, with the title when there is one."""
    if measure in problem.by_id:
        title = in_language(problem.by_id[measure].title, language)
    else:
        group = next(one for one in problem.alternatives if one.id == measure)
        title = in_language(group.title, language)
    return f"{measure} {title}".strip()


def limit_name(problem: RoadmapProblem, limit: str | None, language: str, _: Gettext) -> str:
    """The title of a limit, or else its identifier; None is the total budget."""
    if limit is None:
        return _("the total budget")
    found = next(one for one in problem.limits if one.id == limit)
    return in_language(found.title, language) or found.id


def answer(roadmap: Roadmap, language: str, _: Gettext) -> str:
    """The one sentence that answers the question: how much is in, and how good the plan is."""
    planned, all_of_them = len(roadmap.starts), len(roadmap.problem.measures)
    first, last = roadmap.problem.period(0), roadmap.problem.period(roadmap.problem.periods - 1)
    return _("%(planned)s of %(all)s measures fit from %(first)s to %(last)s. %(gap)s") % {
        "planned": planned,
        "all": all_of_them,
        "first": period_name(first, _),
        "last": period_name(last, _),
        "gap": gap(roadmap, language, _),
    }


def gap(roadmap: Roadmap, language: str, _: Gettext) -> str:
    """How good the plan is, beside the best there can be."""
    if roadmap.gap < _NO_GAP:
        return _("No plan is worth more.")
    params = {"share": percent(roadmap.gap, 1, language)}
    said = _("Another plan could be worth at most %(share)s more.") % params
    if roadmap.ending == Ending.CLOCK:
        said += " " + _("The search was ended by the clock: another machine may find another plan.")
    return said


def why_left_out(problem: RoadmapProblem, found: LeftOut, language: str, _: Gettext) -> str:
    """Why a measure is not in the plan, and what it would take."""
    params = {"subject": ""}
    if found.subject:
        params["subject"] = measure_name(problem, found.subject, language)
    if found.reason == Reason.NO_ROOM and found.start is not None:
        params |= {
            "start": period_name(problem.period(found.start), _),
            "missing": ", ".join(
                _missing(problem, over.limit, over.period, over.amount, language, _)
                for over in found.missing
            ),
        }
    return {
        Reason.EXCLUDED: _("Left out by hand."),
        Reason.ALTERNATIVE: _("%(subject)s is chosen instead."),
        Reason.TIME: _("There is not enough time for it."),
        Reason.BEFORE: _("%(subject)s must be done first, and is not, or not in time."),
        Reason.NO_ROOM: _("Were it to start in %(start)s, %(missing)s would be missing."),
        Reason.NO_VALUE: _("Nobody has judged what it is worth."),
        Reason.WORTH_LESS: _("There is room for it, but it is worth too little."),
    }[found.reason] % params


def _missing(
    problem: RoadmapProblem,
    limit: str | None,
    period: int | None,
    amount: float,
    language: str,
    _: Gettext,
) -> str:
    params = {
        "amount": _amount(problem, limit, amount, language),
        "limit": limit_name(problem, limit, language, _),
    }
    if period is None:
        return _("%(amount)s of %(limit)s") % params
    params["period"] = period_name(problem.period(period), _)
    return _("%(amount)s of %(limit)s in %(period)s") % params


def _amount(problem: RoadmapProblem, limit: str | None, amount: float, language: str) -> str:
    """An amount of a limit in its unit, where somebody has said what it is counted in."""
    resources = (one.resource for one in problem.limits if one.id == limit)
    unit = in_language(problem.units.get(next(resources, Resource.MONEY), {}), language)
    return NO_BREAK_SPACE.join(filter(None, (number(amount, language=language), unit)))


def constraint(problem: RoadmapProblem, found: Constraint, language: str, _: Gettext) -> str:
    """A constraint as a sentence."""
    is_limit = found.rule in {Rule.LIMIT, Rule.TOTAL}
    params = {"other": measure_name(problem, found.other, language) if found.other else ""}
    if not is_limit:
        params["subject"] = measure_name(problem, found.subject, language)
    if found.period is not None:
        params["period"] = period_name(problem.period(found.period), _)
    if found.rule == Rule.LIMIT and found.period is not None:
        limit = next(one for one in problem.limits if one.id == found.subject)
        amounts = limit.amounts[: found.period + 1] if limit.carries_over else ()
        there_is = sum(amounts) if amounts else limit.amounts[found.period]
        params |= {
            "limit": limit_name(problem, found.subject, language, _),
            "amount": _amount(problem, found.subject, there_is, language),
        }
        if limit.carries_over:
            return _("To the end of %(period)s there is %(amount)s of %(limit)s in all.") % params
    if found.rule == Rule.TOTAL:
        params["amount"] = _amount(problem, None, problem.total_budget or 0.0, language)
    return {
        Rule.MUST: _("%(subject)s has to be in the plan."),
        Rule.EARLIEST: _("%(subject)s starts in %(period)s at the earliest."),
        Rule.DEADLINE: _("The work on %(subject)s ends in %(period)s at the latest."),
        Rule.AFTER: _("%(other)s is done before %(subject)s starts."),
        Rule.PINNED: _("%(subject)s starts in %(period)s: moved there by hand."),
        Rule.EXCLUDED: _("%(subject)s is left out by hand."),
        Rule.AT_MOST_ONE: _("Of the alternatives %(subject)s at most one is chosen."),
        Rule.ONE_OF: _("Of the alternatives %(subject)s one is chosen."),
        Rule.LIMIT: _("In %(period)s there is %(amount)s of %(limit)s."),
        Rule.TOTAL: _("Over all periods there is %(amount)s."),
    }[found.rule] % params


def clash_heading(clash: Clash, _: Gettext) -> str:
    """What the list of constraints that clash is."""
    if clash.is_smallest:
        return _("No plan keeps all of this. It is the shortest list of what clashes:")
    return _("No plan keeps all of this, and without any one of it there may be one:")


def relaxation(
    problem: RoadmapProblem, found: Relaxation, language: str, _: Gettext
) -> tuple[str, tuple[str, ...]]:
    """A way out: what gives way, and where."""
    total = number(found.total, language=language)
    heading = {
        GivesWay.MONEY: _("With %(total)s more money:"),
        GivesWay.EFFORT: _("With %(total)s more effort:"),
        GivesWay.DEADLINE: _("With deadlines %(total)s periods later in all:"),
        GivesWay.WISHES: _("By giving up %(total)s of what must be or was moved by hand:"),
        GivesWay.ANYTHING: _("By giving up as few of the rules as possible, %(total)s:"),
    }[found.gives_way] % {"total": total}
    return heading, tuple(_change(problem, each, language, _) for each in found.changes)


def _change(problem: RoadmapProblem, change: Change, language: str, _: Gettext) -> str:
    found = change.constraint
    if change.by is None:
        return constraint(problem, found, language, _)
    params = {"by": number(change.by, language=language)}
    if found.rule == Rule.DEADLINE:
        params["measure"] = measure_name(problem, found.subject, language)
        return _("%(measure)s: %(by)s periods later") % params
    limit = None if found.rule == Rule.TOTAL else found.subject
    params["limit"] = limit_name(problem, limit, language, _)
    params["by"] = _amount(problem, limit, change.by, language)
    if found.period is None:
        return _("%(limit)s: %(by)s more") % params
    params["period"] = period_name(problem.period(found.period), _)
    return _("%(limit)s in %(period)s: %(by)s more") % params


def assumption(assumed: Assumed, _: Gettext) -> str:
    """What was assumed, in a sentence; the measures are for the reader to look up."""
    params = {"count": len(assumed.measures)}
    return {
        "assumed.duration": _(
            "How long %(count)s measures take is assumed from what sort they are."
        ),
        "assumed.cost_points": _(
            "What %(count)s measures cost is counted in points: low 1, medium 2, high 3, unless "
            "the planning says otherwise."
        ),
        "assumed.cost_unknown": _(
            "Nobody has judged what %(count)s measures cost: the mean of all levels is used."
        ),
        "assumed.before_not_planned": _(
            "What must come before %(count)s measures is not planned here, and is taken as done."
        ),
        "assumed.no_value": _(
            "Nobody has judged what %(count)s measures are worth: they are planned only where "
            "they must be, or others need them."
        ),
    }[assumed.code] % params


def assumption_of_one(assumed: Assumed, _: Gettext) -> str:
    """What was assumed of a measure, on its own page."""
    return {
        "assumed.duration": _("How long it takes is assumed from what sort it is."),
        "assumed.cost_points": _("What it costs is counted in points, from a judgement in words."),
        "assumed.cost_unknown": _("Nobody has judged what it costs: the mean is used."),
        "assumed.before_not_planned": _(
            "What must come before it is not planned here, and is taken as done."
        ),
        "assumed.no_value": _(
            "Nobody has judged what it is worth: it is planned only where it must be, or others "
            "need it."
        ),
    }[assumed.code]


def lines(roadmap: Roadmap, assumed: Iterable[Assumed], language: str, _: Gettext) -> Iterator[str]:
    """The plan as lines for the command line: the answer, what starts when, what is left out."""
    problem = roadmap.problem
    yield answer(roadmap, language, _)
    yield from (assumption(one, _) for one in assumed)
    for at in range(problem.periods):
        starting = [name for name in roadmap.starts if roadmap.starts[name] == at]
        if starting:
            yield ""
            yield period_name(problem.period(at), _)
        for name in _in_order(problem, starting):
            yield f"  {_bar(roadmap, name)}  {measure_name(problem, name, language)}"
            conditional = problem.conditional_on(name)
            if conditional:
                params = {"studies": ", ".join(conditional)}
                yield " " * (problem.periods + 4) + _("only if it is decided after %(studies)s") % (
                    params
                )
    if roadmap.left_out:
        yield ""
        yield _("Not in the plan")
    for found in roadmap.left_out:
        yield f"  {measure_name(problem, found.id, language)}"
        yield f"    {why_left_out(problem, found, language, _)}"


def _in_order(problem: RoadmapProblem, names: Iterable[str]) -> list[str]:
    chosen = set(names)
    return [measure.id for measure in problem.measures if measure.id in chosen]


def _bar(roadmap: Roadmap, name: str) -> str:
    """One sign for each period: at work, at work if it is decided, or done."""
    problem, start = roadmap.problem, roadmap.starts[name]
    done = start + problem.by_id[name].duration
    work = "▒" if roadmap.is_conditional(name) else "█"
    return "".join(
        work if start <= at < done else "─" if at >= done else "·" for at in range(problem.periods)
    )


def clash_lines(
    problem: RoadmapProblem,
    clash: Clash,
    relaxations: Sequence[Relaxation],
    language: str,
    _: Gettext,
) -> Iterator[str]:
    """What clashes and what would help, as lines for the command line."""
    yield clash_heading(clash, _)
    yield from (f"  {constraint(problem, each, language, _)}" for each in clash.constraints)
    if relaxations:
        yield ""
        yield _("What would make a plan possible:")
    for each in relaxations:
        heading, changes = relaxation(problem, each, language, _)
        yield f"  {heading}"
        yield from (f"    {change}" for change in changes)


def pareto_lines(points: Sequence[Point], language: str, _: Gettext) -> Iterator[str]:
    """Cost against value, as lines for the command line."""
    yield ""
    yield _("Cost against value")
    for point in points:
        yield "  " + _("%(cost)s buys %(value)s, with %(count)s measures") % {
            "cost": number(point.cost, language=language),
            "value": number(point.value, 1, language=language),
            "count": len(point.starts),
        }


def world_lines(found: InWorlds, names: Mapping[str, str], _: Gettext) -> Iterator[str]:
    """In how many worlds each measure is in the plan, the most often first."""
    yield ""
    yield _("In how many of %(worlds)s possible worlds a measure is in the plan") % {
        "worlds": found.worlds
    }
    for name, count in sorted(found.planned.items(), key=lambda one: -one[1]):
        yield f"  {count:>4}  {names[name]}"
