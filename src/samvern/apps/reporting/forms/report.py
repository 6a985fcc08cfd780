"""Everything that a report says, who is to report, and on whose behalf."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext as _

from samvern.apps.reporting.models import MAX_ON_BEHALF
from samvern.apps.reporting.pages.frame import in_kroner, spoken
from samvern.apps.reporting.queries import Working
from samvern.base.form_parts import DateInput, OperationForm
from samvern.engine.errors import SamvernError
from samvern.engine.reporting import ANSWER, FIGURES_OF, Dimension, Light, ReportValues
from samvern.ui.numbers import read_number
from samvern.ui.wording import errors
from samvern.ui.wording import reporting as wording

_KRONER = ("budget_nok_ore", "spent_nok_ore", "forecast_nok_ore")
_PERCENT = ("planned_percent", "done_percent")
_DAYS = ("milestone_planned_on", "milestone_expected_on")


class KronerField(forms.CharField):
    """An amount in kroner, as people write it; kept in øre."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=40, **kwargs)
        self.widget.attrs["inputmode"] = "decimal"

    def prepare_value(self, value: Any) -> Any:
        """Kroner of øre; what was typed stays as it is."""
        return in_kroner(value) if isinstance(value, int) else value

    def clean(self, value: Any) -> Any:
        """Øre of kroner; None for nothing."""
        text = str(value or "")
        if not text.strip():
            return None
        kroner = read_number(text, spoken())
        if kroner is None:
            raise forms.ValidationError(_("Write an amount in kroner, such as 1 250 000."))
        nok_ore = kroner * 100
        whole = int(nok_ore)
        if nok_ore != whole:
            raise forms.ValidationError(_("There is no smaller coin than øre: two decimals."))
        return whole


class ReportForm(forms.Form):
    """A report, field by field under its flat names, and the version that was looked at."""

    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, working: Working) -> None:
        """Begin with what the draft says now."""
        flat = working.report.flat
        values = working.values
        initial = {**flat, **{name: getattr(values, name) for name in _DAYS}}
        super().__init__(data, initial={**initial, "version": working.report.version})
        lights = [("", wording.light_name(None, gettext))]
        lights += [(each.value, wording.light_name(each, gettext)) for each in Light]
        for dimension in Dimension:
            for name in FIGURES_OF.get(dimension, ()):
                self.fields[name] = _figure(name)
            self.fields[f"{dimension}_light"] = forms.ChoiceField(
                label=gettext("How does it stand?"),
                choices=lights,
                required=False,
                widget=forms.RadioSelect,
            )
            self.fields[f"{dimension}_reason"] = forms.CharField(
                label=gettext("Why, and what you do about it"),
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        for question in working.questions:
            self.fields[f"{ANSWER}{question.code}"] = forms.CharField(
                label=question.text, required=False, widget=forms.Textarea(attrs={"rows": 3})
            )
        for name, field in self.fields.items():
            if name not in {"version"} and not field.label:
                field.label = wording.field_name(name, gettext)

    @property
    def questions(self) -> list[forms.BoundField]:
        """The fields of the questions of the round."""
        return [self[name] for name in self.fields if name.startswith(ANSWER)]

    @property
    def values(self) -> ReportValues:
        """What a valid form says."""
        flat = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        for name in _DAYS:
            flat[name] = flat[name].isoformat() if flat[name] else None
        return ReportValues.from_flat(flat)

    @property
    def version_seen(self) -> int:
        """The version that somebody looked at who sent a valid form."""
        version: int = self.cleaned_data["version"]
        return version

    def add_problems(self, error: SamvernError) -> None:
        """Say what the operation found wrong, each where it is."""
        for problem in error.problems:
            name = problem.where if problem.where in self.fields else None
            self.add_error(name, errors.problem(problem, gettext))
        if not error.problems:
            self.add_error(None, errors.title(error, gettext))


def _figure(name: str) -> forms.Field:
    if name in _KRONER:
        return KronerField()
    if name in _PERCENT:
        return forms.IntegerField(required=False, min_value=0, max_value=100)
    if name in _DAYS:
        return forms.DateField(required=False, widget=DateInput())
    return forms.CharField(required=False, max_length=200)


class HandOverForm(OperationForm):
    """Whom a report is handed to."""

    email = forms.CharField(
        label=gettext_lazy("Who is to report"),
        max_length=254,
        required=False,
        help_text=gettext_lazy(
            "The e-mail address that the person logs in with. The person must have a role at an owner of "
            "the measure. Leave it empty, and it is for all measure owners there."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


class TakeOnForm(OperationForm):
    """Why somebody reports on behalf of the owners."""

    reason = forms.CharField(
        label=gettext_lazy("Why you report on their behalf"),
        max_length=MAX_ON_BEHALF,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Who asked for it, and how. The owners read this."),
    )
