"""A table of measures on its way in, in words: its fields, its errors, and what it changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from samvern.engine.errors import Problem
from samvern.engine.programme.document import Programme, Scale, in_language
from samvern.engine.programme.table_import import (
    FieldChange,
    MeasureChange,
    TableCheck,
    TableMapping,
    mapping_to_plain,
    vocabulary,
)
from samvern.ui.wording import errors
from samvern.ui.wording.levels import judgement_words
from samvern.ui.wording.sentences import Gettext

_SCALES: Mapping[str, Scale] = {
    "contribution": Scale.CONTRIBUTION,
    "attainment": Scale.ATTAINMENT,
}


def field_name(key: str, programme: Programme | None, language: str, _: Gettext) -> str:
    """What a field of a measure is called; a judgement with the title of what it is about.

    Examples
    --------
    >>> field_name("title.nn", None, "en", str), field_name("contribution:R1", None, "en", str)
    ('Title (nynorsk)', 'Contribution: R1')
    """
    name, _colon, about = key.partition(":")
    if about:
        kind = _("Contribution") if name == "contribution" else _("Goal attainment")
        titles: dict[str, str] = {}
        if programme:
            titles |= {each.id: in_language(each.title, language) for each in programme.risk_areas}
            titles |= {each.id: in_language(each.title, language) for each in programme.goals}
        return f"{kind}: {about} {titles.get(about, '')}".strip()
    name, _dot, spoken = key.partition(".")
    names = _field_names(_)
    if not spoken:
        return names.get(name, name)
    languages = {"nb": _("bokmål"), "nn": _("nynorsk"), "en": _("English")}
    return f"{names[name]} ({languages[spoken]})"


def _field_names(_: Gettext) -> Mapping[str, str]:
    return {
        "code": _("Code"),
        "title": _("Title"),
        "description": _("Description"),
        "focus_area": _("Focus area"),
        "focus_area_title": _("Title of the focus area"),
        "parent": _("Part of"),
        "kind": _("Kind"),
        "status": _("Status"),
        "owners": _("Owner"),
        "owner_note": _("Note on the owner"),
        "involved": _("Involved"),
        "target_group": _("Target group"),
        "relevant_for": _("Relevant for"),
        "interfaces": _("Touches other work"),
        "start": _("Start"),
        "finish": _("Finish"),
        "every": _("Repeated every"),
        "after": _("Comes after"),
        "related": _("Related to"),
        "overlaps": _("Overlaps with"),
        "cost": _("Cost"),
        "support": _("Support"),
        "implementation_risk": _("Implementation risk"),
    }


def value_words(key: str, value: Any, language: str, _: Gettext) -> str:
    """A plain value of a field, for people; empty where nothing is said."""
    if value is None or value in ("", []):
        return ""
    if isinstance(value, Mapping):
        scale = _SCALES.get(key.partition(":")[0], Scale.LEVEL)
        return judgement_words(scale, value["levels"], language, _)
    if key == "focus_area":
        return str(value[0])
    if key in ("kind", "status"):
        return vocabulary.in_words(key, language).get(value, value)
    return "; ".join(value) if isinstance(value, list) else str(value)


def summary(check: TableCheck, _: Gettext) -> str:
    """What taking the table in would do, in one sentence.

    Examples
    --------
    >>> summary(TableCheck(2, (), (), (), ("1.1", "1.2"), (), (), None), str)
    'Rows read: 2. New measures: 0, changed: 0, as they are stored: 2.'
    """
    if check.problems:
        return _("Rows read: %(rows)d. Errors: %(errors)d. Nothing has been changed.") % {
            "errors": len(check.problems),
            "rows": check.rows,
        }
    counts = {
        "rows": check.rows,
        "added": len(check.of_kind("added")),
        "changed": len(check.of_kind("changed")),
        "unchanged": len(check.unchanged),
        "withdrawn": len(check.of_kind("withdrawn")),
    }
    said = _(
        "Rows read: %(rows)d. New measures: %(added)d, changed: %(changed)d, as they are "
        "stored: %(unchanged)d."
    )
    if counts["withdrawn"]:
        said += " " + _("Withdrawn, because the table does not have them: %(withdrawn)d.")
    return said % counts


def place(problem: Problem, _: Gettext) -> str:
    """Where in the table something is wrong: row, column and heading."""
    header = dict(problem.params).get("header", "")
    letters = problem.where.rstrip("0123456789")
    said = _("row %(row)s, column %(column)s") % {"row": problem.line, "column": letters}
    return f"{said} ({header})" if header else said


def lines(check: TableCheck, programme: Programme, language: str, _: Gettext) -> Iterator[str]:
    """The dry run for the command line."""
    for problem in (*check.problems, *check.remarks):
        yield f"{place(problem, _)}: {errors.problem(problem, _)}"
    for change in check.changes:
        yield f"{change.code} {change.title}: {change_name(change, _)}"
        if change.kind == "changed":
            for each in change.fields:
                name = field_name(each.key, programme, language, _)
                yield f"    {name}: {change_words(each, language, _)}"
    yield summary(check, _)


def change_name(change: MeasureChange, _: Gettext) -> str:
    """What becomes of a measure, in a word."""
    return {"added": _("new"), "changed": _("changed"), "withdrawn": _("withdrawn")}[change.kind]


def change_words(change: FieldChange, language: str, _: Gettext) -> str:
    """A field before and after."""
    before = value_words(change.key, change.before, language, _) or _("(empty)")
    after = value_words(change.key, change.after, language, _) or _("(empty)")
    return f"{before} → {after}"


def as_json(check: TableCheck, mapping: TableMapping | None, _: Gettext) -> dict[str, Any]:
    """The dry run for programs."""
    found: dict[str, Any] = {
        "rows": check.rows,
        "problems": [_problem_json(problem, _) for problem in check.problems],
        "remarks": [_problem_json(problem, _) for problem in check.remarks],
        "changes": changes_as_json(check.changes),
        "unchanged": list(check.unchanged),
        "missing": list(check.missing),
        "added_focus_areas": list(check.added_areas),
    }
    if mapping is not None:
        found["mapping"] = mapping_to_plain(mapping)
    return found


def changes_as_json(changes: Iterable[MeasureChange]) -> list[dict[str, Any]]:
    """What becomes of measures, field by field, for programs."""
    return [
        {
            "measure": change.code,
            "kind": change.kind,
            "row": change.row,
            "fields": [
                {"field": each.key, "before": each.before, "after": each.after}
                for each in change.fields
            ],
        }
        for change in changes
    ]


def _problem_json(problem: Problem, _: Gettext) -> dict[str, Any]:
    return {
        "code": problem.code,
        "row": problem.line,
        "column": problem.where.rstrip("0123456789"),
        "header": dict(problem.params).get("header", ""),
        "detail": errors.problem(problem, _),
    }
