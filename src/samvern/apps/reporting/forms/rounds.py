"""What is said up front of a round, the day that it is moved to, and which reports to show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar, cast

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from samvern.apps.reporting import queries
from samvern.apps.reporting.models import MAX_PURPOSE, ReportStage, Round
from samvern.apps.reporting.rules import RoundPlan
from samvern.base.form_parts import DateInput, OperationForm, PeriodField
from samvern.engine.deadlines import USUAL_REMINDERS
from samvern.engine.reporting import (
    JUDGED,
    MEASURED,
    Criterion,
    Dimension,
    Light,
    Question,
    Tolerances,
)
from samvern.ui.wording import reporting as wording
from samvern.ui.wording.campaigns import reminder_words

#: The days about a deadline that are offered for reminders; negative ones come before it.
OFFERED = (-28, -14, -7, -3, -1, 1, 7, 14)
#: How a question that must be answered is marked, at the end of its line.
REQUIRED = "*"

_BOUNDS: dict[Dimension, tuple[str, str]] = {
    Dimension.PROGRESS: ("green_points_behind", "yellow_points_behind"),
    Dimension.TIME: ("green_days_late", "yellow_days_late"),
    Dimension.MONEY: ("green_percent_over", "yellow_percent_over"),
}


class PlanForm(OperationForm):
    """What is said up front of a round."""

    instead: ClassVar[Mapping[str, str]] = {
        f"tolerances.{dimension}": yellow for dimension, (_green, yellow) in _BOUNDS.items()
    }

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    period = PeriodField()
    due_on = forms.DateField(label=_("Reports are asked for by"), widget=DateInput())
    purpose = forms.CharField(
        label=_("What it is for"),
        max_length=MAX_PURPOSE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Those who report read this first."),
    )
    focus_areas = forms.MultipleChoiceField(
        label=_("Focus areas"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "None chosen is all of them. Measures that are completed or stopped are left out."
        ),
    )
    questions = forms.CharField(
        label=_("Questions besides the lights"),
        max_length=6_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One a line. A star at the end of the line: it must be answered."),
    )
    reminders = forms.TypedMultipleChoiceField(
        label=_("Reminders"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "An e-mail to those who have not handed in. About the day that it is asked for."
        ),
    )

    def __init__(
        self,
        *args: Any,
        areas: Sequence[tuple[str, str]],
        today: date,
        found: Round | None = None,
        **kwargs: Any,
    ) -> None:
        """Begin with the plan as it is, or with what is usual."""
        kwargs["initial"] = _initial(found, today)
        super().__init__(*args, **kwargs)
        cast("PeriodField", self.fields["period"]).offer(today, found.period if found else "")
        cast("forms.ChoiceField", self.fields["focus_areas"]).choices = areas
        days = sorted({*OFFERED, *(found.reminders if found else ())})
        cast("forms.ChoiceField", self.fields["reminders"]).choices = [
            (day, reminder_words(day, gettext, ngettext)) for day in days
        ]
        for dimension, names in _BOUNDS.items():
            for name, label in zip(names, _bound_labels(dimension), strict=True):
                self.fields[name] = forms.IntegerField(label=label)
        for dimension in JUDGED:
            about = wording.dimension_name(dimension, gettext)
            for light in (Light.YELLOW, Light.RED):
                self.fields[f"{dimension}_{light}"] = forms.CharField(
                    label=f"{about}: {wording.light_name(light, gettext).lower()}",
                    required=False,
                    max_length=500,
                )

    @property
    def plan(self) -> RoundPlan:
        """The plan of a valid form."""
        said = self.cleaned_data
        figures = {name: said[name] for names in _BOUNDS.values() for name in names}
        criteria = {
            each: Criterion(said[f"{each}_yellow"], said[f"{each}_red"])
            for each in JUDGED
            if said[f"{each}_yellow"] or said[f"{each}_red"]
        }
        return RoundPlan(
            period=said["period"].strip(),
            due_on=said["due_on"],
            purpose=said["purpose"],
            focus_areas=tuple(said["focus_areas"]),
            questions=tuple(_questions(said["questions"])),
            tolerances=Tolerances(**figures, criteria=criteria),
            reminders=tuple(said["reminders"]),
        )

    @property
    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The tolerances, by what they are about."""
        found = [
            (wording.dimension_name(each, gettext), [self[name] for name in _BOUNDS[each]])
            for each in MEASURED
        ]
        return found + [
            (
                wording.dimension_name(each, gettext),
                [self[f"{each}_yellow"], self[f"{each}_red"]],
            )
            for each in JUDGED
        ]

    @property
    def first(self) -> list[forms.BoundField]:
        """All that stands before the tolerances."""
        return [self[name] for name in PlanForm.base_fields]


