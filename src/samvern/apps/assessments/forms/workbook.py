"""A workbook that came back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samvern.formats.assessment_book import MAX_BYTES


class WorkbookForm(forms.Form):
    """A file chosen by the reader; what is in it is judged by the reading."""

    file = forms.FileField(
        label=_("The workbook"),
        help_text=_(
            "The XLSX file that you took out here and filled in. You see every change before "
            "anything is saved. It waits for a day, and only you can see it."
        ),
        error_messages={
            "required": _("Choose a file first."),
            "empty": _("The file is empty. Check that the right file was chosen."),
        },
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )

    def clean_file(self) -> Any:
        """A file too large is refused before it is read."""
        file = self.cleaned_data["file"]
        assert isinstance(file, UploadedFile)
        if file.size is not None and file.size > MAX_BYTES:
            raise forms.ValidationError(
                gettext("The file is larger than %(size)d MB. No workbook needs that much.")
                % {"size": MAX_BYTES // 2**20}
            )
        return file
