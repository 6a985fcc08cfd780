"""When an organisation began with a measure, and whom that is shown to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from samvern.apps.indicators.forms.parts import ActorForm
from samvern.apps.indicators.models.value import MAX_REASON
from samvern.apps.indicators.rules import GivenStart
from samvern.base.form_parts import DateInput, OperationForm


class _WhoSees(OperationForm):
    """Whom it is shown to who began when."""

    is_reported = forms.BooleanField(
        label=_("The authority and supervisors see who began when"),
        required=False,
        help_text=_(
            "Otherwise each organisation sees its own and nobody else does. It cannot be opened once "
            "organisations have said when they began."
        ),
    )


class NewRegisterForm(_WhoSees):
    """With which measure it is to be kept who began when."""

    measure = forms.TypedChoiceField(label=_("Measure"), coerce=int)
    field_order = ("measure", "is_reported")

    def __init__(self, *args: Any, measures: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["measure"]).choices = measures


class RegisterForm(_WhoSees):
    """Whom it is shown to who began when."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class StartForm(ActorForm):
    """When an organisation began."""

    organisation = forms.CharField(
        label=_("Organisation"),
        max_length=200,
        help_text=_("Its number, or its name as the register has it."),
    )
    began_on = forms.DateField(
        label=_("Began on"),
        required=False,
        widget=DateInput(),
        help_text=_("Empty: it has not begun."),
    )
    reason = forms.CharField(
        label=_("Why is it changed?"),
        required=False,
        max_length=MAX_REASON,
        help_text=_("Needed where something else was said before, which is kept."),
    )

    def clean_organisation(self) -> int | None:
        """The key of the organisation that is named."""
        found = self.actor_in("organisation")
        return found.pk if found else None

    @property
    def given(self) -> GivenStart:
        """The start of a valid form."""
        said = self.cleaned_data
        return GivenStart(said["organisation"], said["began_on"], said["reason"])
