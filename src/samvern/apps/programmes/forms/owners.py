"""Who owns a measure, as the authority writes it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from samvern.apps.programmes.forms.measure import Lines


class OwnersForm(forms.Form):
    """The owners by name, one a line; no line at all says that there is nobody."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    owners = Lines(
        label=_("Owners"),
        required=False,
        help_text=_(
            "One a line. A name in the register of actors is tied to that actor, or to whoever "
            "has followed it; any other name is kept as it is written."
        ),
    )

    @property
    def names(self) -> list[str]:
        """The owners of a valid form."""
        return str(self.cleaned_data["owners"]).splitlines()
