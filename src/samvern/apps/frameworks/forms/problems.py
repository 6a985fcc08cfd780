"""What an operation refused, at the fields it is about."""

from __future__ import annotations

import re

from django.forms import BaseForm
from django.utils.translation import gettext

from samvern.engine.errors import SamvernError
from samvern.ui.wording import errors as wording

#: A column of a mapping, as ``check_mapping`` names its place.
_COLUMN = re.compile(r"columns\[(\d+)\].*")


def add_problems(form: BaseForm, error: SamvernError, field: str | None = None) -> None:
    """Put each problem at its field, or at the form where it has none.

    ``field`` is where the error itself belongs when it names no problems.
    """
    for problem in error.problems:
        name = _COLUMN.sub(r"target-\1", problem.where)
        form.add_error(name if name in form.fields else None, wording.problem(problem, gettext))
    if not error.problems:
        said = (wording.title(error, gettext), wording.advice(error, gettext))
        form.add_error(field, " ".join(each for each in said if each))
