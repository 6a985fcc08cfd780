"""What this module hands in to pages that it shares with others: tasks, search, actors."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from samvern.apps.actors.models import Actor
from samvern.apps.assessments import queries
from samvern.apps.assessments.checks import is_check
from samvern.apps.assessments.models import AssessmentState
from samvern.apps.assessments.pages.frame import assessment_url, left_words
from samvern.apps.assessments.pages.listing import lines_of
from samvern.apps.assessments.permissions import Permission
from samvern.apps.assessments.queries import AssessmentRow
from samvern.base.registry import SearchHit, Section, Task
from samvern.base.viewer import Viewer

#: So many stand on the page of an actor, and are found by a search.
SHOWN = 10


def tasks(viewer: Viewer, on: date) -> Iterator[Task]:
    """What waits for the viewer's answers; but the short check of a clinic of one's own, which stands
    by itself on the first page.
    """
    if not viewer.may_somewhere(Permission.READ_DELEGATED):
        return
    own = viewer.paths(Permission.START_ASSESSMENT)
    for row in queries.listed(viewer):
        found = row.assessment
        if not found.is_writable or not row.total or (is_check(found) and found.path in own):
            continue
        yield Task(
            key=f"assessments.answer/{found.pk}",
            title=f"{found.title}, {found.actor.name}",
            why=_("You were asked about a part of it.")
            if row.is_delegated
            else _("You answer for security there."),
            url=assessment_url(found),
            action=_next_step(row),
            module=_("Self-assessment"),
            neutral=_("a self-assessment is to be handed in"),
            due_on=found.asked_by_on,
            figure=_left(row),
        )


def _left(row: AssessmentRow) -> str:
    """How much is left; of one that was sent back with every answer in it, that it was."""
    if row.assessment.state == AssessmentState.RETURNED and not row.left:
        return str(AssessmentState.RETURNED.label)
    return left_words(row.answered, row.total)


def _next_step(row: AssessmentRow) -> str:
    """What the viewer does with it now; who is asked about some requirements hands nothing in."""
    if row.left:
        return _("See what is left")
    if row.is_delegated:
        return _("See what you have answered")
    return _("See whether it can be handed in")


def search_hits(viewer: Viewer, words: str) -> Iterator[SearchHit]:
    """The viewer's own assessments by their titles; never what is answered in them."""
    if not words.strip() or not viewer.may_somewhere(Permission.READ_DELEGATED):
        return
    for found in queries.assessments_of(viewer).filter(title__icontains=words.strip())[:SHOWN]:
        yield SearchHit(
            kind=_("Assessment"),
            title=str(found),
            url=assessment_url(found),
            summary=found.actor.name,
        )


def actor_section(viewer: Viewer, actor: Actor) -> Section | None:
    """How an organisation has assessed itself, for those who see it."""
    if not viewer.may(Permission.READ_OWN, on=actor):
        return None
    on = timezone.localdate()
    found = list(queries.assessments_of(viewer, actor)[:SHOWN])
    lines = lines_of(queries.rows_of(viewer, found), on=on)
    may_start = viewer.may(Permission.START_ASSESSMENT, on=actor)
    start = f"{reverse('assessments:start')}?actor={actor.pk}" if may_start else ""
    content = {"lines": lines, "start_url": start}
    return Section(_("Self-assessment"), "assessments/_of_actor.html", content, order=40)


def assessment_link(subject_id: str) -> str:
    """Where the trail finds an assessment."""
    return reverse("assessments:assessment", args=[subject_id])
