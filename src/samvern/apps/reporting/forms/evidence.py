"""What a report rests on: evidence that is there, or a new piece."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from samvern.apps.evidence.fields import NewEvidence
from samvern.base.form_parts import OperationForm


class AttachForm(OperationForm):
    """A piece that is there already."""

    evidence = forms.TypedChoiceField(label=gettext_lazy("Evidence that you have"), coerce=int)

    def __init__(self, *args: Any, choices: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["evidence"].choices = choices  # type: ignore[attr-defined]


class NewEvidenceForm(OperationForm, NewEvidence):
    """A new piece."""
