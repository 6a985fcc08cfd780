"""A judgement put in by hand, with the reason for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from samvern.apps.programmes.forms.levels import LevelFields
from samvern.apps.programmes.models import SCALE_OF
from samvern.engine.programme.document import SCALE_LEVELS, CriterionKind


class JudgementForm(forms.Form):
    """One judgement on the scale of its criterion, with the reason for it."""

    why = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("What the judgement rests on. It is kept in the history."),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(
        self, *args: Any, criterion: CriterionKind, names: Mapping[str, str], **kwargs: Any
    ) -> None:
        """Offer the levels of a criterion by their names."""
        super().__init__(*args, **kwargs)
        scale = SCALE_LEVELS[SCALE_OF[criterion]]
        self.judged = LevelFields({level: names[level] for level in scale})
        self.judged.add_to(self, label=gettext_lazy("Judgement"))
        self.order_fields(["choice"])

    @property
    def share_fields(self) -> list[forms.BoundField]:
        """The field of each level's share, lowest first."""
        return self.judged.shares_in(self)

    @property
    def levels(self) -> dict[str, float]:
        """The judgement of a valid form: level to probability, summing to 1."""
        return self.judged.levels(self)

    def clean(self) -> dict[str, Any]:
        """Shares, when they are chosen, add up to a whole."""
        cleaned = super().clean() or {}
        self.judged.check(self)
        return cleaned
