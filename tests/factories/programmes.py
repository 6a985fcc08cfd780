"""Programmes: as documents, and taken into the database."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from typing import Any

from samvern.apps.actors.models import Actor
from samvern.apps.programmes import operations, queries
from samvern.apps.programmes.models import Measure, Programme, Sharing
from samvern.base.viewer import SYSTEM
from samvern.engine.programme import document as engine
from samvern.engine.programme.document import Judgement
from samvern.formats import programme_file

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
_numbers = itertools.count(1)

LOW, MEDIUM, HIGH = (Judgement({level: 1.0}) for level in ("low", "medium", "high"))


def text(words: str) -> dict[str, str]:
    """A text in bokmål."""
    return {"nb": words}


def measure(code: str = "1.1", **fields: Any) -> engine.Measure:
    """A measure of focus area 1 that says nothing but its title."""
    fields.setdefault("title", text(f"Measure {code}"))
    fields.setdefault("focus_area", "1")
    return engine.Measure(id=code, **fields)


def document(code: str = "", **fields: Any) -> engine.Programme:
    """A programme with one focus area, one risk area, one goal and one measure."""
    fields.setdefault("title", text("A programme"))
    fields.setdefault("publisher", "The directorate")
    fields.setdefault("focus_areas", (engine.FocusArea("1", text("Focus area 1")),))
    fields.setdefault("risk_areas", (engine.RiskArea("R1", text("Risk area 1")),))
    fields.setdefault("goals", (engine.Goal("M1", text("Goal 1"), "goals"),))
    fields.setdefault("measures", (measure(),))
    return engine.Programme(id=code or f"P-{next(_numbers)}", **fields)


def full_document(code: str, measures: int) -> engine.Programme:
    """A programme in which every measure has all that a measure can have."""
    areas = [str(number) for number in range(1, 1 + max(1, min(measures, 50)))]
    judgement = Judgement({"low": 0.5, "medium": 0.5}, 1.5, "A group", None, "Because")
    contribution = Judgement({"some": 1.0}, "x")
    attained = Judgement({"4": 1.0}, 4)
    return document(
        code,
        risk_areas=tuple(engine.RiskArea(f"R{n}", text(f"Risk area {n}")) for n in range(1, 6)),
        goals=tuple(engine.Goal(f"M{n}", text(f"Goal {n}"), "goals") for n in range(1, 7)),
        focus_areas=tuple(
            engine.FocusArea(
                area,
                text(f"Focus area {area}"),
                contribution={f"R{n}": contribution for n in range(1, 6)},
                attainment={f"M{n}": attained for n in range(1, 7)},
            )
            for area in areas
        ),
        attainment_columns=tuple(areas),
        measures=tuple(
            measure(
                f"{areas[n % len(areas)]}.{n}",
                focus_area=areas[n % len(areas)],
                owners=(f"Owner {n}", "The directorate"),
                involved=("The whole sector",),
                interfaces=("NIS2",),
                after=(f"{areas[(n - 1) % len(areas)]}.{n - 1}",) if n else (),
                target_group="The whole sector",
                start="2024",
                cost=judgement,
                support=HIGH,
                implementation_risk=LOW,
                description=text("What is to be done " * 10),
            )
            for n in range(measures)
        ),
        recommendations=(engine.Recommendation(1, focus_area="1"),),
    )


@cache
def shipped(code: str) -> engine.Programme:
    """A programme that ships with Samvern."""
    return next(found for found in queries.shipped_programmes() if found.id == code)


def programme(
    content: engine.Programme | None = None,
    *,
    sharing: str = Sharing.PUBLIC,
    owner: Actor | None = None,
) -> Programme:
    """A programme taken into the database."""
    return operations.import_programme(
        by=SYSTEM, document=content or document(), at=AT, sharing=sharing, owner=owner
    )


def only_measure(saved: Programme) -> Measure:
    """The measure of a programme that has one."""
    return Measure.objects.get(programme=saved, withdrawn_at=None)


def as_file(content: engine.Programme) -> bytes:
    """A programme as the bytes of a JSON file."""
    stream = BytesIO()
    programme_file.write(content, stream, kind="json")
    return stream.getvalue()
