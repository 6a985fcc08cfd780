"""The filter of the operations page."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from samvern.base.models import Job


class JobFilterForm(forms.Form):
    """Which jobs to show."""

    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("Any")), *Job.State.choices]
    )
