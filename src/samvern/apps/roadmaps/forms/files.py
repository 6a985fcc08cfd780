"""A planning file on its way in, and the short forms of publishing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from samvern.formats.roadmap_file import MAX_BYTES


class UploadForm(forms.Form):
    """A planning file chosen by the reader; what is in it is judged by the reading."""

    title = forms.CharField(label=_("Title"), max_length=200)
    file = forms.FileField(
        label=_("Planning file"),
        help_text=_(
            "YAML or JSON, at most 4 MB. Nothing is saved before you have seen the result."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".yaml,.yml,.json"}),
    )

    def clean_file(self) -> Any:
        """A file too large is refused before it is read."""
        file = self.cleaned_data["file"]
        assert isinstance(file, UploadedFile)
        if file.size is not None and file.size > MAX_BYTES:
            raise forms.ValidationError(_("The file is larger than 4 MB."))
        return file


class ConfirmForm(forms.Form):
    """The second step: the file that was looked over, carried along."""

    carried = forms.CharField(widget=forms.HiddenInput)


class PublishForm(forms.Form):
    """What is new in the version that is published."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("What is new in this version?"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class WithdrawForm(forms.Form):
    """Why a version no longer holds."""

    why = forms.CharField(
        label=_("Why is it withdrawn?"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
