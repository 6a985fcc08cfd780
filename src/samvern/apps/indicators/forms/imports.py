"""A file of values or starts, what its columns stand for, and that it is taken in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samvern.apps.indicators.models.value import MAX_REASON
from samvern.apps.indicators.pages.importing import field_name
from samvern.apps.indicators.queries import IncomingTable
from samvern.base.form_parts import OperationForm
from samvern.base.table_forms import TableColumnsForm
from samvern.engine.tables import ColumnUse, column_letters, text_of
from samvern.formats.tables.sheets import MAX_BYTES

_SAMPLES = 3


class UploadForm(forms.Form):
    """A file chosen by the reader, and why values are changed where it says otherwise."""

    file = forms.FileField(
        label=_("The file"),
        help_text=_("A table (XLSX or CSV) with its headings in one row. Nothing is taken in yet."),
        error_messages={
            "required": _("Choose a file first."),
            "empty": _("The file is empty. Check that the right file was chosen."),
        },
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx,.tsv"}),
    )
    reason = forms.CharField(
        label=_("Why is it changed?"),
        required=False,
        max_length=MAX_REASON,
        help_text=_(
            "Used for rows that say something else than what is here and give no reason themselves."
        ),
    )

    def clean_file(self) -> Any:
        """A file too large is refused before it is read."""
        file = self.cleaned_data["file"]
        assert isinstance(file, UploadedFile)
        if file.size is not None and file.size > MAX_BYTES:
            said = gettext("The file is larger than %(size)d MB.") % {"size": MAX_BYTES // 2**20}
            raise forms.ValidationError(said)
        return file


class ColumnsForm(TableColumnsForm):
    """What each column stands for, with the file that it is about; ``fields`` are what it can be."""

    carried = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self, data: Any, *, table: IncomingTable, fields: Iterable[str], carried: str = ""
    ) -> None:
        names = [
            name or gettext("Column %(letters)s") % {"letters": column_letters(place)}
            for place, name in enumerate(table.heading.names)
        ]
        choices = [("", gettext("– is not taken in –"))]
        super().__init__(
            data,
            columns=[
                ColumnUse(name, target) for name, target in zip(names, table.targets, strict=True)
            ],
            signature=table.heading.signature,
            labels=list(zip(names, _samples(table), strict=True)),
            targets=[*choices, *((each, field_name(each)) for each in fields)],
            initial={"carried": carried},
        )

    @property
    def said(self) -> tuple[str, ...]:
        """What the columns stand for, in their order."""
        return tuple(self.cleaned_data[f"target-{place}"] for place in range(len(self._columns)))


def _samples(table: IncomingTable) -> list[str]:
    """What stands in the first rows of each column."""
    below = [row for row in table.sheet.rows if row.number > table.heading.last_row][:_SAMPLES]
    return [
        ", ".join(
            text_of(row.cells[place])[:30]
            for row in below
            if place < len(row.cells) and text_of(row.cells[place])
        )
        for place in range(len(table.heading.names))
    ]


class TakeInForm(OperationForm):
    """That a file is taken in as it was looked over."""

    carried = forms.CharField(widget=forms.HiddenInput)
