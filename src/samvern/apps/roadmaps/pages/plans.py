"""The list of plans, a draft, and a scenario beside it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext as _

from samvern.apps.roadmaps.pages import words
from samvern.apps.roadmaps.pages.roadmap import (
    Shown,
    measure_links,
    public_links,
    roadmap_page,
)
from samvern.apps.roadmaps.queries import Answer, PlanList, PlanPage, measure_codes
from samvern.base.jobs.queries import trouble_of
from samvern.base.models import Job
from samvern.base.texts import in_language
from samvern.engine.roadmap.relaxing import GivesWay
from samvern.ui.parts import Definition
from samvern.ui.wording import errors
from samvern.ui.wording import roadmap as wording


def list_page(page: PlanList) -> dict[str, Any]:
    """What the list shows."""
    count = sum(row.number is not None for row in page.rows)
    answer = ngettext("%(count)d plan is published.", "%(count)d plans are published.", count)
    none = _("Nothing is published yet.")
    if page.may_read_drafts and page.rows:
        none = _("Nothing is published yet; what is worked on stands below.")
    return {
        "page": page,
        "question": _("What happens when?"),
        "answer": answer % {"count": count} if count else none,
    }


def draft_page(page: PlanPage, today: date) -> tuple[dict[str, Any], Shown | None]:
    """What the page of a draft or of a scenario shows, and the plan on it if there is one."""
    answer, shown = page.answer, None
    context: dict[str, Any] = {
        "page": page,
        "plan": page.plan,
        "scenario": page.scenario,
        "question": page.scenario.title if page.scenario else _("What happens when?"),
        "example": words.EXAMPLE if page.plan.is_example else "",
        "about": _about(page),
        "state": _state(answer),
        "job": job_state(answer.job),
        "measure_links": _measures(page),
        "problems": [
            errors.problem(one, gettext) for one in (answer.error.problems if answer.error else ())
        ],
    }
    if answer.roadmap is not None:
        shown = shown_draft(page)
        assert answer.found is not None
        context |= roadmap_page(shown, answer.found.assumed, today)
    elif answer.clash is not None:
        context |= _no_plan(answer)
    else:
        context["answer"] = _waiting(answer)
    return context, shown


def shown_draft(page: PlanPage) -> Shown:
    """The plan of a draft or scenario, with the ways to its measures: to their figures for whoever may
    change them, to the programme for whoever reads.
    """
    answer = page.answer
    assert answer.roadmap is not None
    assert answer.found is not None
    planning = answer.found.planning
    code, plan = page.programme.code, page.plan.pk
    if page.may_plan:
        links = measure_links(code, plan, answer.roadmap)
    else:
        links = public_links(code, answer.roadmap, measure_codes(plan))
    return Shown(
        answer.roadmap,
        page.areas,
        in_language(planning.money_unit),
        in_language(planning.effort_unit),
        links,
    )


def job_state(job: Job | None) -> dict[str, Any] | None:
    """How far work behind the pages has come, or what stopped it."""
    if job is None:
        return None
    return {
        "is_stopped": job.state in (Job.State.FAILED, Job.State.CANCELLED),
        "is_under_way": not job.is_over,
        "done": job.done,
        "total": job.total,
        "trouble": trouble_of(job),
    }


def _measures(page: PlanPage) -> list[tuple[str, str]]:
    """Every measure with the way to its figures."""
    if page.answer.found is None:
        return []
    problem, code, plan = page.answer.found.problem, page.programme.code, page.plan.pk
    return [
        (
            wording.measure_name(problem, name, words.language()),
            reverse("roadmaps:measure", args=[code, plan, name]),
        )
        for name in problem.by_id
    ]


def _state(answer: Answer) -> str:
    """Which of the states of a draft its page is in."""
    if answer.error is not None:
        return "unfit"
    if answer.roadmap is not None:
        return "planned"
    if answer.clash is not None:
        return "clash"
    if answer.job is not None and not answer.job.is_over:
        return "waiting"
    return "unplanned"


def _waiting(answer: Answer) -> str:
    if answer.error is not None:
        return errors.title(answer.error, gettext)
    if answer.job is not None and not answer.job.is_over:
        return _("The plan is being made. This takes some seconds, and goes on if you leave.")
    return _("There is no plan for the figures as they are now.")


def _no_plan(answer: Answer) -> dict[str, Any]:
    """What clashes in words, and the ways out, each with what its scenario is called."""
    assert answer.found is not None
    assert answer.clash is not None
    problem, language = answer.found.problem, words.language()
    ways = []
    for way in answer.relaxations:
        heading, changes = wording.relaxation(problem, way, language, gettext)
        ways.append(
            {"key": way.gives_way.value, "heading": heading.rstrip(":"), "changes": changes}
        )
    return {
        "answer": _("No plan keeps everything that is asked."),
        "clash_heading": wording.clash_heading(answer.clash, gettext),
        "clash": [
            wording.constraint(problem, one, language, gettext) for one in answer.clash.constraints
        ],
        "ways": ways,
    }


def way_title(gives_way: GivesWay) -> str:
    """What the scenario of a way out is called."""
    return {
        GivesWay.MONEY: _("With more money"),
        GivesWay.EFFORT: _("With more effort"),
        GivesWay.DEADLINE: _("With later deadlines"),
        GivesWay.WISHES: _("Without some of what must be or was moved by hand"),
        GivesWay.ANYTHING: _("With as few rules given up as possible"),
    }[gives_way]


def _about(page: PlanPage) -> list[Definition]:
    found = page.answer.found
    versions = [row for row in page.versions if row.withdrawn_at is None]
    said = [Definition(_("Plan"), page.plan.title), Definition(_("Author"), page.plan.author_name)]
    if page.scenario is not None:
        said[1] = Definition(_("Author"), page.scenario.author_name)
        if page.scenario.reason:
            said.append(Definition(_("Reason"), page.scenario.reason))
    if found is not None:
        last = found.problem.period(found.problem.periods - 1)
        said.append(
            Definition(
                _("Periods"),
                f"{words.period_name(found.problem.first)} – {words.period_name(last)}",
            )
        )
        said.append(Definition(_("The figures rest on"), in_language(found.planning.basis)))
    state = _("Draft; nothing of it is published")
    if versions:
        state = _("Version %(number)s is published") % {"number": versions[0].number}
    said.append(Definition(_("Stands"), state))
    return said
