"""What is said of a requirement, of many at once, and which of them to show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext as _

from samvern.apps.assessments.operations import AnswerEntry
from samvern.apps.assessments.queries import AnswerRow, Left
from samvern.engine.assessments import (
    MATURITY_LEVELS,
    AnswerValues,
    Confidence,
    DoneBy,
    Progress,
    Result,
)
from samvern.engine.errors import SamvernError
from samvern.ui.wording import assessments as wording
from samvern.ui.wording import errors

LEFT_NAMES: Mapping[Left, Any] = {
    Left.ALL: gettext_lazy("Everything"),
    Left.UNANSWERED: gettext_lazy("Not answered"),
    Left.IN_PROGRESS: gettext_lazy("Being worked on"),
    Left.STILL_TRUE: gettext_lazy("Still true?"),
    Left.GAPS: gettext_lazy("Something is missing"),
    Left.MINE: gettext_lazy("I am responsible"),
    Left.OVERDUE: gettext_lazy("Overdue"),
    Left.WITHOUT_EVIDENCE: gettext_lazy("Answered without evidence"),
}


class FilterForm(forms.Form):
    """Which requirements to show."""

    left = forms.ChoiceField(
        label=gettext_lazy("Show"),
        required=False,
        choices=[(left.value, name) for left, name in LEFT_NAMES.items()],
    )
    q = forms.CharField(
        label=gettext_lazy("Words"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )


class AnswerForm(forms.Form):
    """Everything that is said of one requirement, and the version that was looked at."""

    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    result = forms.ChoiceField(required=False)
    reason = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 2}))
    comment = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 4}))
    progress = forms.ChoiceField(required=False, widget=forms.RadioSelect)
    confidence = forms.ChoiceField(required=False)
    maturity = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)
    done_by = forms.ChoiceField(required=False)
    supplier = forms.CharField(required=False)
    responsible = forms.CharField(
        required=False, widget=forms.TextInput(attrs={"list": "colleagues", "autocomplete": "off"})
    )
    due_on = forms.DateField(
        required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )

    def __init__(self, data: Any, *, row: AnswerRow, has_keys: bool = False) -> None:
        """Begin with what is said of the requirement now; with keys, one leads to the comment."""
        values = row.values
        initial = {**values.to_json(), "due_on": values.due_on, "version": row.version}
        super().__init__(data, initial=initial)
        self._code = row.requirement.id
        if has_keys:
            self.fields["comment"].widget.attrs["data-sv-shortcut"] = "c"
        for name, choices in _choices().items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        for name, field in self.fields.items():
            if name != "version":
                field.label = wording.field_name(name, gettext)
                field.help_text = wording.field_help(name, gettext)

    @property
    def values(self) -> AnswerValues:
        """What a valid form says."""
        said = self.cleaned_data
        return AnswerValues(
            progress=Progress(said["progress"] or Progress.NOT_STARTED),
            result=Result(said["result"]) if said["result"] else None,
            maturity=said["maturity"],
            confidence=Confidence(said["confidence"]) if said["confidence"] else None,
            reason=said["reason"],
            done_by=DoneBy(said["done_by"]),
            supplier=said["supplier"],
            comment=said["comment"],
            responsible=said["responsible"],
            due_on=said["due_on"],
        )

    @property
    def version_seen(self) -> int:
        """The version that somebody looked at who sent a valid form."""
        version: int = self.cleaned_data["version"]
        return version

    def add_problems(self, error: SamvernError) -> None:
        """Say what the operation found wrong, each where it is."""
        for problem in error.problems:
            name = problem.where.removeprefix(f"{self._code}.")
            self.add_error(name if name in self.fields else None, errors.problem(problem, gettext))
        if not error.problems:
            self.add_error(None, errors.title(error, gettext))


class RowsForm(forms.Form):
    """A result for each of many requirements; only what was changed is saved."""

    def __init__(self, *args: Any, rows: Sequence[AnswerRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._rows = rows

    def clean(self) -> dict[str, Any]:
        """Each result must be one, and each version a number."""
        for row in self._rows:
            code = row.requirement.id
            said, version = self._said(code)
            if said not in {None, "", *Result} or not version.isdecimal() or len(version) > 9:
                self.add_error(None, _("Choose one of the list for %(code)s.") % {"code": code})
        return super().clean() or {}

    @property
    def entries(self) -> list[AnswerEntry]:
        """What a valid form changes."""
        found = []
        for row in self._rows:
            code = row.requirement.id
            said, version = self._said(code)
            if said is None or said == self.data.get(f"was-{code}", said):
                continue
            values = replace(row.values, result=Result(said) if said else None)
            found.append(AnswerEntry(code, values, int(version)))
        return found

    def add_problems(self, error: SamvernError) -> None:
        """Say what the operation found wrong, each with the number of its requirement."""
        for problem in error.problems:
            code = problem.where.rpartition(".")[0]
            self.add_error(None, f"{code}: {errors.problem(problem, gettext)}")

    def _said(self, code: str) -> tuple[str | None, str]:
        return self.data.get(f"result-{code}"), self.data.get(f"version-{code}", "0")


def _choices() -> dict[str, list[tuple[Any, str]]]:
    unsaid = _("Not said")
    return {
        "result": [("", wording.result_name(None, gettext))]
        + [(each.value, wording.result_name(each, gettext)) for each in Result],
        "progress": [(each.value, wording.progress_name(each, gettext)) for each in Progress],
        "confidence": [("", unsaid)]
        + [(each.value, wording.confidence_name(each, gettext)) for each in Confidence],
        "maturity": [("", _("Not rated"))]
        + [(level, wording.maturity_name(level, gettext)) for level in MATURITY_LEVELS],
        "done_by": [(each.value, wording.done_by_name(each, gettext)) for each in DoneBy],
    }
