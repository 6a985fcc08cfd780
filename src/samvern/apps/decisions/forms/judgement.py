"""A judgement that a scenario changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from samvern.apps.programmes.forms.levels import LevelFields

#: The programme's own judgement stands again.
REMOVE = "remove"


class JudgementForm(forms.Form):
    """One judgement of one thing by one criterion, in a scenario only."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        names: Mapping[str, str],
        before: Mapping[str, float] | None,
        **kwargs: Any,
    ) -> None:
        """Offer the levels of a criterion by their names, standing as the scenario judges now."""
        super().__init__(*args, **kwargs)
        self.judged = LevelFields(names)
        more = [(REMOVE, gettext_lazy("As the programme judges it"))] if before else []
        self.judged.add_to(self, label=gettext_lazy("Judgement"), before=before, more=more)

    @property
    def share_fields(self) -> list[forms.BoundField]:
        """The field of each level's share, lowest first."""
        return self.judged.shares_in(self)

    @property
    def levels(self) -> dict[str, float] | None:
        """The judgement of a valid form; None for the programme's own."""
        if self.cleaned_data["choice"] == REMOVE:
            return None
        return self.judged.levels(self)

    def clean(self) -> dict[str, Any]:
        """Shares, when they are chosen, add up to a whole."""
        cleaned = super().clean() or {}
        self.judged.check(self)
        return cleaned
