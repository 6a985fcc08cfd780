"""A sector in which much waits: 20,000 findings, and what every organisation handed in.

Written in bulk, since making it through the usual doors would take longer than what is measured.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

FINDINGS_OF_EACH = 4


def fill(actors: Sequence[Any]) -> None:
    """Findings of every organisation in every state, and a submission of each that waits."""
    _findings(actors)
    _submissions()
    gather_statistics()


def gather_statistics() -> None:
    """What PostgreSQL looks after by itself, some minutes after much is written."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _findings(actors: Sequence[Any]) -> None:
    """Half are reported; of ten findings three wait for a decision and one risk is accepted."""
    from samvern.apps.actions.models import Action, Decision, Finding
    from samvern.engine.assessments import Confidentiality
    from samvern.engine.follow_up import Severity
    from tests.factories.assessments import AT
    from tests.factories.users import user

    owner, other = user("Measured owner"), user("Measured other")
    severities, kept = itertools.cycle(Severity), itertools.cycle(Confidentiality)
    findings = Finding.objects.bulk_create(
        (
            Finding(
                actor=actor,
                title=f"Weakness {number} of {actor.name}",
                description="In full words. " * 20,
                severity=next(severities),
                confidentiality=(readers := next(kept)),
                reported_at=AT if readers is Confidentiality.REPORTED else None,
                source_type="actors.actor",
                source_id=str(actor.pk),
                source_label=actor.name,
                key=str(number),
                raised_by_name="Samvern",
                raised_at=AT + timedelta(minutes=number),
            )
            for actor in actors
            for number in range(FINDINGS_OF_EACH)
        ),
        batch_size=1_000,
    )
    decided = [each for place, each in enumerate(findings) if place % 10 > 2]
    Decision.objects.bulk_create((_decision(each, AT) for each in decided), batch_size=1_000)
    treated = [each for each in decided if each.pk % 10]
    Action.objects.bulk_create(_actions(treated, owner, other, AT), batch_size=1_000)


def _decision(finding: Any, at: Any) -> Any:
    from samvern.apps.actions.models import Decision

    said = {"kind": "treat"}
    if not finding.pk % 10:
        until = (at + timedelta(days=finding.pk % 365)).date()
        said = {"kind": "accept", "reason": "It is rare.", "accepted_until": until}
    return Decision(finding=finding, decided_by_name="Samvern", decided_at=at, **said)


def _actions(findings: Sequence[Any], owner: Any, other: Any, at: Any) -> Iterator[Any]:
    """One or two of each finding: planned, ongoing, done or verified, some of them overdue."""
    from samvern.apps.actions.models import Action

    states = itertools.cycle(("planned", "ongoing", "done", "verified"))
    for place, finding in enumerate(findings):
        for turn in range(1 + place % 2):
            state = next(states)
            made: dict[str, Any] = {}
            if state in ("done", "verified"):
                made = {"done_by": owner, "done_by_name": owner.name, "done_at": at}
            if state == "verified":
                made |= {"verified_by": other, "verified_by_name": other.name, "verified_at": at}
            yield Action(
                finding=finding,
                what=f"Mend it, {turn}",
                owner=owner,
                due_on=(at + timedelta(days=(place * 7) % 400 - 100)).date(),
                state=state,
                planned_at=at,
                **made,
            )


def _submissions() -> None:
    """What every organisation handed in waits for review: one is frozen, the others are as long."""

    from samvern.apps.assessments import queries
    from samvern.apps.assessments.models import Assessment, Submission
    from samvern.base.viewer import SYSTEM
    from tests.factories.assessments import LATER

    assessments = list(Assessment.objects.select_related("actor", "requirement_set", "campaign"))
    document = queries.document_at(SYSTEM, assessments[0], at=LATER).to_json()
    Submission.objects.bulk_create(
        (
            Submission(
                assessment=each,
                number=1,
                document=document,
                digest="0" * 64,
                submitted_at=LATER + timedelta(seconds=place),
                submitted_by_name="Measured",
            )
            for place, each in enumerate(assessments)
        ),
        batch_size=200,
    )
