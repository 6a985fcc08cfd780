"""What this module hands in to pages that it shares with others: search, first page, trail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samvern.apps.programmes import queries
from samvern.apps.programmes.permissions import Permission
from samvern.base.registry import SearchHit, StartCard
from samvern.base.viewer import Viewer

ACTION_NAMES: Mapping[str, Promise] = MappingProxyType(
    {
        "programme.imported": gettext_lazy("Programme imported"),
        "programme.replaced": gettext_lazy("Programme replaced by a newer version"),
        "programme.revised": gettext_lazy("Measures of the programme revised"),
        "programme.shared": gettext_lazy("Who sees the programme changed"),
        "programme.ownership_transferred": gettext_lazy("Programme followed to a successor"),
        "measure.edited": gettext_lazy("Measure edited"),
        "measure.owners_set": gettext_lazy("Owners of a measure set"),
        "judgement.recorded": gettext_lazy("Judgement recorded"),
        "finding.tied": gettext_lazy("Tied the finding to a measure"),
        "finding.untied": gettext_lazy("Untied the finding from a measure"),
    }
)


def search_hits(viewer: Viewer, words: str) -> Iterator[SearchHit]:
    """Programmes and measures that hold the words."""
    for hit in queries.search(viewer, words):
        if hit.measure:
            url = reverse("programmes:measure", args=[hit.programme, hit.measure])
            title = f"{hit.measure} {hit.title}"
            yield SearchHit(_("Measure"), title, url, summary=hit.programme)
        else:
            url = reverse("programmes:overview", args=[hit.programme])
            yield SearchHit(_("Programme"), hit.title, url, summary=hit.programme)


def start_cards(viewer: Viewer) -> Iterator[StartCard]:
    """What the viewer can do with the newest programme, and what waits there."""
    work = queries.own_work(viewer)
    if work:
        yield from _own_cards(work)
        yield StartCard(
            title=work.title,
            text=_("What it consists of, for which goals and against which risks."),
            url=reverse("programmes:overview", args=[work.code]),
            action=_("Open the programme"),
            order=30,
        )
        yield StartCard(
            title=_("What is most urgent?"),
            text=_("A ranking that says how sure it is, whatever the weights."),
            url=reverse("programmes:ranking", args=[work.code]),
            action=_("See the ranking"),
            order=40,
        )
    if viewer.may_somewhere(Permission.IMPORT_PROGRAMME):
        yield StartCard(
            title=_("Take in a programme"),
            text=_("Load a programme of measures from a file, and see what does not add up."),
            url=reverse("programmes:import"),
            action=_("Import a programme"),
            order=60,
        )


def programme_link(subject_id: str) -> str:
    """Where the trail finds a programme."""
    return reverse("programmes:programme-by-id", args=[subject_id])


def measure_link(subject_id: str) -> str:
    """Where the trail finds a measure."""
    return reverse("programmes:measure-by-id", args=[subject_id])


def _own_cards(work: queries.OwnWork) -> Iterator[StartCard]:
    register = reverse("programmes:register", args=[work.code])
    for owned in work.owned:
        yield StartCard(
            title=_("Your measures"),
            text=ngettext(
                "%(count)d measure of %(programme)s is owned by %(owner)s.",
                "%(count)d measures of %(programme)s are owned by %(owner)s.",
                owned.count,
            )
            % {"count": owned.count, "programme": work.code, "owner": owned.owner},
            url=f"{register}?{urlencode({'owner': owned.owner})}",
            action=_("Say where they stand"),
            order=10,
            figure=str(owned.count),
        )
    if work.findings_count:
        yield StartCard(
            title=_("What does not add up"),
            text=_("Things in %(programme)s that do not agree, or are missing.")
            % {"programme": work.code},
            url=reverse("programmes:findings", args=[work.code]),
            action=_("See the findings"),
            order=20,
            figure=str(work.findings_count),
        )
