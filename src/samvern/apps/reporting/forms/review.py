"""What a reviewer says of a report, part by part, and what becomes of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from samvern.apps.actions.rules import MAX_TEXT
from samvern.apps.reporting.pages.review import REMARK
from samvern.apps.reporting.rules import MAX_MESSAGE
from samvern.base.form_parts import DateInput, OperationForm


class ReviewForm(OperationForm):
    """A remark on each part, a message, and a day if it is sent back."""

    message = forms.CharField(
        label=gettext_lazy("Message to those who reported"),
        max_length=MAX_MESSAGE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    due_again_on = forms.DateField(
        label=gettext_lazy("If you send it back: by when again"),
        required=False,
        widget=DateInput(),
    )

    def __init__(self, *args: Any, parts: Sequence[str], **kwargs: Any) -> None:
        """With a field for a remark on each part."""
        super().__init__(*args, **kwargs)
        for part in parts:
            self.fields[f"{REMARK}{part}"] = forms.CharField(
                label=gettext_lazy("Your remark"),
                max_length=MAX_MESSAGE,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    @property
    def remarks(self) -> dict[str, str]:
        """What a valid form says of each part."""
        return {
            name.removeprefix(REMARK): text
            for name, text in self.cleaned_data.items()
            if name.startswith(REMARK)
        }


class FollowUpForm(OperationForm):
    """What of a reviewed report is to be followed up, and at which owner."""

    dimensions = forms.MultipleChoiceField(
        label=gettext_lazy("What do you want followed up?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose what is to be followed up.")},
    )
    owner = forms.TypedChoiceField(label=gettext_lazy("At which owner?"), coerce=int)
    description = forms.CharField(
        label=gettext_lazy("What must be better?"),
        max_length=MAX_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self,
        *args: Any,
        dimensions: Sequence[tuple[str, str]],
        owners: Sequence[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        """Offer what is yellow or red, and the owners; one owner alone is no choice."""
        super().__init__(*args, **kwargs)
        for name, choices in (("dimensions", dimensions), ("owner", owners)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices
        if len(owners) == 1:
            self.fields["owner"].widget = forms.HiddenInput()
            self.initial["owner"] = owners[0][0]
