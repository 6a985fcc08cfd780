"""What an operation refused, at the fields it is about."""

from __future__ import annotations

import re

from django.forms import BaseForm
from django.utils.translation import gettext

from samvern.engine.errors import InvalidInput
from samvern.ui.wording import errors as wording


def add_problems(form: BaseForm, error: InvalidInput) -> None:
    """Put each problem at its field, or at the form where it has none."""
    for problem in error.problems:
        name = re.sub(r"\[.*", "", problem.where).replace(".", "_")
        form.add_error(name if name in form.fields else None, wording.problem(problem, gettext))
    if not error.problems:
        form.add_error(None, wording.title(error, gettext))
