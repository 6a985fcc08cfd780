"""A plan as a whole: its name, its periods, and on what its figures rest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from samvern.apps.roadmaps.forms.amounts import AmountField, written
from samvern.apps.roadmaps.forms.seen import SeenForm
from samvern.apps.roadmaps.pages.words import period_name
from samvern.base.texts import in_language
from samvern.engine.programme.document import Text
from samvern.engine.roadmap import Limit, Period, PeriodLength, Resource
from samvern.engine.roadmap.measures import MAX_PERIODS
from samvern.engine.roadmap.planning import Planning

#: Years before and after this one in which a plan may begin.
_BEFORE, _AFTER = 2, 6


class PlanForm(SeenForm):
    """What is said of a plan as a whole."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    basis = forms.CharField(
        label=gettext_lazy("What do the figures rest on?"),
        help_text=gettext_lazy(
            "Who has estimated how long things take and what they cost, and when. It stands beside "
            "the plan wherever it is shown."
        ),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    first = forms.ChoiceField(label=gettext_lazy("First period"))
    periods = forms.IntegerField(
        label=gettext_lazy("How many periods"), min_value=1, max_value=MAX_PERIODS
    )
    money_unit = forms.CharField(
        label=gettext_lazy("Money is counted in"),
        help_text=gettext_lazy("Such as “mill. kr”."),
        max_length=60,
        required=False,
    )
    effort_unit = forms.CharField(
        label=gettext_lazy("Effort is counted in"),
        help_text=gettext_lazy("Such as “days”."),
        max_length=60,
        required=False,
    )
    total_budget = AmountField(
        label=gettext_lazy("Money over all periods together"),
        help_text=gettext_lazy("Leave empty where nothing limits it."),
    )
    years_after = forms.IntegerField(
        label=gettext_lazy("Years after the last period that what is done still counts"),
        min_value=0,
        max_value=10,
        required=False,
        help_text=gettext_lazy("Leave empty for 2."),
    )

    def __init__(self, *args: Any, today: date, begin: Period | None = None, **kwargs: Any) -> None:
        """Offer the half-years and quarters around today, and where the plan begins now."""
        super().__init__(*args, **kwargs)
        first = self.fields["first"]
        assert isinstance(first, forms.ChoiceField)
        first.choices = list(_first_periods(today, begin))
        self.remember()

    def planning(self, before: Planning | None) -> Planning:
        """The figures of a valid form, all else as it was before."""
        said = self.cleaned_data
        first = Period.read(said["first"])
        old = before or Planning(first, said["periods"])
        return replace(
            old,
            first=first,
            periods=said["periods"],
            basis=_said(old.basis, said["basis"]),
            money_unit=_said(old.money_unit, said["money_unit"]),
            effort_unit=_said(old.effort_unit, said["effort_unit"]),
            total_budget=said["total_budget"],
            years_after=said["years_after"],
            limits=tuple(_stretched(limit, said["periods"]) for limit in old.limits),
        )


class NewPlanForm(PlanForm):
    """A new plan; its budget can be said at once, everything else once it is there."""

    budget = AmountField(
        label=gettext_lazy("Money in each period"),
        help_text=gettext_lazy(
            "Leave empty where nothing limits it. Budgets are told apart later."
        ),
    )

    def planning(self, before: Planning | None) -> Planning:
        """The figures of a valid form."""
        planning, amount = super().planning(before), self.cleaned_data["budget"]
        if amount is None:
            return planning
        title = {get_language() or "nb": _("Budget")}
        amounts = (amount,) * planning.periods
        budget = Limit("budget", Resource.MONEY, None, amounts, title=title)
        return replace(planning, limits=(*planning.limits, budget))


def plan_state(title: str, planning: Planning, version: int) -> dict[str, Any]:
    """Where the fields of the form stand for a plan."""
    return {
        "version": version,
        "title": title,
        "basis": in_language(planning.basis),
        "first": str(planning.first),
        "periods": planning.periods,
        "money_unit": in_language(planning.money_unit),
        "effort_unit": in_language(planning.effort_unit),
        "total_budget": written(planning.total_budget),
        "years_after": planning.years_after,
    }


def next_half_year(today: date) -> Period:
    """Where a new plan begins unless something else is said."""
    return Period.of(today, PeriodLength.HALF_YEAR).later(1)


def _first_periods(today: date, begin: Period | None) -> Iterator[tuple[str, str]]:
    if begin is not None:
        yield str(begin), period_name(begin)
    for length in PeriodLength:
        here = Period(today.year, 1, length)
        for later in range(-_BEFORE * length, _AFTER * length):
            period = here.later(later)
            if period != begin:
                yield str(period), period_name(period)


def _said(before: Text, said: str) -> Text:
    """A text with what the reader said in the reader's language, and all gone when it is emptied."""
    return {**before, (get_language() or "nb"): said.strip()} if said.strip() else {}


def _stretched(limit: Limit, periods: int) -> Limit:
    """What there is in each period, cut, or going on as in the last one."""
    amounts = (*limit.amounts, *limit.amounts[-1:] * periods)[:periods]
    return replace(limit, amounts=amounts)
