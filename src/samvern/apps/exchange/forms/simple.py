"""A file, a name, and reasons."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from samvern.formats.tables.sheets import MAX_BYTES

_REASON_LENGTH = 2000
_NAME_LENGTH = 100


class UploadForm(forms.Form):
    """A table chosen by the reader; what is in it is judged by the reading."""

    file = forms.FileField(
        label=_("The table"),
        help_text=_(
            "An Excel workbook (XLSX) or CSV, at most 5 MB and 5,000 rows. It waits for a day, and "
            "only you can see it; once it is taken in, the file is gone."
        ),
        error_messages={
            "required": _("Choose a file first."),
            "empty": _("The file is empty. Check that the right file was chosen."),
        },
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def clean_file(self) -> Any:
        """A file too large is refused before it is read."""
        file = self.cleaned_data["file"]
        assert isinstance(file, UploadedFile)
        if file.size is not None and file.size > MAX_BYTES:
            raise forms.ValidationError(
                _("The file is larger than 5 MB. Take out sheets and pictures that are not needed.")
            )
        return file


class TakeInForm(forms.Form):
    """Why a table is taken in, and what its columns are to be remembered as."""

    #: The version of the programme that the reader has seen the changes of.
    version = forms.IntegerField(widget=forms.HiddenInput)
    why = forms.CharField(
        label=_("Why is it taken in?"),
        max_length=_REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Such as who decided it, and where the table comes from. Judgements that change are "
            "kept with your name and this reason."
        ),
    )
    remember_as = forms.CharField(
        label=_("Remember the columns as"),
        max_length=_NAME_LENGTH,
        required=False,
        help_text=_("The next table with these headings is then read the same way."),
    )


class UndoForm(forms.Form):
    """Why an import is undone."""

    why = forms.CharField(
        label=_("Why is it undone?"),
        max_length=_REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class NameForm(forms.Form):
    """What remembered columns are called."""

    name = forms.CharField(label=_("Name"), max_length=_NAME_LENGTH)
