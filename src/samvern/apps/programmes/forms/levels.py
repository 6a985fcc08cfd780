"""How a judgement is put in wherever one is: a level, between two, not known, or shares."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _

#: Choices beside the levels themselves and the pairs of neighbours ("low|medium").
UNKNOWN = "unknown"
SHARES = "shares"

#: How far percentages may be from 100 in sum: three levels alike are 33 + 33 + 33.
_TOLERANCE_PERCENT = 1.0


@dataclass(frozen=True)
class LevelFields:
    """The fields of one judgement in a form: a choice, and a share for each level.

    ``names`` are the levels in the reader's words, lowest first; ``choice`` names the field of
    the choice, ``share`` begins the name of each share.
    """

    names: Mapping[str, str]
    choice: str = "choice"
    share: str = "share-"

    def add_to(
        self,
        form: forms.Form,
        *,
        label: Any,
        before: Mapping[str, float] | None = None,
        more: Iterable[tuple[str, Any]] = (),
        unknown: str = "",
        **options: Any,
    ) -> None:
        """Put the fields into a form.

        Parameters
        ----------
        before
            The judgement that the fields stand at.
        more
            Further choices, which come last.
        unknown
            What "I do not know" is called.
        options
            Further arguments of the field of the choice.
        """
        form.fields[self.choice] = forms.ChoiceField(
            label=label,
            widget=forms.RadioSelect,
            choices=[*self._choices(unknown), *more],
            **{"initial": self.chosen(before), **options},
        )
        for level, name in self.names.items():
            share = (before or {}).get(level, 0.0)
            form.fields[f"{self.share}{level}"] = forms.FloatField(
                label=_("{level}, per cent").format(level=capfirst(name)),
                min_value=0,
                max_value=100,
                required=False,
                initial=round(100 * share, 2) if share else None,
            )

    def shares_in(self, form: forms.Form) -> list[forms.BoundField]:
        """The field of each level's share, lowest first."""
        return [form[f"{self.share}{level}"] for level in self.names]

    def gives_shares(self, form: forms.Form) -> bool:
        """Whether the form, filled in or not, stands at a share for each level."""
        return bool(form[self.choice].value() == SHARES)

    def check(self, form: forms.Form) -> None:
        """Shares, when they are chosen, add up to a whole; for the form's ``clean``."""
        has_wrong_share = any(f"{self.share}{level}" in form.errors for level in self.names)
        if form.cleaned_data.get(self.choice) != SHARES or has_wrong_share:
            return
        total = math.fsum(self._shares(form).values())
        if abs(total - 100) > _TOLERANCE_PERCENT:
            message = _("The shares add up to {total} %; make them 100 %.")
            first = next(iter(self.names))
            form.add_error(f"{self.share}{first}", message.format(total=f"{total:g}"))

    def levels(self, form: forms.Form) -> dict[str, float]:
        """The judgement of a valid form: level to probability, summing to 1."""
        choice = form.cleaned_data[self.choice]
        if choice == UNKNOWN:
            return {level: 1 / len(self.names) for level in self.names}
        if choice == SHARES:
            shares = self._shares(form)
            total = math.fsum(shares.values())
            return {level: share / total for level, share in shares.items() if share}
        chosen = choice.split("|")
        return {level: 1 / len(chosen) for level in chosen}

    def chosen(self, levels: Mapping[str, float] | None) -> str | None:
        """The choice that stands for a judgement; None without one."""
        if not levels:
            return None
        possible = tuple(level for level in self.names if levels.get(level))
        is_even = len({round(levels[level], 9) for level in possible}) == 1
        if is_even and len(possible) == 1:
            return possible[0]
        if is_even and possible in list(pairwise(self.names)):
            return "|".join(possible)
        return SHARES

    def _shares(self, form: forms.Form) -> dict[str, float]:
        return {level: form.cleaned_data.get(f"{self.share}{level}") or 0.0 for level in self.names}

    def _choices(self, unknown: str) -> Iterator[tuple[str, str]]:
        levels = list(self.names)
        names = {level: capfirst(name) for level, name in self.names.items()}
        yield levels[0], names[levels[0]]
        for lower, upper in pairwise(levels):
            between = _("Between {lower} and {upper}")
            yield (
                f"{lower}|{upper}",
                between.format(lower=names[lower].lower(), upper=names[upper].lower()),
            )
            yield upper, names[upper]
        yield SHARES, _("I give a share to each level")
        yield UNKNOWN, unknown or _("I do not know: every level is as likely")
