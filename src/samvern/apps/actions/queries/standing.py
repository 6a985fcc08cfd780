"""Where findings stand, told by the database as ``engine.follow_up`` tells it."""

from __future__ import annotations

from datetime import date

from django.db import connection, models
from django.db.models import Case, Exists, F, FilteredRelation, OuterRef, Q, Value, When

from samvern.apps.actions.models import Action, ActionQuerySet, FindingQuerySet
from samvern.engine.follow_up import ActionState, DecisionKind, FindingState

#: Conditions on findings that came by way of :func:`with_decision`.
UNDECIDED = Q(decision__isnull=True)
TREATED = Q(decision=DecisionKind.TREAT.value)
ACCEPTED = Q(decision=DecisionKind.ACCEPT.value)
TO_LEAVE = Q(decision=DecisionKind.NOTHING.value)


def with_decision(findings: FindingQuerySet, *, on: date) -> FindingQuerySet:
    """Each with the ``decision`` in force on a day, if there is one, and how long it holds.

    As annotations over one join, since a filter by a joined row of its own would join it again.
    """
    holds = Q(decisions__accepted_until=None) | Q(decisions__accepted_until__gte=on)
    current = Q(decisions__replaced_at=None) & holds
    told = {"decision": F("in_force__kind"), "accepted_until": F("in_force__accepted_until")}
    joined = findings.alias(in_force=FilteredRelation("decisions", condition=current))
    return joined.annotate(**told)


def with_state(findings: FindingQuerySet, *, on: date) -> FindingQuerySet:
    """Each with its ``state`` on a day and the ``decision`` in force, as
    :func:`~samvern.engine.follow_up.finding_state` has them.
    """
    text: models.CharField[str, str] = models.CharField()
    begun = of_finding().exclude(state__in=(ActionState.PLANNED, ActionState.CANCELLED))
    told = {
        "state": Case(
            When(UNDECIDED, then=Value(FindingState.OPEN.value)),
            When(~TREATED | ~Exists(begun), then=Value(FindingState.DECIDED.value)),
            When(Exists(of_finding().remaining()), then=Value(FindingState.ACTED_ON.value)),
            default=Value(FindingState.CLOSED.value),
            output_field=text,
        )
    }
    return with_decision(findings, on=on).annotate(**told)


def is_closed() -> Q:
    """Of findings that are treated: something was seen to work, and nothing remains."""
    verified = of_finding().filter(state=ActionState.VERIFIED.value)
    return Q(Exists(verified)) & ~Q(Exists(of_finding().remaining()))


def is_closed_among_many() -> Q:
    """As :func:`is_closed`, where most findings of all are asked.

    PostgreSQL asks each finding whether something was seen to work, which takes it twice as long as
    to look up once what was; SQLite is quicker with each.
    """
    if connection.vendor != "postgresql":
        return is_closed()
    verified = Action.objects.filter(state=ActionState.VERIFIED.value)
    return Q(pk__in=verified.values("finding")) & ~Q(Exists(of_finding().remaining()))


def of_finding() -> ActionQuerySet:
    """The actions of the finding around a subquery."""
    return Action.objects.filter(finding=OuterRef("pk"))
