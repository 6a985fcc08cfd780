"""The programme: goals, focus areas, measures and who owns them."""

from __future__ import annotations

from collections import Counter
from typing import Any

from samvern.apps.papers.sections.freezing import Freezing, Layers
from samvern.engine.programme import document


def section(freezing: Freezing) -> Layers:
    """The programme, for whoever sees it; without who judged what, and why."""
    found = freezing.document
    by_status = Counter(each.status.value if each.status else "" for each in found.measures)
    plain: dict[str, Any] = {
        "id": found.id,
        "version": freezing.programme.version,
        "title": dict(found.title),
        "description": dict(found.description),
        "publisher": found.publisher,
        "published": found.published,
        "assignment": found.assignment,
        "reporting_to": found.reporting_to,
        "goals": [
            {"id": each.id, "title": dict(each.title), "goal_set": each.goal_set}
            for each in found.goals
        ],
        "focus_areas": [
            {
                "id": each.id,
                "title": dict(each.title),
                "description": dict(each.description),
                "measure_count": sum(one.focus_area == each.id for one in found.measures),
            }
            for each in found.focus_areas
        ],
        "measures": [_measure(each) for each in found.measures],
        "counts": {
            "goals": len(found.goals),
            "focus_areas": len(found.focus_areas),
            "measures": len(found.measures),
            "without_owner": sum(not each.owners for each in found.measures),
            "by_status": dict(sorted(by_status.items())),
        },
        "on": freezing.on.isoformat(),
    }
    return {freezing.widest: {"programme": plain}}


def _measure(measure: document.Measure) -> dict[str, Any]:
    return {
        "id": measure.id,
        "focus_area": measure.focus_area,
        "title": dict(measure.title),
        "description": dict(measure.description),
        "kind": measure.kind.value if measure.kind else "",
        "status": measure.status.value if measure.status else "",
        "owners": list(measure.owners or ()),
        "involved": list(measure.involved),
        "start": measure.start,
        "finish": measure.finish,
        "every": measure.every,
        "after": list(measure.after),
    }
