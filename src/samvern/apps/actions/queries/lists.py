"""What remains to be done, and who does it: findings in a list, and one's own actions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    Prefetch,
    Q,
    Subquery,
    Value,
    When,
)
from django.utils.timezone import localtime

from samvern.apps.actions.models import (
    Action,
    ActionQuerySet,
    Finding,
    FindingQuerySet,
    overdue,
    seen_by,
)
from samvern.apps.actions.permissions import Permission
from samvern.apps.actions.queries.standing import (
    ACCEPTED,
    TO_LEAVE,
    TREATED,
    UNDECIDED,
    is_closed,
    is_closed_among_many,
    of_finding,
    with_decision,
    with_state,
)
from samvern.apps.actors.models import Actor
from samvern.base.viewer import Viewer
from samvern.engine.errors import NotAllowed
from samvern.engine.follow_up import (
    ActionState,
    DecisionKind,
    FindingState,
    Severity,
    finding_state,
)

#: So long before an accepted risk runs out, it is said that it soon will.
SOON: Final = timedelta(days=60)

_PEOPLE: Final = ("owner__name", "verifier__name")


class Show(StrEnum):
    """Which findings are shown."""

    REMAINING = "remaining"
    MINE = "mine"
    UNDECIDED = "undecided"
    OVERDUE = "overdue"
    TO_VERIFY = "to_verify"
    ACCEPTED = "accepted"
    SETTLED = "settled"
    ALL = "all"


@dataclass(frozen=True)
class Filters:
    """What part of the findings to show; ``actor`` are words of an organisation's name."""

    show: Show = Show.REMAINING
    severity: str = ""
    actor: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Filters:
        """Read the filters from an address; what is not known counts as nothing."""
        show, severity = query.get("show", ""), query.get("severity", "")
        return cls(
            show=Show(show) if show in {each.value for each in Show} else Show.REMAINING,
            severity=severity if severity in {each.value for each in Severity} else "",
            actor=query.get("actor", "").strip()[:200],
        )


@dataclass(frozen=True)
class Counts:
    """How many findings wait for what."""

    remaining: int
    undecided: int
    overdue: int
    to_verify: int
    running_out: int

    def of(self, filters: Filters) -> int | None:
        """How many findings the filters leave, where it is among what was counted."""
        if filters.severity or filters.actor:
            return None
        told = {
            Show.REMAINING: self.remaining,
            Show.UNDECIDED: self.undecided,
            Show.OVERDUE: self.overdue,
            Show.TO_VERIFY: self.to_verify,
        }
        return told.get(filters.show)


@dataclass(frozen=True)
class ActionLine:
    """An action in a list."""

    id: int
    what: str
    owner: str
    verifier: str
    due_on: date
    state: ActionState
    is_overdue: bool


@dataclass(frozen=True)
class FindingRow:
    """A finding in a list, with what is done about it and by whom."""

    id: int
    title: str
    actor_id: int
    actor: str
    severity: Severity
    state: FindingState
    decision: DecisionKind | None
    accepted_until: date | None
    raised_on: date
    actions: tuple[ActionLine, ...]
    is_reported: bool


def may_see_findings(viewer: Viewer) -> bool:
    """Whether the viewer reads findings anywhere."""
    return viewer.may_somewhere(Permission.READ_FINDINGS) or viewer.may_somewhere(
        Permission.READ_REPORTED
    )


def findings(viewer: Viewer, filters: Filters, *, on: date) -> FindingQuerySet:
    """The findings that the viewer sees and asked for, each where it stands, with its actor.

    Most serious first, then what is due first. Raises ``NotAllowed`` for those who read none.
    """
    if not may_see_findings(viewer):
        raise NotAllowed("permission.missing", permission=str(Permission.READ_FINDINGS))
    seen = Finding.objects.visible_to(viewer)
    found = with_state(seen, on=on).filter(_shown(viewer, filters.show, on))
    if filters.severity:
        found = found.filter(severity=filters.severity)
    if filters.actor:
        found = found.filter(actor__in=Actor.objects.visible_to(viewer).matching(filters.actor))
    rank = Case(
        *(When(severity=each.value, then=Value(place)) for place, each in enumerate(Severity)),
        output_field=IntegerField(),
    )
    if filters.show is Show.ACCEPTED:
        order = (F("accepted_until").asc(), rank.desc(), "pk")
    else:
        next_due = Subquery(of_finding().remaining().order_by("due_on").values("due_on")[:1])
        order = (rank.desc(), next_due.asc(nulls_last=True), "pk")
    return found.order_by(*order).select_related("actor")


def first_keys(found: FindingQuerySet, filters: Filters, *, limit: int) -> list[int]:
    """The keys of the first of many findings, in their order.

    Read from the most serious down until there are enough, so that not all need be put in order.
    """
    keys = found.values_list("pk", flat=True)
    if filters.severity or filters.show is Show.ACCEPTED:
        return list(keys[:limit])
    first: list[int] = []
    for severity in reversed(Severity):
        first += keys.filter(severity=severity.value)[: limit - len(first)]
        if len(first) == limit:
            break
    return first


