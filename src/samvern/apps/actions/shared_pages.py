"""What this module puts on pages of others: the first page, the search, names in the trail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, ngettext
from django.utils.translation import gettext_lazy as _

from samvern.apps.actions import queries
from samvern.apps.actions.models import Finding
from samvern.apps.actions.pages.lists import answer
from samvern.apps.actions.pages.words import day
from samvern.apps.actions.permissions import Permission
from samvern.apps.actions.queries import Show
from samvern.base.registry import SearchHit, StartCard
from samvern.base.viewer import Viewer

HITS_SHOWN = 5

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
    """What waits for the viewer, and what presses where the viewer answers for security."""
    on = timezone.localdate()
    if viewer.user_id and viewer.may_somewhere(Permission.READ_OWN_ACTIONS):
        yield from _own_card(viewer)
    if viewer.may_somewhere(Permission.DECIDE_FINDINGS):
        counts = queries.counts(viewer, on=on)
        show = Show.OVERDUE if counts.overdue else Show.REMAINING
        if counts.remaining or counts.running_out:
            yield StartCard(
                title=gettext("Follow-up of findings"),
                text=answer(counts),
                url=f"{reverse('actions:follow-up')}?show={show}",
                action=gettext("See what is overdue") if counts.overdue else gettext("See them"),
                order=18,
            )


def _own_card(viewer: Viewer) -> Iterator[StartCard]:
    own = list(queries.own_actions(viewer)[:100])
    waiting = [each for each in own if each.state != "done" or each.verifier_id == viewer.user_id]
    if waiting:
        text = ngettext(
            "%(count)d action waits for you; the first is due %(day)s.",
            "%(count)d actions wait for you; the first is due %(day)s.",
            len(waiting),
        )
        yield StartCard(
            title=gettext("My actions"),
            text=text % {"count": len(waiting), "day": day(waiting[0].due_on)},
            url=reverse("actions:mine"),
            action=gettext("See what waits"),
            order=15,
            waits=True,
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
