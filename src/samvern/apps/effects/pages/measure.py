"""What the page of a measure says of its effect."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from samvern.apps.effects.pages import words
from samvern.apps.effects.queries import MeasureEffects, StudyRow
from samvern.base.texts import in_language


def section(found: MeasureEffects) -> dict[str, Any]:
    """Each study of the measure in a sentence, and the way to ask for another."""
    codes = [found.programme.code, found.measure.code]
    return {
        "rows": [study_line(found.programme.code, row) for row in found.rows],
        "new_url": reverse("effects:new-study", args=codes) if found.may_keep else "",
        "evidence_url": reverse("effects:evidence", args=codes[:1]),
    }


def study_line(code: str, row: StudyRow) -> dict[str, Any]:
    """A study in a list."""
    name, colour = words.grounds_tag(row.grounds(is_judged=False))
    return {
        "row": row,
        "title": in_language(row.indicator.title),
        "answer": words.answer(row.told, row.indicator),
        "grounds": name,
        "colour": colour,
        "url": reverse("effects:study", args=[code, row.id]),
        "example": words.EXAMPLE if row.is_example else "",
    }
