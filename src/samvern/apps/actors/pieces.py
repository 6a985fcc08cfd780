"""What this module puts on pages that belong to all: search, the first page, log-ins."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from samvern.apps.actors import demo, queries
from samvern.apps.actors.permissions import Permission
from samvern.base.registry import DemoLogIn, SearchHit, StartCard
from samvern.base.viewer import Viewer
from samvern.ui import numbers

HITS_SHOWN = 10
#: So many of a person's own actors stand on the first page.
OWN_SHOWN = 3


def search_hits(viewer: Viewer, words: str) -> Iterator[SearchHit]:
    """Actors whose name or number holds the words, by name; also those that have ceased."""
    if not viewer.may_somewhere(Permission.READ_ACTORS):
        return
    on = timezone.localdate()
    filters = queries.Filters(words=words, standing=queries.Standing.ANY)
    found = queries.register(viewer, filters, on=on)[:HITS_SHOWN]
    for row in queries.register_rows(found, on=on):
        summary = [row.kind, row.region, "" if row.is_in_force else _("has ceased")]
        yield SearchHit(
            kind=_("Actor"),
            title=row.name,
            url=reverse("actors:actor", args=[row.id]),
            summary=", ".join(filter(None, summary)),
        )


def start_cards(viewer: Viewer) -> Iterator[StartCard]:
    """The viewer's own organisations, then the register, then people."""
    on = timezone.localdate()
    for own in queries.own_actors(viewer, on=on)[:OWN_SHOWN]:
        yield StartCard(
            title=own.name,
            text=_("What is known of the organisation where you have a role."),
            url=reverse("actors:actor", args=[own.id]),
            action=_("Look at it"),
            order=20,
        )
    if viewer.may_somewhere(Permission.READ_ACTORS):
        count = queries.register(viewer, queries.Filters(), on=on).count()
        yield StartCard(
            title=_("Who is in the sector?"),
            text=_("Every organisation, with who it belongs to and who followed whom."),
            url=reverse("actors:register"),
            action=_("Open the register"),
            order=60,
            figure=ngettext("%(count)s actor", "%(count)s actors", count)
            % {"count": numbers.number(count, language=get_language() or "nb")},
        )
    if viewer.may_somewhere(Permission.MANAGE_PEOPLE):
        yield StartCard(
            title=_("Who may do what?"),
            text=_("Give and end roles, and invite new people."),
            url=reverse("actors:people"),
            action=_("See people and roles"),
            order=70,
        )


def address_of(actor_id: str) -> str:
    """Where the audit trail leads to for an actor."""
    return reverse("actors:actor", args=[actor_id])


def demo_log_ins() -> Iterator[DemoLogIn]:
    """The people of the demo."""
    for person in demo.DEMO_PEOPLE:
        yield DemoLogIn(person.email, person.role_in_words, demo.DEMO_PASSWORD)
