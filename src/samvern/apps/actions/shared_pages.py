"""What this module puts on pages of others: the first page, the search, names in the trail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext, gettext_lazy, ngettext
from django.utils.translation import gettext_lazy as _

from samvern.apps.actions import queries
from samvern.apps.actions.models import ACTION_STATE_NAMES, Action, Finding
from samvern.apps.actions.pages.lists import answer
from samvern.apps.actions.permissions import Permission
from samvern.apps.actions.queries import Show
from samvern.base.registry import SearchHit, StartCard, Task
from samvern.base.viewer import Viewer
from samvern.engine.follow_up import ActionState, action_schedule

HITS_SHOWN = 5
#: So many actions of one person stand among the tasks; the rest is in the list of one's own.
MOST_TASKS = 100

ACTION_NAMES: Mapping[str, Promise] = MappingProxyType(
    {
        "finding.raised": _("Raised the finding"),
        "finding.edited": _("Said better what the finding is"),
        "finding.decided": _("Decided on the finding"),
        "finding.handed_on": _("The finding followed to a successor"),
        "finding.taken_back": _("The finding was taken back with what showed it"),
        "finding.reported": _("The finding was reported again"),
        "action.planned": _("Planned an action"),
        "action.changed": _("Changed an action"),
        "action.begun": _("Began an action, or went on with it"),
        "action.done": _("Said that an action is done"),
        "action.verified": _("Saw that an action works"),
        "action.reopened": _("Saw that an action does not work"),
        "action.cancelled": _("Cancelled an action"),
        "action.evidence_set": _("Said what an action rests on"),
        "action.reminded": _("Reminded of what is due"),
        "action.reminder_failed": _("A reminder could not be sent"),
    }
)


def start_cards(viewer: Viewer) -> Iterator[StartCard]:
    """What presses where the viewer answers for security."""
    if not viewer.may_somewhere(Permission.DECIDE_FINDINGS):
        return
    counts = queries.counts(viewer, on=timezone.localdate())
    show = Show.OVERDUE if counts.overdue else Show.REMAINING
    if counts.remaining or counts.running_out:
        yield StartCard(
            title=gettext("Follow-up of findings"),
            text=answer(counts),
            url=f"{reverse('actions:follow-up')}?show={show}",
            action=gettext("See what is overdue") if counts.overdue else gettext("See them"),
            order=18,
        )


def tasks(viewer: Viewer, on: date) -> Iterator[Task]:
    """What the viewer is to do or to confirm, and what waits for a decision of the viewer's."""
    if viewer.user_id and viewer.may_somewhere(Permission.READ_OWN_ACTIONS):
        for each in queries.own_actions(viewer)[:MOST_TASKS]:
            if each.state != ActionState.DONE.value:
                yield _to_do(each)
            elif each.verifier_id == viewer.user_id:
                yield _to_confirm(each)
    if viewer.may_somewhere(Permission.DECIDE_FINDINGS):
        undecided = queries.counts(viewer, on=on).undecided
        if undecided:
            yield _to_decide(undecided)


def _to_do(action: Action) -> Task:
    return Task(
        key=f"actions.do/{action.pk}",
        title=action.what,
        why=gettext("You own this action."),
        url=reverse("actions:action", args=[action.pk]),
        action=gettext("See the action"),
        module=gettext("Follow-up"),
        neutral=gettext("something is to be done"),
        due_on=action.due_on,
        figure=str(ACTION_STATE_NAMES[ActionState(action.state)]),
    )


def _to_confirm(action: Action) -> Task:
    """By when somebody is to look whether it works follows from when it was done."""
    plan = action_schedule(
        planned_at=action.planned_at, due_on=action.due_on, done_at=action.done_at
    )
    due_at = next(step.due_at for step in plan.steps if step.step.id == "verify")
    return Task(
        key=f"actions.verify/{action.pk}",
        title=gettext("Confirm that it works: %(what)s") % {"what": action.what},
        why=gettext("You were asked to confirm it."),
        url=reverse("actions:action", args=[action.pk]),
        action=gettext("See whether it works"),
        module=gettext("Follow-up"),
        neutral=gettext("something is to be confirmed"),
        due_on=localdate(due_at) if due_at else action.due_on,
    )


def _to_decide(count: int) -> Task:
    return Task(
        key="actions.decide",
        title=ngettext(
            "%(count)d finding waits for a decision",
            "%(count)d findings wait for a decision",
            count,
        )
        % {"count": count},
        why=gettext("You answer for security where they were found."),
        url=f"{reverse('actions:follow-up')}?show={Show.UNDECIDED}",
        action=gettext("Decide"),
        module=gettext("Follow-up"),
        neutral=gettext("something is to be decided"),
        figure=str(count),
    )


def search_hits(viewer: Viewer, words: str) -> Iterator[SearchHit]:
    """Findings that the viewer sees and whose title holds the words."""
    asked = words.strip()
    if len(asked) < 3 or not queries.may_see_findings(viewer):
        return
    found = Finding.objects.visible_to(viewer).filter(title__icontains=asked)
    for finding in found.select_related("actor")[:HITS_SHOWN]:
        yield SearchHit(
            kind=gettext_lazy("Finding"),
            title=finding.title,
            url=reverse("actions:finding", args=[finding.pk]),
            summary=finding.actor.name,
        )


def finding_link(finding_id: str) -> str | None:
    """The page of a finding."""
    return reverse("actions:finding", args=[finding_id]) if finding_id.isdecimal() else None


def action_link(action_id: str) -> str | None:
    """The page of an action."""
    return reverse("actions:action", args=[action_id]) if action_id.isdecimal() else None
