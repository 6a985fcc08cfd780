"""What there is to spend: budgets and capacities, an amount for each period."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from samvern.apps.roadmaps.forms.amounts import AmountField, written
from samvern.apps.roadmaps.forms.seen import SeenForm
from samvern.apps.roadmaps.pages.words import period_name
from samvern.base.texts import in_language
from samvern.engine.roadmap import Limit, Period, Resource


@dataclass(frozen=True)
class LimitFields:
    """The fields of one budget or capacity."""

    title: str
    note: str
    amounts: Sequence[forms.BoundField]
    carries_over: forms.BoundField
    is_removed: forms.BoundField


class LimitsForm(SeenForm):
    """The amounts of what there is already, and perhaps one more."""

    new_title = forms.CharField(label=gettext_lazy("Name"), max_length=200, required=False)
    new_resource = forms.ChoiceField(
        label=gettext_lazy("What is it?"),
        choices=[
            (Resource.MONEY.value, gettext_lazy("A budget: money")),
            (Resource.EFFORT.value, gettext_lazy("A capacity: effort")),
        ],
        required=False,
    )
    new_whose = forms.CharField(
        label=gettext_lazy("Whose is it?"),
        help_text=gettext_lazy(
            "Who pays or works, with commas between, as written on the measures. Leave empty for all."
        ),
        max_length=2_000,
        required=False,
    )
    new_amount = AmountField(label=gettext_lazy("In each period"))
    new_carries_over = forms.BooleanField(
        label=gettext_lazy("What is left over is there in the next period"), required=False
    )

    def __init__(
        self,
        *args: Any,
        limits: Sequence[Limit],
        periods: Sequence[Period],
        units: Mapping[Resource, str],
        **kwargs: Any,
    ) -> None:
        """Offer an amount for each period of each limit; ``units`` are what money and effort are in."""
        super().__init__(*args, **kwargs)
        self._limits, self._periods, self._units = limits, periods, units
        for limit in limits:
            name = in_language(limit.title) or limit.id
            for at, period in enumerate(periods):
                field = AmountField(label=period_name(period), initial=written(limit.amounts[at]))
                field.full_label = f"{name}, {period_name(period)}"  # type: ignore[attr-defined]
                self.fields[f"limit-{limit.id}-{period}"] = field
            self.fields[f"carries-{limit.id}"] = _tick(
                _("What is left over is there in the next period"), name, limit.carries_over
            )
            self.fields[f"remove-{limit.id}"] = _tick(_("Remove it"), name, False)
        self.remember()

    @property
    def lines(self) -> list[LimitFields]:
        """The fields, one line for each limit."""
        return [
            LimitFields(
                in_language(limit.title) or limit.id,
                " · ".join(filter(None, (self._whose(limit), self._units[limit.resource]))),
                [self[f"limit-{limit.id}-{period}"] for period in self._periods],
                self[f"carries-{limit.id}"],
                self[f"remove-{limit.id}"],
            )
            for limit in self._limits
        ]

    @staticmethod
    def _whose(limit: Limit) -> str:
        return ", ".join(limit.of) if limit.of else _("Everybody’s")

    def clean(self) -> dict[str, Any]:
        """What is new has a name and an amount."""
        cleaned = super().clean() or {}
        if cleaned.get("new_title") and cleaned.get("new_amount") is None:
            self.add_error("new_amount", _("Say how much there is."))
        if cleaned.get("new_amount") is not None and not cleaned.get("new_title"):
            self.add_error("new_title", _("Give it a name."))
        return cleaned

    @property
    def limits(self) -> tuple[Limit, ...]:
        """What there is, as a valid form says."""
        return (*self._kept(), *self._new())

    def _kept(self) -> Iterator[Limit]:
        said = self.cleaned_data
        for limit in self._limits:
            if said[f"remove-{limit.id}"]:
                continue
            amounts = (said[f"limit-{limit.id}-{period}"] or 0.0 for period in self._periods)
            carries_over = said[f"carries-{limit.id}"]
            yield replace(limit, amounts=tuple(amounts), carries_over=carries_over)

    def _new(self) -> Iterator[Limit]:
        said = self.cleaned_data
        if not said["new_title"]:
            return
        whose = tuple(name.strip() for name in said["new_whose"].split(",") if name.strip())
        taken = {limit.id for limit in self._limits}
        name = next(f"limit-{at}" for at in range(1, 1_000) if f"limit-{at}" not in taken)
        yield Limit(
            name,
            Resource(said["new_resource"] or Resource.MONEY),
            whose or None,
            (said["new_amount"],) * len(self._periods),
            said["new_carries_over"],
            {get_language() or "nb": said["new_title"].strip()},
        )


def _tick(label: str, whose: str, is_ticked: bool) -> forms.BooleanField:
    field = forms.BooleanField(label=label, required=False, initial=is_ticked)
    field.full_label = f"{whose}: {label}"  # type: ignore[attr-defined]
    return field
