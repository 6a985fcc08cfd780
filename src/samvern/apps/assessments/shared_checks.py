"""What a clinic sees of its short check on the first page."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from samvern.apps.assessments import queries
from samvern.apps.assessments.models import Assessment
from samvern.apps.assessments.pages.clinic import clinic_url, spoken, whole_check
from samvern.apps.assessments.queries import SMALL_PRACTICES, ClinicPlace
from samvern.apps.frameworks.shipped import shipped_sets
from samvern.base.registry import StartCard
from samvern.base.viewer import Viewer
from samvern.ui.numbers import day

#: Where the check stands for those who have more to do than it: a hospital has come for the rest too.
_AMONG_OTHERS = 9


def start_cards(viewer: Viewer) -> Iterator[StartCard]:
    """The one card of a clinic: take the check, go on with it, or see what came of it."""
    for place in queries.clinic_places(viewer, on=timezone.localdate()):
        yield _going_on(place.latest) if place.latest else _first(place)


def _first(place: ClinicPlace) -> StartCard:
    usual = queries.usual_check()
    framework = shipped_sets().get(f"{usual.framework}-{usual.framework_version}")
    minutes = whole_check(framework, usual).minutes_left
    return StartCard(
        title=_("Are you safe enough?"),
        text=_("%(name)s. Plain questions, and what helps most afterwards.")
        % {"name": place.actor.name},
        url=reverse("assessments:clinic-start", args=[place.actor.pk]),
        action=_("Take the check, about %(minutes)d minutes") % {"minutes": minutes},
        order=1,
        is_main=True,
    )


def _going_on(found: Assessment) -> StartCard:
    left = found.total_count - found.answered_count
    is_small = found.actor.kind in SMALL_PRACTICES
    if found.submitted_at and not found.is_writable:
        text = _("Taken %(day)s.") % {"day": day(localtime(found.submitted_at), spoken())}
    elif asked_by := found.asked_by_on:
        text = _("Asked for by %(day)s.") % {"day": day(asked_by, spoken())}
    else:
        text = _("All you have answered is saved.")
    if found.is_writable and left == found.total_count:
        action = _("Take the check")
    elif found.is_writable and left:
        action = _("Go on: %(left)d left") % {"left": left}
    else:
        action = _("See what to do now")
    return StartCard(
        title=_("Are you safe enough?"),
        text=f"{found.actor.name}. {text}",
        url=clinic_url("end", found)
        if action == _("See what to do now")
        else reverse("assessments:clinic", args=[found.pk]),
        action=action,
        order=1 if is_small else _AMONG_OTHERS,
        is_main=is_small,
    )
