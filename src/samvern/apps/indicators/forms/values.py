"""A value of an indicator, and why one is taken back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from samvern.apps.indicators.forms.parts import ActorForm, FigureField
from samvern.apps.indicators.models import Indicator
from samvern.apps.indicators.models.value import MAX_GROUP, MAX_REASON
from samvern.apps.indicators.pages.frame import period
from samvern.apps.indicators.rules import GivenValue
from samvern.base.form_parts import OperationForm
from samvern.engine.indicators import period_on

_PERIODS_OFFERED: Final = 60
_REASON_HELP = _("Needed where there is a value already. The value of before is kept beside it.")


class ValueForm(ActorForm):
    """A value of an organisation, of a group, or of the sector where both are left empty."""

    instead: ClassVar[Mapping[str, str]] = {"upper": "lower"}

    period = forms.ChoiceField(
        label=_("Period"), help_text=_("Older ones are taken in from a file.")
    )
    organisation = forms.CharField(
        label=_("Organisation"),
        required=False,
        max_length=200,
        help_text=_(
            "Its number, or its name as the register has it. Empty for a group or the sector."
        ),
    )
    group = forms.CharField(
        label=_("Group"),
        required=False,
        max_length=MAX_GROUP,
        help_text=_("Such as “hospital trusts”. Groups must not overlap."),
    )
    value = FigureField(label=_("Value"))
    count = forms.IntegerField(
        label=_("Number measured"),
        required=False,
        min_value=1,
        help_text=_(
            "How many organisations the value is of. A value of fewer than ten, or without a number, is "
            "not shown to others."
        ),
    )
    lower = FigureField(label=_("Lower end"), required=False)
    upper = FigureField(label=_("Upper end"), required=False)
    reason = forms.CharField(
        label=_("Why is it changed?"),
        required=False,
        max_length=MAX_REASON,
        help_text=_REASON_HELP,
    )

    def __init__(
        self, *args: Any, indicator: Indicator, gives_whole: bool, on: date, **kwargs: Any
    ) -> None:
        """Offer the period that a day lies in and those before it."""
        super().__init__(*args, **kwargs)
        field = self.fields["period"]
        assert isinstance(field, forms.ChoiceField)
        newest = period_on(on, indicator.often)
        offered = [newest.later(-back).text for back in range(_PERIODS_OFFERED)]
        field.choices = [(text, period(text)) for text in offered]
        if not indicator.is_of_organisations:
            del self.fields["organisation"], self.fields["group"]
        elif not gives_whole:
            del self.fields["group"], self.fields["count"]
            self.fields["organisation"].required = True
            self.fields["organisation"].help_text = _(
                "Its number, or its name as the register has it."
            )

    def clean_organisation(self) -> int | None:
        """The key of the organisation that is named."""
        found = self.actor_in("organisation")
        return found.pk if found else None

    @property
    def given(self) -> GivenValue:
        """The value of a valid form."""
        said = self.cleaned_data
        return GivenValue(
            period=said["period"],
            value=said["value"],
            actor_id=said.get("organisation"),
            group=(said.get("group") or "").strip(),
            count=said.get("count"),
            lower=said["lower"],
            upper=said["upper"],
            reason=said["reason"],
        )


class WithdrawForm(OperationForm):
    """Why a value should not have been given."""

    reason = forms.CharField(
        label=_("Why should it not have been given?"),
        max_length=MAX_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
