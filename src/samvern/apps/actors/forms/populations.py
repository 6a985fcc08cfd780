"""The shape of what people put in about populations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samvern.apps.actors import catalogue
from samvern.apps.actors.forms.directory import ActorField, LinesField, OperationForm
from samvern.apps.actors.models import ActorKind, ActorSize, ByHand, HealthRegion

_CHOSEN = ("kinds", "regions", "counties", "sizes", "codes")


class PopulationForm(OperationForm):
    """Who is meant; what is left empty asks for nothing."""

    name = forms.CharField(label=_("Name"), max_length=200)
    description = forms.CharField(label=_("What it is for"), required=False, max_length=500)
    kinds = forms.MultipleChoiceField(
        label=_("Kind"),
        required=False,
        choices=ActorKind.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    regions = forms.MultipleChoiceField(
        label=_("Health region"),
        required=False,
        choices=HealthRegion.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    counties = forms.MultipleChoiceField(
        label=_("County"), required=False, widget=forms.CheckboxSelectMultiple
    )
    sizes = forms.MultipleChoiceField(
        label=_("Size"),
        required=False,
        choices=[(size.value or "unknown", size.label) for size in ActorSize],
        widget=forms.CheckboxSelectMultiple,
    )
    codes = LinesField(
        label=_("Industry codes"),
        required=False,
        max_length=4_000,
        help_text=_("With the version of the standard, one a line: SN2025:86.210"),
    )
    below = ActorField(
        label=_("Belongs to"),
        required=False,
        help_text=_("Only those that belong to this actor: its number or full name."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        counties = catalogue.counties().values()
        self.fields["counties"].choices = [  # type: ignore[attr-defined]
            (county.number, county.name) for county in counties
        ]

    @property
    def population(self) -> dict[str, Any]:
        """What was chosen, as the operation takes it."""
        chosen = {name: list(self.cleaned_data[name]) for name in _CHOSEN}
        chosen["sizes"] = ["" if size == "unknown" else size for size in chosen["sizes"]]
        below = self.cleaned_data["below"]
        if below:
            chosen["below"] = [below.pk]
        return {
            "name": self.cleaned_data["name"],
            "description": self.cleaned_data["description"],
            "criteria": {name: values for name, values in chosen.items() if values},
        }


class ByHandForm(OperationForm):
    """One actor, what becomes of it, and why."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    actor = ActorField(label=_("Actor"), help_text=_("Its number or full name."))
    choice = forms.ChoiceField(
        label=_("Added or left out"), choices=ByHand.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=500,
        help_text=_("Whoever uses the population reads it."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    @property
    def chosen(self) -> dict[str, Any]:
        """What was chosen, as the operation takes it."""
        rest = {name: value for name, value in self.cleaned_data.items() if name != "actor"}
        return {**rest, "actor_id": self.cleaned_data["actor"].pk}


class DrawForm(OperationForm):
    """Which version was looked at."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
