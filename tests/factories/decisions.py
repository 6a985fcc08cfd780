"""Scenarios, and decisions on them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from samvern.apps.decisions import operations
from samvern.apps.decisions.models import Decision, Scenario
from samvern.apps.decisions.record import Said
from samvern.apps.programmes.models import Programme, Sharing
from samvern.base.viewer import SYSTEM, Viewer
from samvern.engine.programme import document as engine
from samvern.engine.programme.document import Judgement
from tests.factories import programmes as make

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
ORDER_OF_WEIGHTS = {"weights": {"order": ["cost", "support"]}}


def judged_document(code: str = "", areas: int = 3, measures: int = 0) -> engine.Programme:
    """A programme that can be ranked on both levels: areas that do ever less, at ever less cost."""
    codes = [str(number) for number in range(1, areas + 1)]
    levels = ("substantial", "some", "possible")
    costs = (make.HIGH, make.MEDIUM, make.LOW)
    return make.document(
        code,
        focus_areas=tuple(
            engine.FocusArea(
                area,
                make.text(f"Focus area {area}"),
                contribution={"R1": Judgement({levels[n % 3]: 1.0})},
                attainment={"M1": Judgement({str(5 - n % 5): 1.0})},
            )
            for n, area in enumerate(codes)
        ),
        measures=tuple(
            make.measure(
                f"{area}.{number}",
                focus_area=area,
                cost=costs[(n + number) % 3],
                support=make.MEDIUM,
            )
            for n, area in enumerate(codes)
            for number in range(1, 2 + measures)
        ),
        recommendations=(
            engine.Recommendation(1, focus_area="2"),
            engine.Recommendation(2, focus_area="1"),
        ),
    )


def programme(code: str = "", *, sharing: str = Sharing.PUBLIC, **fields: Any) -> Programme:
    """A programme that can be ranked."""
    return make.programme(judged_document(code, **fields), sharing=sharing)


def scenario(on: Programme, *, by: Viewer = SYSTEM, **fields: Any) -> Scenario:
    """A scenario of a programme, with an order of weights, that only its author sees."""
    fields.setdefault("level", "focus-area")
    fields.setdefault("title", "Cheap first")
    fields.setdefault("reason", "The budget is cut.")
    fields.setdefault("terms", ORDER_OF_WEIGHTS)
    return operations.save_scenario(by=by, code=on.code, at=AT, **fields)


def said(**fields: Any) -> Said:
    """A decision in words, as operations take it."""
    words: dict[str, Any] = {
        "title": "The order of the focus areas",
        "decided": "Focus area 2 comes first, then 1.",
        "reasons": "It is what the hospitals need.",
        "body": "Programme board, meeting 4/2026",
        "decided_by": "Kari Kråke, Ola Orrhane",
        "decided_on": date(2026, 11, 20),
        "tiers": [["2"], ["1", "3"]],
    }
    return Said(**{**words, **fields})


def decision(on: Programme, *, by: Viewer = SYSTEM, **fields: Any) -> Decision:
    """A decision on a programme, on its own basis unless a scenario is named."""
    fields.setdefault("level", "focus-area")
    words = {name: fields.pop(name) for name in list(fields) if name in Said.__annotations__}
    return operations.take_decision(by=by, code=on.code, at=AT, said=said(**words), **fields)
