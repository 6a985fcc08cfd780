"""``samvern programme plan``: what happens when, without a database."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from samvern.cli.files import STANDARD_INPUT, load_programme, read_file
from samvern.cli.main import DONE, FINDINGS
from samvern.cli.numbers import Number, WholeNumber
from samvern.cli.plan_output import check_output, write_plan
from samvern.cli.programme import AS_JSON, SEED, WEIGHTS, print_json, read_weights
from samvern.cli.words import _, language

if TYPE_CHECKING:
    from samvern.engine.priority import Worlds
    from samvern.engine.programme.document import Programme
    from samvern.engine.roadmap import Period, Roadmap, RoadmapProblem
    from samvern.engine.roadmap.pareto import Point
    from samvern.engine.roadmap.planning import Assumed, Planning
    from samvern.engine.roadmap.worlds import InWorlds

#: How many worlds the expected worth of a measure is the mean of.
_SAMPLES = 10_000

#: Half-years that a plan has when nothing else is said.
_PERIODS = 8


@click.command(
    "plan",
    help=_(
        "Plan when each measure happens, so that it is worth most within what there is to spend. "
        "FILE is a planning file, or a programme: a path, - for standard input, or the code of a "
        "shipped one. Exit code 1 when no plan keeps all that is asked; then it says what clashes."
    ),
)
@click.argument("file")
@click.option("--periods", type=WholeNumber(1, 40), help=_("How many periods there are."))
@click.option(
    "--first", metavar="PERIOD", help=_("The first period: 2027-H1 (half-years) or 2027-Q1.")
)
@click.option(
    "--budget",
    type=Number(0, 1e15),
    help=_("Money for each period, from everybody together, beside the budgets of the file."),
)
@click.option("--total-budget", type=Number(0, 1e15), help=_("Money over all periods together."))
@click.option(
    "--pin",
    "pins",
    multiple=True,
    metavar="MEASURE=PERIOD",
    help=_("Have a measure start in a period. May be given several times."),
)
@click.option(
    "--exclude",
    "excluded",
    multiple=True,
    metavar="MEASURE",
    help=_("Leave a measure out. May be given several times."),
)
@click.option(
    "--gap",
    type=Number(0, 0.5),
    default=0.005,
    show_default=True,
    help=_("How far from the best a plan may be, as a share of it."),
)
@click.option(
    "--seconds",
    type=Number(0.1),
    default=300.0,
    show_default=True,
    help=_("When to give up the search."),
)
@click.option(
    "--pareto",
    "points",
    type=WholeNumber(2, 50),
    help=_("Also show in so many points what each amount of money buys."),
)
@click.option(
    "--worlds",
    type=WholeNumber(1, 1000),
    help=_("Also plan in so many worlds of weights and judgements, and say what is in the plans."),
)
@click.option(
    "-o",
    "--output",
    help=_(
        "Also write the plan to a file: .xlsx or .csv (table), .ics (milestones as a calendar)."
    ),
)
@WEIGHTS
@SEED
@AS_JSON
def plan(
    file: str,
    periods: int | None,
    first: str | None,
    budget: float | None,
    total_budget: float | None,
    pins: tuple[str, ...],
    excluded: tuple[str, ...],
    gap: float,
    seconds: float,
    points: int | None,
    worlds: int | None,
    output: str | None,
    weights: str | None,
    seed: int,
    as_json: bool,
) -> int:
    """Plan, or say what clashes."""
    from samvern.engine.errors import NotReady
    from samvern.engine.roadmap import Effort, solve_roadmap

    if output is not None:
        check_output(output)
    planning, programme = _load(file, first, periods)
    if programme is None and weights is not None:
        raise click.UsageError(_("--weights needs a programme: this planning file names none."))
    planning = _with_options(planning, periods, budget, total_budget, pins, excluded)
    drawn = _worlds_of(programme, planning, weights, max(_SAMPLES, worlds or 1), seed)
    if worlds is not None and drawn is None:
        raise click.UsageError(
            _("--worlds needs a programme whose ranking says what measures are worth.")
        )
    problem, assumed = _problem(planning, programme, drawn)
    effort = Effort(gap=gap, seconds=seconds)
    try:
        roadmap = solve_roadmap(problem, effort)
    except NotReady as error:
        if error.code != "roadmap.infeasible":
            raise
        return _tell_clash(problem, as_json)
    if output is not None:
        write_plan(roadmap, assumed, planning, programme, output)
    if as_json:
        values = {
            "programme": programme and programme.id,
            "basis": dict(planning.basis),
            "money_unit": dict(planning.money_unit),
            **roadmap.to_json(),
            "assumed": [one.to_json() for one in assumed],
        }
        print_json(values | _more_json(roadmap, points, worlds, drawn))
        return DONE
    _tell(roadmap, assumed, points, worlds, drawn)
    return DONE


def _load(file: str, first: str | None, periods: int | None) -> tuple[Planning, Programme | None]:
    """A planning file with the programme that it names, or a programme with nothing planned yet."""
    from samvern.engine.roadmap import Period
    from samvern.engine.roadmap.planning import Planning
    from samvern.formats import programme_file, roadmap_file

    begin = None if first is None else Period.read(first)
    content = _content(file)
    if not _is_planning(content):
        empty = Planning(begin or _next_half_year(), periods or _PERIODS)
        if file == STANDARD_INPUT:
            return empty, programme_file.read(io.BytesIO(content), name=file)
        return empty, load_programme(file)
    planning = roadmap_file.read(io.BytesIO(content), name=Path(file).name)
    if begin is not None:
        planning = replace(planning, first=begin)
    if not planning.programme:
        return planning, None
    beside = Path(file).parent / planning.programme
    return planning, load_programme(str(beside) if beside.exists() else planning.programme)


def _content(file: str) -> bytes:
    """What is in a file or comes by standard input, which can be read only once; else nothing."""
    from samvern.formats.programme_file import MAX_BYTES

    if file != STANDARD_INPUT and not Path(file).is_file():
        return b""
    return read_file(file, lambda stream: stream.read(MAX_BYTES + 1))


def _is_planning(content: bytes) -> bool:
    """Whether a file says what is planned; what cannot be read is for the reader to refuse."""
    head = content[: 4 * 2**20].decode(errors="replace").lstrip("\ufeff")
    is_json = head.lstrip().startswith("{")
    return (is_json and '"planning"' in head) or any(
        line.startswith("planning:") for line in head.splitlines()
    )


def _next_half_year() -> Period:
    from samvern.engine.roadmap import Period, PeriodLength

    return Period.of(date.today(), PeriodLength.HALF_YEAR).later(1)  # the reader's own day


def _with_options(
    planning: Planning,
    periods: int | None,
    budget: float | None,
    total_budget: float | None,
    pins: tuple[str, ...],
    excluded: tuple[str, ...],
) -> Planning:
    from samvern.engine.roadmap import Limit, Period, Resource

    limits = planning.limits
    if periods is not None and periods != planning.periods:
        # What a file says of each period is cut, or goes on as in the last one.
        limits = tuple(
            replace(one, amounts=(*one.amounts, *one.amounts[-1:] * periods)[:periods])
            for one in limits
        )
        planning = replace(planning, periods=periods)
    if budget is not None:
        amounts = (budget,) * planning.periods
        limits = (
            *limits,
            Limit("--budget", Resource.MONEY, None, amounts, title={language(): _("the budget")}),
        )
    moved: dict[str, Period] = {}
    for pin in pins:
        name, _equals, period = pin.rpartition("=")
        if not name:
            raise click.UsageError(_("--pin takes a measure and a period, such as 2.1=2027-H2."))
        moved[name] = Period.read(period)
    return replace(
        planning,
        limits=limits,
        pins={**planning.pins, **moved},
        excluded=planning.excluded | set(excluded),
        total_budget=planning.total_budget if total_budget is None else total_budget,
    )


def _worlds_of(
    programme: Programme | None, planning: Planning, weights: str | None, samples: int, seed: int
) -> Worlds | None:
    """What the ranking says that measures are worth; None when the planning says it of all."""
    from samvern.engine import priority
    from samvern.engine.roadmap.planning import COUNTED_ELSEWHERE

    said = {measure.id for measure in planning.measures if measure.value is not None}
    if programme is None or {measure.id for measure in programme.measures} <= said:
        return None
    model, _alternatives, _left_out = priority.ranking_model(
        programme, level="measure", scale="linear", weights=read_weights(weights)
    )
    groups = COUNTED_ELSEWHERE & set(model.groups)
    return priority.draw_worlds(priority.without_groups(model, groups), samples, seed=seed)


def _problem(
    planning: Planning, programme: Programme | None, worlds: Worlds | None
) -> tuple[RoadmapProblem, tuple[Assumed, ...]]:
    from samvern.engine.roadmap.planning import roadmap_problem

    return roadmap_problem(planning, programme, worlds.expected() if worlds else None)


def _tell_clash(problem: RoadmapProblem, as_json: bool) -> int:
    from samvern.engine.roadmap.clashes import find_clash
    from samvern.engine.roadmap.record import no_plan_to_json
    from samvern.engine.roadmap.relaxing import find_relaxations
    from samvern.ui.wording import roadmap as wording

    clash, ways = find_clash(problem), find_relaxations(problem)
    if as_json:
        print_json(no_plan_to_json(problem, clash, ways))
    elif clash:
        for line in wording.clash_lines(problem, clash, ways, language(), _):
            click.echo(line)
    return FINDINGS


def _more_json(
    roadmap: Roadmap, points: int | None, worlds: int | None, drawn: Worlds | None
) -> dict[str, object]:
    found: dict[str, object] = {}
    if points is not None:
        found["pareto"] = [
            {
                "cap": point.cap,
                "cost": point.cost,
                "value": point.value,
                "bound": point.bound,
                "measures": list(point.starts),
            }
            for point in _pareto(roadmap, points)
        ]
    if worlds is not None:
        planned = _in_worlds(roadmap, worlds, drawn)
        found["worlds"] = {"worlds": planned.worlds, "planned": dict(planned.planned)}
    return found


def _tell(
    roadmap: Roadmap,
    assumed: tuple[Assumed, ...],
    points: int | None,
    worlds: int | None,
    drawn: Worlds | None,
) -> None:
    from samvern.ui.wording import roadmap as wording

    for line in wording.lines(roadmap, assumed, language(), _):
        click.echo(line)
    if points is not None:
        for line in wording.pareto_lines(_pareto(roadmap, points), language(), _):
            click.echo(line)
    if worlds is not None:
        problem = roadmap.problem
        names = {name: wording.measure_name(problem, name, language()) for name in problem.by_id}
        for line in wording.world_lines(_in_worlds(roadmap, worlds, drawn), names, _):
            click.echo(line)


def _pareto(roadmap: Roadmap, points: int) -> tuple[Point, ...]:
    from samvern.cli.progress import progress_bar
    from samvern.engine.roadmap.pareto import pareto_points

    with progress_bar(_("Planning with less and less money"), points) as progress:
        return pareto_points(roadmap.problem, points, progress=progress)


def _in_worlds(roadmap: Roadmap, worlds: int, drawn: Worlds | None) -> InWorlds:
    from samvern.cli.progress import progress_bar
    from samvern.engine.roadmap.worlds import plan_in_worlds

    assert drawn is not None, "asked for before anything is planned"
    values = [drawn.one(world) for world in range(worlds)]
    with progress_bar(_("Planning in each world"), worlds) as progress:
        return plan_in_worlds(roadmap.problem, values, begin=roadmap.starts, progress=progress)
