"""What is put in about campaigns: the plan, which of those asked to show, why to answer for others."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from samvern.apps.actors import queries as actors
from samvern.apps.actors.models import ActorKind, HealthRegion, PopulationVersion
from samvern.apps.assessments import queries, rules
from samvern.apps.assessments.models import (
    CONFIDENTIALITY_NAMES,
    MAX_ON_BEHALF,
    MAX_PERIOD,
    MAX_TITLE,
    AssessmentState,
    Campaign,
)
from samvern.apps.assessments.rules import MAX_PURPOSE, CampaignPlan
from samvern.apps.frameworks import queries as frameworks
from samvern.apps.frameworks.models import RequirementSet
from samvern.apps.programmes.forms.problems import add_problems
from samvern.base.form_parts import DateInput, OperationForm
from samvern.base.viewer import Viewer
from samvern.engine.assessments import Confidentiality
from samvern.engine.errors import InvalidInput
from samvern.ui.wording.campaigns import reminder_words

__all__ = ["FollowForm", "MoveForm", "PlanForm", "TakeOnForm", "add_problems"]

#: The days about a deadline that are offered for reminders; negative ones come before it.
OFFERED = (-28, -14, -7, -3, -1, 1, 7, 14)
#: What the operation calls otherwise than the form.
NAMES: Mapping[str, str] = {"set_code": "asked", "set_version": "asked"}


class PlanForm(forms.Form):
    """What is said up front of a campaign."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=_("Title"), max_length=MAX_TITLE)
    purpose = forms.CharField(
        label=_("What it is for"),
        max_length=MAX_PURPOSE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Those who are asked read this first."),
    )
    asked = forms.ChoiceField(label=_("What is asked"))
    population = forms.ChoiceField(label=_("Who is asked"))
    period = forms.CharField(
        label=_("Period"), max_length=MAX_PERIOD, help_text=_("Such as 2026, or spring 2027.")
    )
    confidentiality = forms.ChoiceField(
        label=_("Who sees the answers"), choices=CONFIDENTIALITY_NAMES, widget=forms.RadioSelect
    )
    due_on = forms.DateField(label=_("Answers are asked for by"), widget=DateInput())
    reminders = forms.TypedMultipleChoiceField(
        label=_("Reminders"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "An e-mail to those in charge of security where nothing is handed in yet. About the day "
            "that answers are asked for by."
        ),
    )

    def __init__(
        self, *args: Any, viewer: Viewer, today: date, campaign: Campaign | None = None, **more: Any
    ) -> None:
        """Offer what the viewer may ask, and of whom."""
        super().__init__(*args, **more)
        self._today = today
        self._due_before = campaign.due_on if campaign else None
        self.sets = {str(each.pk): each for each in frameworks.sets(viewer).order_by("code", "pk")}
        drawn = actors.newest_versions(viewer)
        if campaign is not None and campaign.population not in drawn:
            drawn.append(campaign.population)
        self.populations = {str(each.pk): each for each in drawn}
        days = sorted({*OFFERED, *(campaign.reminders if campaign else ())})
        for name, choices in {
            "asked": [(key, each.name_in_words) for key, each in self.sets.items()],
            "population": [(key, population_name(each)) for key, each in self.populations.items()],
            "reminders": [(day, reminder_words(day, gettext, ngettext)) for day in days],
        }.items():
            field = cast("forms.ChoiceField", self.fields[name])
            needs_choice = isinstance(field.widget, forms.Select)
            nothing = [("", gettext("Choose one"))] if needs_choice else []
            field.choices = [*nothing, *choices]

    def clean(self) -> dict[str, Any]:
        """What makes no sense is told before anything is shown of it."""
        cleaned = super().clean() or {}
        if not self.errors:
            try:
                rules.check_plan(self.plan, today=self._today, due_before=self._due_before)
            except InvalidInput as error:
                add_problems(self, error, names=NAMES)
        return cleaned

    @property
    def plan(self) -> CampaignPlan:
        """The plan of a valid form."""
        said = self.cleaned_data
        asked = self.sets[said["asked"]]
        return CampaignPlan(
            title=said["title"],
            set_code=asked.code,
            set_version=asked.version,
            population=int(said["population"]),
            period=said["period"],
            confidentiality=Confidentiality(said["confidentiality"]),
            due_on=said["due_on"],
            reminders=tuple(said["reminders"]),
            purpose=said["purpose"],
        )

    @property
    def chosen_set(self) -> RequirementSet:
        """What is asked, of a valid form."""
        return self.sets[self.cleaned_data["asked"]]

    @property
    def chosen_population(self) -> PopulationVersion:
        """Who is asked, of a valid form."""
        return self.populations[self.cleaned_data["population"]]

    @property
    def sent(self) -> list[tuple[str, str]]:
        """What was sent, to be sent once more."""
        return [
            (name, value)
            for name in self.fields
            for value in cast("Any", self.data).getlist(name)
            if value
        ]


def population_name(version: PopulationVersion) -> str:
    """A drawn population with its size, as a choice."""
    return ngettext(
        "%(name)s: %(count)d organisation", "%(name)s: %(count)d organisations", version.size
    ) % {"name": version.population.name, "count": version.size}


class FollowForm(forms.Form):
    """Which of those who are asked to show."""

    q = forms.CharField(
        label=_("Name or number"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    state = forms.ChoiceField(label=_("Handed in"), required=False)
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("Any")), *ActorKind.choices]
    )
    region = forms.ChoiceField(
        label=_("Health region"), required=False, choices=[("", _("Any")), *HealthRegion.choices]
    )

    def __init__(self, *args: Any, is_reported: bool, **more: Any) -> None:
        """Offer the states that may be told of."""
        super().__init__(*args, **more)
        choices: list[tuple[str, Any]] = [
            (queries.NOT_HANDED_IN, _("Not handed in")),
            (queries.HANDED_IN, _("Handed in")),
            (queries.NOBODY, _("Not handed in, and nobody to write to")),
            (queries.EVERYBODY, _("All who are asked")),
        ]
        if is_reported:
            choices += [
                (AssessmentState.SUBMITTED, _("Waits for review")),
                (AssessmentState.RETURNED, _("Returned")),
                (AssessmentState.ACCEPTED, _("Accepted")),
            ]
        cast("forms.ChoiceField", self.fields["state"]).choices = choices


class MoveForm(OperationForm):
    """The day to which a deadline is moved, and the version that it was looked at in."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    due_on = forms.DateField(label=_("Answers are asked for by"), widget=DateInput())

    def as_of(self, version: int) -> MoveForm:
        """The form with all that is in it, after the reader has been shown how it is by now."""
        self.data = {name: self.data[name] for name in self.data} | {"version": version}
        return self


class TakeOnForm(forms.Form):
    """Why somebody answers on behalf of an organisation."""

    reason = forms.CharField(
        label=_("Why you answer on their behalf"),
        max_length=MAX_ON_BEHALF,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Who asked for it, and how. The organisation reads this."),
    )
