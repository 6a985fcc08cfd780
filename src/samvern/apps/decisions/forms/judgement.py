"""A judgement that a scenario changes: a level, between two, not known, or shares."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

#: Choices beside the levels themselves and the pairs of neighbours ("low|medium").
UNKNOWN = "unknown"
SHARES = "shares"
#: The programme's own judgement stands again.
REMOVE = "remove"

#: How far percentages may be from 100 in sum: three levels alike are 33 + 33 + 33.
_TOLERANCE_PERCENT = 1.0


class JudgementForm(forms.Form):
    """One judgement of one thing by one criterion, in a scenario only."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    choice = forms.ChoiceField(label=gettext_lazy("Judgement"), widget=forms.RadioSelect)

    def __init__(
        self, *args: Any, names: Mapping[str, str], is_changed: bool, **kwargs: Any
    ) -> None:
        """Offer the levels of a criterion by their names, lowest first."""
        super().__init__(*args, **kwargs)
        self.names = {level: capfirst(name) for level, name in names.items()}
        choice = self.fields["choice"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = list(self._choices(is_changed=is_changed))
        for level, name in self.names.items():
            self.fields[f"share-{level}"] = forms.FloatField(
                label=_("{level}, per cent").format(level=name),
                min_value=0,
                max_value=100,
                required=False,
            )

    @property
    def share_fields(self) -> list[forms.BoundField]:
        """The field of each level's share, lowest first."""
        return [self[f"share-{level}"] for level in self.names]

    @property
    def levels(self) -> dict[str, float] | None:
        """The judgement of a valid form; None for the programme's own."""
        choice = self.cleaned_data["choice"]
        if choice == REMOVE:
            return None
        if choice == UNKNOWN:
            return {level: 1 / len(self.names) for level in self.names}
        if choice == SHARES:
            shares = self._shares()
            total = math.fsum(shares.values())
            return {level: share / total for level, share in shares.items() if share}
        chosen = choice.split("|")
        return {level: 1 / len(chosen) for level in chosen}

    def clean(self) -> dict[str, Any]:
        """Shares, when they are chosen, add up to a whole."""
        cleaned = super().clean() or {}
        first = next(iter(self.names))
        has_wrong_share = any(f"share-{level}" in self.errors for level in self.names)
        if cleaned.get("choice") == SHARES and not has_wrong_share:
            total = math.fsum(self._shares().values())
            if abs(total - 100) > _TOLERANCE_PERCENT:
                message = _("The shares add up to {total} %; make them 100 %.")
                self.add_error(f"share-{first}", message.format(total=f"{total:g}"))
        return cleaned

    def _shares(self) -> dict[str, float]:
        return {level: self.cleaned_data.get(f"share-{level}") or 0.0 for level in self.names}

    def _choices(self, *, is_changed: bool) -> Iterator[tuple[str, str]]:
        levels = list(self.names)
        yield levels[0], self.names[levels[0]]
        for lower, upper in pairwise(levels):
            between = _("Between {lower} and {upper}")
            yield (
                f"{lower}|{upper}",
                between.format(lower=self.names[lower].lower(), upper=self.names[upper].lower()),
            )
            yield upper, self.names[upper]
        yield UNKNOWN, _("I do not know: every level is as likely")
        yield SHARES, _("I give a share to each level")
        if is_changed:
            yield REMOVE, _("As the programme judges it")
