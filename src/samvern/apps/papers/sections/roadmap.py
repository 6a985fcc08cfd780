"""The published roadmap: when each measure happens."""

from __future__ import annotations

from typing import Any

from django.utils.timezone import localdate

from samvern.apps.papers.sections.freezing import Freezing, Layers
from samvern.apps.roadmaps.models import PublishedPlan
from samvern.apps.roadmaps.record import recorded_roadmap
from samvern.engine.roadmap import Roadmap


def section(freezing: Freezing) -> Layers:
    """The version that was published last and holds, for whoever sees the programme."""
    seen = PublishedPlan.objects.visible_to(freezing.by).in_force()
    found = seen.filter(plan__programme=freezing.programme).order_by("-published_at", "-pk").first()
    if found is None:
        return {}
    content = found.content
    roadmap = recorded_roadmap(content)
    return {
        freezing.widest: {
            "roadmap": {
                "plan": found.plan_id,
                "number": found.number,
                "title": found.title,
                "is_example": found.is_example,
                "programme_version": content["programme"]["version"],
                "money_unit": dict(content["planning"].get("units", {}).get("money", {})),
                "cost": round(roadmap.cost, 6),
                "gap": round(roadmap.gap, 6),
                "periods": [
                    str(roadmap.problem.period(at)) for at in range(roadmap.problem.periods)
                ],
                "measures": _measures(roadmap),
                "left_out": [each.id for each in roadmap.left_out],
                "sha256": found.sha256,
                "on": localdate(found.published_at).isoformat(),
            }
        }
    }


def _measures(roadmap: Roadmap) -> list[dict[str, Any]]:
    problem = roadmap.problem
    found = []
    for measure in problem.measures:
        if measure.id in roadmap.starts:
            first = roadmap.starts[measure.id]
            last = first + measure.duration - 1
            found.append(
                {
                    "id": measure.id,
                    "first": first,
                    "last": last,
                    "starts_on": problem.period(first).first_day.isoformat(),
                    "finishes_on": problem.period(last).last_day.isoformat(),
                    "is_decision": measure.is_decision_point,
                    "is_conditional": roadmap.is_conditional(measure.id),
                }
            )
    return found
