"""A scenario beside a plan: what is moved, left out, given more or less."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samvern.apps.roadmaps.forms.amounts import AmountField, written
from samvern.apps.roadmaps.forms.measure import place_choices, place_of
from samvern.apps.roadmaps.forms.seen import SeenForm
from samvern.base.texts import in_language
from samvern.engine.roadmap import Period, RoadmapProblem
from samvern.engine.roadmap.adjusting import Adjustments


class ScenarioForm(SeenForm):
    """A name, a reason, where measures are put, and how much more or less there is."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self,
        *args: Any,
        problem: RoadmapProblem,
        names: Mapping[str, str],
        adjustments: Adjustments,
        **kwargs: Any,
    ) -> None:
        """Offer every measure and limit of the plan, standing as in the adjustments."""
        super().__init__(*args, **kwargs)
        self._problem, self._before = problem, adjustments
        periods = [problem.period(at) for at in range(problem.periods)]
        for limit in problem.limits:
            mores = adjustments.amounts.get(limit.id, {})
            is_even = len(mores) == problem.periods and len(set(mores.values())) == 1
            uneven = _("It differs from period to period. Left empty it stays so; 0 takes it away.")
            field = AmountField(
                label=in_language(limit.title) or limit.id,
                help_text=uneven if mores and not is_even else "",
                initial=written(next(iter(mores.values())) if is_even else None),
                may_be_less=True,
            )
            self.fields[f"more-{limit.id}"] = field
        for measure in problem.measures:
            self.fields[f"place-{measure.id}"] = forms.ChoiceField(
                label=names[measure.id],
                required=False,
                choices=place_choices(periods, _("As in the plan")),
                initial=place_of(
                    adjustments.pins.get(measure.id),
                    is_left_out=measure.id in adjustments.excluded,
                ),
            )
        self.remember()

    @property
    def mores(self) -> list[forms.BoundField]:
        """How much more there is of each limit."""
        return [self[f"more-{limit.id}"] for limit in self._problem.limits]

    @property
    def places(self) -> list[forms.BoundField]:
        """Where each measure is put."""
        return [self[f"place-{measure.id}"] for measure in self._problem.measures]

    @property
    def keeps_more(self) -> bool:
        """Whether something stays as it is that the form has no field for."""
        before = self._before
        return bool(before.given_up or before.deadlines or before.more_in_all)

    @property
    def adjustments(self) -> Adjustments:
        """What a valid form says; what it has no field for stays as it was."""
        said = self.cleaned_data
        codes = [measure.id for measure in self._problem.measures]
        places = {code: said[f"place-{code}"] for code in codes}
        return replace(
            self._before,
            pins={
                code: Period.read(place)
                for code, place in places.items()
                if place not in ("", "out")
            },
            excluded=frozenset(code for code, place in places.items() if place == "out"),
            amounts=self._amounts(),
        )

    def _amounts(self) -> dict[str, dict[Period, float]]:
        problem, found = self._problem, {}
        for limit in problem.limits:
            more = self.cleaned_data[f"more-{limit.id}"]
            if more:
                periods = (problem.period(at) for at in range(problem.periods))
                found[limit.id] = dict.fromkeys(periods, more)
            elif f"more-{limit.id}" not in self.changed_data and limit.id in self._before.amounts:
                found[limit.id] = dict(self._before.amounts[limit.id])
        return found
