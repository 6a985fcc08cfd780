"""What is answered to the check of a paper, and which version was seen."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from samvern.apps.papers.models import MAX_REASON
from samvern.base.form_parts import OperationForm


class AnswerForm(OperationForm):
    """Which findings are answered, and with what."""

    keys = forms.MultipleChoiceField(
        label=_("Findings"), widget=forms.MultipleHiddenInput, required=False
    )
    reason = forms.CharField(
        label=_("Why it is so"),
        max_length=MAX_REASON,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Printed in the paper. Empty takes the answer back."),
    )

    def __init__(self, *args: Any, keys: Collection[str], **kwargs: Any) -> None:
        """Offer what the check finds."""
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["keys"]).choices = [(key, key) for key in keys]


class VersionForm(OperationForm):
    """The version of a paper that whoever acts on it saw."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