def finding_rows(keys: Sequence[int], *, on: date) -> list[FindingRow]:
    """Findings as rows of a page, in the order of their keys: only these are read in full."""
    actions = Action.objects.select_related("owner", "verifier").order_by("due_on", "pk")
    actions = actions.only("finding", "what", "position", "due_on", "state", *_PEOPLE)
    shown = with_decision(Finding.objects.filter(pk__in=keys), on=on).select_related("actor")
    shown = shown.only("title", "severity", "raised_at", "reported_at", "actor__name")
    rows = {each.pk: each for each in shown.prefetch_related(Prefetch("actions", actions))}
    return [_row(rows[key], on) for key in keys]


def every_row(found: FindingQuerySet, *, on: date) -> Iterator[FindingRow]:
    """Findings as rows of a file, some at a time."""
    actions = Action.objects.select_related("owner", "verifier").order_by("due_on", "pk")
    for each in found.prefetch_related(Prefetch("actions", actions)).iterator(chunk_size=1_000):
        yield _row(each, on)


def counts(viewer: Viewer, *, on: date) -> Counts:
    """How many of the findings that the viewer sees wait for what: two queries.

    What is overdue or to be confirmed is counted from the actions that are, since to ask each
    finding for them takes more than twice as long.
    """
    seen = Finding.objects.visible_to(viewer)
    # Whoever sees a few places has few findings, and the actions of each are found by an index.
    is_wide = viewer.may(Permission.READ_REPORTED)
    closed = is_closed_among_many() if is_wide else is_closed()
    of_findings = {
        "remaining": UNDECIDED | (TREATED & ~closed),
        "undecided": UNDECIDED,
        "running_out": ACCEPTED & Q(accepted_until__lte=on + SOON),
    }
    of_actions = {"overdue": overdue(on), "to_verify": Q(state=ActionState.DONE.value)}
    told = {name: Count("pk", filter=q) for name, q in of_findings.items()}
    late = {name: Count("finding", filter=q, distinct=True) for name, q in of_actions.items()}
    of_seen = seen_by(viewer, "finding__") if is_wide else Q(finding__in=seen)
    waiting = Action.objects.filter(of_seen, of_actions["overdue"] | of_actions["to_verify"])
    return Counts(**with_decision(seen, on=on).aggregate(**told), **waiting.aggregate(**late))


def own_actions(viewer: Viewer) -> ActionQuerySet:
    """What the viewer is to do, or to confirm now that it is done; what is due first, first."""
    to_do = Q(
        owner_id=viewer.user_id,
        state__in=(ActionState.PLANNED.value, ActionState.ONGOING.value, ActionState.DONE.value),
    )
    to_confirm = Q(verifier_id=viewer.user_id, state=ActionState.DONE.value)
    found = Action.objects.own(viewer).filter(to_do | to_confirm)
    return found.select_related("owner", "verifier", "finding__actor").order_by("due_on", "pk")


def actions(viewer: Viewer) -> ActionQuerySet:
    """Every action that the viewer sees, with its people and finding."""
    found = Action.objects.visible_to(viewer)
    return found.select_related("owner", "verifier", "finding__actor")


def action_line(action: Action, *, on: date) -> ActionLine:
    """An action as a line of a list; it must come with its people."""
    state = ActionState(action.state)
    is_open = state in (ActionState.PLANNED, ActionState.ONGOING)
    return ActionLine(
        id=action.pk,
        what=action.what,
        owner=action.owner_name,
        verifier=action.verifier.name if action.verifier else "",
        due_on=action.due_on,
        state=state,
        is_overdue=is_open and action.due_on < on,
    )


def _shown(viewer: Viewer, show: Show, on: date) -> Q:
    """Which findings are shown; they must come with their decision."""
    mine = Q(owner_id=viewer.user_id) | Q(verifier_id=viewer.user_id)
    # Each is made when it is asked for: to put a subquery together takes longer than to run one.
    conditions: Mapping[Show, Callable[[], Q]] = {
        Show.REMAINING: lambda: UNDECIDED | (TREATED & ~is_closed()),
        Show.MINE: lambda: Q(Exists(of_finding().remaining().filter(mine))),
        Show.UNDECIDED: lambda: UNDECIDED,
        Show.OVERDUE: lambda: Q(Exists(of_finding().overdue(on=on))),
        Show.TO_VERIFY: lambda: Q(Exists(of_finding().filter(state=ActionState.DONE.value))),
        Show.ACCEPTED: lambda: ACCEPTED,
        Show.SETTLED: lambda: (TREATED & is_closed()) | TO_LEAVE,
        Show.ALL: lambda: Q(pk__isnull=False),
    }
    return conditions[show]()


def _row(finding: Finding, on: date) -> FindingRow:
    lines = tuple(_lines(finding.actions.all(), on))
    decision = DecisionKind(finding.decision) if finding.decision else None
    until, states = finding.accepted_until, [each.state for each in lines]
    return FindingRow(
        id=finding.pk,
        title=finding.title,
        actor_id=finding.actor_id,
        actor=finding.actor.name,
        severity=Severity(finding.severity),
        state=finding_state(decision, until, states, on=on),
        decision=decision,
        accepted_until=until,
        raised_on=localtime(finding.raised_at).date(),
        actions=lines,
        is_reported=finding.is_reported,
    )


def _lines(found: Iterable[Action], on: date) -> Iterator[ActionLine]:
    return (action_line(each, on=on) for each in found)
