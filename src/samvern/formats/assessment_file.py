"""The assessment file: an assessment as it was at a moment, as JSON (or YAML by hand).

Described, key by key, by ``assessment.schema.json`` (``samvern assessment schema``). It is what a
submission is frozen as, and what reports are printed from without a database.

What is written reads back as the same document: :func:`read` and :func:`write` are inverse.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, BinaryIO, Final

from samvern.engine.assessments import AssessmentDocument, find_answer_problems
from samvern.formats import trees
from samvern.formats.trees import Path, Tree

#: Five hundred requirements with long comments take about a third of this.
MAX_BYTES: Final = 16 * 2**20

_MOMENTS: Final = ("as_of", "submitted_at", "accepted_at")
_DAYS: Final = ("event_on", "document_on", "expires_on")


def read(stream: BinaryIO, *, name: str) -> AssessmentDocument:
    """Read an assessment file.

    Raises
    ------
    InvalidInput
        ``file.…`` as for any file; ``assessment_file.invalid``, whose ``problems`` are all that is
        wrong, with path, line and column.
    """
    return trees.read(
        stream,
        _document,
        refused_as="assessment_file.invalid",
        schema="assessment",
        name=name,
        limit=MAX_BYTES,
    )


def schema_text() -> str:
    """The JSON Schema (draft 2020-12) of the assessment file, as published."""
    return trees.schema_text("assessment")


def write(document: AssessmentDocument, stream: BinaryIO) -> None:
    """Write a document as JSON, so that :func:`read` gives the same one back."""
    stream.write(trees.as_json(document.to_json()).encode())


def _document(tree: Tree) -> AssessmentDocument | None:
    """A tree that has been through the schema; what is wrong beyond it joins its problems."""
    data: Any = tree.data
    if tree.problems or not isinstance(data, dict):
        return None
    for path, found, is_moment in _times(data):
        try:
            (datetime if is_moment else date).fromisoformat(found)
        except ValueError:
            tree.problems.append(tree.problem("date.invalid", path, found=found))
    if tree.problems:
        return None
    document = AssessmentDocument.from_json(data)
    for place, row in enumerate(document.rows):
        for problem in find_answer_problems(row.values) if row.values else ():
            path, params = ("rows", place, "values", problem.where), dict[str, Any](problem.params)
            tree.problems.append(tree.problem(problem.code, path, **params))
    return document


def _times(data: Any) -> Iterator[tuple[Path, str, bool]]:
    """Every day and moment with where it stands, and whether it is a moment."""
    for key in _MOMENTS:
        if found := data.get(key):
            yield (key,), found, True
    for place, row in enumerate(data["rows"]):
        if found := (row["values"] or {}).get("due_on"):
            yield ("rows", place, "values", "due_on"), found, False
        for number, line in enumerate(row["evidence"]):
            path = ("rows", place, "evidence", number)
            for key in (*_DAYS, "uploaded_at"):
                if found := line.get(key):
                    yield (*path, key), found, key == "uploaded_at"
