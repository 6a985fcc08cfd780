"""The ways to what others know: colleagues, earlier answers, other sets, suppliers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from samvern.apps.assessments import queries
from samvern.apps.assessments.permissions import Permission
from samvern.apps.assessments.queries import Working
from samvern.base.registry import Button, Task
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


def tasks(viewer: Viewer, _on: date) -> Iterator[Task]:
    """Questions of customers that wait for a reply."""
    waiting = queries.waiting_for_supplier(viewer)
    if waiting:
        yield Task(
            key="assessments.asked-of-us",
            title=_("Customers ask how a requirement is met by what you do for them"),
            why=_("You answer for security at a supplier."),
            url=reverse("assessments:asked-of-us"),
            action=_("See what they ask"),
            module=_("Self-assessment"),
            neutral=_("a customer waits for a reply"),
            figure=str(waiting),
        )
