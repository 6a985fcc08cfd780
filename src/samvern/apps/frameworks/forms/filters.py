"""What part of a set to show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samvern.apps.actors.models import ActorKind
from samvern.apps.frameworks.queries import MISSING, UNVERIFIED


class SetFilterForm(forms.Form):
    """Words, a heading, a kind of actor, and how sure the wording is."""

    q = forms.CharField(
        label=_("Words or number"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    heading = forms.ChoiceField(label=_("Under"), required=False)

    def __init__(self, *args: Any, headings: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["heading"].choices = [("", _("The whole set")), *headings]  # type: ignore[attr-defined]
        self.fields["for"] = forms.ChoiceField(
            label=_("For"), required=False, choices=[("", _("Everybody")), *ActorKind.choices]
        )
        self.fields["wording"] = forms.ChoiceField(
            label=_("Wording"),
            required=False,
            choices=[
                ("", _("All")),
                (UNVERIFIED, _("Not checked against the publisher")),
                (MISSING, _("Not found")),
            ],
        )
