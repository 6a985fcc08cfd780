"""What an operation refused, at the fields it is about."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from django.forms import BaseForm
from django.utils.translation import gettext

from samvern.engine.errors import SamvernError
from samvern.ui.wording import errors as wording

_SAME: Mapping[str, str] = MappingProxyType({})


def add_problems(form: BaseForm, error: SamvernError, *, names: Mapping[str, str] = _SAME) -> None:
    """Put each problem at its field, or at the form where it has none.

    ``names`` tells what the form calls otherwise than the operation does.
    """
    for problem in error.problems:
        path = re.sub(r"\[.*", "", problem.where)
        head = path.partition(".")[0]
        wanted = (path.replace(".", "_"), names.get(head, head))
        name = next((each for each in wanted if each in form.fields), None)
        form.add_error(name, wording.problem(problem, gettext))
    if not error.problems:
        said = (wording.title(error, gettext), wording.advice(error, gettext))
        form.add_error(None, " ".join(each for each in said if each))
