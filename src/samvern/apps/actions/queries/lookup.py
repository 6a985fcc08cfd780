"""One finding or action, as the viewer sees it, and who may own one at an actor."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from samvern.apps.actions.models import Action, Decision, Finding
from samvern.apps.actors.models import Actor, Grant
from samvern.base.viewer import WHOLE_SECTOR, Viewer
from samvern.engine.errors import NotFound
from samvern.engine.follow_up import ActionState, DecisionKind, FindingState, finding_state


def finding_for(viewer: Viewer, finding_id: int, *, lock: bool = False) -> Finding:
    """A finding with its actor. Raises ``NotFound`` (``finding.unknown``).

    ``lock`` keeps others from changing it, or anything of it, until the transaction ends.
    """
    findings = Finding.objects.visible_to(viewer).select_related("actor")
    if lock:
        findings = findings.select_for_update(of=("self",))
    found = findings.filter(pk=finding_id).first()
    if found is None:
        raise NotFound("finding.unknown")
    return found


def action_for(viewer: Viewer, action_id: int, *, lock: bool = False) -> Action:
    """An action with its finding and people. Raises ``NotFound`` (``action.unknown``).

    ``lock`` locks its finding: whatever changes an action changes where the finding stands.
    """
    visible = Action.objects.visible_to(viewer).filter(pk=action_id)
    if lock:
        locked = Finding.objects.filter(pk__in=visible.values("finding"))
        list(locked.select_for_update().values_list("pk"))
    people = ("owner", "verifier", "done_by", "finding__actor")
    found = visible.select_related(*people).first()
    if found is None:
        raise NotFound("action.unknown")
    return found


def decision_of(finding: Finding) -> Decision | None:
    """The latest decision on a finding, whether or not it still holds."""
    return finding.decisions.filter(replaced_at=None).first()


def state_of(finding: Finding, *, on: date) -> FindingState:
    """Where a finding stands on a day."""
    decision = decision_of(finding)
    return finding_state(
        DecisionKind(decision.kind) if decision else None,
        decision.accepted_until if decision else None,
        [ActionState(state) for state in finding.actions.values_list("state", flat=True)],
        on=on,
    )


def people_of(actor: Actor, *, on: date) -> Mapping[int, str]:
    """Names of those who may own or confirm actions at an actor, by account: whoever holds a
    role there, or at an actor above it.
    """
    places = [place for place in _and_above(actor.path) if place != WHOLE_SECTOR]
    grants = Grant.objects.in_force(on).filter(path__in=places, user__is_active=True)
    people = grants.order_by("user__name", "user_id").values_list("user_id", "user__name")
    return dict(people)


def _and_above(path: str) -> list[str]:
    """The path of an actor and those of all above it, from the top of the tree down."""
    steps = path.strip("/").split("/")
    return ["/" + "".join(f"{step}/" for step in steps[:depth]) for depth in range(len(steps) + 1)]