def _initial(found: Round | None, today: date) -> dict[str, Any]:
    said = found.published if found else Tolerances(criteria=_usual_criteria())
    initial: dict[str, Any] = {
        name: getattr(said, name) for names in _BOUNDS.values() for name in names
    }
    for each in JUDGED:
        criterion = said.criteria.get(each, Criterion())
        initial |= {f"{each}_yellow": criterion.yellow, f"{each}_red": criterion.red}
    if found is None:
        half = 1 if today.month <= 6 else 2
        usual = {"period": f"{today.year}-H{half}", "reminders": list(USUAL_REMINDERS)}
        return {**initial, **usual}
    lines = [f"{each.text} {REQUIRED}" if each.is_required else each.text for each in found.asked]
    return {
        **initial,
        "version": found.version,
        "period": found.period,
        "due_on": found.due_on,
        "purpose": found.purpose,
        "focus_areas": found.focus_areas,
        "questions": "\n".join(lines),
        "reminders": found.reminders,
    }


def _usual_criteria() -> dict[Dimension, Criterion]:
    return {
        Dimension.QUALITY: Criterion(
            gettext("something must be made anew, within time and budget"),
            gettext("it will not do what it is for, as it is now"),
        ),
        Dimension.RISK: Criterion(
            gettext("a risk has grown, and you have a plan for it"),
            gettext("a risk is out of hand, or others must decide on it"),
        ),
        Dimension.BENEFIT: Criterion(
            gettext("some of the benefit comes later, or is smaller"),
            gettext("most of the benefit is in doubt"),
        ),
    }


def _bound_labels(dimension: Dimension) -> tuple[str, str]:
    return {
        Dimension.PROGRESS: (
            gettext("Green up to so many percentage points behind"),
            gettext("Yellow up to so many percentage points behind"),
        ),
        Dimension.TIME: (
            gettext("Green up to so many days late"),
            gettext("Yellow up to so many days late"),
        ),
        Dimension.MONEY: (
            gettext("Green up to so many per cent over budget"),
            gettext("Yellow up to so many per cent over budget"),
        ),
    }[dimension]


def _questions(text: str) -> list[Question]:
    """A question for each line; its code is its place."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return [
        Question(
            f"q{place}",
            line.removesuffix(REQUIRED).rstrip(),
            is_required=line.endswith(REQUIRED),
        )
        for place, line in enumerate(lines, start=1)
    ]


class MoveForm(OperationForm):
    """The day to which a round is moved, and the version that it was looked at in."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    due_on = forms.DateField(label=_("Reports are asked for by"), widget=DateInput())


class FilterForm(forms.Form):
    """Which reports of a round to show."""

    q = forms.CharField(
        label=_("Measure or owner"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    stage = forms.ChoiceField(
        label=_("Handed in"),
        required=False,
        choices=[
            (queries.EVERYTHING, _("All measures")),
            (queries.NOT_HANDED_IN, _("Not handed in")),
            (queries.NOBODY, _("Not handed in, and nobody to write to")),
            (queries.HANDED_IN, _("Handed in")),
            *((each.value, each.label) for each in ReportStage if each != ReportStage.DRAFT),
        ],
    )
    light = forms.ChoiceField(label=_("With a light that is"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["light"]).choices = [
            ("", gettext("Any")),
            *((each.value, wording.light_name(each, gettext)) for each in Light),
        ]
