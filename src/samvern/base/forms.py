"""Forms of the base: API tokens, search, and filters of the audit trail."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samvern.base import registry
from samvern.base.form_parts import DateInput
from samvern.base.tokens import Scope


class TokenForm(forms.Form):
    """What a new API token is for, how far it reaches and how long it holds."""

    name = forms.CharField(
        label=_("What it is for"),
        max_length=100,
        help_text=_("Such as “nightly export to the archive”."),
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"),
        choices=[
            (Scope.READ.value, _("Read what you can read")),
            (Scope.WRITE.value, _("Change what you can change")),
        ],
        initial=[Scope.READ.value],
        widget=forms.CheckboxSelectMultiple,
    )
    days = forms.TypedChoiceField(
        label=_("How long it holds"),
        coerce=int,
        choices=[(30, _("30 days")), (90, _("90 days")), (365, _("One year"))],
        initial=90,
    )


class SearchForm(forms.Form):
    """Words to look for in everything the viewer may see."""

    q = forms.CharField(
        label=_("Words"), max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )


class AuditFilterForm(forms.Form):
    """What part of the audit trail to show."""

    what = forms.ChoiceField(label=_("What was done"), required=False)
    q = forms.CharField(label=_("To what"), max_length=100, required=False)
    by = forms.CharField(label=_("By whom"), max_length=100, required=False)
    since = forms.DateField(label=_("From"), required=False, widget=DateInput())
    until = forms.DateField(label=_("To"), required=False, widget=DateInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = sorted(registry.action_names().items(), key=lambda pair: str(pair[1]))
        self.fields["what"].choices = [("", _("Anything")), *names]  # type: ignore[attr-defined]
