"""The ways to what others know: colleagues, earlier answers, other sets, suppliers."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from samvern.apps.assessments import queries
from samvern.apps.assessments.permissions import Permission
from samvern.apps.assessments.queries import Working
from samvern.base.registry import Button, StartCard
from samvern.base.viewer import Viewer
from samvern.engine.assessments import Confidentiality


def buttons(viewer: Viewer, working: Working) -> Iterator[Button]:
    """What those who own an assessment can do beside answering, on its page."""
    assessment = working.assessment
    if not working.owns:
        return
    key = [assessment.pk]
    if assessment.is_writable:
        yield Button(
            _("What you have answered elsewhere"),
            reverse("assessments:suggestions", args=key),
            icon="LightBulb",
        )
    if queries.earlier_of(viewer, assessment):
        yield Button(
            _("Last time and this time"),
            reverse("assessments:earlier", args=key),
            icon="ClockDashed",
        )
    if assessment.confidentiality == Confidentiality.IMPROVEMENT or assessment.submitted_at:
        yield Button(
            _("What must be better"),
            reverse("assessments:findings", args=key),
            icon="ExclamationmarkTriangle",
        )
    if viewer.may(Permission.DELEGATE, on=assessment.actor):
        label = _("Ask a colleague") if assessment.is_writable else _("Delegated")
        yield Button(label, reverse("assessments:delegations", args=key), icon="PersonPlus")


def start_cards(viewer: Viewer) -> Iterator[StartCard]:
    """Questions of customers that wait for a reply."""
    waiting = queries.waiting_for_supplier(viewer)
    if waiting:
        yield StartCard(
            title=_("Customers ask you"),
            text=_("They want to know how a requirement is met by what you do for them."),
            url=reverse("assessments:asked-of-us"),
            action=_("See what they ask"),
            order=9,
            figure=str(waiting),
            waits=True,
        )
