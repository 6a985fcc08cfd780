"""What findings, decisions and actions are called."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samvern.engine.follow_up import ActionState, DecisionKind, FindingState, Severity, Verdict

if TYPE_CHECKING:
    from enum import StrEnum

SEVERITY_NAMES: Mapping[Severity, Promise] = MappingProxyType(
    {
        Severity.LOW: _("Low"),
        Severity.MEDIUM: _("Medium"),
        Severity.HIGH: _("High"),
        Severity.CRITICAL: _("Critical"),
    }
)

DECISION_NAMES: Mapping[DecisionKind, Promise] = MappingProxyType(
    {
        DecisionKind.TREAT: _("Something is to be done about it"),
        DecisionKind.ACCEPT: _("The risk is accepted for a time"),
        DecisionKind.NOTHING: _("There is nothing to do"),
    }
)

STATE_NAMES: Mapping[FindingState, Promise] = MappingProxyType(
    {
        FindingState.OPEN: _("Waits for a decision"),
        FindingState.DECIDED: _("Decided"),
        FindingState.ACTED_ON: _("Being acted on"),
        FindingState.CLOSED: _("Closed"),
    }
)

ACTION_STATE_NAMES: Mapping[ActionState, Promise] = MappingProxyType(
    {
        ActionState.PLANNED: _("Planned"),
        ActionState.ONGOING: _("Under way"),
        ActionState.DONE: _("Done, waits to be confirmed"),
        ActionState.VERIFIED: _("Confirmed: it works"),
        ActionState.CANCELLED: _("Cancelled"),
    }
)

VERDICT_NAMES: Mapping[Verdict, Promise] = MappingProxyType(
    {
        Verdict.WORKS: _("It works"),
        Verdict.DOES_NOT_WORK: _("It does not work"),
    }
)


def values(words: type[StrEnum]) -> list[str]:
    """What the database holds for each of the words."""
    return [each.value for each in words]
