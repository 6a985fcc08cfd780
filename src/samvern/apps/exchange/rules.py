"""Rules for what may be said of an import, whatever door it came through."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from samvern.apps.programmes.rules import line_problems
from samvern.engine.errors import InvalidInput, Problem
from samvern.formats import mapping_file

MAX_WHY = 2_000
MAX_NAME = 100
#: A mapping as JSON, in characters, as large as a mapping file may be.
MAX_MAPPING = mapping_file.MAX_BYTES


def check_why(why: str) -> str:
    """Refuse an import, or its undoing, without a reason. Raises ``InvalidInput``."""
    problems = list(line_problems(why, "why", limit=MAX_WHY))
    if not why.strip():
        problems.append(Problem.of("value.missing", where="why"))
    if problems:
        raise InvalidInput("table.invalid", problems=problems)
    return why.strip()


def check_name(name: str) -> str:
    """Refuse columns without a name to remember them by. Raises ``InvalidInput``."""
    problems = list(line_problems(name, "name", limit=MAX_NAME))
    if not name.strip():
        problems.append(Problem.of("mapping.name_missing", where="name"))
    if problems:
        raise InvalidInput("mapping.invalid", problems=problems)
    return name.strip()


def check_storable(mapping: Mapping[str, Any]) -> None:
    """Refuse a mapping that no database keeps. Raises ``InvalidInput``."""
    problems = [
        problem
        for place, column in enumerate(mapping["columns"])
        for text in (column["header"], *column.get("words", {}))
        for problem in line_problems(text, f"columns[{place}]", limit=MAX_MAPPING)
    ]
    if len(json.dumps(mapping)) > MAX_MAPPING:
        problems.append(Problem.of("value.too_long", where="columns", limit=MAX_MAPPING))
    if problems:
        raise InvalidInput("mapping.invalid", problems=problems)
