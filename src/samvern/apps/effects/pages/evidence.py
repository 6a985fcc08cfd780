"""How much is known of the measures of a programme, on one page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from samvern.apps.effects.pages import words
from samvern.apps.effects.queries import EvidencePage, EvidenceRow
from samvern.apps.programmes.pages.exports import programme_exports
from samvern.base.texts import in_language
from samvern.engine.effects import Grounds
from samvern.ui.exports import Export, ExportColumn, Exports
from samvern.ui.wording import effect_grounds

#: The parameter that leaves only one place of the ladder.
ONLY = "grounds"


def evidence_context(page: EvidencePage, only: str) -> dict[str, Any]:
    """What the page shows; ``only`` leaves the measures that stand at one place."""
    chosen = Grounds(only) if only in set(Grounds) else None
    rows = [row for row in page.rows if chosen in (None, row.grounds)]
    return {
        "page": page,
        "question": _("How much do we know of what the measures do?"),
        "answer": effect_grounds.programme_answer(page.counts, gettext),
        "ladder": [
            _place(grounds, count) for grounds, count in reversed(list(page.counts.items()))
        ],
        "chosen": chosen and words.grounds_tag(chosen)[0],
        "groups": [
            (area, [_line(page, row) for row in of_area])
            for area, of_area in groupby(rows, key=lambda row: row.focus_area)
        ],
        "has_example": any(row.study and row.study.is_example for row in rows),
        "example": words.EXAMPLE,
        "exports": evidence_exports(page, rows),
    }


def evidence_exports(page: EvidencePage, rows: Sequence[EvidenceRow]) -> Exports:
    """Every measure with what is known of it, and how many stand where."""
    notes = [str(words.EXAMPLE)] if any(row.study and row.study.is_example for row in rows) else []
    lines = [_line(page, row) for row in rows]
    columns = [
        ExportColumn[Any](_("Focus area"), lambda line: line["row"].focus_area, 30),
        ExportColumn[Any](_("Measure"), lambda line: line["row"].measure, 10),
        ExportColumn[Any](_("Title"), lambda line: line["row"].title, 50),
        ExportColumn[Any](_("What is known"), lambda line: line["grounds"], 26),
        ExportColumn[Any](_("In a sentence"), lambda line: line["answer"], 80),
        ExportColumn[Any](_("It rests on"), lambda line: line["basis"], 60),
        ExportColumn[Any](_("Example, made up"), lambda line: line["is_example"], 12),
    ]
    if page.reads_studies:
        told = ExportColumn[Any](
            _("What would tell us more"), lambda line: " ".join(line["steps"]), 80
        )
        columns.append(told)
    ladder = [
        ExportColumn[Any](_("What is known"), lambda place: place["name"], 26),
        ExportColumn[Any](_("What it takes"), lambda place: place["meaning"], 80),
        ExportColumn[Any](_("Measures"), lambda place: place["count"], 12),
    ]
    places = [_place(grounds, count) for grounds, count in page.counts.items()]
    return programme_exports(
        page.programme,
        [
            Export("evidence", _("What is known of each measure"), columns, lines, notes),
            Export("ladder", _("How many measures stand where"), ladder, places),
        ],
    )


def _place(grounds: Grounds, count: int) -> dict[str, Any]:
    name, colour = words.grounds_tag(grounds)
    return {
        "key": grounds.value,
        "name": name,
        "colour": colour,
        "meaning": words.grounds_meaning(grounds),
        "count": count,
    }


def _line(page: EvidencePage, row: EvidenceRow) -> dict[str, Any]:
    name, colour = words.grounds_tag(row.grounds)
    code, study = page.programme.code, row.study
    steps = [words.step_sentence(step) for step in row.steps]
    return {
        "row": row,
        "grounds": name,
        "colour": colour,
        "answer": words.answer(study.told, study.indicator) if study else "",
        "basis": "; ".join(_basis(row)),
        "steps": steps,
        "nearest": steps[0] if steps else "",
        "is_example": bool(study and study.is_example),
        "measure_url": reverse("programmes:measure", args=[code, row.measure]),
        "study_url": reverse("effects:study", args=[code, study.id]) if study else "",
    }


def _basis(row: EvidenceRow) -> Iterator[str]:
    """On what it rests: the indicator and how many stand behind it, or that it is judged."""
    study = row.study
    if study is None:
        if row.grounds is Grounds.JUDGEMENT:
            yield _("Judgements of the programme")
        return
    yield in_language(study.indicator.title)
    card = study.told and study.told.card
    if card and card.starters:
        counts = {"started": card.starters, "compared": card.compared}
        yield _("%(started)s that started, %(compared)s to compare with") % counts
    if study.is_older:
        yield _("values have been given since")
    if row.studies > 1:
        yield _("the best of %(count)s studies") % {"count": row.studies}
