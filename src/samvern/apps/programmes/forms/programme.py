"""A programme's file on its way in, and who is to see the programme."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from samvern.apps.programmes.models import Sharing
from samvern.formats.programme_file import MAX_BYTES


class UploadForm(forms.Form):
    """A programme file chosen by the reader; what is in it is judged by the reading."""

    file = forms.FileField(
        label=_("Programme file"),
        help_text=_(
            "YAML or JSON, at most 8 MB. Nothing is saved before you have seen the result."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".yaml,.yml,.json"}),
    )

    def clean_file(self) -> Any:
        """A file too large is refused before it is read."""
        file = self.cleaned_data["file"]
        assert isinstance(file, UploadedFile)
        if file.size is not None and file.size > MAX_BYTES:
            raise forms.ValidationError(_("The file is larger than 8 MB."))
        return file


class ConfirmForm(forms.Form):
    """The second step of an import: the file that was previewed, carried along."""

    carried = forms.CharField(widget=forms.HiddenInput)
    sharing = forms.ChoiceField(
        label=_("Who sees the programme"),
        choices=Sharing.choices,
        initial=Sharing.AUTHORITY,
        widget=forms.RadioSelect,
    )


class SharingForm(forms.Form):
    """Who sees a programme."""

    sharing = forms.ChoiceField(
        label=_("Who sees the programme"), choices=Sharing.choices, widget=forms.RadioSelect
    )
