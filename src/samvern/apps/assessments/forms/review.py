"""What a reviewer puts in."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from samvern.apps.programmes.forms.problems import add_problems
from samvern.engine.assessments import MAX_COMMENT

__all__ = ["RemarkForm", "VerdictForm", "add_problems"]


class RemarkForm(forms.Form):
    """What is said of one requirement; nothing takes it back."""

    text = forms.CharField(max_length=MAX_COMMENT, required=False)


class VerdictForm(forms.Form):
    """What is said of the whole."""

    message = forms.CharField(
        label=_("Message to the organisation"),
        max_length=MAX_COMMENT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("When you send it back, say here or in the remarks what is to be looked at."),
    )
