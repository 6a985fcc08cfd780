"""A judgement put in by hand: a level, between two, not known, or shares."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samvern.apps.programmes.models import SCALE_OF
from samvern.engine.programme.document import SCALE_LEVELS, CriterionKind

#: Choices beside the levels themselves and the pairs of neighbours ("low|medium").
UNKNOWN = "unknown"
SHARES = "shares"

#: How far percentages may be from 100 in sum: three levels alike are 33 + 33 + 33.
_TOLERANCE_PERCENT = 1.0


class JudgementForm(forms.Form):
    """One judgement on the scale of its criterion, with the reason for it."""

    choice = forms.ChoiceField(label=gettext_lazy("Judgement"), widget=forms.RadioSelect)
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
        self.scale = SCALE_LEVELS[SCALE_OF[criterion]]
        self.names = {level: capfirst(name) for level, name in names.items()}
        choice = self.fields["choice"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = list(self._choices())
        for level in self.scale:
            self.fields[f"share-{level}"] = forms.FloatField(
                label=_("{level}, per cent").format(level=self.names[level]),
                min_value=0,
                max_value=100,
                required=False,
            )

    @property
    def share_fields(self) -> list[forms.BoundField]:
        """The field of each level's share, lowest first."""
        return [self[f"share-{level}"] for level in self.scale]

    @property
    def levels(self) -> dict[str, float]:
        """The judgement of a valid form: level to probability, summing to 1."""
        choice = self.cleaned_data["choice"]
        if choice == UNKNOWN:
            return {level: 1 / len(self.scale) for level in self.scale}
        if choice == SHARES:
            shares = self._shares()
            total = math.fsum(shares.values())
            return {level: share / total for level, share in shares.items() if share}
        chosen = choice.split("|")
        return {level: 1 / len(chosen) for level in chosen}

    def clean(self) -> dict[str, Any]:
        """Shares, when they are chosen, add up to a whole."""
        cleaned = super().clean() or {}
        has_wrong_share = any(f"share-{level}" in self.errors for level in self.scale)
        if cleaned.get("choice") == SHARES and not has_wrong_share:
            total = math.fsum(self._shares().values())
            if abs(total - 100) > _TOLERANCE_PERCENT:
                message = _("The shares add up to {total} %; make them 100 %.")
                self.add_error(f"share-{self.scale[0]}", message.format(total=f"{total:g}"))
        return cleaned

    def _shares(self) -> dict[str, float]:
        return {level: self.cleaned_data.get(f"share-{level}") or 0.0 for level in self.scale}

    def _choices(self) -> Iterator[tuple[str, str]]:
        yield self.scale[0], self.names[self.scale[0]]
        for lower, upper in pairwise(self.scale):
            between = _("Between {lower} and {upper}")
            yield (
                f"{lower}|{upper}",
                between.format(lower=self.names[lower].lower(), upper=self.names[upper].lower()),
            )
            yield upper, self.names[upper]
        yield UNKNOWN, _("I do not know: every level is as likely")
        yield SHARES, _("I give a share to each level")
