"""Where findings stand: the database, the engine and an obvious model tell the same."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as some

from samvern.apps.actions import queries
from samvern.apps.actions.models import Action, Decision, Finding
from samvern.apps.actions.queries import Filters, Show, with_state
from samvern.base.viewer import SYSTEM
from samvern.engine.follow_up import ActionState, DecisionKind, Severity, finding_state
from tests.factories import actions as make
from tests.factories import actors, users

Known = tuple[DecisionKind, int] | None


def obvious(decision: Known, actions: list[ActionState]) -> str:
    """The rule as one would tell it, word by word."""
    if decision is None:
        return "open"
    kind, days_left = decision
    if kind == DecisionKind.ACCEPT and days_left < 0:
        return "open"
    if kind != DecisionKind.TREAT:
        return "decided"
    kept = [state for state in actions if state != ActionState.CANCELLED]
    if kept == []:
        return "decided"
    for state in kept:
        if state != ActionState.VERIFIED:
            begun = [each for each in kept if each != ActionState.PLANNED]
            return "acted_on" if begun else "decided"
    return "closed"


HISTORIES = some.lists(
    some.tuples(
        some.none() | some.tuples(some.sampled_from(DecisionKind), some.integers(-2, 2)),
        some.lists(some.sampled_from(ActionState), max_size=4),
    ),
    min_size=1,
    max_size=20,
)


@given(HISTORIES)
def test_the_engine_tells_what_the_obvious_model_tells(
    histories: list[tuple[Known, list[ActionState]]],
) -> None:
    for decision, actions in histories:
        kind, left = decision or (None, 0)
        until = make.TODAY + timedelta(days=left) if kind is DecisionKind.ACCEPT else None
        told = finding_state(kind, until, actions, on=make.TODAY)
        assert told == obvious(decision, actions)
        assert told == finding_state(kind, until, reversed(actions), on=make.TODAY)


def test_the_database_tells_what_the_engine_tells(db: None) -> None:
    expected = every_history()
    found = with_state(Finding.objects.all(), on=make.TODAY)
    assert {each.pk: each.state for each in found} == expected


def test_what_is_counted_and_what_comes_first_are_those_of_the_whole_lists(db: None) -> None:
    every_history()
    on = make.DUE + timedelta(days=1)

    def keys(filters: Filters) -> list[int]:
        return list(queries.findings(SYSTEM, filters, on=on).values_list("pk", flat=True))

    told = queries.counts(SYSTEM, on=on)
    for show in Show:
        for severity in ("", Severity.HIGH.value):
            filters = Filters(show=show, severity=severity)
            whole = keys(filters)
            assert told.of(filters) in (None, len(whole))
            found = queries.findings(SYSTEM, filters, on=on)
            for limit in (1, 25, 75, 1_000):
                assert queries.first_keys(found, filters, limit=limit) == whole[:limit]
            rows = queries.finding_rows(whole, on=on)
            assert [(row.id, row.state) for row in rows] == [(f.pk, f.state) for f in found]
    assert told.overdue
    assert told.to_verify


def every_history() -> dict[int, str]:
    """A finding of each decision with each set of actions, and where it stands."""
    kinds: list[Known] = [None, (DecisionKind.TREAT, 0), (DecisionKind.NOTHING, 0)]
    kinds += [(DecisionKind.ACCEPT, left) for left in (-1, 0, 1)]
    subsets = [
        [state for place, state in enumerate(ActionState) if bits >> place & 1]
        for bits in range(2 ** len(ActionState))
    ]
    place, one, other = actors.actor(), users.user("One"), users.user("Other")
    expected: dict[int, str] = {}
    for number, (decision, states) in enumerate((k, s) for k in kinds for s in subsets):
        severity = list(Severity)[number % len(Severity)]
        finding = make.finding(place, key=str(number), severity=severity)
        expected[finding.pk] = obvious(decision, states)
        if decision:
            kind, left = decision
            is_accepted = kind is DecisionKind.ACCEPT
            said = {"finding": finding, "decided_by_name": "x", "decided_at": make.AT}
            Decision.objects.create(**said, kind="nothing", reason="x", replaced_at=make.AT)
            until: date | None = make.TODAY + timedelta(days=left)
            Decision.objects.create(
                **said, kind=kind, reason="x", accepted_until=until if is_accepted else None
            )
        Action.objects.bulk_create(
            Action(
                finding=finding,
                what="x",
                owner=one,
                due_on=make.DUE + timedelta(days=number % 5 - 2),
                planned_at=make.AT,
                state=state,
                **({"done_by": one, "done_at": make.AT} if state in ("done", "verified") else {}),
                **(
                    {"verified_by": other, "verified_at": make.AT, "verified_by_name": "Other"}
                    if state == "verified"
                    else {}
                ),
            )
            for state in states
        )
    return expected
