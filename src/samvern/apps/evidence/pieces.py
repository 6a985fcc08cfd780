"""What this module puts on pages of others: the search, the first page, an organisation's own page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from samvern.apps.actors.models import Actor
from samvern.apps.evidence import pages, queries
from samvern.apps.evidence.permissions import Permission
from samvern.base.registry import SearchHit, Section, Task
from samvern.base.viewer import Viewer

HITS_SHOWN = 5


def search_hits(viewer: Viewer, words: str) -> Iterator[SearchHit]:
    """Evidence whose title holds the words."""
    if not viewer.is_signed_in or not words.strip():
        return
    for found in queries.search(viewer, words)[:HITS_SHOWN]:
        yield SearchHit(
            kind=gettext("Evidence"),
            title=found.title,
            url=reverse("evidence:evidence", args=[found.pk]),
            summary=found.actor.name,
        )


def tasks(viewer: Viewer, on: date) -> Iterator[Task]:
    """What runs out, to those who look after it."""
    if not viewer.may_somewhere(Permission.KEEP_EVIDENCE):
        return
    found = list(queries.running_out(viewer, on=on).values_list("actor", "pk", "expires_on"))
    if not found:
        return
    text = ngettext(
        "%(count)s piece of evidence runs out soon, or has run out.",
        "%(count)s pieces of evidence run out soon, or have run out.",
        len(found),
    )
    actor, evidence, first_on = found[0]
    yield Task(
        key="evidence.running-out",
        title=gettext("Evidence to renew"),
        why=text % {"count": len(found)},
        url=reverse("evidence:evidence_at", args=[actor])
        if len({each for each, _evidence, _day in found}) == 1
        else reverse("evidence:evidence", args=[evidence]),
        action=gettext("See what runs out"),
        module=gettext("Evidence"),
        neutral=gettext("a document runs out"),
        due_on=first_on,
        figure=str(len(found)),
    )


def address_of(evidence_id: str) -> str:
    """Where the audit trail leads to; who may not see it, sees nothing there."""
    return reverse("evidence:evidence", args=[evidence_id])


def actor_section(viewer: Viewer, actor: Actor) -> Section | None:
    """How the evidence of an organisation stands, for those who may see it."""
    if not viewer.may(Permission.READ_EVIDENCE, on=actor):
        return None
    counts = queries.counts_at(viewer, actor, on=timezone.localdate())
    content = {
        "answer": pages.list_answer(counts),
        "url": reverse("evidence:evidence_at", args=[actor.pk]),
    }
    return Section(gettext("What it can show"), "evidence/_of_actor.html", content, order=40)
