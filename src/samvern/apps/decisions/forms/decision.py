"""A decision put in by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samvern.apps.decisions.models import DecisionSharing
from samvern.apps.decisions.record import Said


class DecisionForm(forms.Form):
    """What was decided, why, by whom and when; the figures come with it by themselves."""

    programme_version = forms.IntegerField(widget=forms.HiddenInput)
    scenario_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=_("Title"), max_length=200)
    decided = forms.CharField(
        label=_("The decision, in words"),
        help_text=_("As it is to stand in the minutes."),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    order = forms.CharField(
        label=_("The decided order"),
        help_text=_(
            "A line for each tier, the first first. What stands on the same line, with commas "
            "between, may run side by side. Leave out what nothing was decided about."
        ),
        max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    reasons = forms.CharField(
        label=_("Reasons"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 4})
    )
    body = forms.CharField(
        label=_("Decided in"),
        help_text=_("The meeting or office, such as “Programme board, meeting 4/2026”."),
        max_length=300,
    )
    decided_by = forms.CharField(
        label=_("Decided by"), help_text=_("Names, with commas between."), max_length=1_000
    )
    decided_on = forms.DateField(
        label=_("Decided on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    sharing = forms.ChoiceField(
        label=_("Who sees the decision"),
        help_text=_("This cannot be changed afterwards."),
        choices=DecisionSharing.choices,
        initial=DecisionSharing.AUTHORITY,
        widget=forms.RadioSelect,
    )
    why = forms.CharField(
        label=_("Why the earlier decision no longer holds"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, is_superseding: bool, **kwargs: Any) -> None:
        """Ask why only where an earlier decision gives way."""
        super().__init__(*args, **kwargs)
        if not is_superseding:
            del self.fields["why"]

    @property
    def said(self) -> Said:
        """What a valid form says."""
        found = self.cleaned_data
        return Said(
            title=found["title"],
            decided=found["decided"],
            reasons=found["reasons"],
            body=found["body"],
            decided_by=found["decided_by"],
            decided_on=found["decided_on"],
            tiers=tiers_of(found["order"]),
        )


def tiers_of(text: str) -> list[list[str]]:
    r"""The tiers of an order as people write it.

    >>> tiers_of("3, 5,1\n\n7")
    [['3', '5', '1'], ['7']]
    """
    lines = [[code.strip() for code in line.split(",")] for line in text.splitlines()]
    return [codes for line in lines if (codes := [code for code in line if code])]


def as_text(tiers: Sequence[Sequence[str]]) -> str:
    r"""Tiers as people write them.

    >>> as_text([["3", "5"], ["7"]])
    '3, 5\n7'
    """
    return "\n".join(", ".join(tier) for tier in tiers)
