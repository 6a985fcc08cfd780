"""Two people edited the same measure: what each changed, side by side."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from django.forms import BaseForm, ChoiceField

from samvern.apps.programmes.pages.measure import form_values
from samvern.apps.programmes.queries import MeasurePage


@dataclass(frozen=True)
class Difference:
    """A field that one of the two changed."""

    label: str
    seen: str
    saved: str
    mine: str
    is_mine: bool


@dataclass(frozen=True)
class Merge:
    """The form to go on with, and what the reader should look at before saving again.

    ``values`` hold what is saved now with the reader's own changes on top.
    """

    values: dict[str, str]
    differences: tuple[Difference, ...]


def merge(
    sheet: MeasurePage,
    form: BaseForm,
    *,
    seen: Mapping[str, str],
    mine: Mapping[str, str],
) -> Merge:
    """Put the reader's changes on top of what is saved now.

    Parameters
    ----------
    form
        The reader's form, for labels and names of choices.
    seen
        What the form showed when it was opened.
    mine
        The fields that the reader changed, with their new values.
    """
    saved = form_values(sheet.texts)
    differences = tuple(
        Difference(
            label=str(form[name].label),
            seen=_shown(form, name, seen.get(name, "")),
            saved=_shown(form, name, saved[name]),
            mine=_shown(form, name, mine.get(name, "")),
            is_mine=name in mine,
        )
        for name in saved
        if name in mine or saved[name] != seen.get(name, "")
    )
    state = {"version": str(sheet.version), "seen": json.dumps(saved)}
    return Merge({**saved, **mine, **state}, differences)


def _shown(form: BaseForm, name: str, value: str) -> str:
    field = form.fields[name]
    if not isinstance(field, ChoiceField):
        return value
    names: dict[str, str] = {str(key): str(label) for key, label in field.widget.choices}
    return names.get(value, value)
