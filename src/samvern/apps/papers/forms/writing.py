"""What an author writes, and why a paper is corrected."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from samvern.apps.papers.models import MAX_REASON, MAX_TEXT
from samvern.base.form_parts import OperationForm


class TextForm(OperationForm):
    """A section in one language, with the version that its author saw."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    text = forms.CharField(
        label=_("Text"),
        max_length=MAX_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("An empty line begins a new paragraph, a dash before each line makes a list."),
    )


class CorrectForm(OperationForm):
    """From which snapshot a new version is made, and why."""

    snapshot = forms.TypedChoiceField(label=_("Made from"), coerce=int)
    why = forms.CharField(
        label=_("What is corrected, and why"),
        max_length=MAX_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Printed at the front of the new version."),
    )

    def __init__(self, *args: Any, snapshots: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        """Offer the snapshots of the programme."""
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["snapshot"]).choices = snapshots
