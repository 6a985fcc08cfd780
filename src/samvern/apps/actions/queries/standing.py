"""Where findings stand, told by the database as ``engine.follow_up`` tells it."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Subquery, Value, When

from samvern.apps.actions.models import Action, Decision, FindingQuerySet
from samvern.engine.follow_up import ActionState, DecisionKind, FindingState


def with_state(findings: FindingQuerySet, *, on: date) -> FindingQuerySet:
    """Each with its ``state`` on a day and the ``decision`` in force, as
    :func:`~samvern.engine.follow_up.finding_state` has them.
    """
    decisions = Decision.objects.filter(finding=OuterRef("pk"), replaced_at=None)
    in_force = decisions.filter(Q(accepted_until=None) | Q(accepted_until__gte=on))
    live = Action.objects.filter(finding=OuterRef("pk")).exclude(state=ActionState.CANCELLED.value)
    begun = live.exclude(state=ActionState.PLANNED.value)
    unverified = live.exclude(state=ActionState.VERIFIED.value)
    text: models.CharField[str, str] = models.CharField()
    told = {
        "decision": Subquery(in_force.values("kind")[:1], output_field=text),
        "accepted_until": Subquery(
            in_force.values("accepted_until")[:1], output_field=models.DateField()
        ),
        "state": Case(
            When(decision__isnull=True, then=Value(FindingState.OPEN.value)),
            When(
                ~Q(decision=DecisionKind.TREAT.value) | ~Exists(begun),
                then=Value(FindingState.DECIDED.value),
            ),
            When(Exists(unverified), then=Value(FindingState.ACTED_ON.value)),
            default=Value(FindingState.CLOSED.value),
            output_field=text,
        ),
    }
    return findings.annotate(**told)
